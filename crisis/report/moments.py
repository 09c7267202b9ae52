"""Moments in Dutch, as they stand on paper: always with enough date to know which day it was."""

from __future__ import annotations

from datetime import datetime

from crisis import dates


def beside(moment: datetime, other: datetime) -> str:
    """Only the time when it is the same day as the other moment, else with the date."""
    return dates.short(moment, dates.local(other).date())


def span(start: datetime, end: datetime | None) -> str:
    """From a moment until another, or until now.

    >>> from datetime import UTC
    >>> span(datetime(2026, 11, 23, 13, 3, tzinfo=UTC), None)
    'vanaf ma 23 nov 14:03'
    """
    if end is None:
        return f"vanaf {dates.short(start)}"
    return f"{dates.short(start)} tot {beside(end, start)}"
