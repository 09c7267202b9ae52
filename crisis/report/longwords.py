"""Makes typed text fit for paper: very long words may break, and blank lines do not fill pages."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: A word longer than this gets places to break, one every STEP characters.
LONGEST: Final = 60
STEP: Final = 30
#: Invisible; the reader of the text need not know it is there.
ZERO_WIDTH_SPACE: Final = "\u200b"
_WORD: Final = re.compile(rf"\S{{{LONGEST + 1},}}")
_BLANK: Final = re.compile(r"\n\s*\n")
_JOINERS: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")


def printable(text: str) -> str:
    """The same words, with room to break in words that are too long for a line.

    >>> printable("kort")
    'kort'
    """
    return _WORD.sub(lambda found: _broken(found[0]), _BLANK.sub("\n\n", text))


def _broken(word: str) -> str:
    pieces, start = [], 0
    while len(word) - start > STEP:
        end = start + STEP
        while end < len(word) and end - start < 2 * STEP and _sticks(word, end):
            end += 1
        pieces.append(word[start:end])
        start = end
    return ZERO_WIDTH_SPACE.join([*pieces, word[start:]])


def _sticks(word: str, at: int) -> bool:
    """Whether the character here belongs to the one before it, such as an accent or half of an emoji."""
    return word[at] in _JOINERS or word[at - 1] in _JOINERS or unicodedata.category(word[at]).startswith("M")
