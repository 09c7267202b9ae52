"""What changed on the board, rendered per audience. The push and the catch-up are this one function."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise, takewhile
from threading import Lock
from typing import Any, Final

from crisis import dates
from crisis.access import Audience
from crisis.attention import attention
from crisis.board.assessments import QUESTIONS, TRACK, Strategy
from crisis.board.communications import CHANNELS, Communication
from crisis.board.dialogues import PREPARATION
from crisis.board.environment import CONFIDENCES
from crisis.board.meetings import Meeting
from crisis.board.notes import NOTE_KINDS, SOURCES, VERIFICATIONS, Note
from crisis.board.phases import KeyMoment, PhaseRun
from crisis.board.questions import ASKERS
from crisis.board.rumours import DECISIONS, SPREADS
from crisis.board.scale import ScaleStep
from crisis.board.sitraps import SituationReport
from crisis.board.tasks import STATUSES, Task
from crisis.board.tasks.thing import urgency
from crisis.board.team import Member
from crisis.incident import Incident, Thing
from crisis.logbook import Block, block_id, blocks, told
from crisis.sitrap import newest
from crisis.status import changes_with, status
from crisis.templating import environment, render
from crisis.view import View

# Here and not in templating.py: the process that makes PDFs needs no board, and starts sooner without it.
environment.globals.update(
    STATUSES=STATUSES,
    NOTE_KINDS=NOTE_KINDS,
    SOURCES=SOURCES,
    VERIFICATIONS=VERIFICATIONS,
    PREPARATION=PREPARATION,
    CHANNELS=CHANNELS,
    TRACK=TRACK,
    QUESTIONS=QUESTIONS,
    SPREADS=SPREADS,
    DECISIONS=DECISIONS,
    ASKERS=ASKERS,
    CONFIDENCES=CONFIDENCES,
)
#: A screen further behind than this loads its page again.
FURTHEST: Final = 500
_WHOLE_PAGE: Final = frozenset({"incident_closed", "incident_reopened"})
#: Log lines on the board; older ones are on the log page.
LINES: Final = 50


@dataclass(frozen=True)
class Part:
    """One element to put in place: its id, version, the list it belongs in and what it stands before.

    `html` is None when it left the board; `only` when it is to be replaced if present, never added.
    """

    id: str
    version: int
    html: str | None
    into: str | None = None
    before: str | None = None
    only: bool = False

    def message(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "id": self.id,
            "v": self.version,
            "html": self.html,
            "into": self.into,
            "before": self.before,
            "only": self.only,
        }


def changes(incident: Incident, audience: Audience, since: int, now: datetime) -> dict[str, Any]:
    """The message that brings a screen from entry `since` up to date."""
    if incident.seq - since > FURTHEST or since > incident.seq or _ended(incident, since):
        return {"incident": incident.id, "seq": incident.seq, "since": since, "reload": True, "parts": []}
    found = [part.message() for part in parts(View(incident, audience, now), since)]
    recorded = incident.entry(incident.seq).recorded_at
    return {
        "incident": incident.id,
        "seq": incident.seq,
        "since": since,
        "at": dates.clock(recorded),
        "reload": False,
        "parts": found,
    }


def _ended(incident: Incident, since: int) -> bool:
    """Closing and reopening change every form on the page."""
    return any(entry.fact.kind in _WHOLE_PAGE for entry in incident.entries(after=since))


def parts(view: View, since: int) -> Iterator[Part]:
    """Everything on the board that changed after entry `since`, sections before what goes in them."""
    touched = {number: kind for number, kind in view.incident.touched(since).items() if _concerns(view, number, since)}
    kinds = set(touched.values())
    if any(entry.fact.kind == "playbook_adopted" for entry in view.incident.entries(after=since)):
        kinds.add(PhaseRun)  # the phases to come are others now, although none began
    yield from _summaries(view, kinds, touched)
    if any(changes_with(view.incident.thing(number)) for number in touched):
        yield Part("stand", view.incident.seq, stand(view), only=True)
    runs = {number for number, kind in touched.items() if kind is PhaseRun}
    for number in sorted(runs):
        if number > since:
            yield Part(f"run-{number}", number, _run(view, number), "work", _before_run(view, number))
    things = [view.incident.thing(number) for number in touched]
    for run in sorted({thing.phase for thing in things if isinstance(thing, Task) and thing.phase} | runs):
        if run <= since:
            yield Part(f"runhead-{run}", view.incident.seq, run_head(view, run), only=True)
    for item in _last_first([thing for thing in things if isinstance(thing, Task)]):
        yield _card(view, item)
    if Member in kinds:
        yield from _unowned(view, touched)
    yield from _lines(view, since)


def stand(view: View) -> str:
    """The page of the burgemeester: one part, that is put in place whole."""
    return render("board/stand.html", view=view, stand=status(view))


def _concerns(view: View, number: int, since: int) -> bool:
    """Whether the reader sees it, or saw it until just now: what happens to it after that is not theirs to know."""
    thing = view.incident.thing(number)
    return view.sees(thing) or (thing.moved_at > since and any(view.audience.reads(circle) for circle in thing.left))


def _summaries(view: View, kinds: set[type[Thing]], touched: Iterable[int]) -> Iterator[Part]:
    seq = view.incident.seq
    if kinds & {PhaseRun, ScaleStep, KeyMoment, Meeting, Strategy, Communication}:
        yield Part("heading", seq, render("board/heading.html", view=view))
        yield Part("rail", seq, render("board/rail.html", view=view), only=True)
    if kinds & {ScaleStep, SituationReport}:
        yield Part("grip", seq, grip(view), only=True)
    if any(kind.asks for kind in kinds) or any(_asks_again(view, number) for number in touched):
        yield Part("now", seq, render("board/now.html", view=view, wanted=attention(view)), only=True)
    if Member in kinds:
        yield Part("team", seq, render("board/team.html", view=view), only=True)


def grip(view: View) -> str:
    """Who leads while the region has declared GRIP, and the report to hand over; nothing at other times."""
    return render("board/grip.html", view=view, reports=newest(view))


def _asks_again(view: View, number: int) -> bool:
    """Whether this is an assumption: those come back among what needs attention."""
    thing = view.incident.thing(number)
    return isinstance(thing, Note) and thing.note_kind == "assumption"


def _last_first(items: list[Task]) -> list[Task]:
    """So that the card a card stands before is there already."""
    return sorted(items, key=urgency, reverse=True)


def _card(view: View, item: Task) -> Part:
    if not view.sees(item):
        return Part(f"item-{item.id}", item.changed, None)
    into, before = place(view, item)
    return Part(f"item-{item.id}", item.changed, task(view, item), into, before)


def _unowned(view: View, touched: Mapping[int, type[Thing]]) -> Iterator[Part]:
    """A change in the team changes who is missing on cards that did not change themselves."""
    for item in view.open_tasks:
        if item.assignee is None and item.id not in touched:
            yield Part(f"item-{item.id}", item.changed, task(view, item), only=True)


def _lines(view: View, since: int) -> Iterator[Part]:
    for number in sorted(_reworded(view, since)):
        line = view.line(view.incident.entry(number))
        yield Part(f"line-{number}", line.version, log_line(view, number), only=True)
    new = takewhile(lambda pair: pair[0][0].seq > since, pairwise(chain(blocks(view), [[]])))
    for block, older in reversed(list(new)):
        version, before = view.line(block[0]).version, f"line-{older[0].seq}" if older else None
        yield Part(block_id(block), version, log_block(view, block), "log", before)


def _reworded(view: View, since: int) -> set[int]:
    """Older lines that read differently now: checked or corrected ones, and ones that name what left or came in."""
    found: set[int] = set()
    for number, kind in view.incident.touched(since).items():
        history = view.incident.history(number)
        changed = {name for one in history if one.seq > since for name in getattr(one.fact, "fields", ())}
        if kind is Note or "circle" in changed:
            found |= {one.seq for one in history if kind is not Note or one.seq == number}
    return {seq for seq in found if seq <= since and view.audience.reads(view.incident.entry(seq).circle)}


def place(view: View, item: Task) -> tuple[str, str | None]:
    """The list that a task stands in and the task it stands before; most urgent first."""
    mine = [other for other in view.tasks(item.phase) if other.open == item.open]
    ordered = sorted(mine, key=urgency)
    after = ordered[ordered.index(item) + 1 :]
    name = "open" if item.open else "finished"
    return f"{name}-{item.phase or 0}", f"item-{after[0].id}" if after else None


def task(view: View, item: Task) -> str:
    """A task as a card."""
    key = ("task", *_seen_by(view), item.id, item.changed, item.lateness(view.now))
    extra = (view.unowned(item), view.incident.closed is None, dates.local(view.now).date())
    return _kept((*key, *extra), lambda: render("board/task.html", view=view, task=item))


def log_block(view: View, block: Block) -> str:
    """An entry as a line in the log, or what came with one act as a line that opens to its lines."""
    lines = [log_line(view, entry.seq) for entry in block]
    if len(lines) == 1:
        return lines[0]
    return render("board/group.html", id=block_id(block), block=block, told=told(view, block), lines=lines)


def log_line(view: View, seq: int) -> str:
    """An entry as a line in the log."""
    entry = view.incident.entry(seq)
    line = view.line(entry)
    # The same for everybody who may read it: what differs between readers is in the sentence.
    then = view.incident.seq if view.past else 0
    key = ("line", view.incident.uuid, then, seq, line.version, line.sentence)
    return _kept(key, lambda: render("board/line.html", view=view, line=line))


def _seen_by(view: View) -> tuple[Any, ...]:
    """Which incident, through whose eyes, at which moment of the past."""
    return (view.incident.uuid, view.audience, view.incident.seq if view.past else 0)


def run_head(view: View, run: int) -> str:
    """The heading of a phase, with how much of its work remains."""
    return render("board/run_head.html", view=view, run=view.incident[PhaseRun][run], tasks=view.tasks(run))


def _run(view: View, run: int) -> str:
    return render("board/run.html", view=view, run=view.incident[PhaseRun][run], head=run_head(view, run), cards=None)


def _before_run(view: View, run: int) -> str | None:
    older = [other.id for other in view.runs if other.id < run]
    return f"run-{older[0]}" if older else None


_cards: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_guard: Final = Lock()


def _kept(key: tuple[Any, ...], make: Any) -> str:
    with _guard:
        found = _cards.get(key)
        if found is not None:
            _cards.move_to_end(key)
            return found
    html: str = make()
    with _guard:
        _cards[key] = html
        while len(_cards) > 4096:
            _cards.popitem(last=False)
    return html
