"""What is fragile about the team: two heavy roles in one hand, nobody to take over, and one calm line on the board."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis import access
from crisis.attention import Wanted, attention
from crisis.board import team
from crisis.board.team import Candidate, MemberJoined, Roster
from crisis.board.team.calling.facts import CallOutStarted
from crisis.incident import Fact
from crisis.view import View
from tests.cast import ANNA, BRAM, CAST, CELIK, EVA, START, Player, given, joined

ALONE = "Geen vervanger bekend voor: verslaglegger. Zoek iemand en zet die in het adresboek."
EVAS = Candidate(1, "Verslaglegger, gemeente", EVA.id, "Eva")
OTHER = Candidate(2, "Bestuursondersteuner, gemeente")


@pytest.mark.parametrize(
    ("who", "role", "words"),
    [
        (ANNA, "log_keeper", "Anna is voorzitter én verslaglegger. Wijs een ander aan voor het verslag."),
        (ANNA, "spokesperson", "Anna is voorzitter én woordvoerder. Verdeel die rollen."),
        (BRAM, "public_order_advisor", "Bram is OOV-adviseur én woordvoerder. Verdeel die rollen."),
        (BRAM, "log_keeper", "Bram is verslaglegger én woordvoerder. Verdeel die rollen."),
    ],
    ids=lambda one: str(one)[:20],
)
def test_two_heavy_roles_in_one_hand(who: Player, role: str, words: str):
    assert words in team.warnings(given(joined(who, role)).incident)


def test_two_light_roles_are_no_warning():
    assert team.warnings(given(joined(CELIK, "youth_work"), joined(EVA, "log_keeper")).incident) == []


@pytest.mark.parametrize(("others", "warned"), [(0, True), (1, False), (None, False)])
def test_a_core_role_without_a_deputy(others: int | None, warned: bool):
    assert (ALONE in team.warnings(given(MemberJoined(EVA.id, "Eva", "log_keeper", others)).incident)) is warned


def test_two_people_in_a_role_stand_in_for_each_other():
    both = (MemberJoined(EVA.id, "Eva", "log_keeper", 0), MemberJoined(CELIK.id, "Celik", "log_keeper", 0))
    assert team.warnings(given(*both).incident) == []


def test_only_the_core_is_warned_about():
    assert team.warnings(given(joined(EVA, "log_keeper"), MemberJoined(EVA.id, "Eva", "observer", 0)).incident) == []


@pytest.mark.parametrize(("line", "warned"), [((EVAS,), True), ((EVAS, OTHER), False)])
def test_the_last_call_out_knows_better_than_the_directory_of_then(line: tuple[Candidate, ...], warned: bool):
    called = CallOutStarted(("log_keeper",), "Kamer 2", chains={"log_keeper": line})
    facts: tuple[Fact, ...] = (MemberJoined(EVA.id, "Eva", "log_keeper", 0 if not warned else 3), called)
    assert (ALONE in team.warnings(given(*facts).incident)) is warned


def test_a_number_is_kept_and_no_name_of_the_directory():
    roster = Roster({"observer": (EVAS, OTHER, Candidate(3, "Derde"))})
    given().when(team.assign, roster=roster, person=EVA.id, role="observer").then(
        MemberJoined(EVA.id, "Eva", "observer", 2)
    )
    given().when(team.assign, roster=Roster({"chair": (OTHER,)}), person=EVA.id, role="observer").then(
        MemberJoined(EVA.id, "Eva", "observer", 0)
    )


@pytest.mark.parametrize("player", CAST[:4], ids=lambda one: one.name)
def test_the_board_tells_it_in_one_line(player: Player):
    incident = given(joined(ANNA, "spokesperson"), MemberJoined(EVA.id, "Eva", "log_keeper", 0)).incident
    held = access.roles(incident, player.id, frozenset(player.standing))
    view = View(incident, access.audience(incident, held), START + timedelta(hours=9))
    found: list[Wanted] = [one for one in attention(view) if one.why == "Team"]
    assert [(one.page, one.sentence[:22]) for one in found] == [("team", "Langer dan 8 uur bezig")]
    assert found[0].sentence.endswith("En nog 2 over de bezetting.")
