"""What is waiting to be sent, how far the log was read, and by which links people may answer."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

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
    #: `queued`, `sending`; then `sent`, `failed` or `uncertain` until that is in the log; then `logged`. When the log
    #: takes nothing any more, since the incident was closed, it is `kept` here alone.
    Column("state", String(12), nullable=False),
    #: How it ended: `sent`, `failed`, `uncertain`, or `dropped` when it was not needed any more.
    Column("outcome", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("incident_id", "seq", "called", "channel", name="uq_message"),
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
    outcome: str
    attempts: int
    next_at: int
    #: When its state last changed.
    at: int
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


def bookmarks(connection: Connection) -> dict[int, int]:
    """How far each log was read."""
    return {row.incident_id: row.seq for row in connection.execute(select(reader_table))}


def queue(connection: Connection, incident: int, seq: int, called: int, channel: str) -> None:
    """Put a message in line; the same entry gives one message per recipient and channel, whatever happens."""
    values = {"incident_id": incident, "seq": seq, "called": called, "channel": channel, "at": int(time.time())}
    rest = {"state": "queued", "outcome": "", "attempts": 0, "next_at": 0, "detail": ""}
    connection.execute(insert(message_table).values(**values, **rest))


def messages(connection: Connection, state: str, upto: int | None = None, channel: str = "") -> list[Message]:
    """The messages in a state, those that are due by `upto` and of one channel when these are given."""
    asked = select(message_table).where(message_table.c.state == state).order_by(message_table.c.id)
    if upto is not None:
        asked = asked.where(message_table.c.next_at <= upto)
    if channel:
        asked = asked.where(message_table.c.channel == channel)
    return [Message(**row._mapping) for row in connection.execute(asked)]


def of_incident(
    connection: Connection, incident: int, before: int, most: int, but: Collection[str] = ()
) -> list[Message]:
    """The newest messages of an incident, from below message number `before` when it is given, `but` some channels."""
    asked = select(message_table).where(message_table.c.incident_id == incident, message_table.c.channel.not_in(but))
    if before:
        asked = asked.where(message_table.c.id < before)
    rows = connection.execute(asked.order_by(message_table.c.id.desc()).limit(most))
    return [Message(**row._mapping) for row in rows]


def about(connection: Connection, incident: int, thing: int, channels: Collection[str]) -> list[Message]:
    """The messages about one thing by these channels, the oldest first."""
    mine = (message_table.c.incident_id == incident) & (message_table.c.called == thing)
    asked = select(message_table).where(mine, message_table.c.channel.in_(channels)).order_by(message_table.c.id)
    return [Message(**row._mapping) for row in connection.execute(asked)]


def reached(connection: Connection, message: Message, *, by: str = "") -> bool:
    """Whether an earlier message about the same may have arrived, by any channel or by one."""
    earlier = (
        (message_table.c.incident_id == message.incident_id)
        & (message_table.c.called == message.called)
        & (message_table.c.seq < message.seq)
        & (message_table.c.outcome.in_(("sent", "uncertain")) | (message_table.c.state == "sending"))
    )
    asked = select(message_table.c.id).where(earlier).limit(1)
    return connection.execute(asked.where(message_table.c.channel == by) if by else asked).first() is not None


def claim(connection: Connection, message: Message) -> bool:
    """Take a message to send it; gives whether nobody else did. `next_at` is then when that was."""
    now = int(time.time())
    return _move(connection, message, "queued", {"state": "sending", "next_at": now, "at": now})


def drop(connection: Connection, message: Message) -> bool:
    """Take a message out of line that is not needed any more."""
    values = {"state": "logged", "outcome": "dropped", "detail": "niet meer nodig", "at": int(time.time())}
    return _move(connection, message, "queued", values)


def postpone(connection: Connection, message: Message, detail: str, next_at: int) -> bool:
    """Put a claimed message back in line, that certainly did not go out."""
    values = {"state": "queued", "detail": detail[:300], "next_at": next_at, "attempts": message.attempts + 1}
    return _move(connection, message, "sending", values | {"at": int(time.time())})


def settle(connection: Connection, message: Message, outcome: str, detail: str) -> bool:
    """Write down how it ended with a claimed message; gives whether nobody had done so yet."""
    values = {"state": outcome, "outcome": outcome, "detail": detail[:300], "attempts": message.attempts + 1}
    return _move(connection, message, "sending", values | {"at": int(time.time())})


def told(connection: Connection, message: Message, outcome: str, *, kept: bool) -> None:
    """How it ended stands in the log now; or only here, when the log takes nothing any more."""
    _move(connection, message, outcome, {"state": "kept" if kept else "logged"})


def _move(connection: Connection, message: Message, state: str, values: Mapping[str, Any]) -> bool:
    """Change a message that is in this state; gives whether it was."""
    mine = (message_table.c.id == message.id) & (message_table.c.state == state)
    return connection.execute(update(message_table).where(mine).values(**values)).rowcount == 1


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
