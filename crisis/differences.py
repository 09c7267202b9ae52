"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Final, Literal

#: `same` stands in both, `gone` only in the earlier text, `new` only in the later one.
How = Literal["same", "gone", "new"]
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
#: From this many words on it is looked at whether one of them is everywhere; above the most lines are compared.
_MANY: Final = 400
_MOST: Final = 4000


def by_word(before: str, after: str) -> list[tuple[How, str]]:
    """The two texts as one, in pieces that say where each stands.

    >>> by_word("Het is druk op het plein.", "Het is rustig op het plein.")
    [('same', 'Het is '), ('gone', 'druk'), ('new', 'rustig'), ('same', ' op het plein.')]
    """
    old, new = _units(before, after)
    found: list[tuple[How, str]] = []
    gone = added = ""
    # A text of a few words said over and over costs the cube of its length, unless what is everywhere is left out.
    rough = len(old) + len(new) > _MANY and max(Counter(old + new).values(), default=0) > _MANY // 3
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=rough).get_opcodes():
        was, now = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        # A space between two changes belongs to both: else every word would be struck through by itself.
        if what != "equal" or (not was.strip() and (gone or added)):
            gone, added = gone + was, added + now
            continue
        found += [*_changed(gone, added), ("same", was)]
        gone = added = ""
    return [*found, *_changed(gone, added)]


def _changed(gone: str, added: str) -> list[tuple[How, str]]:
    pieces: list[tuple[How, str]] = [("gone", gone), ("new", added)]
    return [piece for piece in pieces if piece[1]]


def _units(before: str, after: str) -> tuple[list[str], list[str]]:
    """Words; or lines, when there are so many words that comparing them would keep others waiting."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST:
        return before.splitlines(keepends=True), after.splitlines(keepends=True)
    return old, new
