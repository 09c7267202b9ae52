"""How far somebody has read: the line in the log where they left an incident."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, insert, select, update

from crisis.store import metadata

bookmark_table: Final = Table(
    "bookmark",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
)


def bookmark(connection: Connection, person: int, incident: int) -> int:
    """The last entry that somebody has seen of an incident."""
    row = connection.execute(_bookmark(person, incident)).one_or_none()
    return int(row.seq) if row else 0


def set_bookmark(connection: Connection, person: int, incident: int, seq: int) -> None:
    """Remember how far somebody has read; never goes back."""
    if connection.execute(_bookmark(person, incident)).one_or_none() is None:
        values = {"person_id": person, "incident_id": incident, "seq": seq}
        connection.execute(insert(bookmark_table).values(**values))
    else:
        mine = (bookmark_table.c.person_id == person) & (bookmark_table.c.incident_id == incident)
        connection.execute(update(bookmark_table).where(mine, bookmark_table.c.seq < seq).values(seq=seq))


def _bookmark(person: int, incident: int) -> Any:
    mine = (bookmark_table.c.person_id == person) & (bookmark_table.c.incident_id == incident)
    return select(bookmark_table.c.seq).where(mine)
