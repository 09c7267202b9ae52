"""Moments as a scenario writes them: `+1h05m` after the start, or a date and time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from crisis import dates

_OFFSET: Final = re.compile(
    r"(?P<sign>[+-])(?=[0-9])(?:(?P<days>[0-9]{1,3})d)?(?:(?P<hours>[0-9]{1,4})h)?"
    r"(?:(?P<minutes>[0-9]{1,5})m)?(?:(?P<seconds>[0-9]{1,6})s)?"
)
_UNITS: Final = ("days", "hours", "minutes", "seconds")
_YEARS: Final = range(2000, 2101)


class BadMoment(ValueError):
    """A text is no moment in a scenario; the message says in Dutch how to write one."""


def is_offset(text: object) -> bool:
    """Whether a text counts from the start of the scenario, well or badly written."""
    return isinstance(text, str) and text.strip().startswith(("+", "-"))


def offset(text: str) -> timedelta:
    """Read a length of time with its sign; raises BadMoment.

    >>> offset("+1h05m")
    datetime.timedelta(seconds=3900)
    """
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        raise BadMoment("schrijf een tijd na het begin als +5m, +1h05m of +1d2h")
    length = timedelta(**{unit: int(found[unit] or 0) for unit in _UNITS})
    return -length if found["sign"] == "-" else length


def beginning(text: str) -> datetime:
    """The local date and time at which a scenario starts, as UTC; raises BadMoment."""
    try:
        start = dates.read(text)
    except dates.BadTime as error:
        raise BadMoment(str(error)) from None
    if start.year not in _YEARS:
        raise BadMoment(f"Kies een jaar van {_YEARS[0]} tot en met {_YEARS[-1]}.")
    return start


def moment(text: str, start: datetime) -> datetime:
    """A moment counted from the start, or a local date and time; raises BadMoment."""
    if is_offset(text):
        return start + offset(text)
    try:
        return dates.read(text)
    except dates.BadTime as error:
        raise BadMoment(str(error)) from None
