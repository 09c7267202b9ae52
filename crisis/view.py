"""What one audience sees of an incident at one moment: the values that pages, parts, search and reports show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeGuard

from crisis.access import Audience, audience
from crisis.board import assessments, phases, scale, team
from crisis.board.communications import Communication, promised
from crisis.board.meetings import Meeting, going_on, upcoming
from crisis.board.notes import NOTE_KINDS, Note
from crisis.board.phases import PhaseRun
from crisis.board.readings import asked
from crisis.board.tasks import Task, TaskAdded, open_tasks
from crisis.board.tasks.facts import TaskChanged
from crisis.glossary import BOARD_LINES, ROLES
from crisis.incident import AnyThing, Entry, Fact, Incident, Thing
from crisis.refusals import NotFound

#: Kinds of log lines for the filter: those that people write, and what the board itself records.
LINE_KINDS: Final[dict[str, str]] = {**NOTE_KINDS, **BOARD_LINES}


@dataclass(frozen=True)
class Line:
    """One line of the log, as somebody may read it."""

    entry: Entry
    kind: str
    sentence: str
    note: Note | None
    thing: int | None
    phase: str

    @property
    def label(self) -> str:
        """The kind in Dutch."""
        return LINE_KINDS[self.kind]

    @property
    def automatic(self) -> bool:
        """Whether the board recorded it, instead of somebody writing it."""
        return self.note is None and not self.entry.fact.written

    @property
    def version(self) -> int:
        """Changes when the line looks different."""
        return self.note.changed if self.note else self.entry.seq


@dataclass(frozen=True)
class View:
    """An incident through the eyes of an audience; what it may not read does not exist here."""

    incident: Incident
    audience: Audience
    now: datetime
    past: bool = False

    def named(self, number: int) -> str:
        """The name of a thing, or its number when this audience may not see it."""
        try:
            thing = self.incident.thing(number)
        except NotFound:
            return f"#{number}"
        return thing.name if self.audience.reads(thing.circle) else f"#{number}"

    def may(self, name: str) -> bool:
        """Whether to offer this act."""
        closed = self.incident.closed is not None and name != "incident.reopen"
        return not self.past and not closed and self.audience.may(name)

    def sees(self, thing: Thing) -> bool:
        """Whether this audience may see a thing."""
        return self.audience.reads(thing.circle)

    def thing(self, number: int) -> Thing:
        """A thing by number; raises NotFound, also for what may not be seen."""
        thing = self.incident.thing(number)
        if not self.sees(thing):
            raise NotFound
        return thing

    @property
    def run(self) -> PhaseRun | None:
        """The phase we are in."""
        return phases.current(self.incident)

    @property
    def step(self) -> scale.ScaleStep | None:
        """The scale we are on."""
        return scale.current(self.incident)

    @property
    def runs(self) -> list[PhaseRun]:
        """All phases that were entered, the newest first."""
        return list(self.incident[PhaseRun].values())[::-1]

    def tasks(self, run: int | None = None) -> list[Task]:
        """The tasks this audience may see, of one phase or of all."""
        mine = [task for task in self.incident[Task].values() if self.sees(task)]
        return [task for task in mine if run is None or task.phase == run]

    def things(self, kind: type[AnyThing]) -> list[AnyThing]:
        """The things of one kind that this audience may see, the oldest first."""
        return [one for one in self.incident[kind].values() if self.sees(one)]

    def rows(self, thing: Thing) -> list[tuple[str, str]]:
        """What is known of a thing, as labelled texts; what is empty is left out."""
        return [(label, text) for label, text in thing.rows(self) if text]

    def from_origin(self, number: int) -> list[Task]:
        """The tasks that came from a thing."""
        return [task for task in self.things(Task) if task.origin == number]

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is going on, else the next one."""
        seen = [one for one in (*going_on(self.incident), *upcoming(self.incident)) if self.sees(one)]
        return seen[0] if seen else None

    @property
    def promised(self) -> Communication | None:
        """The message in which more was promised, as long as nothing went out after it."""
        found = promised(self.incident)
        return found if found and self.sees(found) else None

    @property
    def strategy(self) -> assessments.Strategy | None:
        """What the team wants to achieve in this phase, if it said so and this audience may know."""
        found = assessments.strategy(self.incident)
        return found if found and self.sees(found) else None

    @property
    def open_tasks(self) -> list[Task]:
        """Open tasks, the most urgent first."""
        return [task for task in open_tasks(self.incident) if self.sees(task)]

    @property
    def moments(self) -> list[phases.KeyMoment]:
        """The key moments that have a time, the first one first."""
        return sorted(self.incident[phases.KeyMoment].values(), key=lambda moment: moment.at)

    @property
    def members(self) -> list[team.Member]:
        """Who is in the team."""
        return team.members(self.incident)

    def unowned(self, task: Task) -> bool:
        """Whether nobody is there to do this task."""
        return task.open and task.assignee is None and task.owner_role not in team.filled(self.incident)

    def unread(self, number: int) -> tuple[int, list[str]] | None:
        """How many were asked to read a thing, and who of them did not say so yet; None when nobody was asked."""
        reading = asked(self.incident, number)
        if reading is None:
            return None
        held: dict[int, list[team.Member]] = {}
        for member in self.members:
            held.setdefault(member.person, []).append(member)
        readers = {
            person: mine[0].person_name
            for person, mine in held.items()
            if audience(self.incident, frozenset(one.role for one in mine)).reads(reading.circle)
        }
        return len(readers), [name for person, name in readers.items() if person not in reading.readers]

    def empty_roles(self) -> list[str]:
        """Roles that own open tasks, or belong to the core, while nobody holds them; in Dutch."""
        filled = team.filled(self.incident)
        core = self.incident.playbook.core_roles if self.incident.playbook else frozenset()
        wanted = core | {task.owner_role for task in self.open_tasks if task.assignee is None and task.owner_role}
        return [ROLES[role] for role in ROLES if role in wanted - filled]

    def lines(self, before: int | None = None) -> Iterator[Line]:
        """The log this audience may read, the newest first, below entry `before`."""
        for entry in self.incident.latest():
            if (before is None or entry.seq < before) and self.audience.reads(entry.circle):
                yield self.line(entry)

    def line(self, entry: Entry) -> Line:
        """One entry as a line."""
        note = self.incident[Note].get(entry.seq)
        about = getattr(entry.fact, entry.fact.about) if entry.fact.about else None
        thing = entry.seq if self._on_board(entry.seq) else about
        return Line(
            entry,
            note.note_kind if note else entry.fact.line_kind,
            entry.fact.sentence(_Then(self, entry.seq)),
            note,
            thing,
            self._phase_at(entry.seq),
        )

    def history(self, number: int) -> list[Line]:
        """The entries that made and changed a thing, as far as this audience may read them, the oldest first."""
        return [self.line(one) for one in self.incident.history(number) if self.audience.reads(one.circle)]

    def _on_board(self, number: int) -> bool:
        try:
            return self.sees(self.incident.thing(number))
        except NotFound:
            return False

    def _phase_at(self, seq: int) -> str:
        for run in self.runs:
            if run.id <= seq:
                return run.phase
        return ""


@dataclass(frozen=True)
class _Then:
    """Gives things the names that they had when an entry was made, so that a log reads as it was written."""

    view: View
    seq: int

    def named(self, number: int) -> str:
        """The name then; the number of what the reader may not see."""
        now = self.view.named(number)
        if now == f"#{number}" or not isinstance(self.view.incident.thing(number), Task):
            return now
        before = [one.fact for one in self.view.incident.history(number) if one.seq < self.seq]
        titles = [one.title for one in before if isinstance(one, TaskAdded) or _renames(one)]
        return f"‘{titles[-1]}’" if titles else now


def _renames(fact: Fact) -> TypeGuard[TaskChanged]:
    return isinstance(fact, TaskChanged) and "title" in fact.fields
