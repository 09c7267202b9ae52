"""One thing that asks for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: How long before a moment it is asked for.
AHEAD: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Wanted:
    """One thing that asks for somebody: why, a sentence, where to go, and since or until when."""

    why: str
    sentence: str
    thing: int | None = None
    at: datetime | None = None
    owner: int | None = None
    #: The role that is asked, or several with a space between.
    role: str | None = None
    #: The page to go to, when it is about no thing on the board.
    page: str = ""
