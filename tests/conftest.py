"""Ledgers on real databases. Whatever a test did, its logs must verify and replay to what was live."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as searching

import crisis.bookmarks
import crisis.directory
import crisis.links
import crisis.notify
import crisis.proposals
import crisis.writing  # noqa: F401  (their tables belong to the metadata that the migrations are compared with)
from crisis import chain, store
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.settings import Settings
from tests.cast import CAST, Board, Player, open_board, settle, snapshot

# How long an example takes says nothing on a busy machine; speed is measured in bench/.
searching.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
searching.load_profile("here")

POSTGRES = "host=127.0.0.1 port=5432 user=root connect_timeout=3"


@pytest.fixture
def cast() -> dict[str, Player]:
    """Everybody by first name: `cast['anna']`."""
    return {player.name.lower(): player for player in CAST}


@pytest.fixture(scope="session")
def settled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the tables and the cast, to copy."""
    home = tmp_path_factory.mktemp("settled")
    database = Database(Settings.read({"CRISIS_HOME": str(home)}))
    database.migrate()
    with database.write() as connection:
        settle(connection)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return home / "crisis.db"


@pytest.fixture
def sqlite(settled_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of this test alone, with the tables and the cast."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(settled_sqlite, home / "crisis.db")
    database = Database(Settings.read({"CRISIS_HOME": str(home)}))
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this worker alone; dropped afterwards."""
    name = f"crisis_test_{os.getpid()}"
    try:
        server = psycopg.connect(f"{POSTGRES} dbname=postgres", autocommit=True)
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL op 127.0.0.1:5432 is niet bereikbaar, dus NIET getest: {error}")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql+psycopg://root@127.0.0.1:5432/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def settled_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The PostgreSQL database of this worker, with the tables and the cast; incidents pile up in it."""
    home = tmp_path_factory.mktemp("postgres")
    database = Database(Settings.read({"CRISIS_HOME": str(home), "CRISIS_DATABASE_URL": postgres_url}))
    database.migrate()
    with database.write() as connection:
        settle(connection)
    yield database
    database.dispose()


@pytest.fixture
def postgres(settled_postgres: Database) -> Database:
    """A PostgreSQL database with the tables and the cast."""
    return settled_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the databases in turn."""
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def ledger(database: Database) -> Iterator[Ledger]:
    """A ledger on each of the databases; afterwards everything written by the test is checked."""
    yield from _checked(Ledger(database))


@pytest.fixture
def sqlite_ledger(sqlite: Database) -> Iterator[Ledger]:
    """A ledger on SQLite alone, checked afterwards."""
    yield from _checked(Ledger(sqlite))


@pytest.fixture
def unchecked(database: Database) -> Ledger:
    """A ledger whose log the test breaks on purpose."""
    return Ledger(database)


@pytest.fixture
def opened(ledger: Ledger) -> Board:
    """An incident on the small playbook, with the team of the cast."""
    return open_board(ledger)


@pytest.fixture
def check() -> Callable[[Ledger, int], None]:
    """Verifies one log and compares what was read anew with what is live."""
    return whole_and_alike


def _checked(ledger: Ledger) -> Iterator[Ledger]:
    with ledger.database.read() as connection:
        before = {head.id for head in store.heads(connection)}
    yield ledger
    with ledger.database.read() as connection:
        after = [head.id for head in store.heads(connection) if head.id not in before]
    for id in after:
        whole_and_alike(ledger, id)


def whole_and_alike(ledger: Ledger, id: int) -> None:
    """The chain verifies up to the head row, and reading it anew gives exactly what is live."""
    with ledger.database.read() as connection:
        head = store.head(connection, id)
        assert head is not None
        links = store.links(connection, id)
    verdict = chain.verify(head.genesis, links, head=head.head, anchors={head.seq: head.head})
    assert verdict.faults == ()
    assert snapshot(Ledger(ledger.database).load(id)) == snapshot(ledger.load(id))
