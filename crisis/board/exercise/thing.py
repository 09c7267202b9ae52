"""The run of an exercise: its clock, which can stop and go faster, and its injects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from crisis.glossary import quoted
from crisis.incident import Incident, Names, Rows, Standing, Thing

#: How many minutes of the script pass in one minute.
SPEEDS: Final[dict[str, str]] = {
    "1": "Zo snel als echt",
    "2": "Twee keer zo snel",
    "5": "Vijf keer zo snel",
    "10": "Tien keer zo snel",
    "60": "Een uur in een minuut",
    "600": "Zo snel als het kan",
}


def how_fast(speed: int) -> str:
    """A speed in words."""
    return SPEEDS.get(str(speed), f"{speed} keer zo snel")


@dataclass(frozen=True)
class Inject:
    """Something that reaches the team from outside: when in the script, by which act, and what is then expected."""

    number: int
    #: Seconds in the time of the script.
    after: int
    act: str
    given: Mapping[str, Any]
    words: str
    expects: str = ""
    #: What later injects call what this one made.
    label: str = ""
    #: `waiting`, `given` or `skipped`.
    state: str = "waiting"
    at: datetime | None = None
    made: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Exercise(Thing):
    """One run of a script. Its time stands still while it is paused."""

    label = "Oefening"

    title: str
    speed: int
    injects: tuple[Inject, ...]
    #: When its clock was last set going; none while it stands still.
    since: datetime | None
    #: How far the clock was then, in seconds of the script.
    passed: int = 0
    ended: datetime | None = None
    started: datetime | None = field(default=None, kw_only=True)

    @property
    def name(self) -> str:
        """The title of the script."""
        return quoted(self.title)

    @property
    def waiting(self) -> list[Inject]:
        """What is still to come, the first one first."""
        return sorted((one for one in self.injects if one.state == "waiting"), key=lambda one: (one.after, one.number))

    def elapsed(self, now: datetime) -> int:
        """How far the script is, in seconds of its own time."""
        if self.since is None:
            return self.passed
        return self.passed + int(max(now - self.since, timedelta(0)).total_seconds() * self.speed)

    def due(self, now: datetime) -> list[Inject]:
        """What should have been given by now."""
        if self.ended or self.since is None:
            return []
        return [one for one in self.waiting if one.after <= self.elapsed(now)]

    def comes_at(self, inject: Inject, now: datetime) -> datetime | None:
        """When an inject will be given, if nothing changes; None while the clock stands still."""
        if self.ended or self.since is None:
            return None
        return now + timedelta(seconds=max(inject.after - self.elapsed(now), 0) / self.speed)

    def time_of(self, inject: Inject) -> datetime:
        """When an inject falls due by the clock that runs now; raises ValueError while it stands still."""
        if self.since is None:
            raise ValueError("the clock stands still")
        return self.since + timedelta(seconds=(inject.after - self.passed) / self.speed)

    def inject(self, number: int) -> Inject | None:
        """The inject with this number."""
        return next((one for one in self.injects if one.number == number), None)

    def rows(self, names: Names) -> Rows:
        """How many injects there are, and how many were given."""
        given = sum(1 for one in self.injects if one.state == "given")
        yield "Injects", f"{given} van {len(self.injects)} gegeven"
        yield "Snelheid", how_fast(self.speed)

    def standing(self, now: datetime) -> Standing:
        """Whether its clock runs."""
        if self.ended:
            return ("", "done", "Klaar")
        return ("info", "busy", "Loopt") if self.since else ("warn", "waiting", "Staat stil")


def running(incident: Incident) -> Exercise | None:
    """The exercise that was begun and not ended."""
    return next((one for one in incident[Exercise].values() if not one.ended), None)


def begun(incident: Incident) -> Exercise | None:
    """The exercise that is going on, else the last one."""
    return running(incident) or next(iter(reversed(list(incident[Exercise].values()))), None)
