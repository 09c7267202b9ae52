"""Who can be called, out of the directory: functions with their accounts, without numbers or addresses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from crisis import directory, people
from crisis.board.team import Candidate, Roster
from crisis.glossary import ROLES


def roster(connection: Connection, at: datetime) -> Roster:
    """Per role who can fill it, in the order in which they are called at this moment."""
    book = directory.load(connection)
    names = {account.id: account.name for account in people.everybody(connection)}
    chains: dict[str, tuple[Candidate, ...]] = {}
    for role in ROLES:
        found = book.for_role(role, at)
        if found:
            chains[role] = tuple(_candidate(book, one, names, at) for one in found)
    return Roster(chains)


def _candidate(book: directory.Directory, one: directory.Function, names: dict[int, str], at: datetime) -> Candidate:
    known = one.person if one.person in names else None
    name = names[known] if known is not None else ""
    return Candidate(one.id, f"{one.title}, {one.organisation}", known, name, book.on_standby(one.id, at))
