"""The stage itself: what the other tests stand on."""

from __future__ import annotations

from crisis.board import team
from crisis.ledger import Ledger
from tests.cast import ANNA, BRAM, CAST, FIRST, Board, given, klein, task_added


def test_the_small_playbook_has_every_kind_of_deadline():
    rules = {str(task.due)[0] + task.due.unit for phase in klein().phases for task in phase.tasks if task.due}
    assert rules == {"Tm", "Th", "Td", "Twd", "Mh"}


def test_given_starts_with_the_team_in_the_first_phase():
    incident = given(task_added()).incident
    assert incident.thing(FIRST).name == "‘Wijkagent bellen’"


def test_the_board_holds_the_cast_in_their_roles(opened: Board):
    assert [member.person_name for member in team.members(opened.incident)] == [
        "Anna",
        "Celik",
        "Bram",
        "Fleur",
    ]


def test_everybody_can_sign_in(ledger: Ledger):
    with ledger.database.read() as connection:
        assert all(player.credential(connection) == player.account for player in CAST)


def test_a_board_can_be_worked_on(opened: Board):
    task = opened.adds_task(ANNA)
    assert opened.does(BRAM, "tasks.claim", task=task).incident.thing(task).assignee_name == "Bram"
