"""A playbook for the small circle: what comes with it is read by that circle, unless the playbook says otherwise."""

from __future__ import annotations

from crisis import access
from crisis.board.communications import Communication
from crisis.board.tasks import Task
from crisis.ledger import Ledger
from crisis.playbook import load
from tests.cast import ANNA, BRAM, FLEUR, Board


def test_nothing_of_the_quiet_phase_reaches_the_wider_team(ledger: Ledger) -> None:
    done = ledger.open(ANNA.credential, load("zedenzaak-of-terugkeer"), "Gebied Staart, november")
    board = Board(ledger, done.incident.id)
    board.does(ANNA, "team.assign", person=FLEUR.id, role="district_manager")
    board.does(ANNA, "team.assign", person=BRAM.id, role="communications_advisor")
    board.writes(ANNA, "Er komt een signaal binnen over het gebied.")
    incident = board.incident
    wider = access.audience(incident, frozenset({"district_manager"}))
    small = access.audience(incident, frozenset({"communications_advisor"}))
    hidden = [task for task in incident[Task].values() if not wider.reads(task.circle)]
    assert len(hidden) == len(incident[Task])
    assert all(small.reads(task.circle) for task in hidden)
    assert not wider.reads(incident.entry(incident.seq).circle), "an ordinary line is for the small circle"


def test_messages_go_to_who_has_to_write_them(ledger: Ledger) -> None:
    done = ledger.open(ANNA.credential, load("zedenzaak-of-terugkeer"), "Gebied Staart, november")
    board = Board(ledger, done.incident.id)
    board.does(ANNA, "phases.enter", phase="bekend", reason="Er hangen posters in het gebied.")
    incident = board.incident
    for message in incident[Communication].values():
        writer = access.audience(incident, frozenset({message.drafted_by or "chair"}))
        assert writer.reads(message.circle), message.title
        mayor = access.audience(incident, frozenset({"mayor"}))
        assert mayor.reads(message.circle)
    council = next(one for one in incident[Communication].values() if one.key == "raadsbericht-vertrouwelijk")
    assert council.circle == "restricted"
