"""Is the team there before it is needed? What a directory still lacks, per function and per role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from crisis import dates
from crisis.directory.model import Directory, Function
from crisis.glossary import ROLES
from crisis.playbook import Playbook

#: After this long somebody has to look again.
TOO_OLD: Final = timedelta(days=365)
_PRIVATE: Final = (
    *("@gmail.com", "@hotmail.com", "@hotmail.nl", "@outlook.com", "@live.nl", "@icloud.com", "@yahoo.com"),
    *("@ziggo.nl", "@kpnmail.nl", "@planet.nl", "@home.nl", "@xs4all.nl"),
)


@dataclass(frozen=True)
class RoleReadiness:
    """Who can be called for a role of a playbook, and what is missing."""

    role: str
    core: bool
    called: tuple[Function, ...]
    deputy: bool
    two_ways: bool
    #: The oldest moment at which one of them was checked; none when one never was.
    checked_on: date | None
    on_standby: bool
    warnings: tuple[str, ...]


def readiness(directory: Directory, playbook: Playbook, at: datetime) -> list[RoleReadiness]:
    """Every role of a playbook, in its order."""
    return [_role(directory, member.role, member.core, at) for member in playbook.team]


def warnings(directory: Directory, function: Function, at: datetime) -> list[str]:
    """What is not in order at one function, in Dutch."""
    found: list[str] = []
    if not function.active:
        return found
    if not function.roles:
        found.append("Vult nog geen rol")
    if function.ways < 2:
        found.append("Geen tweede weg" if function.ways else "Niet te bereiken")
    if function.email.casefold().endswith(_PRIVATE):
        found.append("Lijkt een privéadres")
    if _old(function.checked_on, at):
        found.append("Jaar niet nagekeken" if function.checked_on else "Nooit nagekeken")
    return found


def thin_roles(directory: Directory, at: datetime) -> list[str]:
    """Roles that somebody fills without anybody to stand in."""
    return [role for role in ROLES if len(directory.for_role(role, at)) == 1]


def _role(directory: Directory, role: str, core: bool, at: datetime) -> RoleReadiness:
    called = directory.for_role(role, at)
    days = [one.checked_on for one in called]
    oldest = None if None in days or not days else min(one for one in days if one)
    found = []
    if not called:
        found.append("Niemand")
    elif len(called) == 1:
        found.append("Geen vervanger")
    if called and called[0].ways < 2:
        found.append("Geen tweede weg")
    if called and _old(oldest, at):
        found.append("Nooit nagekeken" if None in days else "Jaar niet nagekeken")
    duty = any(directory.on_standby(one.id, at) for one in called)
    two = bool(called) and called[0].ways >= 2
    return RoleReadiness(role, core, called, len(called) > 1, two, oldest, duty, tuple(found))


def _old(checked: date | None, at: datetime) -> bool:
    return checked is None or dates.local(at).date() - checked > TOO_OLD
