"""The page on which a team listens, and the sheet that the contact centre reads aloud: who sees what of them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from crisis.settings import Settings
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.conftest import House

FIVE = (ANNA, BRAM, CELIK, DIRK, EVA)
REPORT = {"sources": ["youth_work"], "behaviour": "Mensen leggen bloemen.", "confidence": "medium"}


def _page(house: House, player: Player, board: Board, path: str) -> str:
    return unescape(house.visitor(player).get(f"/incidents/{board.id}/{path}").text)


def _asked(board: Board, words: str, answer: str = "", circle: str = "", outside: str = "") -> int:
    number = board.does(BRAM, "questions.ask", text=words, circle=circle).last
    if answer:
        board.does(BRAM, "questions.answer", question=number, answer=answer, outside=outside)
    return number


@pytest.mark.parametrize("player", FIVE, ids=lambda player: player.name)
def test_each_sees_what_the_circle_allows(house: House, board: Board, player: Player):
    for circle in ("restricted", "full_team", "mayor"):
        board.does(ANNA, "rumours.hear", text=f"Gerucht voor {circle}.", circle=circle)
        board.does(ANNA, "press.record", medium=f"Krant voor {circle}", question="Wat nu?", circle=circle)
        board.does(ANNA, "environment.report", **{**REPORT, "behaviour": f"Bloemen voor {circle}."}, circle=circle)
        board.does(ANNA, "questions.ask", text=f"Vraag voor {circle}?", circle=circle)
    text = _page(house, player, board, "listening")
    seen = {circle for circle in ("restricted", "full_team", "mayor") if f"Gerucht voor {circle}" in text}
    allowed = {ANNA: {"restricted", "full_team", "mayor"}, CELIK: {"restricted", "full_team", "mayor"}}
    assert seen == allowed.get(player, {BRAM: {"full_team", "mayor"}, DIRK: {"mayor"}}.get(player, set()))
    for circle in {"restricted", "full_team", "mayor"} - seen:
        assert f"voor {circle}" not in text


def test_hearing_takes_one_field_and_goes_back_to_the_page(house: House, board: Board):
    visitor = house.visitor(FLEUR)
    text = visitor.get(f"/incidents/{board.id}/listening").text
    for act, words in (("rumours.hear", "Er rijden bussen."), ("questions.ask", "Is de les veilig?")):
        assert f'action="/incidents/{board.id}/{act.replace(".", "/")}"' in text
        answer = visitor.does(board, act, text=words, back=f"/incidents/{board.id}/listening")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/incidents/{board.id}/listening")
        assert words in _page(house, FLEUR, board, "listening")


def test_a_watcher_and_the_office_get_nothing_to_press(house: House, board: Board):
    _asked(board, "Is het veilig?", circle="mayor")
    text = _page(house, DIRK, board, "listening")
    assert "Is het veilig?" in text
    assert "<form" not in text.split("<main", 1)[1].split("</main>")[0]


def test_one_more_is_counted_once_however_often_it_is_sent(house: House, board: Board):
    number = _asked(board, "Is het veilig?")
    text = _page(house, FLEUR, board, "listening")
    keys = re.findall(rf'name="once" value="([\w-]+-{number})"', text)
    for _ in range(2):
        house.visitor(FLEUR).does(board, "questions.count", question=number, once=keys[0])
    assert "2 keer gehoord" in _page(house, FLEUR, board, "listening")


@pytest.mark.parametrize("player", [ANNA, BRAM, CELIK], ids=lambda player: player.name)
def test_the_sheet_holds_only_answers_that_may_go_out(house: House, board: Board, player: Player):
    _asked(board, "Waar kan ik melden?", "Bel de gemeente.", outside="ja")
    _asked(board, "Wat doet de politie?", "Alleen voor binnen.")
    _asked(board, "Komt er overleg?", "Morgen om tien uur.", circle="partners")
    _asked(board, "Is dit besproken?", circle="core_team")
    board.does(BRAM, "questions.withhold", text="Wie de melding deed.", instead="Daar gaat de politie over.")
    board.does(BRAM, "questions.withhold", text="Een klein geheim.", circle="core_team")
    text = _page(house, player, board, "questions/sheet")
    for words in ("Bel de gemeente.", "Morgen om tien uur.", "Wie de melding deed.", "Zeg wel: Daar gaat de politie"):
        assert words in text
    for words in ("Alleen voor binnen.", "Is dit besproken?", "Een klein geheim."):
        assert words not in text
    assert 'Wat doet de politie?</h3><p class="soft">Hier is nog geen antwoord op.' in text


def test_what_is_withdrawn_leaves_the_sheet_at_once(house: House, board: Board):
    number = _asked(board, "Waar kan ik melden?", "Bel de gemeente.", outside="ja")
    board.does(BRAM, "questions.withdraw", question=number, reason="Het nummer is anders.")
    assert "Bel de gemeente." not in _page(house, BRAM, board, "questions/sheet")


def test_the_office_reads_an_answer_on_the_sheet_only_when_it_is_for_that_circle(house: House, board: Board):
    _asked(board, "Van het team?", "Antwoord van het team.", outside="ja")
    _asked(board, "Van iedereen?", "Antwoord van iedereen.", circle="public")
    text = _page(house, DIRK, board, "questions/sheet")
    assert "Antwoord van iedereen." in text
    assert "van het team" not in text
    assert house.visitor(EVA).get(f"/incidents/{board.id}/questions/sheet").status_code == 404


def test_the_numbers_on_the_sheet_come_from_the_settings(house: House, board: Board):
    text = _page(house, BRAM, board, "questions/sheet")
    numbers = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", text))
    assert numbers == {"Spoed, als elke seconde telt": "112", "Politie, geen spoed": "0800-8844", "Gemeente": "14 0xx"}


def test_a_municipality_sets_its_own_numbers():
    given = {"CRISIS_PHONE_CITY": "14 078", "CRISIS_PHONE_POLICE": "0900-8844", "CRISIS_PHONE_EMERGENCY": "113"}
    read = Settings.read(given)
    assert (read.phone_city, read.phone_police, read.phone_emergency) == ("14 078", "0900-8844", "113")


def test_a_version_says_in_words_what_changed(house: House, board: Board):
    first = board.does(BRAM, "environment.report", **REPORT).first
    words = {**REPORT, "behaviour": "Mensen leggen veel bloemen.", "confidence": "high"}
    second = board.does(BRAM, "environment.report", **words).first
    text = _page(house, CELIK, board, f"things/{second}")
    assert "Anders dan in" in text
    assert "wat mensen doen, hoe zeker" in text
    assert "leggen <ins>veel </ins>bloemen." in text
    assert "<del>Redelijk</del><ins>Hoog</ins>" in text
    assert "<ins>" not in _page(house, CELIK, board, f"things/{first}").split("<dl")[1]


def test_a_version_is_not_compared_with_one_that_the_reader_may_not_see(house: House, board: Board):
    board.does(ANNA, "environment.report", **{**REPORT, "behaviour": "Heel geheim."}, circle="restricted")
    second = board.does(ANNA, "environment.report", **REPORT).first
    assert "Heel geheim" not in _page(house, BRAM, board, f"things/{second}")
    assert "versie 1" in _page(house, BRAM, board, f"things/{second}")


def test_the_form_of_a_report_brings_no_word_of_a_smaller_circle(house: House, board: Board):
    board.does(ANNA, "rumours.hear", text="Gerucht in kleine kring.", circle="restricted")
    board.does(ANNA, "rumours.hear", text="Gerucht van het team.")
    text = _page(house, ANNA, board, "environment/report")
    assert "Gerucht van het team." in text
    assert "Gerucht in kleine kring." not in text


def test_an_old_line_offers_to_become_a_rumour_once(house: House, board: Board):
    note = board.writes(FLEUR, "Er rijden bussen.", kind="rumour", source_type="resident")
    visitor, path = house.visitor(FLEUR), f"/incidents/{board.id}/entries/{note}"
    found = re.search(r'href="([^"]*rumours/hear[^"]*)"', visitor.get(path).text)
    assert found
    form = unescape(visitor.get(unescape(found[1])).text)
    assert ">Er rijden bussen.</textarea>" in form
    assert f'name="origin" value="{note}"' in form
    made = board.does(FLEUR, "rumours.hear", text="Er rijden bussen.", origin=note).last
    again = visitor.get(path).text
    assert "rumours/hear" not in again
    assert f"things/{made}" in again


def test_the_past_shows_what_was_heard_by_then(house: House, board: Board):
    board.does(FLEUR, "rumours.hear", text="Eerst dit.")
    then = board.incident.seq
    board.does(FLEUR, "rumours.hear", text="Later dat.")
    text = _page(house, BRAM, board, f"listening?at={then}")
    assert "Eerst dit." in text
    assert "Later dat." not in text
