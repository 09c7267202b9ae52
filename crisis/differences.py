"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import chain
from typing import Final, Literal

#: `same` stands in both, `gone` only in the earlier text, `new` only in the later one.
How = Literal["same", "gone", "new"]
_HOW: Final[dict[str, tuple[How, ...]]] = {
    "equal": ("same",),
    "delete": ("gone",),
    "insert": ("new",),
    "replace": ("gone", "new"),
}


def by_word(before: str, after: str) -> list[tuple[How, str]]:
    """The two texts as one, in pieces that say where each stands.

    >>> by_word("Het is druk op het plein.", "Het is rustig op het plein.")
    [('same', 'Het is '), ('gone', 'druk'), ('new', 'rustig'), ('same', ' op het plein.')]
    """
    old, new = _words(before), _words(after)
    found: list[tuple[How, str]] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for how in _HOW[what]:
            piece = old[old_from:old_to] if how == "gone" else new[new_from:new_to]
            found.append((how, "".join(chain(piece))))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
