"""A call-out and those who are called, as they stand on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from crisis.board.team.roster import Candidate
from crisis.incident import Incident, Thing

#: How it stands with somebody who is called, with the word on the screen.
STATES: Final[dict[str, str]] = {
    "queued": "Klaargezet",
    "sent": "Verstuurd",
    "failed": "Niet aangekomen",
    "uncertain": "Onzeker of het aankwam",
    "acknowledged": "Heeft het gelezen",
    "coming": "Komt",
    "cannot": "Kan niet",
    "no_answer": "Geen gehoor",
    "arrived": "Is er",
    "released": "Hoeft niet meer",
}
#: What a telephone call, made by hand, can give.
OUTCOMES: Final[dict[str, str]] = {
    "no_answer": "Gebeld, geen gehoor",
    "coming": "Gebeld, komt",
    "cannot": "Gebeld, kan niet",
    "arrived": "Is er",
}
#: Nothing was heard of them yet.
WAITING: Final = frozenset({"queued", "sent", "failed", "uncertain", "acknowledged", "no_answer"})
#: How long after calling there are reminders, and when the next in line is proposed. Source: domain.md 5.
REMINDERS: Final = (timedelta(minutes=5), timedelta(minutes=10))
PATIENCE: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class CallOut(Thing):
    """One time that the team is called together. The order in which functions are called is frozen in it."""

    asks = True

    roles: tuple[str, ...]
    place: str
    started_at: datetime
    test: bool = False
    note: str = ""
    missing: tuple[str, ...] = ()
    chains: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    ended: str = ""

    @property
    def name(self) -> str:
        """What it is, and that it is a test."""
        return "testoproep" if self.test else "oproep"


@dataclass(frozen=True)
class Called(Thing):
    """Somebody who is called, by function; one message for all the roles they are called for."""

    asks = True

    call_out: int
    function: int
    title: str
    roles: tuple[str, ...]
    called_at: datetime
    person: int | None = None
    person_name: str = ""
    state: str = "queued"
    eta: datetime | None = None
    answered_at: datetime | None = None
    arrived_at: datetime | None = None
    reminded: int = 0
    remark: str = ""
    deputy: str = ""

    @property
    def name(self) -> str:
        """Which function."""
        return self.title

    @property
    def who(self) -> tuple[str, int]:
        """What tells one from another, as of a candidate."""
        return ("function", self.function) if self.person is None else ("person", self.person)

    @property
    def waiting(self) -> bool:
        """Whether nothing was heard yet."""
        return self.state in WAITING

    def overdue(self, now: datetime) -> bool:
        """Whether the next in line may be called."""
        return self.state == "cannot" or (self.waiting and now >= self.called_at + PATIENCE)


def current(incident: Incident) -> CallOut | None:
    """The call-out that goes on now."""
    return next((one for one in reversed(list(incident[CallOut].values())) if not one.ended), None)


def of(incident: Incident, call_out: CallOut) -> list[Called]:
    """Everybody who is called in a call-out."""
    return [one for one in incident[Called].values() if one.call_out == call_out.id]
