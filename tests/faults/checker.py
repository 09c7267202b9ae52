"""What must never be, as a pure check: what people were told and shown, against what the log holds.

Data goes in, findings come out; there is no server, database or clock in here. A checker that never finds anything
proves nothing, so `test_checker.py` and `test_seeded.py` make it find each kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

#: What stands on a screen: by id of the element, its version and what it shows.
Parts = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Finding:
    """One thing that must not be.

    `missing`: acknowledged, but not in the log under its numbers. `doubled`: in the log more than once, or a number
    given to two acts. `contradicted`: refused, yet in the log. `gap`: a number left out, in the log or on a screen.
    `phantom`: shown, but not in the log. `differs`: a screen is not what a fresh load shows. `lost update`: an edit
    was accepted over a change that its author had not seen.
    """

    kind: str
    what: str


@dataclass(frozen=True)
class Act:
    """What somebody asked for under a key, in words that nobody else uses, and what they were told about it.

    `answer`: `done` with the numbers `first` to `last`, `refused`, or nothing when no answer ever came.
    """

    once: str
    words: str
    answer: str = ""
    first: int = 0
    last: int = 0
    seen: int | None = None


@dataclass(frozen=True)
class Entry:
    """An entry as the database holds it: all its texts by field, and the words that must stand in its line."""

    seq: int
    fields: Mapping[str, object] = field(default_factory=dict)
    words: str = ""
    #: The thing that it made or changed.
    thing: int | None = None


@dataclass(frozen=True)
class Message:
    """A push or a catch-up: from which entry to which, and the parts in it."""

    since: int
    seq: int
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class Stretch:
    """One connection of a screen: the number it was told on joining, and the pushes over it, in order."""

    joined: int
    pushes: Sequence[Message] = ()


@dataclass(frozen=True)
class Picture:
    """Everything on a board: its parts, and per list the order in which they stand."""

    parts: Parts = field(default_factory=dict)
    order: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Screen:
    """Somebody's open board: all that ever came in, what it shows now, and what a fresh load shows."""

    name: str
    stretches: Sequence[Stretch] = ()
    fetched: Sequence[Message] = ()
    held: Picture = field(default_factory=Picture)
    fresh: Picture = field(default_factory=Picture)


def findings(head: int, log: Sequence[Entry], acts: Sequence[Act], screens: Sequence[Screen] = ()) -> list[Finding]:
    """Everything that must not be. `head` is the last number as the head row has it."""
    written = Written(log)
    found = [*_gaps(head, log), *_told(written, acts), *_doubled(log, written, acts), *_lost(written, acts)]
    for screen in screens:
        found += [*_skipped(screen), *_phantoms(written, screen), *_differences(screen)]
    return found


class Written:
    """The log, to look things up in."""

    def __init__(self, log: Sequence[Entry]) -> None:
        self.entries = {entry.seq: entry for entry in log}
        #: Where every text stands.
        self.said: dict[str, list[int]] = {}
        self._values: dict[tuple[int | None, str], list[tuple[int, object]]] = {}
        for entry in log:
            for text in {text for text in entry.fields.values() if isinstance(text, str)}:
                self.said.setdefault(text, []).append(entry.seq)
            for name, value in entry.fields.items():
                self._values.setdefault((entry.thing, name), []).append((entry.seq, value))

    def value(self, thing: int, name: str, upto: int) -> object:
        """What a field of a thing was after entry `upto`."""
        values = self._values.get((thing, name), [])
        index = bisect_right(values, upto, key=lambda one: one[0])
        return values[index - 1][1] if index else None


def _gaps(head: int, log: Sequence[Entry]) -> Iterator[Finding]:
    seqs = {entry.seq for entry in log}
    for seq in sorted(set(range(1, max([head, *seqs]) + 1)) - seqs):
        yield Finding("gap", f"the log has no #{seq}")
    if seqs and head != max(seqs):
        yield Finding("gap", f"the head row says #{head}, the last entry is #{max(seqs)}")


def _told(written: Written, acts: Sequence[Act]) -> Iterator[Finding]:
    for act in acts:
        numbers = written.said.get(act.words, [])
        if act.answer == "done" and not any(act.first <= seq <= act.last for seq in numbers):
            yield Finding("missing", f"{act.once} was told #{act.first}, but {act.words!r} stands at {numbers}")
        if act.answer == "refused" and numbers:
            yield Finding("contradicted", f"{act.once} was refused, but {act.words!r} stands at {numbers}")


def _doubled(log: Sequence[Entry], written: Written, acts: Sequence[Act]) -> Iterator[Finding]:
    for seq in (one for one, count in Counter(entry.seq for entry in log).items() if count > 1):
        yield Finding("doubled", f"the log has #{seq} more than once")
    for act in acts:
        numbers = written.said.get(act.words, [])
        if len(numbers) > 1:
            yield Finding("doubled", f"{act.once}: {act.words!r} stands at {numbers}")
    told = sorted((act for act in acts if act.answer == "done" and act.last >= act.first), key=lambda act: act.first)
    for one, other in pairwise(told):
        if other.first <= one.last:
            yield Finding("doubled", f"{one.once} and {other.once} were both told #{other.first}")


def _lost(written: Written, acts: Sequence[Act]) -> Iterator[Finding]:
    for act in acts:
        entry = written.entries.get(act.first)
        if act.answer != "done" or act.seen is None or entry is None or entry.thing is None:
            continue
        for name in entry.fields:
            seen, before = (written.value(entry.thing, name, upto) for upto in (act.seen, entry.seq - 1))
            if seen != before and act.seen < entry.seq - 1:
                what = f"{act.once} saw {name} {seen!r} at #{act.seen} and wrote #{entry.seq} over {before!r}"
                yield Finding("lost update", what)


def _skipped(screen: Screen) -> Iterator[Finding]:
    for stretch in screen.stretches:
        reached = stretch.joined
        for push in stretch.pushes:
            if push.since > reached:
                yield Finding("gap", f"{screen.name} was pushed from #{push.since} while it was at #{reached}")
            reached = max(reached, push.seq)


def _phantoms(written: Written, screen: Screen) -> Iterator[Finding]:
    end = max(written.entries, default=0)
    pushed = [push for stretch in screen.stretches for push in stretch.pushes]
    for message in (*pushed, *screen.fetched, Message(0, 0, screen.held.parts)):
        if message.seq > end:
            yield Finding("phantom", f"{screen.name} was sent #{message.seq}; the log ends at #{end}")
        for id, (version, shown) in message.parts.items():
            words = _must_show(written, id, version)
            if words is None or words not in shown:
                text = re.sub("<[^>]*>", "", shown)
                yield Finding("phantom", f"{screen.name}: {id} shows {text!r}, the log has {words!r}")


def _must_show(written: Written, id: str, version: int) -> str | None:
    """Words that a part must show if the log is right; None when the log knows nothing of it."""
    name, _, number = id.partition("-")
    if name == "line":
        entry = written.entries.get(int(number))
        return entry.words if entry else None
    if name == "item":
        entry = written.entries.get(version)
        known = entry is not None and entry.thing == int(number)
        return str(written.value(int(number), "title", version)) if known else None
    return ""


def _differences(screen: Screen) -> Iterator[Finding]:
    held, fresh = screen.held, screen.fresh
    for id in sorted(held.parts.keys() | fresh.parts.keys()):
        if held.parts.get(id) != fresh.parts.get(id):
            what = f"{screen.name}: {id} is {held.parts.get(id)}, freshly loaded {fresh.parts.get(id)}"
            yield Finding("differs", what)
    for name in sorted(held.order.keys() | fresh.order.keys()):
        if list(held.order.get(name, ())) != list(fresh.order.get(name, ())):
            yield Finding("differs", f"{screen.name}: the order of {name}")
