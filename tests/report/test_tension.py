"""The tension on paper: the line as a figure with words, and each reading, for who may read it."""

from __future__ import annotations

import pytest
from pypdf.generic import DictionaryObject

from crisis.ledger import Ledger
from crisis.report import pdf
from crisis.view import View
from tests.cast import ANNA, BRAM, DIRK, Board, Player, open_board
from tests.report.paper import Paper, squeezed

READ = {"reason": "Groepen roepen naar elkaar.", "source_type": "resident"}


@pytest.fixture
def board(ledger: Ledger) -> Board:
    board = open_board(ledger)
    board.does(ANNA, "tension.read", **READ, level="2", circle="public", area="Crabbehof")
    board.does(ANNA, "tension.read", **READ, level="4", circle="restricted", area="Kanariewijk")
    return board


def paper(board: Board, player: Player) -> Paper:
    audience = board.ledger.audience(board.incident, player.account)
    return Paper(pdf.log_for(board.ledger, View(board.incident, audience, board.ledger.now())))


def alternatives(found: Paper) -> list[str]:
    """The words that a screen reader says for each figure of the tension; the timeline has words of its own."""
    told, waiting = [], [found.catalog["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if not isinstance(one, DictionaryObject):
            continue
        if one.get("/S") == "/Figure":
            told.append(str(one.get("/Alt")))
        below = one.get("/K", [])
        waiting += below if isinstance(below, list) else [below]
    assert any(one.startswith("Tijdlijn") for one in told)
    return [one for one in told if one.startswith("Spanning")]


def test_the_chapter_has_a_figure_with_words_and_every_reading(board: Board):
    found = paper(board, ANNA)
    assert squeezed("5 escalatie") in found.spoken
    assert squeezed("Spanning grimmig (4) in Kanariewijk") in found.spoken
    [said] = alternatives(found)
    assert said.startswith("Spanning: grimmig (4), stijgend sinds ")


@pytest.mark.parametrize("player", [BRAM, DIRK], ids=lambda player: player.name)
def test_who_may_not_read_a_reading_sees_another_line(board: Board, player: Player):
    found = paper(board, player)
    assert squeezed("Spanning onrustig (2) in Crabbehof") in found.spoken
    assert "Kanarie" not in found.spoken + found.text + found.log
    assert b"grimmig (4)" not in found.everything
    [said] = alternatives(found)
    assert said.startswith("Spanning: onrustig (2), gemeten om ")
