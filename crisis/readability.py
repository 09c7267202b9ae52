"""How readable a text is at level B1: hints for who writes, never a verdict. Long sentences and hard words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from crisis.settings import ROOT

#: A sentence of more words than this is hard to follow; on average it should stay well below it.
LONG: Final = 20
AVERAGE: Final = 13
#: Characters that fit in one message, per way out.
LIMITS: Final[dict[str, int]] = {"Sms": 160, "X": 280, "WhatsApp of Signal": 700}
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Reading:
    """What stands out in a text."""

    characters: int
    words: int
    average: int
    long: tuple[str, ...]
    hard: tuple[tuple[str, str], ...]

    @property
    def easy(self) -> bool:
        """Whether nothing stands out."""
        return not self.long and not self.hard and self.average <= AVERAGE


def read(text: str, easier: Mapping[str, str]) -> Reading:
    """Look at a text. `easier`: hard words with a simpler one."""
    sentences = [one.strip() for one in _SENTENCE.findall(text) if len(_WORD.findall(one)) > 1]
    counts = [len(_WORD.findall(one)) for one in sentences]
    words = [one.lower() for one in _WORD.findall(text)]
    long = tuple(one for one, count in zip(sentences, counts, strict=True) if count > LONG)
    hard = tuple((word, easier[word]) for word in dict.fromkeys(words) if word in easier)
    average = round(sum(counts) / len(counts)) if counts else 0
    return Reading(len(text), len(words), average, long, hard)


def easier_words(home: Path) -> dict[str, str]:
    """The list of the municipality, else the one that comes along; a line is `moeilijk = makkelijk`."""
    own = home / "moeilijke-woorden.txt"
    path = own if own.is_file() else ROOT / "playbooks" / "moeilijke-woorden.txt"
    return _listed(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _listed(path: str, changed: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in Path(path).read_text("utf-8", errors="replace").splitlines():
        hard, sign, easy = line.partition("=")
        if sign and hard.strip() and not line.startswith("#"):
            found[hard.strip().lower()] = easy.strip()
    return found
