"""The tension gauge: how tense it is in the city, read by somebody at a moment, on a scale of five with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Final

from crisis import dates
from crisis.actions import action
from crisis.board.notes import SOURCES, Source
from crisis.glossary import ended
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Circle, Line, Reason, Typed, one_of

#: The five levels, from calm to out of hand.
LEVELS: Final[dict[str, str]] = {
    "1": "rustig",
    "2": "onrustig",
    "3": "gespannen",
    "4": "grimmig",
    "5": "escalatie",
}
#: The same as choices on a form.
_CHOICES: Final = {level: f"{level} – {word}" for level, word in LEVELS.items()}

Level = Annotated[str, Typed, one_of(_CHOICES)]


@dataclass(frozen=True)
class Tension(Thing):
    """One reading: the level, when, why, and where it comes from. A wrong one is overtaken by a later one."""

    label = "Spanning"

    level: int
    at: datetime
    reason: str
    source_type: str
    area: str = ""

    @property
    def name(self) -> str:
        """The level in words, with the area."""
        return f"spanning {self.words}{f' in {self.area}' if self.area else ''}"

    @property
    def words(self) -> str:
        """The level in words, with its number."""
        return words(self.level)

    @property
    def source(self) -> str:
        """The source in words."""
        return SOURCES[self.source_type]

    def rows(self, names: Names) -> Rows:
        """When, where, why and by what source."""
        yield "Wanneer", dates.full(self.at)
        yield "Waar", self.area or "Hele gebied"
        yield "Waaruit blijkt dat", self.reason
        yield "Bron", self.source


@dataclass(frozen=True)
class TensionRead(Fact, kind="tension_read", line="tension", written=True):
    """Somebody read how tense it is."""

    level: int
    reason: str
    source_type: str
    circle: str
    area: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the reading, at the moment that it is about."""
        given = (self.level, entry.occurred_at, self.reason, self.source_type, self.area)
        incident.put(Tension(entry.seq, entry.seq, entry.circle, *given))

    def sentence(self, names: Names) -> str:
        """Level, area, reason and source."""
        where = f" in {self.area.rstrip('.')}" if self.area else ""
        return f"Spanning{where}: {words(self.level)}. {ended(self.reason)} Bron: {SOURCES[self.source_type].lower()}."


@dataclass(frozen=True)
class Trend:
    """Where the last readings go: `way` is rising, falling, level or new; `since` is when that began."""

    level: int
    way: str
    since: datetime

    def told(self, now: datetime) -> str:
        """In words: 'gespannen (3), stijgend sinds 21:10'."""
        said = {"rising": "stijgend sinds", "falling": "dalend sinds", "level": "gelijk sinds", "new": "gemeten om"}
        return f"{words(self.level)}, {said[self.way]} {dates.short(self.since, dates.local(now).date())}"


def words(level: int) -> str:
    """A level in words, with its number.

    >>> words(3)
    'gespannen (3)'
    """
    return f"{LEVELS[str(level)]} ({level})"


def in_time(readings: Iterable[Tension]) -> list[Tension]:
    """Readings in the order of the moments that they are about."""
    return sorted(readings, key=lambda one: (one.at, one.id))


def trend(readings: Iterable[Tension]) -> Trend | None:
    """Where the last readings go, and since when; None while there is none."""
    known = in_time(readings)
    if not known:
        return None
    last = known[-1]
    if len(known) == 1:
        return Trend(last.level, "new", last.at)
    steps = [(_way(before.level, after.level), before, after) for before, after in pairwise(known)]
    way = steps[-1][0]
    since = last.at
    for found, before, after in reversed(steps):
        if found != way:
            break
        since = before.at if way == "level" else after.at
    return Trend(last.level, way, since)


def _way(before: int, after: int) -> str:
    return "level" if before == after else "rising" if after > before else "falling"


@action("tension.read", "Spanning vastleggen")
def read(
    incident: Incident,
    by: By,
    level: Level,
    reason: Reason,
    source_type: Source,
    area: Line | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Say how tense it is, and what shows that. What came from the police goes to the small circle unless chosen."""
    small = "restricted" if source_type == "police" and "restricted" in by.circles else None
    yield TensionRead(int(level), reason, source_type, by.circle(circle or small, incident), area or "")
