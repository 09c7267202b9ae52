"""Lists for a spreadsheet: complete for who reads them, nothing of what one may not read, and never a formula."""

from __future__ import annotations

import csv
import io

import pytest

from crisis.glossary import CIRCLES
from crisis.report import sheets
from crisis.report.sheets import SHEETS
from tests.cast import ANNA, BRAM, CAST, FLEUR, Board, Player
from tests.web.conftest import House


def rows(house: House, board: Board, player: Player, name: str, query: str = "") -> list[dict[str, str]]:
    """A sheet as a spreadsheet reads it."""
    answer = house.visitor(player).get(f"/incidents/{board.id}/sheets/{name}.csv{query}")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_log_is_whole_for_who_may_read_it_all(house: House, board: Board):
    board.writes(text='Eerste; "tweede"\nregel')
    found = rows(house, board, ANNA, "log")
    assert [int(row["Nummer"]) for row in found] == list(range(1, board.incident.seq + 1))
    assert found[-1]["Tekst"] == 'Eerste; "tweede"\nregel'


@pytest.mark.parametrize("player", CAST[:4], ids=lambda one: one.name)
@pytest.mark.parametrize("name", ["log", "tasks"])
def test_each_reads_their_own_circles(house: House, board: Board, player: Player, name: str):
    for circle in CIRCLES:
        board.adds_task(ANNA, f"kanarie-{circle}", circle=circle)
    audience = house.ledger.audience(board.incident, player.account)
    text = str(rows(house, board, player, name))
    for circle in CIRCLES:
        assert (f"kanarie-{circle}" in text) == audience.reads(circle)


@pytest.mark.parametrize("words", ["=1+1", "+31 6", "-1", "=cmd|' /C calc'!A0", "\t=1"])
def test_what_people_typed_is_never_a_formula(house: House, board: Board, words: str):
    board.adds_task(ANNA, f"{words} bellen")
    found = rows(house, board, ANNA, "tasks")
    assert found[-1]["Taak"][0] not in "=+-@\t\r"


def test_decisions_and_promises(house: House, board: Board):
    taken = {"question": "Blijft het open?", "options": ["open", "dicht"], "chosen": "Open.", "why": "Rustig genoeg."}
    board.does(ANNA, "decisions.take", **taken, decided_by="voorzitter")
    promise = {"words": "Er komt licht.", "to_whom": "de buurt", "owner_role": "district_manager"}
    board.does(FLEUR, "promises.make", **promise, due="2030-01-15T13:30")
    (decision,) = rows(house, board, BRAM, "decisions")
    assert decision["Besluit"] == "Open."
    assert decision["Keuzes"] == "open; dicht"
    (made,) = rows(house, board, BRAM, "promises")
    assert made["Vóór"] == "2030-01-15 13:30"


def test_the_past_and_what_is_no_sheet(house: House, board: Board):
    then = board.incident.seq
    board.writes(text="Van later")
    assert "Van later" not in str(rows(house, board, ANNA, "log", f"?at={then}"))
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/sheets/mensen.csv").status_code == 404
    assert set(SHEETS) == {"log", "tasks", "decisions", "promises"}


def test_a_name_of_an_account_that_was_kept_is_text_too():
    assert sheets._plain("@som") == "'@som"
    assert sheets._plain("gewoon") == "gewoon"
