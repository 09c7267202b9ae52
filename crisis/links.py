"""Links that open one thing for whoever holds them: a guest's own door, a screen on a wall. Only hashes are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, String, Table, insert, select, update

from crisis import people
from crisis.store import metadata

#: Longer texts are no tokens of ours.
_LONGEST: Final = 100
link_table: Final = Table(
    "link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    #: The number of the guest or the screen; until when it works stands in the log.
    Column("thing", Integer, nullable=False),
    Column("replaced", Boolean, nullable=False),
)


@dataclass(frozen=True)
class Link:
    """What a token is for."""

    incident: int
    thing: int


def make(connection: Connection, incident: int, thing: int) -> str:
    """A new token for a thing; an older one of the same thing does nothing any more."""
    mine = (link_table.c.incident_id == incident) & (link_table.c.thing == thing)
    connection.execute(update(link_table).where(mine).values(replaced=True))
    token = secrets.token_urlsafe(32)
    values = {"digest": people.digest(token), "incident_id": incident, "thing": thing, "replaced": False}
    connection.execute(insert(link_table).values(**values))
    return token


def read(connection: Connection, token: str) -> Link | None:
    """What a token is for; None when it never was, or was replaced."""
    if len(token) > _LONGEST:
        return None
    row = connection.execute(select(link_table).where(link_table.c.digest == people.digest(token))).one_or_none()
    return Link(row.incident_id, row.thing) if row and not row.replaced else None


def made(connection: Connection, incident: int) -> frozenset[int]:
    """The things of an incident for which there is a link."""
    mine = select(link_table.c.thing).where(link_table.c.incident_id == incident, ~link_table.c.replaced)
    return frozenset(connection.execute(mine).scalars())
