"""Reading the directory from its tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from crisis import dates
from crisis.directory.model import Directory, Function, Organisation, Standby
from crisis.directory.tables import audit_table, function_table, organisation_table, standby_table

_STANDBY: Final = select(standby_table).order_by(standby_table.c.starts, standby_table.c.function_id)

#: What the trace says when a function itself says that something is not right.
DIFFERENT: Final = "Klopt niet volgens de functie zelf"
_DEALT_WITH: Final = ("Functie ingelezen", "Functie gewijzigd", "Nagekeken", "Functie uit gebruik")


@dataclass(frozen=True)
class Audited:
    """One change of the directory: who, when, what, and the values before and after it."""

    id: int
    at: datetime
    person: str
    what: str
    kind: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Per field that is not the same any more: what it was and what it is."""
        names = {**self.before, **self.after}
        pairs = {name: (self.before.get(name), self.after.get(name)) for name in names}
        return {name: pair for name, pair in pairs.items() if not same(*pair)}


def same(one: object, other: object) -> bool:
    """Whether two values of a field mean the same; empty is empty, whatever its shape."""
    return (one or None) == (other or None)


def load(connection: Connection) -> Directory:
    """Everything there is, read at once; functions stand by organisation and title."""
    found = (_organisation(row) for row in connection.execute(select(organisation_table)))
    homes = {one.id: one for one in sorted(found, key=lambda one: (one.name.casefold(), one.id))}
    made = (_function(row, homes[row.organisation_id]) for row in connection.execute(select(function_table)))
    order = sorted(made, key=lambda one: (one.organisation.casefold(), one.title.casefold(), one.id))
    functions = {one.id: one for one in order}
    periods = (
        Standby(row.function_id, dates.read(row.starts), dates.read(row.ends)) for row in connection.execute(_STANDBY)
    )
    return Directory(functions, tuple(periods), homes)


def audited(connection: Connection, *, kind: str = "", subject: object = "", before: int = 0) -> list[Audited]:
    """The last hundred changes, the newest first; of one subject, or from before change number `before`."""
    asked = select(audit_table).order_by(audit_table.c.id.desc()).limit(100)
    if kind:
        asked = asked.where(audit_table.c.kind == kind, audit_table.c.subject == str(subject))
    if before:
        asked = asked.where(audit_table.c.id < before)
    return [_audited(row) for row in connection.execute(asked)]


def reported(connection: Connection) -> dict[int, Audited]:
    """What functions in use say is not right about them, and nobody did anything about since."""
    newest = select(func.max(audit_table.c.id)).where(audit_table.c.kind == "function").group_by(audit_table.c.subject)
    mine = newest.where(audit_table.c.what.in_((DIFFERENT, *_DEALT_WITH)))
    asked = select(audit_table).where(audit_table.c.id.in_(mine), audit_table.c.what == DIFFERENT)
    return {int(row.subject): _audited(row) for row in connection.execute(asked.order_by(audit_table.c.id))}


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(row.id, row.name, frozenset(json.loads(row.roles)), bool(row.active))


def _function(row: Row[Any], home: Organisation) -> Function:
    return Function(
        row.id,
        home.name,
        row.title,
        row.email,
        row.phone,
        row.other,
        frozenset(json.loads(row.roles)),
        row.deputy_id,
        row.person_id,
        date.fromisoformat(row.checked_on) if row.checked_on else None,
        bool(row.active and home.active),
    )


def _audited(row: Row[Any]) -> Audited:
    values = (json.loads(one) if one else {} for one in (row.before, row.after))
    return Audited(row.id, dates.read(row.at), row.person_name, row.what, row.kind, row.subject, *values)
