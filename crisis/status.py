"""The state of an incident for the burgemeester: a value that holds only what may be shown to this reader.

What is meant for a small circle, and what people think, is left out for every reader: the page is read in a car.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from crisis.board.communications import Communication
from crisis.board.decisions import Decision
from crisis.board.measures import MEASURES, Measure
from crisis.board.meetings import going_on, upcoming
from crisis.board.notes import Note
from crisis.board.scale import ScaleStep
from crisis.board.tasks import Task
from crisis.board.tension import Tension, trend
from crisis.gauge import SMALL, Picture, picture
from crisis.glossary import ROLES
from crisis.incident import AnyThing, Thing
from crisis.view import View

#: Circles of which nothing is shown here, whoever reads.
_KEPT: Final = frozenset({"restricted", "core_team"})
#: Kinds of log lines that say something about the world; the others are opinions, or about the work itself.
_CLAIMS: Final = frozenset({"report", "fact", "assumption", "rumour"})
_OPEN: Final = frozenset({"unverified", "probable"})
#: How many lines of one sort can be read at a glance.
_FEW: Final = 3
#: How many characters of one sentence.
_LONG: Final = 160


@dataclass(frozen=True)
class Since:
    """A phase or a scale: its name, from when, and why."""

    name: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Said:
    """One sentence, with the thing on the board that it comes from and its moment."""

    words: str
    thing: int
    at: datetime | None = None


@dataclass(frozen=True)
class Waiting:
    """What waits for the burgemeester: what to do (`goedkeuren`, `besluiten`, `bellen`, `doen`), about which thing.

    `page` is where to do it, below the incident; the page of the thing itself when it is empty.
    """

    deed: str
    words: str
    thing: int
    since: datetime | None = None
    page: str = ""


@dataclass(frozen=True)
class Gauge:
    """The tension in words and as a small picture."""

    words: str
    picture: Picture | None


@dataclass(frozen=True)
class Status:
    """All that the page shows; of a longer list the first few, with how many there are."""

    phase: Since | None
    scale: Since | None
    closed: datetime | None
    strategy: Said | None
    waiting: tuple[Waiting, ...]
    known: tuple[Said, ...]
    checking: tuple[Said, ...]
    decisions: tuple[Said, ...]
    meeting: Said | None
    meeting_goes_on: bool
    deadline: Said | None
    key_message: Said | None
    last_release: Said | None
    tension: Gauge | None
    present: tuple[str, ...]


def status(view: View) -> Status:
    """What this reader may see at this moment."""
    run, step, closed = view.run, view.step, view.incident.closed
    open_meeting, meeting = _meeting(view)
    return Status(
        phase=Since(run.title, run.entered_at, _sentence(run.reason)) if run else None,
        scale=Since(step.name, step.since, _sentence(step.reason)) if step else None,
        closed=closed.recorded_at if closed else None,
        strategy=_strategy(view),
        waiting=() if closed else tuple(_waiting(view)),
        known=_newest(_said(one) for one in _claims(view) if one.verification == "confirmed"),
        checking=_newest(_said(one) for one in _claims(view) if _doubted(one)),
        decisions=_newest(_decisions(view)),
        meeting=meeting,
        meeting_goes_on=open_meeting,
        deadline=_deadline(view),
        key_message=_key_message(view),
        last_release=_last_release(view),
        tension=_tension(view),
        present=tuple(dict.fromkeys(ROLES[one.role] for one in view.members)),
    )


def changes_with(thing: Thing) -> bool:
    """Whether a change of this thing may change the page."""
    if isinstance(thing, Note):
        return thing.note_kind in _CLAIMS or thing.note_kind == "decision"
    return thing.asks or isinstance(thing, ScaleStep | Tension)


def shown(view: View, thing: Thing) -> bool:
    """Whether a thing may be told on the page: the reader sees it, and it is for more than a small circle."""
    return view.sees(thing) and thing.circle not in _KEPT


def _things(view: View, kind: type[AnyThing]) -> list[AnyThing]:
    return [one for one in view.incident[kind].values() if shown(view, one)]


def _strategy(view: View) -> Said | None:
    found = view.strategy
    return Said(_sentence(found.words), found.id) if found and shown(view, found) else None


def _sentence(text: str) -> str:
    """The first sentence of a text, cut off when even that is long."""
    line = text.split("\n", 1)[0]
    first = line[: line.find(". ") + 1] or line
    return first if len(first) <= _LONG else f"{first[: _LONG - 1].rstrip()}…"


def _waiting(view: View) -> Iterator[Waiting]:
    for source in (_approvals, _measures, _reviews, _tasks):
        for one in source(view):
            thing = view.incident.thing(one.thing)
            if shown(view, thing):
                yield one
            elif view.sees(thing):  # it may not be forgotten, but its words are for another screen
                yield replace(one, words="Een afgeschermd stuk")


def _approvals(view: View) -> Iterator[Waiting]:
    for one in view.things(Communication):
        if one.status == "in_review" and "mayor" in one.signers(view.now):
            yield Waiting("goedkeuren", one.title, one.id, one.submitted_at)


def _measures(view: View) -> Iterator[Waiting]:
    for one in view.things(Measure):
        if one.to_check(view.now):
            words = f"Nog nodig? {MEASURES[one.measure_kind]}, {one.area}"
            yield Waiting("besluiten", words, one.id, one.checked_at or one.valid_from)


def _reviews(view: View) -> Iterator[Waiting]:
    for one in view.things(Decision):
        if one.holds and one.body in ("mayor", "triangle") and one.review_at and one.review_at <= view.now:
            yield Waiting("besluiten", f"Opnieuw bekijken: {one.chosen}", one.id, one.review_at)


def _tasks(view: View) -> Iterator[Waiting]:
    for one in view.open_tasks:
        if one.owner_role == "mayor":
            yield Waiting("doen", one.title, one.id, one.due)


def _claims(view: View) -> list[Note]:
    return [one for one in _things(view, Note) if one.note_kind in _CLAIMS and not one.superseded_by]


def _doubted(note: Note) -> bool:
    return note.note_kind in ("assumption", "rumour") and note.verification in _OPEN


def _said(note: Note) -> Said:
    return Said(note.text, note.id)


def _decisions(view: View) -> Iterator[Said]:
    lines = [one for one in _things(view, Note) if one.note_kind == "decision" and not one.superseded_by]
    taken = [(one.id, one.chosen) for one in _things(view, Decision) if one.holds]
    for number, text in sorted([*taken, *((one.id, one.text) for one in lines)]):
        yield Said(text, number, view.incident.entry(number).occurred_at)


def _newest(found: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(found, key=lambda one: one.thing, reverse=True)[:_FEW])


def _meeting(view: View) -> tuple[bool, Said | None]:
    """The meeting that goes on, else the next one."""
    for one in (*going_on(view.incident), *upcoming(view.incident)):
        if shown(view, one):
            return one.status == "open", Said(one.title, one.id, one.opened_at or one.at)
    return False, None


def _deadline(view: View) -> Said | None:
    """The task that has to be done first, of those that are not late yet."""
    coming = [
        Said(one.title, one.id, one.due)
        for one in _things(view, Task)
        if one.open and one.due is not None and one.due > view.now
    ]
    return min(coming, key=lambda one: (one.at or view.now, one.thing), default=None)


def _released(view: View) -> list[Communication]:
    """What is out and still holds, the newest first."""
    out = [one for one in _things(view, Communication) if one.status == "released" and one.release]
    return sorted(out, key=lambda one: (one.release.at if one.release else view.now, one.id), reverse=True)


def _key_message(view: View) -> Said | None:
    found = next((one for one in _released(view) if one.product == "key_message"), None)
    return Said(_sentence(found.words), found.id) if found else None


def _last_release(view: View) -> Said | None:
    found = next(iter(_released(view)), None)
    return Said(found.title, found.id, found.release.at if found.release else None) if found else None


def _tension(view: View) -> Gauge | None:
    readings = _things(view, Tension)
    found = trend(readings)
    return Gauge(found.told(view.now), picture(view, readings, SMALL)) if found else None
