"""Situation reports on pages: who sees which, GRIP on the board, the text for LCMS, and the past."""

from __future__ import annotations

import html
import re
from threading import Event, Thread

import pytest

from crisis.refusals import Refused
from crisis.report.process import RenderingFailed
from crisis.report.single import Press
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.conftest import House

CANARY = "Kanarie in het rapport"
REASON = "De regio heeft opgeschaald."
LEADS = "de veiligheidsregio leidt, LCMS is leidend"


def report(board: Board, circle: str = "full_team", *, set_it: bool = True, **given: str) -> int:
    """A report of a circle; gives its number on the board."""
    made = board.does(ANNA, "sitraps.draft", **{"situation": CANARY, "circle": circle, **given}).last
    if set_it:
        board.does(ANNA, "sitraps.set", sitrap=made)
    return made


READERS = {
    "restricted": (200, 404, 200, 404, 404, 404),
    "core_team": (200, 200, 200, 404, 404, 404),
    "full_team": (200, 200, 200, 404, 404, 200),
    "mayor": (200, 200, 200, 200, 404, 200),
}


@pytest.mark.parametrize("circle", READERS)
def test_page_and_pdf_are_for_the_circle(house: House, board: Board, circle: str):
    number = report(board, circle)
    base = f"/incidents/{board.id}"
    for player, expected in zip((ANNA, BRAM, CELIK, DIRK, EVA, FLEUR), READERS[circle], strict=True):
        visitor = house.visitor(player)
        for path in (f"{base}/things/{number}", f"{base}/sitraps/{number}.pdf"):
            assert visitor.get(path).status_code == expected, (player.name, path)
        for path in (f"{base}/sitraps", base, f"{base}/log", f"{base}/changes?since=1", f"{base}/meetings"):
            assert (f"things/{number}" in visitor.get(path).text) <= (expected == 200), (player.name, path)


def test_what_may_not_be_seen_looks_like_what_is_not_there(house: House, board: Board):
    hidden = report(board, "restricted")
    bram = house.visitor(BRAM)
    pages = [bram.get(f"/incidents/{board.id}/sitraps/{number}.pdf") for number in (hidden, 99_999, board.adds_task())]
    assert {one.status_code for one in pages} == {404}


def test_a_draft_has_no_pdf_and_no_text_to_copy(house: House, board: Board):
    number = report(board, set_it=False)
    anna = house.visitor(ANNA)
    assert anna.get(f"/incidents/{board.id}/sitraps/{number}.pdf").status_code == 404
    page = anna.get(f"/incidents/{board.id}/things/{number}").text
    assert 'id="plain"' not in page
    assert "Vaststellen" in page
    assert "Vaststellen" not in house.visitor(BRAM).get(f"/incidents/{board.id}/things/{number}").text


def test_the_form_comes_filled_in_and_keeps_what_is_typed(house: House, board: Board):
    board.writes(ANNA, "Twintig mensen op het plein.", kind="report", verification="confirmed")
    anna = house.visitor(ANNA)
    page = anna.get(f"/incidents/{board.id}/sitraps/draft?circle=core_team").text
    assert "Twintig mensen op het plein." in page
    assert 'name="circle" value="core_team"' in page
    wrong = anna.does(board, "sitraps.draft", situation="", expectation="Rustig", next_at="morgen", circle="core_team")
    assert wrong.status_code == 422
    assert "Twintig mensen op het plein." not in wrong.text, "what somebody made empty stays empty"
    assert 'name="circle" value="core_team"' in wrong.text


def test_a_circle_that_one_does_not_read_fills_in_nothing_of_it(house: House, board: Board):
    board.does(ANNA, "team.assign", person=FLEUR.id, role="information_coordinator")
    board.writes(ANNA, CANARY, kind="report", circle="restricted")
    fleur = house.visitor(FLEUR)
    for circle in ("restricted", "iets", ""):
        assert CANARY not in fleur.get(f"/incidents/{board.id}/sitraps/draft?circle={circle}").text
    before = fleur.does(board, "sitraps.draft", situation="Rustig.", circle="restricted")
    report(board, "restricted", set_it=False)
    after = fleur.does(board, "sitraps.draft", situation="Rustig.", circle="restricted")
    assert before.status_code == after.status_code == 409
    assert "Er is al een concept" not in after.text, "not even that there is one"


def test_the_text_to_copy_is_text_and_nothing_else(house: House, board: Board):
    number = report(board, situation="</textarea><b>Druk</b> & rumoerig")
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/things/{number}").text
    assert "<b>Druk</b>" not in page
    found = re.search(r"<textarea[^>]*id=\"plain\"[^>]*>([^<]*)</textarea>", page)
    assert found
    assert "SITUATIE NU\n</textarea><b>Druk</b> & rumoerig\n" in html.unescape(found[1])


def test_two_reports_are_compared_in_words(house: House, board: Board):
    report(board, situation="Rustig.\nDroog.")
    second = report(board, situation="Droog.\nDruk.")
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/things/{second}").text
    assert re.search(r"Nieuw</span> <ins>Druk\.</ins>", page)
    assert re.search(r"Weg</span> <del>Rustig\.</del>", page)
    assert "<ins>Droog." not in page


# --- GRIP ---


def test_without_grip_the_board_does_not_speak_of_lcms(house: House, board: Board):
    report(board)
    board.does(ANNA, "scale.set", level="3", reason=REASON)
    assert LEADS not in house.visitor(ANNA).get(f"/incidents/{board.id}").text


@pytest.mark.parametrize("level", ["1", "2", "3", "4", "5"])
def test_with_grip_the_board_says_who_leads(house: House, board: Board, level: str):
    number = report(board)
    board.does(ANNA, "scale.set", level=f"G{level}", reason=REASON)
    for player in (ANNA, BRAM, CELIK, DIRK):
        page = house.visitor(player).get(f"/incidents/{board.id}?show=open").text
        assert f"<strong>GRIP {level}:</strong> {LEADS}. Plak daar uw situatierapport." in page, player.name
        assert (f'/things/{number}#lcms">Tekst van situatierapport 1' in page) == (player is not DIRK), player.name
    assert house.visitor(EVA).get(f"/incidents/{board.id}").status_code == 404


def test_the_part_comes_live_per_audience(house: House, board: Board):
    since = board.incident.seq
    board.does(ANNA, "scale.set", level="G2", reason=REASON)
    report(board, "core_team")

    def part(player: Player) -> str:
        parts = house.visitor(player).get(f"/incidents/{board.id}/changes?since={since}").json["parts"]
        return next(one["html"] for one in parts if one["id"] == "grip")

    assert "Tekst van situatierapport 1" in part(ANNA)
    assert "Tekst van situatierapport 1" in part(BRAM)
    for player in (FLEUR, DIRK):
        assert LEADS in part(player)
        assert "Tekst van" not in part(player), player.name
        assert "Situatierapport maken" not in part(player)
    board.does(ANNA, "scale.set", level="2", reason="De regio heeft afgeschaald.")
    assert LEADS not in part(ANNA)


def test_a_report_of_another_circle_pushes_nothing(house: House, board: Board):
    board.does(ANNA, "scale.set", level="G2", reason=REASON)
    since = board.incident.seq
    report(board, "restricted")
    assert house.visitor(BRAM).get(f"/incidents/{board.id}/changes?since={since}").json["parts"] == []


# --- the past ---


def test_the_past_shows_what_was_known_and_offers_nothing(house: House, board: Board):
    number = report(board, set_it=False)
    then = board.incident.seq
    board.does(ANNA, "sitraps.edit", sitrap=number, situation="Van na dat moment")
    board.does(ANNA, "sitraps.set", sitrap=number)
    anna, base = house.visitor(ANNA), f"/incidents/{board.id}"
    page = anna.get(f"{base}/things/{number}?at={then}").text
    assert CANARY in page
    assert "Van na dat moment" not in page
    assert "sitraps/set" not in page
    assert "Concept maken" not in anna.get(f"{base}/sitraps?at={then}").text
    assert anna.get(f"{base}/sitraps/{number}.pdf?at={then}").status_code == 404
    assert anna.get(f"{base}/sitraps/{number}.pdf?at={then + 2}").status_code in (200, 404)


# --- the press ---


def test_a_few_are_made_at_once_and_the_rest_is_told_to_wait(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("crisis.report.single.PATIENCE", 0.05)
    go, begun = Event(), []

    def slow(*_: object) -> bytes:
        begun.append(1)
        assert go.wait(10)
        return b"%PDF"

    press = Press(slow)
    threads = [Thread(target=press.pull, args=(None,)) for _ in range(2)]
    for one in threads:
        one.start()
    while len(begun) < 2:
        pass
    with pytest.raises(Refused, match="Er worden al veel pdf’s gemaakt"):
        press.pull(None)
    go.set()
    for one in threads:
        one.join()
    assert press.pull(None) == b"%PDF"


def test_a_failed_rendering_is_told_in_dutch(house: House, board: Board):
    def fails(*_: object) -> bytes:
        raise RenderingFailed("kapot")

    house.app.extensions["crisis.press"].make = fails
    answer = house.visitor(ANNA).get(f"/incidents/{board.id}/sitraps/{report(board)}.pdf")
    assert answer.status_code == 409
    assert "De pdf kon niet worden gemaakt. Probeer het opnieuw, of lees de tekst op het scherm." in answer.text
