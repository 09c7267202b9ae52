"""The whole incident in one picture: a lane per kind of work, a mark per thing that happened, by time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis.board.phases import PhaseRun
from crisis.gauge import Frame, Point, Scale, hours
from crisis.view import Line, View

#: The lanes from top to bottom, each with the facts that make a mark in it.
LANES: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "phase": ("Fase, schaal", frozenset({"phase_entered", "scale_set", "playbook_adopted", "incident_closed"})),
    "tension": ("Spanning", frozenset({"tension_read"})),
    "task": ("Taken klaar", frozenset({"task_done"})),
    "meeting": (
        "Overleg, besluit",
        frozenset(
            {
                *("meeting_opened", "meeting_closed", "decision_taken", "decision_revised", "decision_withdrawn"),
                *("measure_imposed", "measure_withdrawn", "strategy_set", "sitrap_set"),
            }
        ),
    ),
    "dialogue": (
        "In gesprek",
        frozenset({"dialogue_planned", "dialogue_reported", "contact_recorded", "promise_made", "promise_reported"}),
    ),
    "communication": (
        "Berichten",
        frozenset({"communication_submitted", "communication_approved", "communication_released"})
        | {"communication_withdrawn"},
    ),
    "rumour": ("Geruchten", frozenset({"rumour_heard", "rumour_settled"})),
    "team": ("Oproep, team", frozenset({"call_out_started", "call_answered", "call_out_ended", "role_handed_over"})),
}
_LANE: Final = {kind: lane for lane, (_, kinds) in LANES.items() for kind in kinds}
#: The page; on paper it is the same drawing.
FRAME: Final = Frame(760, 34 * len(LANES) + 70, left=118, right=14, top=34, bottom=36)
_TALL: Final = 34
#: Marks nearer to each other than this are drawn as one.
_NEAR: Final = 11.0
#: The shortest stretch that can be looked at.
SHORTEST: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Event:
    """One thing that happened: which lane, when, its words, and its line in the log."""

    lane: str
    at: datetime
    seq: int
    thing: int | None
    words: str


@dataclass(frozen=True)
class Mark:
    """One or more events at a place in the picture. `first`: the line to go to; `events`: what it stands for."""

    x: float
    y: float
    events: tuple[Event, ...]

    @property
    def text(self) -> str:
        """What it stands for, for who hears it."""
        if len(self.events) == 1:
            return self.events[0].words
        return f"{len(self.events)} dingen: {'; '.join(one.words for one in self.events[:3])}" + (
            " en meer" if len(self.events) > 3 else ""
        )


@dataclass(frozen=True)
class Stretch:
    """A phase in the picture."""

    x: float
    width: float
    title: str
    fits: bool


@dataclass(frozen=True)
class Timeline:
    """Everything that the template draws, and the list beneath it."""

    frame: Frame
    start: datetime
    end: datetime
    stretches: tuple[Stretch, ...]
    lanes: tuple[Point, ...]
    hours: tuple[Point, ...]
    marks: tuple[Mark, ...]
    events: tuple[Event, ...]
    description: str


def whole(view: View) -> tuple[datetime, datetime]:
    """From the opening of the incident to its last line."""
    first, last = view.incident.entry(1), view.incident.entry(view.incident.seq)
    return first.occurred_at, max(last.recorded_at, first.occurred_at + SHORTEST)


def timeline(view: View, start: datetime, end: datetime) -> Timeline:
    """What this reader may know of what happened between two moments."""
    events = tuple(one for one in happened(view) if start <= one.at <= end)
    scale = Scale(FRAME, start, end)
    said = (
        f"{len(events)} {'gebeurtenis' if len(events) == 1 else 'gebeurtenissen'}. De lijst hieronder zegt hetzelfde."
    )
    return Timeline(
        FRAME,
        start,
        end,
        tuple(_stretches(view, scale)),
        tuple(Point(FRAME.left, _height(lane), name) for lane, (name, _) in LANES.items()),
        tuple(Point(scale.x(at), 0, text) for at, text in hours(start, end, scale.most)),
        tuple(_marks(scale, events)),
        events,
        said,
    )


def happened(view: View) -> list[Event]:
    """Everything that makes a mark, in order of when it happened."""
    lines = (view.line(entry) for entry in view.incident.entries() if view.audience.reads(entry.circle))
    found = [_event(line) for line in lines if line.entry.fact.kind in _LANE]
    return sorted(found, key=lambda one: (one.at, one.seq))


def _event(line: Line) -> Event:
    entry = line.entry
    return Event(_LANE[entry.fact.kind], entry.occurred_at, entry.seq, line.thing, line.sentence)


def _marks(scale: Scale, events: Iterable[Event]) -> Iterator[Mark]:
    """Events of one lane that would overlap become one mark, which says how many they are."""
    rows: dict[str, list[Event]] = {}
    for one in events:
        rows.setdefault(one.lane, []).append(one)
    for lane, row in rows.items():
        together: list[Event] = []
        for one in row:
            if together and scale.x(one.at) - scale.x(together[0].at) >= _NEAR:
                yield _mark(scale, lane, together)
                together = []
            together.append(one)
        yield _mark(scale, lane, together)


def _mark(scale: Scale, lane: str, events: list[Event]) -> Mark:
    middle = (scale.x(events[0].at) + scale.x(events[-1].at)) / 2
    return Mark(round(middle, 1), _height(lane), tuple(events))


def _stretches(view: View, scale: Scale) -> Iterator[Stretch]:
    for run in view.incident[PhaseRun].values():
        begins, ends = run.entered_at, run.left_at or scale.end
        if ends <= scale.start or begins >= scale.end:
            continue
        left, right = scale.x(begins), scale.x(ends)
        yield Stretch(left, round(right - left, 1), run.title, fits=right - left > 6.5 * len(run.title))


def _height(lane: str) -> float:
    return FRAME.top + _TALL * (list(LANES).index(lane) + 0.5)
