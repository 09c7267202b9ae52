"""Who may do and read what: the whole matrix is in a golden file, the rules behind it are here."""

from __future__ import annotations

import pytest

from crisis import access
from crisis.access import GRANTS, NOBODY, audience
from crisis.actions import ACTIONS
from crisis.board.notes import NoteAdded
from crisis.glossary import CIRCLES, ROLES, STANDING
from crisis.incident import Incident
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Player, given


def reads(*roles: str) -> tuple[str, ...]:
    return audience(given().incident, frozenset(roles)).circles


def may(*roles: str) -> frozenset[str]:
    return audience(given().incident, frozenset(roles)).acts


def test_every_role_has_its_line_of_grants():
    assert GRANTS.keys() == ROLES.keys() | {"notifier", "called", "arriving", "outside_world"}, (
        "these act without a screen"
    )


@pytest.mark.parametrize("pattern", sorted({pattern for patterns in GRANTS.values() for pattern in patterns}))
def test_every_grant_fits_an_act(pattern: str):
    assert any(access.fnmatchcase(name, pattern) for name in ACTIONS)


def test_every_act_but_opening_is_granted_to_somebody():
    exercise = Incident()
    exercise.exercise = True
    granted = {name for role in GRANTS for name in audience(exercise, frozenset({role})).acts}
    assert granted == ACTIONS.keys() - {"incident.open"}


def test_without_a_role_there_is_nothing():
    assert audience(given().incident, frozenset()) is NOBODY


@pytest.mark.parametrize("standing", sorted(STANDING.keys() - access.STANDING_ROLES))
def test_some_standing_roles_give_no_way_into_an_incident(standing: str):
    assert access.roles(given().incident, EVA.id, frozenset({standing})) == frozenset()


@pytest.mark.parametrize(
    ("role", "smallest"),
    [
        ("chair", "restricted"),
        ("public_order_advisor", "restricted"),
        ("radicalisation_officer", "restricted"),
        ("police_liaison", "restricted"),
        ("mayor", "restricted"),
        ("spokesperson", "core_team"),
        ("log_keeper", "core_team"),
        ("district_manager", "full_team"),
        ("mayors_office", "mayor"),
        ("partner_liaison", "partners"),
        ("community_ally", "public"),
    ],
)
def test_each_role_reads_from_its_smallest_circle_up(role: str, smallest: str):
    order = list(CIRCLES)
    assert reads(role) == tuple(order[order.index(smallest) :])


def test_two_roles_read_what_either_reads():
    assert reads("partner_liaison", "police_liaison") == reads("police_liaison")


def test_a_partner_in_the_core_is_still_outside():
    core = frozenset({"partner_liaison", "mayors_office", "community_ally"})
    assert [access._circles(frozenset({role}), core)[0] for role in sorted(core)] == ["public", "mayor", "partners"]


def test_a_playbook_may_let_a_role_read_the_smallest_circle_but_nobody_from_outside():
    closed = frozenset({"legal_advisor", "partner_liaison", "mayors_office", "community_ally"})
    circles = [access._circles(frozenset({role}), frozenset(), closed)[0] for role in sorted(closed)]
    assert circles == ["public", "restricted", "mayor", "partners"]
    assert access._circles(frozenset({"legal_advisor"}), frozenset())[0] == "full_team"


def test_a_playbook_widens_what_a_role_may():
    assert "phases.set_moment" in may("spokesperson")
    assert "phases.set_moment" not in audience(Incident(), frozenset({"spokesperson"})).acts


def test_a_playbook_narrows_what_a_role_may():
    assert "tasks.reopen" not in may("log_keeper")
    assert "tasks.reopen" in audience(Incident(), frozenset({"log_keeper"})).acts


def test_what_is_denied_to_one_role_may_come_with_another():
    assert "tasks.reopen" in may("log_keeper", "chair")


@pytest.mark.parametrize(
    ("player", "circles"), [(ANNA, 6), (BRAM, 5), (CELIK, 6), (DIRK, 3), (EVA, 0), (FLEUR, 4)], ids=str
)
def test_what_each_of_the_cast_reads(player: Player, circles: int):
    incident = given().incident
    held = access.roles(incident, player.id, frozenset(player.standing))
    assert len(audience(incident, held).circles) == circles


@pytest.mark.parametrize("role", ["community_ally", "observer"])
def test_who_only_watches_may_do_nothing(role: str):
    assert may(role) == frozenset()


@pytest.mark.parametrize("role", ["records_officer", "privacy_officer"])
def test_who_has_a_task_of_the_playbook_may_do_it_and_nothing_else(role: str):
    assert may(role) == set(access._OWN)


def test_the_mayors_office_writes_down_what_the_mayor_said_on_the_telephone_and_nothing_else():
    assert may("mayors_office") == {"communications.approve_by_phone"}


def test_only_the_chair_closes_and_only_chair_and_mayor_change_the_phase():
    assert [role for role in ROLES if "incident.close" in may(role)] == ["chair"]
    assert [role for role in ROLES if "phases.enter" in may(role)] == ["chair", "mayor"]


def test_a_line_is_for_the_circle_of_the_playbook_unless_somebody_chooses():
    assert given(NoteAdded(note_kind="note", text="x", circle="public")).incident.entry(7).circle == "public"
