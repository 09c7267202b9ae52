"""The directory as one value: functions that can be called, and when they are on standby. No names of persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Organisation:
    """A partner, or a part of the municipality."""

    id: int
    name: str
    #: The roles that its functions usually fill.
    roles: frozenset[str]
    active: bool = True


@dataclass(frozen=True)
class Function:
    """A function at an organisation that can be called: work contact data, no private names."""

    id: int
    organisation: str
    title: str
    email: str
    phone: str
    #: A second way to be reached.
    other: str
    roles: frozenset[str]
    #: The function that stands in for this one.
    deputy: int | None
    #: The number of the account, if this function has one.
    person: int | None
    checked_on: date | None
    active: bool

    @property
    def name(self) -> str:
        """Function and organisation, as one line."""
        return f"{self.title} ({self.organisation})"

    @property
    def ways(self) -> int:
        """In how many ways this function can be reached."""
        return sum(bool(one) for one in (self.email, self.phone, self.other))


@dataclass(frozen=True)
class Standby:
    """A period in which a function is on standby; `end` no longer belongs to it."""

    function: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Directory:
    """Everybody who can be called, by number of the function, in the order in which they are listed."""

    functions: Mapping[int, Function]
    standby: tuple[Standby, ...]
    organisations: Mapping[int, Organisation] = field(default_factory=dict)

    def on_standby(self, function: int, at: datetime) -> bool:
        """Whether a function is on standby at a moment."""
        return any(one.function == function and one.start <= at < one.end for one in self.standby)

    def for_role(self, role: str, at: datetime) -> tuple[Function, ...]:
        """Who is called for a role, in order: on standby now, then the others, then deputies not yet in the list."""
        able = [one for one in self.functions.values() if one.active and role in one.roles]
        able.sort(key=lambda one: not self.on_standby(one.id, at))
        deputies = (self.functions.get(one.deputy) for one in able if one.deputy is not None)
        return tuple(dict.fromkeys((*able, *(one for one in deputies if one and one.active))))
