"""The engine: SQLite in its safe mode by default, PostgreSQL when a setting names it; migrations."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pysqlite3
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from crisis.settings import ROOT, Settings

#: The first SQLite without the WAL-reset bug.
SAFE_SQLITE: Final = (3, 51, 3)
_PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "secure_delete": "1",
    "busy_timeout": "10000",
}


#: What is raised when the database does not answer.
Unreachable: Final = SQLAlchemyError


class UnsafeDatabase(RuntimeError):
    """The database would not keep what it acknowledges; the message says what is wrong, in Dutch."""


class Database:
    """One database: read, and write one at a time in the order in which writers came."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = _sqlite(settings) if settings.on_sqlite else _postgres(settings)
        self._writing = self.engine.execution_options(writes=True)
        self._turns: dict[int, Turn] = {}
        self._guard = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, incident: int = 0) -> Iterator[Connection]:
        """A transaction for writing. SQLite has one writer; PostgreSQL one per incident."""
        with self._turn(0 if self.settings.on_sqlite else incident), self._writing.begin() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the tables up to this version of the product."""
        config = Config()
        config.set_main_option("script_location", str(ROOT / "migrations"))
        with self._writing.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def check(self) -> None:
        """Raise UnsafeDatabase when acknowledged would not mean durable."""
        with self.read() as connection:
            if self.settings.on_sqlite:
                _check_sqlite(connection)
            elif connection.execute(text("show synchronous_commit")).scalar() == "off":
                raise UnsafeDatabase("PostgreSQL staat op synchronous_commit=off. Zet dit op on.")

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _turn(self, key: int) -> Turn:
        with self._guard:
            return self._turns.setdefault(key, Turn())


class Turn:
    """A lock that is handed on in the order of asking, so that no writer waits for ever."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *failure: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


def _sqlite(settings: Settings) -> Engine:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(
        settings.database_url,
        module=pysqlite3.dbapi2,
        connect_args={"check_same_thread": False, "timeout": 10},
        pool_size=16,
        max_overflow=64,
        hide_parameters=True,  # an error in the log of the server tells no words of the log of the incident
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for name, value in _PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(settings: Settings) -> Engine:
    return create_engine(settings.database_url, pool_size=16, max_overflow=64, pool_pre_ping=True, hide_parameters=True)


def _check_sqlite(connection: Connection) -> None:
    version = pysqlite3.dbapi2.sqlite_version_info
    if version < SAFE_SQLITE:
        wanted, found = (".".join(map(str, one)) for one in (SAFE_SQLITE, version))
        raise UnsafeDatabase(f"SQLite {found} kan gegevens verliezen. Nodig is {wanted} of nieuwer.")
    for name, value in {"journal_mode": "wal", "synchronous": "2"}.items():
        found = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
        if found != value:
            raise UnsafeDatabase(f"SQLite staat op {name}={found} in plaats van {value}. Daarmee start het niet.")
