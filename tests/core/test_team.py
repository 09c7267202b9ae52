"""The team: who holds which role, what is fragile about it, and what a released member still sees."""

from __future__ import annotations

import pytest

from crisis.board import team
from crisis.board.team import Member, MemberJoined, MemberReleased
from crisis.refusals import NotAllowed, NotFound
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FIRST, FLEUR, Board, given, joined, later

BOTH = "Anna is voorzitter én verslaglegger. Wijs een ander aan voor het verslag."


def test_somebody_gets_a_role():
    given().when(team.assign, person=EVA.id, role="observer").then(MemberJoined(EVA.id, "Eva", "observer"))


@pytest.mark.parametrize("typed", ["eva", "5", "EVA", "eva@voorbeeld.nl"])
def test_somebody_is_named_by_number_address_or_the_part_before_it(typed: str):
    given().when(team.assign, person=typed.lower(), role="observer").then(MemberJoined(EVA.id, "Eva", "observer"))


def test_a_role_that_somebody_has_is_not_given_twice():
    given().when(team.assign, person=BRAM.id, role="spokesperson").then()


def test_one_person_may_hold_two_roles():
    after = given(joined(BRAM, "log_keeper")).incident
    assert team.roles_of(after, BRAM.id) == {"spokesperson", "log_keeper"}


def test_somebody_without_an_account_cannot_join():
    given().when(team.assign, person="niemand", role="observer").unreadable(person="Deze persoon heeft geen account.")


def test_a_role_that_does_not_exist_is_refused():
    assert "Kies een van: Voorzitter," in _fields(given().when(team.assign, person=EVA.id, role="koning"))["role"]


def _fields(when: object) -> dict[str, str]:
    from crisis.refusals import Unreadable

    with pytest.raises(Unreadable) as refusal:
        when.facts()  # type: ignore[attr-defined]
    return refusal.value.fields


def test_nobody_but_the_chair_gives_themselves_a_role():
    advisor = given(joined(EVA, "public_order_advisor"))
    advisor.when(team.assign, by=EVA, person=EVA.id, role="chair").refused(
        "U kunt uzelf geen rol geven. Vraag de voorzitter."
    )


def test_the_chair_may_take_a_second_role():
    given().when(team.assign, person=ANNA.id, role="log_keeper").then(MemberJoined(1, "Anna", "log_keeper"))


def test_releasing_ends_the_role_at_that_moment():
    after = given().when(team.release, person=BRAM.id, role="spokesperson", clock=later(hours=9))
    assert after.then(MemberReleased(4))[Member][4].until == later(hours=9)


def test_releasing_somebody_who_is_not_in_that_role_records_nothing():
    given().when(team.release, person=EVA.id, role="observer").then()


def test_the_last_chair_cannot_go():
    given().when(team.release, person=ANNA.id, role="chair").refused(
        "Dit is de enige voorzitter. Geef eerst een ander die rol."
    )


def test_one_of_two_chairs_can_go():
    given(joined(BRAM, "chair")).when(team.release, person=ANNA.id, role="chair").then(MemberReleased(2))


def test_somebody_released_may_come_back():
    after = given(MemberReleased(4)).when(team.assign, person=BRAM.id, role="spokesperson")
    after.then(MemberJoined(BRAM.id, "Bram", "spokesperson"))


def test_a_chair_who_keeps_the_log_is_a_warning():
    assert team.warnings(given(joined(ANNA, "log_keeper")).incident) == [BOTH]


def test_a_log_keeper_beside_the_chair_is_no_warning():
    assert team.warnings(given(joined(EVA, "log_keeper")).incident) == []


def test_nobody_who_keeps_the_log_is_a_warning():
    assert team.warnings(given().incident) == ["Er is nog geen verslaglegger."]


def test_the_log_says_who_takes_which_role():
    incident = given().incident
    assert incident.entry(4).fact.sentence(incident) == "Bram doet mee als woordvoerder."
    assert MemberReleased(4).sentence(incident) == "Bram (Woordvoerder) is vrijgesteld."


# --- who gets in ---


def test_a_stranger_finds_nothing(opened: Board):
    with pytest.raises(NotFound):
        opened.writes(EVA)


def test_the_mayors_office_sees_it_and_writes_nothing(opened: Board):
    assert opened.ledger.audience(opened.incident, DIRK.account).circles == ("mayor", "partners", "public")
    with pytest.raises(NotAllowed):
        opened.writes(DIRK)


def test_a_released_member_has_no_access_any_more(opened: Board):
    opened.does(ANNA, "team.release", person=FLEUR.id, role="district_manager")
    with pytest.raises(NotFound):
        opened.writes(FLEUR)


def test_a_team_member_gives_nobody_a_role(opened: Board):
    with pytest.raises(NotAllowed):
        opened.does(CELIK, "team.assign", person=EVA.id, role="observer")


def test_first_is_the_number_after_the_team():
    assert given(joined(EVA)).incident.seq == FIRST
