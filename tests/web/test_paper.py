"""The paper pack: what stands on it, for whom, and what never does."""

from __future__ import annotations

import html

import pytest

from tests.cast import ANNA, BRAM, CAST, CELIK, DIRK, EVA, FLEUR, Board, Player, list_function
from tests.web.acts import fitting
from tests.web.conftest import House

NUMBER = "06-55501234"


@pytest.fixture
def noted(house: House) -> Board:
    """A board with one of everything that goes on paper, and a person to call."""
    board = house.board(title="Onrust op het plein", exercise=True)
    list_function(house.ledger, "Teamleider zorg", ["care_liaison"], EVA, phone=NUMBER)
    board.does(ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=["care_liaison"])
    board.adds_task(title="Wijkteam <b>bellen</b>", due="2099-01-01 12:00", owner_role="district_manager")
    board.adds_task(title="Alleen in kleine kring", circle="restricted")
    for act in ("decisions.take", "meetings.plan", "promises.make"):
        board.does(ANNA, act, **fitting(board, act))
    return board


@pytest.mark.parametrize("player", CAST, ids=lambda one: one.name)
def test_each_gets_the_paper_that_is_theirs(house: House, noted: Board, player: Player):
    answer = house.visitor(player).get(f"/incidents/{noted.id}/paper")
    assert answer.status_code == (404 if player in (DIRK, EVA) else 200)
    assert (NUMBER in answer.text) == (player is ANNA)
    assert ("Alleen in kleine kring" in answer.text) == (player in (ANNA, CELIK))
    assert ("Teamleider zorg" in answer.text) == (player in (ANNA, BRAM, CELIK, FLEUR))


def test_a_partner_gets_no_paper(house: House, noted: Board):
    noted.does(ANNA, "team.assign", person=EVA.id, role="partner_liaison")
    visitor = house.visitor(EVA)
    assert visitor.get(f"/incidents/{noted.id}/paper").status_code == 404
    for page in ("team", "exports"):
        assert "/paper" not in visitor.get(f"/incidents/{noted.id}/{page}").text


def test_it_says_what_it_is_and_what_to_do_with_it(house: House, noted: Board):
    text = html.unescape(house.visitor(ANNA).get(f"/incidents/{noted.id}/paper").text)
    for words in (
        *("OEFENING", "Vernietig dit papier na afloop.", f"logboek tot en met #{noted.incident.seq}."),
        *("Open taken", "Laatste besluiten", "Open toezeggingen", "Komend overleg", "Logboek op papier, blad 2"),
    ):
        assert words in text, words


def test_words_are_not_markup(house: House, noted: Board):
    assert "<b>bellen" not in house.visitor(ANNA).get(f"/incidents/{noted.id}/paper").text


def test_the_past_has_no_telephone_numbers(house: House, noted: Board):
    visitor, last = house.visitor(ANNA), noted.incident.seq
    noted.adds_task(title="Van na dat moment")
    then = visitor.get(f"/incidents/{noted.id}/paper?at={last}")
    assert then.status_code == 200
    assert NUMBER not in then.text
    assert "Van na dat moment" not in then.text


def test_only_the_last_ten_decisions(house: House, noted: Board):
    given = fitting(noted, "decisions.take")
    made = [noted.does(ANNA, "decisions.take", **given | {"chosen": f"Keuze nummer {n}."}).first for n in range(11)]
    text = house.visitor(ANNA).get(f"/incidents/{noted.id}/paper").text
    assert [f"Keuze nummer {n}." in text for n in range(len(made))] == [False, *[True] * 10]


@pytest.mark.parametrize("page", ["team", "exports"])
def test_it_is_one_button_away(house: House, noted: Board, page: str):
    assert f'href="/incidents/{noted.id}/paper"' in house.visitor(BRAM).get(f"/incidents/{noted.id}/{page}").text


def test_a_meeting_shows_when_each_point_begins(house: House, noted: Board):
    agenda = ["Beeld (10 min)", "Duiding (15 min)", "Besluiten"]
    number = noted.does(ANNA, "meetings.plan", at="2099-01-01 12:00", agenda=agenda).last
    text = house.visitor(BRAM).get(f"/incidents/{noted.id}/things/{number}").text
    assert "Agenda: 25 min gepland" in text
    for clock, point in (("12:00", "Beeld"), ("12:10", "Duiding"), ("12:25", "Besluiten")):
        assert f"<strong>{clock}</strong></time> {point}" in text


def test_a_date_of_another_year_has_its_year(house: House, noted: Board):
    text = house.visitor(ANNA).get(f"/incidents/{noted.id}/paper").text
    assert "<td>do 1 jan 2099 12:00</td>" in text
