"""What a phase of a playbook asks in its first 24 hours, when it would begin at a given moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.glossary import ROLES
from crisis.playbook import Communication, Dialogue, Phase, Playbook, Task

DAY: Final = timedelta(hours=24)
#: What one of each is called.
SINGULAR: Final = {"task": "Taak", "communication": "Bericht", "meeting": "Overleg", "dialogue": "Gesprek"}
#: The lanes of the picture, in the order in which they stand.
LANES: Final = {"task": "Taken", "communication": "Berichten", "meeting": "Overleg", "dialogue": "Gesprek"}
_WIDTH: Final = 400
_LEFT: Final = 78
_LANE: Final = 30
_TOP: Final = 8


@dataclass(frozen=True)
class Item:
    """Something that has to be ready, or that takes place, at a moment."""

    at: datetime
    lane: str
    title: str
    who: str
    rule: str
    required: bool = False
    #: Whether it falls before the phase begins, so that there is no time left for it.
    early: bool = False


@dataclass(frozen=True)
class Mark:
    """One moment in the picture; `text` says how many things there are when it is more than one."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Ahead:
    """The first 24 hours of a phase: what falls in it by time, what comes later, and what waits for a moment."""

    phase: Phase
    start: datetime
    items: tuple[Item, ...]
    #: The meetings of the team, of which the first is among the items.
    meetings: tuple[datetime, ...]
    later: tuple[Item, ...]
    #: Work that hangs on a key moment without a time: its title and the rule in words.
    waiting: tuple[tuple[str, str], ...]

    @property
    def marks(self) -> list[Mark]:
        """Where each moment stands in the picture."""
        found: dict[tuple[str, float], int] = {}
        for one in self.items:
            x = self._x(one.at)
            found[one.lane, x] = found.get((one.lane, x), 0) + 1
        for at in self.meetings[1:]:
            found["meeting", self._x(at)] = 1
        return [Mark(x, _height(lane), str(count) if count > 1 else "") for (lane, x), count in found.items()]

    @property
    def lanes(self) -> list[Mark]:
        """The lanes that hold something, with their names."""
        return [Mark(_LEFT, _height(lane), name) for lane, name in LANES.items()]

    @property
    def hours(self) -> list[Mark]:
        """The axis: every six hours."""
        floor = _height(list(LANES)[-1]) + _LANE / 2
        step = (_WIDTH - _LEFT - 12) / 4
        return [
            Mark(round(_LEFT + step * part, 1), floor, dates.clock(self.start + part * DAY / 4)) for part in range(5)
        ]

    def _x(self, at: datetime) -> float:
        return round(_LEFT + max((at - self.start) / DAY, 0) * (_WIDTH - _LEFT - 12), 1)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the drawing."""
        return _WIDTH, _TOP + _LANE * len(LANES) + 24


def ahead(playbook: Playbook, phase: Phase, start: datetime, moments: Mapping[str, datetime]) -> Ahead:
    """What falls due when a phase begins at `start`. `moments`: key moments that have a time."""
    titles = {one.key: one.title for one in playbook.moments}
    work: list[Task | Communication | Dialogue] = [*phase.tasks, *phase.communications, *phase.dialogues]
    found = [item for part in work if (item := _item(part, start, moments, titles))]
    found += [Item(at, "meeting", f"Sleutelmoment: {titles.get(key, key)}", "", "") for key, at in moments.items()]
    meetings = tuple(_meetings(phase, start))
    if meetings and phase.meeting_every:
        rule = f"en daarna {phase.meeting_every.every()}"
        found.append(Item(meetings[0], "meeting", "Overleg van het team", ROLES["chair"], rule))
    found.sort(key=lambda one: (one.at, list(LANES).index(one.lane)))
    waiting = tuple(
        (one.title, one.due.words(titles)) for one in work if one.due and one.due.at(start, moments) is None
    )
    inside = tuple(one for one in found if one.at <= start + DAY)
    return Ahead(phase, start, inside, meetings, tuple(one for one in found if one.at > start + DAY), waiting)


def _item(
    part: Task | Communication | Dialogue, start: datetime, moments: Mapping[str, datetime], titles: Mapping[str, str]
) -> Item | None:
    at = part.due.at(start, moments) if part.due else None
    if at is None or part.due is None:
        return None
    lane = type(part).__name__.lower()
    who = part.drafted_by if isinstance(part, Communication) else part.owner
    required = isinstance(part, Task) and part.required
    role = ROLES[who] if who else ""
    return Item(at, lane, part.title, role, part.due.words(titles), required, at < start)


def _meetings(phase: Phase, start: datetime) -> Iterator[datetime]:
    """The rhythm that the playbook proposes; the first meeting comes after one such time."""
    if phase.meeting_every is None:
        return
    at = phase.meeting_every.after(start)
    while at <= start + DAY:
        yield at
        at = phase.meeting_every.after(at)


def _height(lane: str) -> float:
    return _TOP + _LANE * (list(LANES).index(lane) + 0.5)
