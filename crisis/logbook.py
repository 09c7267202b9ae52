"""The log as the board shows it: what the board recorded by itself in one act stands under one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from crisis.board.notes import Note
from crisis.glossary import COUNTED
from crisis.incident import Entry
from crisis.view import View

#: Fewer lines than this are read faster than a line that hides them.
FEWEST: Final = 3
#: One entry, or those that follow from one act; the newest first, as in the log.
Block = list[Entry]


def blocks(view: View) -> Iterator[Block]:
    """The log this audience may read, the newest first."""
    readable = (entry for entry in view.incident.latest() if view.audience.reads(entry.circle))
    for _, found in groupby(readable, lambda entry: _act(view, entry)):
        block = list(found)
        if len(block) < FEWEST:
            yield from ([entry] for entry in block)
        else:
            yield block


def newest(view: View, lines: int) -> tuple[list[Block], bool]:
    """The top of the log: blocks that are whole and together hold so many lines; and whether there are older ones."""
    found: list[Block] = []
    for block in blocks(view):
        if sum(map(len, found)) >= lines:
            return found, True
        found.append(block)
    return found, False


def block_id(block: Block) -> str:
    """The id of its element on the page."""
    return f"group-{block[-1].seq}" if len(block) > 1 else f"line-{block[0].seq}"


def told(view: View, block: Block) -> str:
    """What came with one act: 12 taken en 3 berichten erbij."""
    counted = Counter(_what(view, entry) for entry in block)
    parts = []
    for verb in ("erbij", "bijgewerkt"):
        numbers = {noun: counted[verb, noun] for noun in COUNTED if counted[verb, noun]}
        words = [f"{number} {COUNTED[noun][number > 1]}" for noun, number in numbers.items()]
        if words:
            parts.append(f"{' en '.join(filter(None, (', '.join(words[:-1]), words[-1])))} {verb}")
    return ", ".join(parts)


def _act(view: View, entry: Entry) -> Any:
    """The act that an entry follows from by itself; its own number when somebody wrote it or it began the act."""
    if entry.seq == 1 or entry.fact.written or entry.seq in view.incident[Note]:
        return entry.seq
    act = entry.recorded_at, entry.actor.id
    before = view.incident.entry(entry.seq - 1)
    return act if (before.recorded_at, before.actor.id) == act else entry.seq


def _what(view: View, entry: Entry) -> tuple[str, str]:
    """What an entry did, and to which kind of thing; when it made or changed nothing that is counted, it is a line."""
    kind = entry.fact.line_kind
    if kind in COUNTED and entry.fact.about:
        return "bijgewerkt", kind
    return "erbij", kind if kind in COUNTED and view.incident.history(entry.seq) else ""
