"""Who can be called for a role, in order: functions, never phone numbers or addresses. Those stay in the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Candidate:
    """A function that can be called, with the account that belongs to it when it has one."""

    function: int
    title: str
    person: int | None = None
    person_name: str = ""
    standby: bool = False

    @property
    def who(self) -> tuple[str, int]:
        """What tells one to be called from another: the account when there is one, else the function."""
        return ("function", self.function) if self.person is None else ("person", self.person)


@dataclass(frozen=True)
class Roster:
    """Per role the functions that can fill it, in the order in which they are called."""

    chains: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def chain(self, role: str) -> tuple[Candidate, ...]:
        """Who is called for a role, the first one first."""
        return self.chains.get(role, ())

    def others(self, role: str, person: int) -> int | None:
        """How many besides this account can fill a role; None when the directory is empty and tells nothing."""
        return len({one.who for one in self.chain(role)} - {("person", person)}) if self.chains else None
