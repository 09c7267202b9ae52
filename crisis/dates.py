"""Times as this product reads and shows them: stored in UTC, typed and shown in Europe/Amsterdam."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

#: Years that every clock and every sum of deadlines can hold.
_YEARS: Final = range(1900, 2201)
#: Nobody types a longer moment; looking for one in a longer text only costs time.
_LONGEST: Final = 64
AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_TYPED = re.compile(
    r"(?P<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)"
    r"( ?(?P<zone>Z|[+-]\d\d:?\d\d))?( ?(?P<season>zomertijd|wintertijd))?"
)


class BadTime(ValueError):
    """What was typed is no moment; the message says what to do, in Dutch."""


class TwoTimes(BadTime):
    """What was typed happened twice, in the night in which winter time starts."""


def read(text: str) -> datetime:
    """A typed moment as UTC; raises BadTime, or TwoTimes when summer or winter time must be named.

    >>> read("2026-07-01T14:30").isoformat()
    '2026-07-01T12:30:00+00:00'
    """
    match = _TYPED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not match:
        raise BadTime("Vul een datum en tijd in, bijvoorbeeld 2026-11-23 14:30.")
    try:
        stamp = datetime.fromisoformat(match["stamp"])
        if stamp.year not in _YEARS:
            raise BadTime("Deze datum ligt te ver weg.")
        if match["zone"]:
            return datetime.fromisoformat(match["stamp"] + match["zone"]).astimezone(UTC)
    except BadTime:
        raise
    except ValueError:
        raise BadTime("Deze datum of tijd bestaat niet.") from None
    return from_local(stamp, match["season"])


def from_local(stamp: datetime, season: str | None = None) -> datetime:
    """Wall clock time in Amsterdam as UTC; raises BadTime around the change of the clock."""
    try:
        first, second = (stamp.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC) for fold in (0, 1))
        back = first.astimezone(AMSTERDAM).replace(tzinfo=None)
    except OverflowError:
        raise BadTime("Deze datum ligt te ver weg.") from None
    if back != stamp:
        later = (stamp + timedelta(hours=1)).strftime("%H:%M")
        raise BadTime(f"Deze tijd bestaat niet: de klok ging toen een uur vooruit. Bedoelt u {later}?")
    if first != second and season is None:
        raise TwoTimes("Deze tijd kwam die nacht twee keer voor. Kies zomertijd of wintertijd.")
    return second if season == "wintertijd" else first


def local(instant: datetime) -> datetime:
    """The same moment on the clock in Amsterdam."""
    return instant.astimezone(AMSTERDAM)


def stamp(instant: datetime) -> str:
    """A moment for a machine: UTC, milliseconds, as in the header of an entry."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clock(instant: datetime) -> str:
    """Only the time: 14:03; in the night in which the clock goes back with the season behind it."""
    here = local(instant)
    twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    season = (" wintertijd" if here.fold else " zomertijd") if twice else ""
    return f"{here:%H:%M}{season}"


def short(instant: datetime, today: date | None = None) -> str:
    """14:03 when it is today, else za 24 okt 14:03; without `today` always with the date."""
    return clock(instant) if local(instant).date() == today else dated(instant, today)


def dated(instant: datetime, today: date | None = None) -> str:
    """za 24 okt 14:03, also when it is today; with the year when that is not the year of `today`."""
    here = local(instant)
    pattern = "EEEEEE d MMM" if today is None or here.year == today.year else "EEEEEE d MMM y"
    return f"{_formatted(here.date(), pattern)} {clock(instant)}"


@lru_cache(maxsize=1024)
def _formatted(value: date, pattern: str) -> str:
    return format_date(value, pattern, locale="nl").replace(".", "")


def full(instant: datetime) -> str:
    """zaterdag 24 oktober 2026 14:03."""
    here = local(instant)
    return f"{format_datetime(here, 'EEEE d MMMM y', locale='nl')} {clock(instant)}"


@lru_cache(maxsize=256)
def day(value: date) -> str:
    """zaterdag 24 oktober 2026."""
    return format_date(value, "EEEE d MMMM y", locale="nl")


def span(start: datetime | None, end: datetime | None) -> str:
    """From when until when something holds; empty when neither was said."""
    parts = [f"vanaf {full(start)}" if start else "", f"tot {full(end)}" if end else ""]
    return " ".join(filter(None, parts))


def form_value(instant: datetime) -> str:
    """A moment as a datetime-local field holds it; ambiguous moments keep their season."""
    text = local(instant).strftime("%Y-%m-%dT%H:%M")
    return text + clock(instant)[5:]
