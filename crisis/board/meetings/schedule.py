"""The agenda against the clock: a point that ends in '(10 min)' has a planned length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_LENGTH: Final = re.compile(r"\s*\(([0-9]{1,3}) ?min(?:uten|uut|\.)?\)\s*\Z")


@dataclass(frozen=True)
class Point:
    """One point of the agenda, with its length and when it begins, as far as that is known."""

    words: str
    minutes: int | None
    begins: datetime | None


def schedule(agenda: Iterable[str], start: datetime) -> list[Point]:
    """The points in order. After a point without a length nobody knows when the next one begins."""
    found: list[Point] = []
    begins: datetime | None = start
    for text in agenda:
        length = _LENGTH.search(text)
        minutes = int(length[1]) if length else None
        found.append(Point(text[: length.start()] if length else text, minutes, begins))
        begins = begins + timedelta(minutes=minutes) if begins and minutes is not None else None
    return found


def planned(points: Iterable[Point]) -> int:
    """How many minutes are planned together; 0 when no point has a length."""
    return sum(point.minutes or 0 for point in points)
