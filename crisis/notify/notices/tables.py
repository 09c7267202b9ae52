"""The notices that wait or went, and how often each person wants them."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from crisis.notify.notices.choosing import Choice
from crisis.store import metadata

notice_table: Final = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    #: `queued`, `sending`; then `sent`, `failed`, `uncertain`, or `dropped` when it was not needed any more.
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("incident_id", "seq", "person_id", name="uq_notice"),
)
choice_table: Final = Table(
    "notice_choice",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("how", String(8), nullable=False),
    #: Times of the day with spaces between.
    Column("times", String(40), nullable=False),
)


@dataclass(frozen=True)
class Row:
    """One notice to one person."""

    id: int
    incident_id: int
    seq: int
    person_id: int
    state: str
    attempts: int
    next_at: int
    at: int
    detail: str


def queue(connection: Connection, incident: int, seq: int, person: int) -> None:
    """Put a notice in line; an entry gives one per person."""
    values = {"incident_id": incident, "seq": seq, "person_id": person, "at": int(time.time())}
    connection.execute(insert(notice_table).values(**values, state="queued", attempts=0, next_at=0, detail=""))


def waiting(connection: Connection) -> list[Row]:
    """What is in line and may be tried now, the oldest first."""
    mine = (notice_table.c.state == "queued") & (notice_table.c.next_at <= int(time.time()))
    return _rows(connection, mine)


def lost(connection: Connection, upto: int, in_hand: Collection[int]) -> list[Row]:
    """What was claimed before this moment and is in nobody's hand."""
    mine = (notice_table.c.state == "sending") & (notice_table.c.at <= upto)
    return [one for one in _rows(connection, mine) if one.id not in in_hand]


def move(connection: Connection, rows: Iterable[Row], before: str, after: str, **values: Any) -> list[Row]:
    """Bring notices from one state into another; gives those that were still in it."""
    rest = {"state": after, "at": int(time.time()), **values}
    return [one for one in rows if _moved(connection, one, before, rest)]


def _moved(connection: Connection, row: Row, before: str, values: dict[str, Any]) -> bool:
    mine = (notice_table.c.id == row.id) & (notice_table.c.state == before)
    return connection.execute(update(notice_table).where(mine).values(**values)).rowcount == 1


def _rows(connection: Connection, which: Any) -> list[Row]:
    asked = select(notice_table).where(which).order_by(notice_table.c.id)
    return [Row(**row._mapping) for row in connection.execute(asked)]


def trouble(connection: Connection, person: int) -> Row | None:
    """The last notice to somebody, when it did not arrive or perhaps not."""
    tried = (notice_table.c.person_id == person) & notice_table.c.state.in_(("sent", "failed", "uncertain"))
    last = next(reversed(_rows(connection, tried)), None)
    return last if last and last.state != "sent" else None


def choice(connection: Connection, person: int) -> Choice:
    """How often somebody wants notices."""
    row = connection.execute(select(choice_table).where(choice_table.c.person_id == person)).one_or_none()
    return Choice(row.how, tuple(row.times.split())) if row else Choice()


def choose(connection: Connection, person: int, chosen: Choice) -> None:
    """Keep how often somebody wants notices."""
    connection.execute(delete(choice_table).where(choice_table.c.person_id == person))
    values = {"person_id": person, "how": chosen.how, "times": " ".join(chosen.times)}
    connection.execute(insert(choice_table).values(**values))
