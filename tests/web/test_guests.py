"""Guests and wall screens: links shown once, that open one thing, and say nothing to who holds no link."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from crisis.board.team import Member, roles_of
from crisis.board.team.guests import Guest
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board
from tests.web.acts import SOON
from tests.web.conftest import House, Visitor

INVITED = {"title": "Teamleider, COA", "role": "partner_liaison", "until": SOON}


@dataclass
class Door:
    """An invited guest with the link."""

    house: House
    board: Board
    guest: int
    path: str


def link(house: House, board: Board, number: int) -> str:
    """Anna makes a link; gives its path."""
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/guests/{number}/link")
    assert answer.status_code == 200
    found = re.search(r'value="http://[^/]+(/(?:gast|scherm)/[\w-]+)"', answer.text)
    assert found
    return found[1]


@pytest.fixture
def door(house: House, board: Board) -> Door:
    board.writes(text="Een gewone regel.")
    guest = board.does(ANNA, "team.invite_guest", **INVITED).last
    return Door(house, board, guest, link(house, board, guest))


def inside(door: Door) -> Visitor:
    visitor = door.house.visitor()
    answer = visitor.post(door.path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/incidents/{door.board.id}")
    return visitor


def test_looking_changes_nothing(door: Door):
    before = door.house.rows()
    for _ in range(3):
        page = door.house.visitor().get(door.path)
        assert page.status_code == 200
        assert "Een gewone regel" not in page.text
        assert door.board.incident.title not in page.text
    assert door.house.rows() == before


def test_a_guest_comes_in_and_sees_what_the_role_sees(door: Door):
    visitor = inside(door)
    door.board.writes(text="Voor partners.", circle="partners")
    page = visitor.get(f"/incidents/{door.board.id}").text
    assert "Voor partners." in page
    assert "Een gewone regel." not in page


def test_the_same_link_works_on_another_device(door: Door):
    inside(door)
    assert inside(door).get("/").status_code == 200
    assert len([one for one in door.board.incident.entries() if one.fact.kind == "guest_entered"]) == 2


def test_a_guest_sees_no_other_incident_and_no_directory(door: Door):
    visitor, other = inside(door), door.house.board(title="Iets anders")
    assert visitor.get(f"/incidents/{other.id}").status_code == 404
    assert "Iets anders" not in visitor.get("/").text
    assert visitor.get("/directory").status_code in (403, 404)
    assert visitor.get("/incidents/new").status_code == 403
    assert visitor.get(f"/incidents/{door.board.id}/guests").status_code == 403


def test_revoking_closes_the_door_at_once(door: Door):
    visitor = inside(door)
    door.board.does(ANNA, "team.revoke_guest", guest=door.guest)
    assert visitor.get(f"/incidents/{door.board.id}").status_code == 404
    assert door.house.visitor().get(door.path).status_code == 404
    assert door.house.visitor().post(door.path).status_code == 404


def test_a_new_link_ends_the_old_one(door: Door):
    fresh = link(door.house, door.board, door.guest)
    assert door.house.visitor().get(door.path).status_code == 404
    assert door.house.visitor().get(fresh).status_code == 200


def test_no_link_is_in_the_database_or_the_log(door: Door):
    token = door.path.rsplit("/", 1)[1]
    assert token not in repr(door.house.rows())


def test_a_guest_is_offered_nowhere_as_a_person_with_an_account(door: Door):
    inside(door)
    number = door.board.incident[Guest][door.guest].person
    assert number
    assert roles_of(door.board.incident, number) == {"partner_liaison"}
    other = door.house.board(title="Iets anders")
    answer = door.house.visitor(ANNA).does(other, "team.assign", person=str(number), role="observer")
    assert answer.status_code == 422
    assert "Deze persoon heeft geen account." in answer.text


@pytest.mark.parametrize(
    ("player", "status"), [(ANNA, 200), (BRAM, 403), (CELIK, 403), (FLEUR, 403), (DIRK, 403), (EVA, 404)]
)
def test_who_sees_and_makes_links(door: Door, player, status: int):
    visitor = door.house.visitor(player)
    assert visitor.get(f"/incidents/{door.board.id}/guests").status_code == status
    assert visitor.post(f"/incidents/{door.board.id}/guests/{door.guest}/link").status_code == status


@pytest.mark.parametrize("path", ["/gast/onbekend", "/scherm/onbekend", "/scherm/onbekend/stand", f"/gast/{'x' * 300}"])
def test_a_link_that_never_was(house: House, path: str):
    assert house.visitor().get(path).status_code == 404


def test_a_guest_link_opens_no_screen_and_a_screen_link_no_door(door: Door):
    screen = link(door.house, door.board, door.board.does(ANNA, "displays.put", place="hal", until=SOON).last)
    visitor = door.house.visitor()
    assert visitor.get(door.path.replace("gast", "scherm")).status_code == 404
    assert visitor.get(screen.replace("scherm", "gast")).status_code == 404
    assert visitor.post(screen.replace("scherm", "gast")).status_code == 404


def test_the_wall_shows_where_we_are_without_names_and_smaller_circles(house: House, board: Board):
    for circle in ("restricted", "core_team", "full_team"):
        board.writes(CELIK, text=f"Regel voor {circle}.", circle=circle)
    task = board.adds_task(title="Scholen bellen", due="2026-01-02 10:00", owner_role="education_liaison")
    board.does(ANNA, "tasks.assign", task=task, assignee=FLEUR.id)
    mine = next(one.id for one in board.incident[Member].values() if one.person == FLEUR.id)
    board.does(ANNA, "team.hand_over", member=mine, person=EVA.id, words="Alles is rustig.")
    screen = link(house, board, board.does(ANNA, "displays.put", place="hal", until=SOON).last)
    page = house.visitor().get(screen).text
    assert "Regel voor full_team." in page
    assert "Scholen bellen" in page
    for hidden in ("core_team", "restricted", "Fleur", "Anna", "Celik", "Eva", "<button", "<form"):
        assert hidden not in page
    assert not re.search(r"<a\b", page)


def test_the_wall_says_when_nothing_changed_and_ends_at_once(house: House, board: Board):
    display = board.does(ANNA, "displays.put", place="hal", until=SOON).last
    stand = f"{link(house, board, display)}/stand"
    first = house.visitor().get(stand)
    again = house.visitor().get(stand, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    board.writes(text="Er is iets nieuws.")
    changed = house.visitor().get(stand, headers={"If-None-Match": first.headers["ETag"]})
    assert "Er is iets nieuws." in changed.text
    board.does(ANNA, "displays.take_down", display=display)
    assert house.visitor().get(stand).status_code == 404
