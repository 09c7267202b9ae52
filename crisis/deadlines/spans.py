"""Lengths of time as a playbook writes them: `30m`, `2h`, `5d`, `1wd`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from crisis.deadlines import workdays

Unit = Literal["m", "h", "d", "wd"]

#: The clock on the wall of the municipality: calendar days and working days are counted on it.
LOCAL: Final = ZoneInfo("Europe/Amsterdam")
#: Four digits: 9999 days is 27 years, so no sum can leave the calendar.
AMOUNT: Final = r"(?:0|[1-9][0-9]{0,3})"
_SPAN = re.compile(rf"(?P<amount>{AMOUNT})(?P<unit>wd|[mhd])")
_WORDS: Final[dict[Unit, tuple[str, str]]] = {
    "m": ("minuut", "minuten"),
    "h": ("uur", "uur"),
    "d": ("dag", "dagen"),
    "wd": ("werkdag", "werkdagen"),
}


class BadDeadline(ValueError):
    """A text is not a deadline or duration; the message says in Dutch how to write one."""


@dataclass(frozen=True)
class Span:
    """A length of time of at least one minute, hour, calendar day or working day."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def after(self, instant: datetime) -> datetime:
        """The moment this long after an aware instant, in UTC; raises ValueError for a naive one."""
        return shift(instant, self.amount, self.unit)

    def every(self) -> str:
        """How often, when it comes again after each such time: 'elk uur', 'elke 2 dagen'."""
        if self.amount == 1:
            return f"{'elk' if self.unit == 'h' else 'elke'} {_WORDS[self.unit][0]}"
        return f"elke {self.words()}"

    def words(self) -> str:
        """The length in Dutch, such as '30 minuten'."""
        return in_words(self.amount, self.unit)


def parse_span(text: str) -> Span:
    """Read a duration such as `2h`; raises BadDeadline when it is not one or is zero."""
    found = _SPAN.fullmatch(text)
    if not found or found["amount"] == "0":
        raise BadDeadline("schrijf een duur als 30m, 2h, 1d of 1wd (minuten, uren, dagen, werkdagen)")
    return Span(int(found["amount"]), as_unit(found["unit"]))


def as_unit(text: str) -> Unit:
    """Narrow a text to a unit; raises BadDeadline for anything else."""
    for unit in get_args(Unit):
        if unit == text:
            return unit  # type: ignore[no-any-return]
    raise BadDeadline(f"onbekende eenheid '{text}'; kies uit m, h, d en wd")


def in_words(amount: int, unit: Unit) -> str:
    """An amount with its unit in Dutch."""
    one, more = _WORDS[unit]
    return f"{amount} {one if amount == 1 else more}"


def shift(instant: datetime, amount: int, unit: Unit) -> datetime:
    """Move an aware instant and give it in UTC; raises ValueError for a naive one.

    Minutes and hours are real time. Days and working days keep the time on the clock in the
    Netherlands; a time that summer time skips becomes one hour later, one that comes twice is the first.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    if unit == "m":
        return instant.astimezone(UTC) + timedelta(minutes=amount)
    if unit == "h":
        return instant.astimezone(UTC) + timedelta(hours=amount)
    if amount == 0:
        return instant.astimezone(UTC)
    clock = instant.astimezone(LOCAL)
    day = clock.date()
    day = workdays.shift(day, amount) if unit == "wd" else day + timedelta(days=amount)
    return datetime.combine(day, clock.time().replace(fold=0), tzinfo=LOCAL).astimezone(UTC)
