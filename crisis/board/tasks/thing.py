"""A task as it stands on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis.incident import Actor, Incident, Thing
from crisis.refusals import Refused

#: Statuses in the order of the work, with the word on the screen.
STATUSES: Final[dict[str, str]] = {
    "new": "Te doen",
    "reopened": "Heropend",
    "in_progress": "Bezig",
    "blocked": "Geblokkeerd",
    "done": "Klaar, nog niet afgerond",
    "accepted": "Afgerond",
    "not_needed": "Niet nodig",
}
OPEN: Final = frozenset({"new", "reopened", "in_progress", "blocked"})
#: How long before its deadline a task shows as nearly due.
SOON: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Task(Thing):
    """Something to be done. `due_rule` hangs the deadline on its phase or on a key moment."""

    asks = True

    title: str
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
    status: str = "new"
    result: str = ""
    why: str = ""
    done_by: int | None = None
    done_at: datetime | None = None
    comments: int = 0
    #: The thing that this task came from: a meeting, a dialogue meeting, a measure.
    origin: int | None = None
    #: What has to have happened before the work begins, in words.
    release: str = ""

    @property
    def name(self) -> str:
        """Its title, in quotation marks."""
        return f"‘{self.title}’"

    @property
    def open(self) -> bool:
        """Whether work on it remains."""
        return self.status in OPEN

    def lateness(self, now: datetime) -> str:
        """`late`, `soon` or nothing, for a task that is still open."""
        if not self.open or self.due is None or now < self.due - SOON:
            return ""
        return "late" if now >= self.due else "soon"

    def started_by(self, actor: Actor) -> dict[str, object]:
        """The changes that make somebody its assignee."""
        return {"assignee": actor.id, "assignee_name": actor.name}


def open_tasks(incident: Incident) -> list[Task]:
    """Tasks on which work remains, the most urgent first."""
    return sorted((task for task in incident[Task].values() if task.open), key=urgency)


def urgency(task: Task) -> tuple[bool, float, int]:
    """Sorts by deadline, tasks without one last, then by age."""
    return (task.due is None, task.due.timestamp() if task.due else 0.0, task.id)


def must_be_open(task: Task) -> None:
    """Refuses work on a task that is finished or dropped."""
    if not task.open:
        raise Refused(f"Deze taak is al ‘{STATUSES[task.status].lower()}’. Heropen de taak eerst.")
