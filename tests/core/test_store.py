"""The tables: append-only on both databases, and as the code expects them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from crisis import chain, headrow, store
from crisis.database import Database, UnsafeDatabase
from crisis.ledger import Ledger
from crisis.settings import BadSetting, Settings
from tests.cast import ANNA, Board, klein, open_board

REFUSED = [
    "UPDATE entry SET header = header || ' ' WHERE incident_id = :id AND seq = 2",
    "UPDATE entry SET hash = '0' WHERE incident_id = :id AND seq = 2",
    "UPDATE entry SET seq = 900 WHERE incident_id = :id AND seq = 2",
    "UPDATE entry SET parts = '{}' WHERE incident_id = :id AND seq = 2",
    "DELETE FROM entry WHERE incident_id = :id AND seq = 2",
    "DELETE FROM entry WHERE incident_id = :id",
    "DELETE FROM incident WHERE id = :id",
]


@pytest.fixture
def board(unchecked: Ledger) -> Board:
    return open_board(unchecked)


def refuses(board: Board, *statements: str) -> None:
    before = _links(board)
    with pytest.raises(DBAPIError):
        _execute(board, *statements)
    assert _links(board) == before


def _execute(board: Board, *statements: str) -> None:
    with board.ledger.database.write() as connection:
        for statement in statements:
            connection.execute(text(statement), {"id": board.id})


def _links(board: Board) -> list[chain.Link]:
    with board.ledger.database.read() as connection:
        return store.links(connection, board.id)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_itself_refuses_to_change_the_log(board: Board, statement: str):
    refuses(board, statement)


def test_an_entry_cannot_be_replaced(board: Board):
    conflict = "OR REPLACE " if board.ledger.database.settings.on_sqlite else ""
    refuses(
        board,
        f"INSERT {conflict}INTO entry SELECT incident_id, seq, 'x', 'y', 'z' FROM entry "  # noqa: S608
        "WHERE incident_id = :id AND seq = 2",
    )


def test_a_number_cannot_be_taken_twice(board: Board):
    link = _links(board)[1]
    with pytest.raises(DBAPIError), board.ledger.database.write() as connection:
        store.append(connection, board.id, 1, [link])


DECIDED = "INSERT INTO removal (incident_id, seq, decided) VALUES (:id, 2, 3)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE removal SET decided = 4 WHERE incident_id = :id",
        "DELETE FROM removal WHERE incident_id = :id",
        "UPDATE entry SET header = 'x' WHERE incident_id = :id AND seq = 2",
        "UPDATE entry SET parts = '{}' WHERE incident_id = :id AND seq = 3",
    ],
)
def test_a_decision_to_remove_is_final_and_opens_nothing_else(board: Board, statement: str):
    refuses(board, DECIDED, statement)


def test_parts_can_be_removed_by_decision(board: Board):
    with board.ledger.database.write() as connection:
        connection.execute(text(DECIDED), {"id": board.id})
        connection.execute(text("UPDATE entry SET parts = '{}' WHERE incident_id = :id AND seq = 2"), {"id": board.id})
    assert _links(board)[1].parts == {}


def test_an_incident_of_which_parts_were_removed_can_still_be_read(board: Board):
    """Whatever is taken out, the log reads on; what hung on it is withheld too."""
    task = board.adds_task(ANNA)
    board.does(ANNA, "tasks.comment", task=task, text="Goed.")
    with board.ledger.database.write() as connection:
        for seq in (task, 3):
            connection.execute(text(DECIDED.replace("2, 3", f"{seq}, 99")), {"id": board.id})
            connection.execute(
                text("UPDATE entry SET parts = '{}' WHERE incident_id = :id AND seq = :seq"),
                {"id": board.id, "seq": seq},
            )
    assert Ledger(board.ledger.database).load(board.id).seq == task + 1


def test_the_migrations_make_the_tables_that_the_code_expects(database: Database):
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), store.metadata) == []


def test_migrating_twice_changes_nothing(database: Database):
    database.migrate()
    database.check()


def test_a_database_that_would_forget_is_refused(sqlite: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("crisis.database").database._PRAGMAS, "synchronous", "1")
    weaker = Database(sqlite.settings)
    with pytest.raises(UnsafeDatabase, match="SQLite staat op synchronous=1 in plaats van 2"):
        weaker.check()
    weaker.dispose()


def test_a_sqlite_with_the_wal_bug_is_refused(sqlite: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("crisis.database.SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(UnsafeDatabase, match="kan gegevens verliezen"):
        sqlite.check()


def test_a_postgres_that_would_forget_is_refused(postgres_url: str, settled_postgres: Database):
    forgetful = f"{postgres_url}?options=-csynchronous_commit%3Doff"
    home = str(settled_postgres.settings.home)
    database = Database(Settings.read({"CRISIS_HOME": home, "CRISIS_DATABASE_URL": forgetful}))
    with pytest.raises(UnsafeDatabase, match="synchronous_commit=off"):
        database.check()
    database.dispose()


def test_the_files_of_the_database_are_private(sqlite: Database, make_private: Callable[[], int]):
    assert make_private() & 0o077 == 0


@pytest.fixture
def make_private(sqlite: Database) -> Callable[[], int]:
    def mode() -> int:
        fresh = sqlite.settings.home / "nieuw"
        database = Database(Settings.read({"CRISIS_HOME": str(fresh)}))
        database.migrate()
        Ledger(database)
        found = 0
        for path in (fresh, *fresh.iterdir()):
            found |= path.stat().st_mode
        database.dispose()
        return found

    return mode


def test_opening_uses_the_lowest_free_number(unchecked: Ledger):
    first = unchecked.open(ANNA.credential, klein(), "Een").incident.id
    assert unchecked.open(ANNA.credential, klein(), "Twee").incident.id == first + 1


@pytest.mark.parametrize("circle", ["restricted", "core_team", "full_team", "mayor", "partners"])
def test_the_header_of_a_closed_entry_does_not_tell_what_it_is(sqlite: Database, circle: str):
    board = open_board(Ledger(sqlite))
    board.does(ANNA, "notes.add", text="Alleen voor ons.", circle=circle)
    board.does(ANNA, "tasks.add", title="Alleen voor ons", circle=circle)
    with sqlite.read() as connection:
        for link in store.links(connection, board.id, board.incident.seq - 2):
            assert set(json.loads(link.header)["parts"]) == {"body"}
    assert [entry.circle for entry in board.incident.entries()][-2:] == [circle, circle]


def test_the_head_row_can_be_made_anew_from_the_log(sqlite: Database):
    board = open_board(Ledger(sqlite))
    with sqlite.read() as connection:
        before = store.existing(connection, board.id)
    assert not headrow.rebuild(sqlite, board.id)
    with sqlite.write() as connection:
        store.move_head(connection, board.id, {"title": "Verkeerd", "members": "[]"})
    assert headrow.rebuild(sqlite, board.id)
    with sqlite.read() as connection:
        assert store.existing(connection, board.id) == before


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file:/tmp/x?uri=true"])
def test_a_database_that_is_no_file_is_refused(url: str):
    with pytest.raises(BadSetting, match="moet een bestand noemen"):
        Settings.read({"CRISIS_DATABASE_URL": url})
