"""The texts that are being written, in an ordinary table: words that nobody saved yet do not belong in the log."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from crisis.store import metadata

text_table: Final = Table(
    "working_text",
    metadata,
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("thing", Integer, primary_key=True),
    #: Changes when the document is begun anew: what belongs to an earlier one cannot be merged with it.
    Column("epoch", String(32), nullable=False),
    #: The entry up to which all that was saved of this text is in it.
    Column("base", Integer, nullable=False),
    #: Counts the changes, so that another process sees that there were some.
    Column("rev", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("updated", BigInteger, nullable=False),
)


@dataclass(frozen=True)
class Working:
    """A text that is being written: a document of Yjs, and what of the log is in it."""

    incident_id: int
    thing: int
    epoch: str
    base: int
    rev: int
    state: bytes

    @property
    def writer(self) -> int:
        """The number under which the server itself writes in this document."""
        return int(self.epoch[:12], 16)


def find(connection: Connection, incident: int, thing: int, *, lock: bool = False) -> Working | None:
    """The text that is being written, if there is one."""
    asked = select(text_table).where(_is(incident, thing))
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return Working(row.incident_id, row.thing, row.epoch, row.base, row.rev, bytes(row.state)) if row else None


def keep(connection: Connection, working: Working) -> None:
    """Write a text over what stood there."""
    values = {"epoch": working.epoch, "base": working.base, "rev": working.rev, "state": working.state}
    values |= {"updated": int(time.time())}
    where = _is(working.incident_id, working.thing)
    if connection.execute(update(text_table).where(where).values(**values)).rowcount == 0:
        connection.execute(insert(text_table).values(incident_id=working.incident_id, thing=working.thing, **values))


def of_incident(connection: Connection, incident: int) -> list[int]:
    """The things of an incident of which a text is being written."""
    return list(connection.execute(select(text_table.c.thing).where(text_table.c.incident_id == incident)).scalars())


def forget(connection: Connection, incident: int, thing: int) -> None:
    """Throw a working text away; what was saved of it stays in the log."""
    connection.execute(delete(text_table).where(_is(incident, thing)))


def _is(incident: int, thing: int) -> Any:
    return (text_table.c.incident_id == incident) & (text_table.c.thing == thing)
