"""Which days are working days in the Netherlands, by rule and without a list of years."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY = 5
#: Days after Easter Sunday; Good Friday is an ordinary working day for municipalities.
_AROUND_EASTER = (0, 1, 39, 49, 50)
_LIBERATION_EVERY = 5


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous Gregorian computus)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year on which a municipality is closed."""
    kings_day = date(year, 4, 27)
    if kings_day.isoweekday() == 7:
        kings_day -= _DAY
    found = {date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)}
    found.update(easter(year) + days * _DAY for days in _AROUND_EASTER)
    if year % _LIBERATION_EVERY == 0:
        found.add(date(year, 5, 5))
    return frozenset(found)


def is_working_day(day: date) -> bool:
    """Whether the offices are open on this day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def shift(day: date, amount: int) -> date:
    """The day `amount` working days later (earlier when negative); the day itself for 0."""
    step = _DAY if amount > 0 else -_DAY
    for _ in range(abs(amount)):
        day += step
        while not is_working_day(day):
            day += step
    return day
