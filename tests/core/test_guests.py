"""Guests have one role on one incident until a moment; a role that goes to somebody else takes its work along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from crisis import people
from crisis.asking import Asked
from crisis.board import displays
from crisis.board.displays import Display, DisplayPut, DisplayTaken
from crisis.board.tasks.facts import TaskAssigned
from crisis.board.team import MemberJoined, MemberReleased, guests, handing_over, roles_of
from crisis.board.team.guests import GUEST_ROLES, Guest, GuestEntered, GuestInvited, GuestRevoked
from crisis.board.team.handing_over import RoleHandedOver
from crisis.people import Account
from crisis.refusals import NotAllowed, NotFound, Refused
from tests.cast import ANNA, BRAM, CELIK, EVA, FIRST, FLEUR, START, Board, given, later, task_added, told

TOMORROW = START + timedelta(days=1)
INVITED = GuestInvited("Teamleider, COA", "partner_liaison", TOMORROW)
HELD = {"Bram": 4, "Celik": 5, "Fleur": 6}


def test_a_guest_is_invited():
    given().when(guests.invite_guest, title="Teamleider, COA", role="partner_liaison", until=TOMORROW.isoformat()).then(
        INVITED
    )


@pytest.mark.parametrize("days", [-1, 15])
def test_a_guest_stays_two_weeks_at_most(days: int):
    until = (START + timedelta(days=days)).isoformat()
    given().when(guests.invite_guest, title="COA", role="observer", until=until).unreadable(
        until="Kies een moment binnen 14 dagen. Daarna kunt u opnieuw uitnodigen."
    )


@pytest.mark.parametrize("role", ["chair", "police_liaison", "public_order_advisor", "mayor", "spokesperson"])
def test_roles_that_read_the_smallest_circles_have_accounts(role: str):
    assert role not in GUEST_ROLES


def test_revoking_ends_the_role_at_once():
    there = (INVITED, GuestEntered(FIRST, EVA.id), MemberJoined(EVA.id, "Teamleider, COA", "partner_liaison"))
    after = given(*there).when(guests.revoke_guest, guest=FIRST).then(GuestRevoked(FIRST), MemberReleased(FIRST + 2))
    assert not roles_of(after, EVA.id)
    assert not after[Guest][FIRST].welcome(START)


def arrives(board: Board, guest: int, number: int | None = None) -> int:
    """A guest opens the link; gives the number of the account."""
    made: list[int] = []

    def arriving(connection: Connection) -> Account:
        made.append(number or people.add_guest(connection, board.id, "Teamleider, COA", later(days=9000)))
        return Account(made[0], "", "Teamleider, COA", frozenset({"arriving"}), guest_of=board.id)

    board.ledger.perform(board.id, arriving, Asked("team.enter", {"guest": guest}))
    return made[0]


def invited(board: Board) -> int:
    until = (board.ledger.now() + timedelta(days=1)).isoformat()
    given = {"title": "Teamleider, COA", "role": "partner_liaison", "until": until}
    return board.does(ANNA, "team.invite_guest", **given).last


def test_a_guest_comes_in_once_and_again(opened: Board):
    guest = invited(opened)
    number = arrives(opened, guest)
    assert roles_of(opened.incident, number) == {"partner_liaison"}
    seq = opened.incident.seq
    arrives(opened, guest, number)
    again = list(opened.incident.entries(after=seq))
    assert [entry.fact for entry in again] == [GuestEntered(guest, number)]


def test_another_cannot_come_in_on_the_same_invitation(opened: Board):
    guest = invited(opened)
    arrives(opened, guest)
    with pytest.raises(Refused, match="Deze uitnodiging is van een ander"):
        arrives(opened, guest)


def test_who_was_released_does_not_come_back_by_the_link(opened: Board):
    guest = invited(opened)
    number = arrives(opened, guest)
    opened.does(ANNA, "team.release", person=number, role="partner_liaison")
    with pytest.raises(Refused, match="geldt niet meer"):
        arrives(opened, guest, number)


def test_a_guest_gets_no_second_role(opened: Board):
    number = arrives(opened, invited(opened))
    with pytest.raises(Refused, match="Een gast heeft één rol op één incident"):
        opened.does(ANNA, "team.assign", person=number, role="chair")


def test_the_chair_cannot_come_in_as_a_guest(opened: Board):
    with pytest.raises(NotAllowed):
        opened.does(ANNA, "team.enter", guest=invited(opened))


@pytest.mark.parametrize("player", [BRAM, CELIK, FLEUR], ids=lambda one: one.name)
def test_only_who_leads_invites(opened: Board, player):
    with pytest.raises(NotAllowed):
        opened.does(player, "team.invite_guest", title="COA", role="observer", until="2027-01-01T10:00")


def test_a_stranger_does_not_even_find_it(opened: Board):
    with pytest.raises(NotFound):
        opened.does(EVA, "team.invite_guest", title="COA", role="observer", until="2027-01-01T10:00")


def test_a_screen_is_put_up_and_taken_down():
    up = DisplayPut("crisisruimte", TOMORROW)
    given().when(displays.put, place="crisisruimte", until=TOMORROW.isoformat()).then(up)
    after = given(up).when(displays.take_down, display=FIRST).then(DisplayTaken(FIRST))
    assert not after[Display][FIRST].shows(START)


def test_a_screen_hangs_a_week_at_most():
    given().when(displays.put, place="hal", until=later(days=8).isoformat()).unreadable(
        until="Kies een moment binnen 7 dagen."
    )


def test_a_role_goes_over_with_its_work():
    mine = task_added("Bewoners bellen", owner_role="district_manager")
    also = task_added("Geheime taak", circle="restricted")
    there = (mine, TaskAssigned(FIRST, FLEUR.id, "Fleur"), told(also))
    given(*there).when(
        handing_over.hand_over, by=FLEUR, member=HELD["Fleur"] + 0, person=EVA.id, words="De buurt is gebeld."
    ).then(
        RoleHandedOver("district_manager", "Fleur", "Eva", "De buurt is gebeld.", "full_team"),
        MemberJoined(EVA.id, "Eva", "district_manager"),
        TaskAssigned(FIRST, EVA.id, "Eva"),
        MemberReleased(HELD["Fleur"]),
    )


def test_the_role_of_another_stays_with_the_other():
    given().when(handing_over.hand_over, by=BRAM, member=HELD["Fleur"], person=EVA.id, words="Klaar.").refused(
        "Dit is de rol van een ander. Vraag de voorzitter."
    )


def test_nobody_takes_over_from_themselves():
    given().when(handing_over.hand_over, by=FLEUR, member=HELD["Fleur"], person=FLEUR.id, words="Klaar.").refused(
        "Deze persoon heeft de rol al. Kies wie het overneemt."
    )


def test_the_only_chair_can_hand_over():
    after = given().when(handing_over.hand_over, member=2, person=CELIK.id, words="Succes.").facts()
    assert [type(one) for one in after] == [RoleHandedOver, MemberJoined, MemberReleased]
