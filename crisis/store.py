"""The tables of the log, and the only SQL that reads and writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)

from crisis.chain import Genesis, Link

metadata: Final = MetaData()

incident_table: Final = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uuid", String(36), nullable=False, unique=True),
    Column("municipality", Text, nullable=False),
    Column("created_at", String(30), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("recorded_at", String(30), nullable=False),
    Column("title", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("playbook", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("scale", String(2), nullable=False),
    Column("opened", String(30), nullable=False),
    Column("closed", String(30)),
    Column("exercise", Boolean, nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("members", Text, nullable=False),
)
entry_table: Final = Table(
    "entry",
    metadata,
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("header", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("parts", Text, nullable=False),
)
once_table: Final = Table(
    "once",
    metadata,
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
#: Written by the redaction path before it takes parts out of an entry; the trigger looks for it.
removal_table: Final = Table(
    "removal",
    metadata,
    Column("incident_id", Integer, ForeignKey("incident.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("decided", BigInteger, nullable=False),
)


@dataclass(frozen=True)
class Head:
    """The head row of an incident: the lock, the line in the list, the place where the next entry hangs on."""

    id: int
    uuid: str
    municipality: str
    created_at: str
    seq: int
    head: str
    recorded_at: str
    title: str
    code: str
    playbook: str
    phase: str
    scale: str
    opened: str
    closed: str | None
    exercise: bool
    simulated: bool
    #: The numbers of the people who hold a role now, as JSON.
    members: str

    @property
    def genesis(self) -> Genesis:
        """What the first entry hangs on."""
        return Genesis(self.uuid, self.municipality, self.created_at)


@dataclass(frozen=True)
class Once:
    """An act that was committed under this key: the digest of its input, and its entries."""

    digest: str
    person_id: int
    first: int
    last: int


_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Larger numbers do not fit in a column.
_TOO_LARGE: Final = 2**31
_HEAD: Final = select(incident_table).where(incident_table.c.id == bindparam("id"))
_LOCKED: Final = _HEAD.with_for_update()
_ENTRIES: Final = (
    select(entry_table.c.header, entry_table.c.hash, entry_table.c.parts)
    .where(
        entry_table.c.incident_id == bindparam("id"),
        entry_table.c.seq > bindparam("after"),
        entry_table.c.seq <= bindparam("upto"),
    )
    .order_by(entry_table.c.seq)
)
_ONCE: Final = select(once_table).where(
    once_table.c.incident_id == bindparam("id"), once_table.c.key == bindparam("key")
)
_MOVE: Final = update(incident_table).where(incident_table.c.id == bindparam("which"))
_WRITE: Final = insert(entry_table)
_REMEMBER: Final = insert(once_table)
_SEQS: Final = select(incident_table.c.id, incident_table.c.seq).where(
    incident_table.c.id.in_(bindparam("ids", expanding=True))
)


def create(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add the head row of a new incident; gives its id."""
    made = connection.execute(insert(incident_table).values(**values).returning(incident_table.c.id))
    return int(made.scalar_one())


def free_code(connection: Connection, code: str) -> str:
    """The code itself, or with -2, -3 behind it when it is taken: codes are said aloud and must mean one incident."""
    if connection.dialect.name == "postgresql":
        # Two that open in the same minute wait for each other here, until the first one is committed.
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("incident code"))))
    alike = select(incident_table.c.code).where(incident_table.c.code.startswith(code, autoescape=True))
    taken = set(connection.execute(alike).scalars())
    ways = (code, *(f"{code}-{number}" for number in range(2, len(taken) + 2)))
    return next(one for one in ways if one not in taken)


def head(connection: Connection, id: int, *, lock: bool = False) -> Head | None:
    """The head row; with `lock`, nobody else can write to this incident until the transaction ends."""
    if not 0 < id < _TOO_LARGE:
        return None
    row = connection.execute(_LOCKED if lock else _HEAD, {"id": id}).one_or_none()
    return _head(row) if row else None


def existing(connection: Connection, id: int) -> Head:
    """The head row of an incident that is known to be there; raises NoResultFound."""
    return _head(connection.execute(_HEAD, {"id": id}).one())


def by_uuid(connection: Connection, uuid: str) -> Head | None:
    """The head row of the incident with this name."""
    row = connection.execute(select(incident_table).where(incident_table.c.uuid == uuid)).one_or_none()
    return _head(row) if row else None


def heads(connection: Connection) -> list[Head]:
    """All incidents, the newest first."""
    return [_head(row) for row in connection.execute(select(incident_table).order_by(incident_table.c.id.desc()))]


def seqs(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """How far each of these logs runs."""
    return {row.id: row.seq for row in connection.execute(_SEQS, {"ids": list(ids)})}


def links(connection: Connection, id: int, after: int = 0, upto: int = 2**31 - 1) -> list[Link]:
    """Entries of a log as they were written, in order."""
    rows = connection.execute(_ENTRIES, {"id": id, "after": after, "upto": upto})
    return [Link(row.header, row.hash, _parts(row.parts)) for row in rows]


def _parts(text: str) -> dict[str, Any]:
    """The parts; when they cannot be read, one that no header has, so that verification names the entry."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        parts = None
    return parts if isinstance(parts, dict) else {"(onleesbaar)": ("", None)}


def append(connection: Connection, id: int, seq: int, sealed: list[Link]) -> None:
    """Write entries behind entry `seq`; the primary key refuses a number that is taken."""
    connection.execute(
        _WRITE,
        [
            {
                "incident_id": id,
                "seq": number,
                "header": link.header,
                "hash": link.hash,
                "parts": _JSON.encode(link.parts),
            }
            for number, link in enumerate(sealed, seq + 1)
        ],
    )


def move_head(connection: Connection, id: int, values: Mapping[str, Any]) -> None:
    """Bring the head row up to the last entry."""
    connection.execute(_MOVE, {"which": id, **values})


def remember(connection: Connection, id: int, key: str, once: Once) -> None:
    """Keep the key of a committed act."""
    connection.execute(_REMEMBER, [{"incident_id": id, "key": key, **once.__dict__}])


def remembered(connection: Connection, id: int, key: str) -> Once | None:
    """What was committed under this key."""
    row = connection.execute(_ONCE, {"id": id, "key": key}).one_or_none()
    return Once(row.digest, row.person_id, row.first, row.last) if row else None


def _head(row: Row[Any]) -> Head:
    return Head(**row._mapping)
