"""How often somebody wants notices, on the page of their account; and what a message says of the site and Teams."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from crisis.notify import Notifier, notices
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, Board, Player
from tests.server import HERE, free_port
from tests.web.acts import fitting
from tests.web.conftest import House

GETS = {ANNA: True, BRAM: True, CELIK: False, DIRK: True, EVA: False}


def chosen(house: House, player: Player) -> notices.Choice:
    """What is kept of somebody."""
    with house.database.read() as connection:
        return notices.choice(connection, player.id)


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("player", GETS, ids=lambda one: one.name)
def test_the_choice_is_for_who_gets_notices(house: House, player: Player) -> None:
    visitor = house.visitor(player)
    assert ("Hoe vaak wilt u deze mail?" in visitor.get("/account").text) == GETS[player]
    answer = visitor.post("/account/notices", {"how": "never", "person": str(ANNA.id)})
    assert answer.status_code == (303 if GETS[player] else 404)
    kept = {one.name: chosen(house, one).how for one in GETS}
    assert kept == {one.name: "never" if GETS[player] and one is player else "now" for one in GETS}
    assert house.visitor().post("/account/notices", {"how": "never"}).status_code == 401


def test_by_a_role_on_an_incident_as_long_as_it_goes_on(house: House, board: Board) -> None:
    board.does(ANNA, "team.assign", person=EVA.id, role="municipal_secretary")
    eva = house.visitor(EVA)
    assert "Berichten per mail" in eva.get("/account").text
    board.does(ANNA, "incident.close", **fitting(board, "incident.close"))
    assert "Berichten per mail" not in eva.get("/account").text
    assert eva.post("/account/notices", {"how": "never"}).status_code == 404


def test_a_digest_at_times_is_kept_and_shown(house: House) -> None:
    dirk = house.visitor(DIRK)
    answer = dirk.post("/account/notices", {"how": "digest", "time": ["17:00", "08:30", ""]})
    assert answer.headers["Location"] == "/account?saved=1"
    assert chosen(house, DIRK) == notices.Choice("digest", ("08:30", "17:00"))
    text = dirk.get("/account?saved=1").text
    assert "Opgeslagen." in text
    assert re.findall(r'name="time"[^>]* value="([^"]*)"', text) == ["08:30", "17:00", ""]
    assert re.search(r'value="digest" id="how-digest" checked', text)


def test_what_was_typed_wrong_stays_and_says_what_to_do(house: House) -> None:
    dirk = house.visitor(DIRK)
    answer = dirk.post("/account/notices", {"how": "digest", "time": ["straks", "08:30", "<b>"]})
    assert answer.status_code == 422
    assert "Vul een tijd in als 08:30 of 17:00." in answer.text
    assert re.findall(r'name="time"[^>]* value="([^"]*)"', answer.text) == ["straks", "08:30", "&lt;b&gt;"]
    assert chosen(house, DIRK) == notices.Choice()
    assert "Vul minstens één tijd in" in dirk.post("/account/notices", {"how": "digest"}).text


def test_a_mail_that_did_not_arrive_is_said_to_who_missed_it(make_house: Callable[..., House]) -> None:
    house = make_house(CRISIS_SMTP_URL=f"smtp://{HERE}:{free_port()}")
    house.board()
    watch = Notifier(house.ledger)
    watch.read()
    for _ in range(7):
        with house.database.write() as connection:
            connection.exec_driver_sql("UPDATE notice SET next_at = 0")
        watch.notices.deliver()
    assert "Het laatste bericht aan u kwam niet aan" in house.visitor(DIRK).get("/account").text
    assert "Het laatste bericht" not in house.visitor(BRAM).get("/account").text


def test_the_page_of_a_message_says_how_it_went(make_house: Callable[..., House]) -> None:
    house = make_house(CRISIS_RELEASE_URL=f"http://{HERE}:{free_port()}/")
    board = house.board()
    given = fitting(board, "communications.release")
    board.does(BRAM, "communications.release", **given)
    watch = Notifier(house.ledger)
    watch.read()
    page = f"/incidents/{board.id}/things/{given['communication']}"
    assert "Wacht op verzending" in house.visitor(BRAM).get(page).text
    for _ in range(7):
        with house.database.write() as connection:
            connection.exec_driver_sql("UPDATE message SET next_at = 0")
        watch.tick()
    for player in (ANNA, BRAM, CELIK, DIRK):
        assert "Niet gelukt: doe het zelf" in house.visitor(player).get(page).text, player.name
    assert house.visitor(EVA).get(page).status_code == 404
    assert "Niet gelukt" not in house.visitor(ANNA).get(f"{page}?at={board.incident.seq - 1}").text
    assert "website niet bereikbaar" not in house.visitor(ANNA).get(f"/incidents/{board.id}/outbox").text
