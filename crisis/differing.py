"""What differs between two texts, word by word, for people to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
#: Comparing longer texts word by word would make others wait; then line by line.
_MANY: Final = 4000


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed (`same`), came in (`new`) or went out (`gone`)."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The second text, with what went out of the first between it.

    >>> [(one.kind, one.text) for one in pieces("kom om 3", "kom om 4")]
    [('same', 'kom om '), ('gone', '3'), ('new', '4')]
    """
    old, new = _units(before, after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[c:d])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return found


def _units(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MANY:
        return before.splitlines(keepends=True), after.splitlines(keepends=True)
    return old, new
