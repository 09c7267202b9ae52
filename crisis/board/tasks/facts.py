"""What can have happened to a task."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from crisis import dates
from crisis.board.phases import PhaseRun, moments
from crisis.board.tasks.thing import Task
from crisis.deadlines import Deadline
from crisis.glossary import CIRCLES, spoken
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class TaskAdded(Fact, kind="task_added"):
    """A task came on the board, from the playbook or ad hoc."""

    title: str
    circle: str
    details: str = ""
    owner_role: str | None = None
    assignee: int | None = None
    assignee_name: str = ""
    due: datetime | None = None
    due_rule: str | None = None
    phase: int | None = None
    key: str | None = None
    done_when: str = ""
    hint: str = ""
    line: str | None = None
    required: bool = False
    needs: tuple[str, ...] = ()
    origin: int | None = None
    #: What has to have happened first, in words: the police lets go of the place.
    release: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the task; a rule for its deadline is worked out from the phase or the key moment."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        values["circle"] = entry.circle
        values["due"] = worked_out(incident, self.due_rule, self.phase) if self.due_rule else self.due
        incident.put(Task(id=entry.seq, changed=entry.seq, **values))

    def sentence(self, names: Names) -> str:
        """With owner and origin."""
        who = self.assignee_name or (spoken(self.owner_role) if self.owner_role else "")
        origin = " (uit het draaiboek)" if self.key else ""
        if self.origin:
            origin = f" (uit {names.named(self.origin)})"
        return f"Nieuwe taak{origin}: ‘{self.title}’" + (f", voor {who}." if who else ".")


@dataclass(frozen=True)
class TaskAssigned(Fact, kind="task_assigned"):
    """Somebody took a task, or was given it."""

    about = "task"
    text = "{name} doet taak {task}."
    task: int
    assignee: int
    name: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set who does it."""
        incident.amend(incident[Task][self.task], entry, assignee=self.assignee, assignee_name=self.name)


@dataclass(frozen=True)
class TaskStarted(Fact, kind="task_started"):
    """Work on a task began, or went on after it was blocked."""

    about = "task"
    task: int
    unblocked: bool = False

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the status."""
        incident.amend(incident[Task][self.task], entry, status="in_progress", why="")

    def sentence(self, names: Names) -> str:
        """That it began, or that it can go on."""
        name = names.named(self.task)
        return f"De blokkade van taak {name} is opgeheven." if self.unblocked else f"Aan taak {name} wordt gewerkt."


@dataclass(frozen=True)
class TaskBlocked(Fact, kind="task_blocked"):
    """Work on a task cannot go on."""

    about = "task"
    text = "Taak {task} is geblokkeerd: {reason}"
    task: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the status with its reason."""
        incident.amend(incident[Task][self.task], entry, status="blocked", why=self.reason)


@dataclass(frozen=True)
class TaskDone(Fact, kind="task_done"):
    """The one who did a task says that it is finished; somebody else still has to agree."""

    about = "task"
    task: int
    result: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the status with the result."""
        incident.amend(
            incident[Task][self.task],
            entry,
            status="done",
            result=self.result,
            why="",
            done_by=entry.actor.id,
            done_at=entry.occurred_at,
        )

    def sentence(self, names: Names) -> str:
        """With the result when there is one."""
        what = f"Taak {names.named(self.task)} is klaar gemeld"
        return f"{what}: {self.result}" if self.result else f"{what}."


@dataclass(frozen=True)
class TaskAccepted(Fact, kind="task_accepted"):
    """Somebody else than the doer agreed that a task is finished."""

    about = "task"
    text = "Taak {task} is afgerond."
    task: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close the task."""
        incident.amend(incident[Task][self.task], entry, status="accepted")


@dataclass(frozen=True)
class TaskReopened(Fact, kind="task_reopened"):
    """A finished or dropped task turned out to be needed."""

    about = "task"
    text = "Taak {task} is heropend: {reason}"
    task: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the status with its reason."""
        incident.amend(incident[Task][self.task], entry, status="reopened", why=self.reason, done_by=None, done_at=None)


@dataclass(frozen=True)
class TaskDropped(Fact, kind="task_dropped"):
    """A task turned out not to be needed."""

    about = "task"
    text = "Taak {task} is niet nodig: {reason}"
    task: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the status with its reason."""
        incident.amend(incident[Task][self.task], entry, status="not_needed", why=self.reason)


@dataclass(frozen=True)
class TaskChanged(Fact, kind="task_changed"):
    """Texts, owner, deadline or circle of a task changed; only what is named here."""

    about = "task"
    task: int
    fields: tuple[str, ...]
    title: str = ""
    details: str = ""
    owner_role: str | None = None
    due: datetime | None = None
    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Change the named fields; a deadline set by hand no longer follows a rule."""
        changes = {name: getattr(self, name) for name in self.fields}
        task = incident[Task][self.task]
        if "due" in changes:
            changes["due_rule"] = None
        if "circle" in changes:
            # Remarks made in the other circle are not for the readers of this one, not even their number.
            changes |= {"left": (*task.left, task.circle), "moved_at": entry.seq, "comments": 0}
        incident.amend(task, entry, **changes)

    def circle_in(self, incident: Incident) -> str:
        """A change of circle is told to the smaller of the two, so that nothing comes out by it."""
        now = incident.thing(self.task).circle
        order = list(CIRCLES)
        return min(now, self.circle, key=order.index) if "circle" in self.fields else now

    def sentence(self, names: Names) -> str:
        """What is different now."""
        words = {
            "title": f"titel ‘{self.title}’",
            "details": "toelichting",
            "owner_role": f"eigenaar {spoken(self.owner_role)}" if self.owner_role else "geen eigenaar",
            "due": f"termijn {dates.short(self.due)}" if self.due else "geen termijn",
            "circle": f"kring {CIRCLES[self.circle].lower()}",
        }
        return f"Taak {names.named(self.task)} gewijzigd: {', '.join(words[name] for name in self.fields)}."


@dataclass(frozen=True)
class TaskCommented(Fact, kind="task_commented"):
    """Somebody said something about a task."""

    about = "task"
    text = "Bij taak {task}: {comment}"
    task: int
    comment: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Count it; the words are in the task's history."""
        task = incident[Task][self.task]
        incident.amend(task, entry, comments=task.comments + 1)


@dataclass(frozen=True)
class DeadlinesMoved(Fact, kind="deadlines_moved", line="task"):
    """A key moment moved, and the open deadlines that hang on it with it."""

    automatic = True
    moment: str
    tasks: tuple[int, ...]

    def change(self, incident: Incident, entry: Entry) -> None:
        """Work the deadlines out again."""
        for number in self.tasks:
            task = incident[Task][number]
            incident.amend(task, entry, due=worked_out(incident, task.due_rule, task.phase))

    def circle_in(self, incident: Incident) -> str:
        """The circle of its tasks, so that nobody can count what they may not see."""
        return incident.thing(self.tasks[0]).circle

    def sentence(self, names: Names) -> str:
        """How many."""
        count = len(self.tasks)
        return f"De termijn van {count} {'taak schuift' if count == 1 else 'taken schuift'} mee."


def worked_out(incident: Incident, rule: str | None, phase: int | None) -> datetime | None:
    """The moment that a rule such as `T+30m` comes to in this run of the phase."""
    if rule is None or phase is None:
        return None
    return Deadline.parse(rule).at(incident[PhaseRun][phase].entered_at, moments(incident))
