"""Accounts and sessions: ordinary tables, since accounts outlive incidents."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
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
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from crisis.glossary import STANDING
from crisis.refusals import NotSignedIn
from crisis.store import metadata

#: A session ends after twelve hours, and after two hours without use; an open board counts as use. Seconds.
LONGEST: Final = 12 * 3600
IDLE: Final = 2 * 3600
#: Use of a session is noted this often. Seconds.
KEEP_ALIVE: Final = 300
SHORTEST_PASSWORD: Final = 12

person_table: Final = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text),
    Column("standing", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    #: A guest of one incident has an account until this moment; others have neither.
    Column("guest_of", Integer, ForeignKey("incident.id")),
    Column("until", BigInteger),
)
session_table: Final = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
# Statements are made once: making one costs more than running it.
_BY_EMAIL: Final = select(person_table).where(person_table.c.email == bindparam("email"))
_BY_ID: Final = select(person_table).where(person_table.c.id == bindparam("id"))
_SESSION: Final = (
    select(session_table, person_table)
    .join(person_table, person_table.c.id == session_table.c.person_id)
    .where(session_table.c.digest == bindparam("which"))
)

_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
_AT_ONCE: Final = threading.BoundedSemaphore(4)


class BadAccount(ValueError):
    """An account cannot be made like this; the message says why, in Dutch."""


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in."""

    id: int
    email: str
    name: str
    standing: frozenset[str]
    active: bool = True
    #: The only incident that a guest takes part in.
    guest_of: int | None = None

    @property
    def may_open(self) -> bool:
        """Whether this person may open incidents."""
        return "coordinator" in self.standing

    @property
    def may_read_playbooks(self) -> bool:
        """Whether this person may read playbooks outside an incident: every colleague, but no guest."""
        return self.guest_of is None

    @property
    def may_keep_playbooks(self) -> bool:
        """Whether this person looks after the playbooks, and decides on proposed changes."""
        return bool(self.standing & {"coordinator", "admin"})

    @property
    def may_keep_directory(self) -> bool:
        """Whether this person may read and change the directory."""
        return bool(self.standing & {"coordinator", "admin"})


@dataclass(frozen=True)
class Session:
    """One signed-in device; `digest` is the hash of what the cookie holds."""

    digest: str
    person_id: int
    started: int
    used: int
    device: str


def add(connection: Connection, email: str, name: str, *, password: str | None, standing: Iterable[str] = ()) -> int:
    """Make an account; raises BadAccount. Without a password nobody can sign in on it."""
    email, name, roles = email.strip().lower(), name.strip(), frozenset(standing)
    if not 3 <= len(email) <= 200 or email.count("@") != 1 or any(sign.isspace() for sign in email):
        raise BadAccount(f"'{email}' is geen e-mailadres.")
    if not 1 <= len(name) <= 100 or not name.isprintable():
        raise BadAccount("Geef een naam van 1 tot 100 tekens.")
    if unknown := roles - STANDING.keys():
        raise BadAccount(f"Onbekende vaste rol: {', '.join(sorted(unknown))}. Kies uit: {', '.join(STANDING)}.")
    if by_email(connection, email):
        raise BadAccount(f"Er is al een account voor {email}.")
    hashed = None if password is None else hash_password(password)
    values = {"email": email, "name": name, "password": hashed, "standing": _listed(roles), "active": True}
    made = connection.execute(insert(person_table).values(**values).returning(person_table.c.id))
    return int(made.scalar_one())


def add_guest(connection: Connection, incident: int, name: str, until: datetime) -> int:
    """Make an account for a guest of one incident, on which nobody can sign in but by the link; gives its number."""
    values = {"email": f"{secrets.token_hex(8)}@gast.invalid", "name": name[:100], "standing": "[]", "active": True}
    guest = {"guest_of": incident, "until": int(until.timestamp())}
    made = connection.execute(insert(person_table).values(**values, **guest).returning(person_table.c.id))
    return int(made.scalar_one())


def hash_password(password: str) -> str:
    """The argon2id hash of a password that is long enough; raises BadAccount."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadAccount(f"Het wachtwoord is te kort: neem ten minste {SHORTEST_PASSWORD} tekens.")
    if len(password) > 200 or len(set(password)) < 5:
        raise BadAccount("Dit wachtwoord is te makkelijk te raden. Neem een paar losse woorden.")
    with _AT_ONCE:
        return _HASHER.hash(password)


def give_standing(connection: Connection, person: int, role: str) -> None:
    """Add a standing role to an account."""
    account = by_id(connection, person)
    if account and role not in account.standing:
        roles = _listed(account.standing | {role})
        connection.execute(update(person_table).where(person_table.c.id == person).values(standing=roles))


def by_email(connection: Connection, email: str) -> Account | None:
    """The account with this address."""
    return _account(connection.execute(_BY_EMAIL, {"email": email.strip().lower()}).one_or_none())


def by_id(connection: Connection, id: int) -> Account | None:
    """The account with this number."""
    return _account(connection.execute(_BY_ID, {"id": id}).one_or_none())


def find(connection: Connection, given: int | str, incident: int | None = None) -> Account | None:
    """The active account meant by a number, an e-mail address, or the only one with this part before the @.

    Guests are found on their own `incident` only.
    """
    text = str(given).strip().lower()
    if len(text) > 200 or not text.isprintable():
        return None
    if text.isascii() and text.isdigit():
        account = by_id(connection, int(text)) if len(text) < 10 else None
    elif "@" in text:
        account = by_email(connection, text)
    else:
        rows = connection.execute(
            select(person_table).where(func.substr(person_table.c.email, 1, len(text) + 1) == text + "@").limit(2)
        ).all()
        account = _account(rows[0]) if len(rows) == 1 else None
    return account if account and account.active and account.guest_of in (None, incident) else None


def everybody(connection: Connection) -> list[Account]:
    """All active accounts by name, but for guests."""
    mine = person_table.c.active & person_table.c.guest_of.is_(None)
    rows = connection.execute(select(person_table).where(mine).order_by(person_table.c.name))
    return [account for row in rows if (account := _account(row))]


def sign_in(connection: Connection, email: str, password: str) -> Account | None:
    """The account, when the password is right; takes as long when there is no such account."""
    row = connection.execute(_BY_EMAIL, {"email": email.strip().lower()}).one_or_none()
    known = row.password if row and row.password and row.active else None
    with _AT_ONCE:
        try:
            _HASHER.verify(known or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return None
    return _account(row) if known else None


def start_session(connection: Connection, person: int, device: str) -> str:
    """Begin a session; gives the token for the cookie, of which only the hash is kept."""
    token, now = secrets.token_urlsafe(32), int(time.time())
    values = {"person_id": person, "started": now, "used": now, "device": device[:200], "revoked": False}
    connection.execute(insert(session_table).values(digest=digest(token), **values))
    connection.execute(delete(session_table).where(session_table.c.started < now - 30 * 24 * 3600))
    return token


def session(connection: Connection, session_digest: str) -> tuple[Account, Session]:
    """Who this session is of; raises NotSignedIn when it has ended, was revoked, or never was."""
    row = connection.execute(_SESSION, {"which": session_digest}).one_or_none()
    now = time.time()
    if not row or row.revoked or now > row.started + LONGEST or now > row.used + IDLE:
        raise NotSignedIn
    account = _account(row)
    if not account or not account.active:
        raise NotSignedIn
    return account, Session(row.digest, row.person_id, row.started, row.used, row.device)


def sessions_of(connection: Connection, person: int) -> list[Session]:
    """The sessions of somebody that still hold, the newest first."""
    now = time.time()
    rows = connection.execute(
        select(session_table)
        .where(
            session_table.c.person_id == person,
            ~session_table.c.revoked,
            session_table.c.used > now - IDLE,
            session_table.c.started > now - LONGEST,
        )
        .order_by(session_table.c.started.desc())
    )
    return [Session(row.digest, row.person_id, row.started, row.used, row.device) for row in rows]


def keep_alive(connection: Connection, session_digest: str) -> None:
    """An open board counts as use."""
    connection.execute(
        update(session_table).where(session_table.c.digest == session_digest).values(used=int(time.time()))
    )


def revoke(connection: Connection, person: int, session_digest: str | None = None) -> None:
    """End one session of somebody, or all."""
    mine = session_table.c.person_id == person
    which = mine if session_digest is None else mine & (session_table.c.digest == session_digest)
    connection.execute(update(session_table).where(which).values(revoked=True))


@cache
def _nobody() -> str:
    """A hash to compare with when there is no account, so that it takes as long."""
    return _HASHER.hash(secrets.token_hex(16))


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(b"session\0" + token.encode("utf-8", "replace")).hexdigest()


def _account(row: Any) -> Account | None:
    if row is None:
        return None
    active = bool(row.active) and (row.until is None or time.time() < row.until)
    return Account(row.id, row.email, row.name, frozenset(json.loads(row.standing)), active, row.guest_of)


def _listed(roles: frozenset[str]) -> str:
    return json.dumps(sorted(roles))
