"""A situation report on paper: the same whenever it is made, to keep, for screen readers, and for its circle."""

from __future__ import annotations

import pytest

from crisis.board.sitraps import SituationReport
from crisis.report import pdf, single
from crisis.view import View
from tests.cast import ANNA, FLEUR, Board, Player, open_board
from tests.report.conftest import Evening
from tests.report.paper import Paper, squeezed

TOLD = {"situation": "Twaalf jongeren op het plein.\nHet is droog.", "communication_line": "Wij luisteren."}


@pytest.fixture(scope="module")
def board(evening: Evening) -> Board:
    """An exercise with one report for the team and one for the small circle."""
    board = open_board(evening.ledger, "Avond op het plein", exercise=True)
    for typed in (TOLD, {"situation": "KANARIE", "circle": "core_team"}):
        made = board.does(ANNA, "sitraps.draft", next_at="2099-01-01T10:00", **typed).last
        board.does(ANNA, "sitraps.set", sitrap=made)
    return board


def view(board: Board, player: Player) -> View:
    return View(board.incident, board.ledger.audience(board.incident, player.account), board.ledger.now())


@pytest.fixture(scope="module")
def report(board: Board) -> SituationReport:
    return view(board, FLEUR).things(SituationReport)[0]


@pytest.fixture(scope="module")
def paper(board: Board, report: SituationReport) -> Paper:
    return Paper(single.sitrap(board.ledger, view(board, ANNA), report))


def test_it_is_titled_tagged_and_an_archive(paper: Paper, board: Board):
    assert paper.reader.metadata is not None
    assert paper.reader.metadata.title == f"OEFENING: Situatierapport 1, {board.incident.code}"
    assert paper.catalog["/Lang"] == "nl"
    assert 'pdfaid:part="3"' in paper.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.metadata
    assert paper.attachments == {}


def test_it_says_the_whole_report(paper: Paper, board: Board):
    for words in (
        "Situatierapport 1",
        "OEFENING",
        "Avond op het plein",
        "Situatie nu",
        "Twaalf jongeren op het plein.",
    ):
        assert squeezed(words) in paper.spoken, words
    for words in ("Communicatielijn", "Wij luisteren.", "Knelpunten", "Niet ingevuld.", "donderdag 1 januari 2099"):
        assert squeezed(words) in paper.spoken, words
    assert squeezed("Voorzitter") in paper.spoken
    assert "KANARIE" not in paper.spoken


def test_every_page_is_sealed_with_the_head_of_then(paper: Paper, board: Board, report: SituationReport):
    sealed = board.incident.entry(report.set_in)
    for number, page in enumerate(paper.pages, 1):
        assert sealed.hash in squeezed(page)
        assert f"pagina {number} van {len(paper.pages)}" in page


def test_the_same_report_gives_the_same_file_later(paper: Paper, board: Board, report: SituationReport):
    board.writes(ANNA, "Er gebeurt nog van alles.")
    later = board.incident[SituationReport][report.id]
    assert single.sitrap(board.ledger, view(board, FLEUR), later) == paper.content


def test_the_log_has_a_chapter_of_reports_for_each_reader(board: Board):
    whole, fleurs = (Paper(pdf.log_for(board.ledger, view(board, player))) for player in (ANNA, FLEUR))
    for one in (whole, fleurs):
        assert squeezed("Situatierapporten") in one.spoken
        assert squeezed("Twaalf jongeren op het plein.") in one.spoken
    assert "KANARIE" in whole.spoken
    assert b"KANARIE" not in fleurs.everything
    assert "KANARIE" not in fleurs.spoken
