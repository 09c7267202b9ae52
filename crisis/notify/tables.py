"""What is waiting to be sent, how far the log was read, and by which links people may answer."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)

from crisis import people
from crisis.store import metadata

#: How long a link to answer by works. Seconds; domain rule 12.
LINK_LASTS: Final = 24 * 3600

reader_table: Final = Table(
    "message_reader",
    metadata,
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
)
message_table: Final = Table(
    "message",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("called", Integer, nullable=False),
    Column("channel", String(20), nullable=False),
    #: `queued`, `sending`; then `sent`, `failed` or `uncertain` until that is in the log; then `logged`.
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("incident_id", "seq", "channel"),
)
link_table: Final = Table(
    "answer_link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    Column("called", Integer, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", Boolean, nullable=False),
)


@dataclass(frozen=True)
class Message:
    """One message to one function by one channel."""

    id: int
    incident_id: int
    seq: int
    called: int
    channel: str
    state: str
    attempts: int
    next_at: int
    detail: str


@dataclass(frozen=True)
class Link:
    """What a link to answer by is for."""

    incident: int
    called: int
    used: bool


def read_up_to(connection: Connection, incident: int) -> int:
    """How far the log of an incident was read."""
    found = connection.execute(select(reader_table.c.seq).where(reader_table.c.incident_id == incident)).scalar()
    return int(found or 0)


def move_bookmark(connection: Connection, incident: int, seq: int) -> None:
    """Remember how far the log was read, in the transaction that queues what follows from it."""
    if (
        connection.execute(update(reader_table).where(reader_table.c.incident_id == incident).values(seq=seq)).rowcount
        == 0
    ):
        connection.execute(insert(reader_table).values(incident_id=incident, seq=seq))


def queue(connection: Connection, incident: int, seq: int, called: int, channel: str) -> None:
    """Put a message in line; the same entry gives one message per channel, whatever happens."""
    values = {"incident_id": incident, "seq": seq, "called": called, "channel": channel}
    connection.execute(insert(message_table).values(**values, state="queued", attempts=0, next_at=0, detail=""))


def messages(connection: Connection, state: str, upto: int | None = None) -> list[Message]:
    """The messages in a state, those that are due by `upto` when it is given."""
    asked = select(message_table).where(message_table.c.state == state).order_by(message_table.c.id)
    rows = connection.execute(asked if upto is None else asked.where(message_table.c.next_at <= upto))
    return [Message(**row._mapping) for row in rows]


def claim(connection: Connection, message: Message) -> bool:
    """Take a message to send it; gives whether nobody else did. `next_at` is then when that was."""
    mine = (message_table.c.id == message.id) & (message_table.c.state == "queued")
    values = {"state": "sending", "next_at": int(time.time())}
    return connection.execute(update(message_table).where(mine).values(**values)).rowcount == 1


def mark(connection: Connection, message: Message, state: str, detail: str = "", next_at: int = 0) -> None:
    """Set how it stands with a message."""
    tried = message.attempts + (1 if state == "queued" else 0)
    values = {"state": state, "detail": detail[:300], "next_at": next_at, "attempts": tried}
    connection.execute(update(message_table).where(message_table.c.id == message.id).values(**values))


def make_link(connection: Connection, incident: int, called: int) -> str:
    """A new link for somebody who is called; gives its token, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"digest": people.digest(token), "incident_id": incident, "called": called, "used": False}
    connection.execute(insert(link_table).values(**values, expires=int(time.time()) + LINK_LASTS))
    return token


def link(connection: Connection, token: str) -> Link | None:
    """What a token is for; None when it never was, or is too old."""
    row = connection.execute(select(link_table).where(link_table.c.digest == people.digest(token))).one_or_none()
    if row is None or row.expires < time.time():
        return None
    return Link(row.incident_id, row.called, row.used)


def use_link(connection: Connection, token: str) -> bool:
    """Use a token up, and those of reminders of the same call with it; gives whether it was still unused."""
    found = link(connection, token)
    if found is None:
        return False
    mine = (link_table.c.incident_id == found.incident) & (link_table.c.called == found.called) & ~link_table.c.used
    return connection.execute(update(link_table).where(mine).values(used=True)).rowcount > 0
