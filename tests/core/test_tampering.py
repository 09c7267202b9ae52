"""Any changed byte in what is stored is found, at its own number, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from crisis import chain, store
from crisis.ledger import Ledger
from tests.cast import ANNA, BRAM, CELIK, Board, open_board

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def unguarded(board: Board) -> Iterator[Connection]:
    """A transaction without the triggers; nothing of it stays."""
    with board.ledger.database.engine.connect() as connection:
        names = "entry_stays", "entry_header_stays", "entry_parts_stay"
        on_sqlite = board.ledger.database.settings.on_sqlite
        for name in names if on_sqlite else names[:1]:
            connection.execute(text(f"DROP TRIGGER {name}" + ("" if on_sqlite else " ON entry")))
        yield connection
        connection.rollback()


def verdict(connection: Connection, id: int) -> chain.Verdict:
    head = store.existing(connection, id)
    return chain.verify(head.genesis, store.links(connection, id), head=head.head, anchors={head.seq: head.head})


@pytest.fixture
def board(unchecked: Ledger) -> Board:
    board = open_board(unchecked)
    board.writes(ANNA, "Café ‘De Brug’: 😀 rustig.")
    task = board.adds_task(BRAM, due="2026-11-23 18:00")
    board.does(CELIK, "tasks.claim", task=task)
    return board


@SLOW
@given(data=st.data())
def test_any_changed_byte_is_found_at_its_number(board: Board, data: st.DataObject):
    with unguarded(board) as connection:
        seq = data.draw(st.integers(1, board.incident.seq))
        column = data.draw(st.sampled_from(["header", "hash", "parts"]))
        where = {"id": board.id, "seq": seq}
        row = connection.execute(text("SELECT * FROM entry WHERE incident_id = :id AND seq = :seq"), where).one()
        before = getattr(row, column)
        place = data.draw(st.integers(0, len(before) - 1))
        sign = data.draw(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters=before[place]))
        after = before[:place] + sign + before[place + 1 :]
        connection.execute(
            text(f"UPDATE entry SET {column} = :after WHERE incident_id = :id AND seq = :seq"),  # noqa: S608
            where | {"after": after},
        )
        found = verdict(connection, board.id).first_bad
    assert found == seq


@pytest.mark.parametrize("seq", [1, 5, "last"])
def test_a_deleted_entry_is_found_at_its_number(board: Board, seq: int | str):
    number = board.incident.seq if seq == "last" else seq
    with unguarded(board) as connection:
        connection.execute(
            text("DELETE FROM entry WHERE incident_id = :id AND seq = :seq"), {"id": board.id, "seq": number}
        )
        assert verdict(connection, board.id).first_bad == number


def test_two_entries_that_changed_places_are_found(board: Board):
    with unguarded(board) as connection:
        for before, after in ((3, 900), (4, 3), (900, 4)):
            connection.execute(
                text("UPDATE entry SET seq = :after WHERE incident_id = :id AND seq = :before"),
                {"id": board.id, "before": before, "after": after},
            )
        assert verdict(connection, board.id).first_bad == 3


def test_an_entry_of_another_incident_is_found(board: Board):
    other = open_board(board.ledger, "Nog een")
    with unguarded(board) as connection:
        taken = "SELECT {} FROM entry AS theirs WHERE incident_id = :other AND seq = 3"
        columns = ", ".join(f"{name} = ({taken.format(name)})" for name in ("header", "hash", "parts"))
        connection.execute(
            text(f"UPDATE entry SET {columns} WHERE incident_id = :id AND seq = 3"),  # noqa: S608
            {"id": board.id, "other": other.id},
        )
        assert verdict(connection, board.id).first_bad == 3


@pytest.mark.parametrize("column", ["uuid", "municipality", "created_at"])
def test_a_changed_head_row_is_found_at_the_first_entry(board: Board, column: str):
    with unguarded(board) as connection:
        connection.execute(text(f"UPDATE incident SET {column} = 'x' WHERE id = :id"), {"id": board.id})  # noqa: S608
        assert verdict(connection, board.id).first_bad == 1


def test_an_untouched_log_has_no_fault(board: Board):
    with unguarded(board) as connection:
        assert verdict(connection, board.id).whole
