"""A situation report drawn from the log, compared with the one before it, and as plain text for LCMS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from crisis import dates
from crisis.access import Audience
from crisis.board import assessments, sitraps
from crisis.board.decisions import Decision
from crisis.board.dialogues import Dialogue
from crisis.board.measures import MEASURES, Measure
from crisis.board.meetings import Meeting
from crisis.board.notes import Note
from crisis.board.promises import outstanding
from crisis.board.sitraps import EMPTY, LONGEST, SECTIONS, SituationReport
from crisis.glossary import CIRCLES, spoken
from crisis.view import View

#: More than this of one sort is a list, not a picture.
MOST: Final = 15


def compose(view: View, circle: str) -> dict[str, str]:
    """What each section could say, from what the visitor and every reader of this circle may read; empty where nothing.

    Raises KeyError for a circle that the visitor does not read.
    """
    if not view.audience.reads(circle):
        raise KeyError(circle)
    wider = list(CIRCLES)[list(CIRCLES).index(circle) :]
    shared = tuple(one for one in view.audience.circles if one in wider)
    narrow = replace(view, audience=Audience(shared, frozenset()))
    before = next(reversed(sitraps.of(view.incident, circle)), None)
    return {name: _cut(_SOURCES[name](narrow, before)) for name in SECTIONS}


def previous(view: View, report: SituationReport) -> SituationReport | None:
    """The report of the same circle that was set before this one."""
    told = sitraps.of(view.incident, report.circle)
    earlier = [one for one in told if not report.number or one.number < report.number]
    return earlier[-1] if earlier else None


def newest(view: View) -> list[SituationReport]:
    """The last report that was set in each circle that this audience reads, the newest first."""
    last = [found[-1] for circle in view.audience.circles if (found := sitraps.of(view.incident, circle))]
    return sorted(last, key=lambda one: one.set_in, reverse=True)


def overdue(view: View) -> list[SituationReport]:
    """Reports that named the moment of the next one, which is there without the next one."""
    return [one for one in newest(view) if one.next_at and one.next_at <= view.now]


# --- compared and told ---


@dataclass(frozen=True)
class Change:
    """A section that reads differently: the lines that are new, and those that are gone."""

    label: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


def differences(before: SituationReport, after: SituationReport) -> list[Change]:
    """What is new and gone per section, by line; sections that stayed the same are left out."""
    found = []
    for (label, old), (_, new) in zip(before.sections(), after.sections(), strict=True):
        one, other = _lines(old), _lines(new)
        come = tuple(line for line in other if line not in one)
        gone = tuple(line for line in one if line not in other)
        if come or gone:
            found.append(Change(label, come, gone))
    return found


def plain(view: View, report: SituationReport) -> str:
    """The whole report as text, to paste into another system."""
    incident = view.incident
    head = [
        *(["OEFENING OEFENING OEFENING"] if incident.exercise else []),
        f"SITUATIERAPPORT {report.number}" if report.number else "SITUATIERAPPORT, CONCEPT",
        f"{incident.code}, {incident.title}",
        *([f"Vastgesteld: {dates.full(report.set_at)}, door {report.set_by}"] if report.set_at else []),
        f"Bestemd voor: {CIRCLES[report.circle].lower()}",
    ]
    body = [f"{label.upper()}\n{words or EMPTY}" for label, words in report.sections()]
    return "\n\n".join(["\n".join(head), *body]) + "\n"


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


# --- drawn from the log ---

_Before = SituationReport | None


def _situation(view: View, before: _Before) -> Iterator[str]:
    if view.run:
        yield f"Fase {view.run.title}, sinds {dates.short(view.run.entered_at)}."
    if view.step:
        yield f"Schaal: {view.step.name}, sinds {dates.short(view.step.since)}."
    read = assessments.latest(view.incident, view.audience.circles)
    yield from filter(None, (read.facts, read.place_time)) if read else ()
    yield from _minutes(view, "picture")
    sure = {"confirmed": "", "probable": " (waarschijnlijk)", "unverified": " (niet bevestigd)"}
    for one in _notes(view, "fact", "report")[-MOST:]:
        if _since(one.id, before) and one.verification != "refuted":
            yield f"{one.text}{sure.get(one.verification or '', '')}"
    decided = [one for one in view.things(Decision) if one.holds and _since(one.id, before)]
    yield from (f"Besloten: {one.chosen}" for one in decided)
    for measure in view.things(Measure):
        if measure.in_force(view.now):
            until = dates.short(measure.valid_until)
            yield f"Van kracht: {MEASURES[measure.measure_kind]}, {measure.area}, tot {until}."


def _expectation(view: View, before: _Before) -> Iterator[str]:
    yield from _minutes(view, "judgement")
    yield from (f"Aanname: {one.text}" for one in _notes(view, "assumption") if one.verification != "refuted")
    ahead = [(one.at, f"Sleutelmoment: {one.title}") for one in view.moments]
    ahead += [(one.at, f"Overleg: {one.title}") for one in view.things(Meeting) if one.status == "planned"]
    held = [one for one in view.things(Dialogue) if one.status == "planned"]
    ahead += [(one.at, f"Bijeenkomst: {one.title}") for one in held if one.at]
    yield from (f"{what}, {dates.short(at)}." for at, what in sorted(ahead) if at > view.now)


def _open(view: View, before: _Before) -> Iterator[str]:
    for task in view.open_tasks:
        owner = spoken(task.owner_role) if task.owner_role else "geen eigenaar"
        yield f"{task.title} ({owner}{f', vóór {dates.short(task.due)}' if task.due else ''})"


def _done(view: View, before: _Before) -> Iterator[str]:
    done = [(one.done_at, one) for one in view.tasks() if one.status in ("done", "accepted") and one.done_at]
    for at, task in sorted(done, key=lambda one: one[0], reverse=True):
        if before is None or before.set_at is None or at > before.set_at:
            yield f"{task.title}{f': {task.result}' if task.result else ''}"


def _bottlenecks(view: View, before: _Before) -> Iterator[str]:
    for task in view.open_tasks:
        if task.status == "blocked":
            yield f"Zit vast: {task.title}. {task.why}"
        elif task.lateness(view.now) == "late":
            yield f"Te laat: {task.title}"
    late = [one for one in outstanding(view.incident) if view.sees(one) and one.due <= view.now]
    yield from (f"Toezegging te laat: {one.words}" for one in late)
    if empty := view.empty_roles():
        yield f"Nog niemand voor: {', '.join(empty)}."
    open_rumours = [one for one in _notes(view, "rumour") if one.verification in (None, "unverified", "probable")]
    yield from (f"Gerucht, niet bevestigd: {one.text}" for one in open_rumours)


def _asked(view: View, before: _Before) -> Iterator[str]:
    held = [one for one in view.things(Decision) if one.holds and one.review_at and one.review_at <= view.now]
    yield from (f"Opnieuw bekijken: {one.chosen}" for one in held)
    checked = [one for one in view.things(Measure) if one.to_check(view.now)]
    yield from (f"Is dit nog nodig? {MEASURES[one.measure_kind]}, {one.area}" for one in checked)


def _line_to_take(view: View, before: _Before) -> Iterator[str]:
    yield from _lines(before.communication_line) if before else ()


_SOURCES: Final[dict[str, Callable[[View, _Before], Iterable[str]]]] = {
    "situation": _situation,
    "expectation": _expectation,
    "actions_open": _open,
    "actions_done": _done,
    "bottlenecks": _bottlenecks,
    "decisions_asked": _asked,
    "communication_line": _line_to_take,
}


def _notes(view: View, *kinds: str) -> list[Note]:
    return [one for one in view.things(Note) if one.note_kind in kinds and not one.superseded_by]


def _minutes(view: View, column: str) -> Iterator[str]:
    """What the last meeting wrote in this column."""
    for meeting in sorted(view.things(Meeting), key=lambda one: one.changed, reverse=True):
        if found := meeting.column(column):
            yield from (one.text for one in found)
            return


def _since(seq: int, before: _Before) -> bool:
    return before is None or seq > before.set_in


def _cut(found: Iterable[str]) -> str:
    """One line each, no more than fit; how many are left out is said."""
    lines = [" ".join(one.split()) for one in found]
    kept: list[str] = []
    for line in lines[:MOST]:
        if sum(len(one) + 1 for one in kept) + len(line) > LONGEST - 40:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    return "\n".join([*kept, *([f"En nog {left} andere, zie het bord."] if left else [])])
