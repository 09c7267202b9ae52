"""What runs out by the clock is ended by the product, once, and stands in the log."""

from __future__ import annotations

from datetime import timedelta

from crisis.board.team import roles_of
from crisis.board.team.guests import Guest
from crisis.board.team.standing_in import StandIn
from tests.cast import ANNA, EVA, Board, open_board
from tests.notify.conftest import Office


def _kinds(board: Board) -> list[str]:
    return [entry.fact.kind for entry in board.incident.entries()]


def test_a_guest_whose_time_is_over_is_out(office: Office) -> None:
    board = open_board(office.ledger, "Avond")
    until = (office.clock + timedelta(hours=1)).isoformat()
    guest = board.does(ANNA, "team.invite_guest", title="Teamleider, COA", role="partner_liaison", until=until).last
    office.notifier().tick()
    assert not board.incident[Guest][guest].revoked
    office.later(hours=1)
    for _ in range(2):
        office.notifier().tick()
    assert board.incident[Guest][guest].revoked
    assert _kinds(board).count("guest_revoked") == 1


def test_standing_in_that_is_over_takes_the_role_back(office: Office) -> None:
    board = open_board(office.ledger, "Avond")
    starts, until = ((office.clock + timedelta(hours=hours)).isoformat() for hours in (-1, 1))
    board.does(ANNA, "team.stand_in", person=EVA.id, starts=starts, until=until)
    office.notifier().tick()
    assert "mayor" in roles_of(board.incident, EVA.id)
    office.later(hours=1)
    for _ in range(2):
        office.notifier().tick()
    assert [one.ended for one in board.incident[StandIn].values()] == [True]
    assert "mayor" not in roles_of(board.incident, EVA.id)
    assert _kinds(board).count("stand_in_ended") == 1
