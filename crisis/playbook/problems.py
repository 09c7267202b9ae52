"""What can be wrong with a file, and how it is told to the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

#: Where something stands in a file: keys, and positions in lists counted from 0.
Place: TypeAlias = tuple[str | int, ...]

#: How many problems of one file are told; nobody reads more.
MOST: Final = 100
_LONGEST: Final = 40


class BrokenFile(Exception):
    """A file cannot be used; `errors` holds every reason as `file:line: path: what is wrong`, in Dutch."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: a line counted from 1, the place in the file, and a Dutch sentence."""

    line: int
    place: Place
    text: str

    def told(self, file: str) -> str:
        """The problem as one line, with the file it is in."""
        steps = [str(step + 1) if isinstance(step, int) else shown(step, "") for step in self.place]
        return f"{file}:{self.line}: {'.'.join(steps) or '(hele bestand)'}: {self.text}"


def told(file: str, problems: Iterable[Problem]) -> tuple[str, ...]:
    """The problems of one file in the order of its lines, each once, at most a hundred."""
    file = "".join(sign if sign.isprintable() else "?" for sign in file)
    lines = list(dict.fromkeys(one.told(file) for one in sorted(problems, key=lambda one: one.line)))
    rest = len(lines) - MOST
    return (*lines[:MOST], f"{file}:1: (hele bestand): en nog {rest} fouten") if rest > 0 else tuple(lines)


def shown(text: str, quote: str = "'") -> str:
    """A text from a file as it may appear in a message: short, printable and on one line."""
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    safe = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short)
    return f"{quote}{safe}{quote}"
