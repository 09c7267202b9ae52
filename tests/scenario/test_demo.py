"""The board that a newcomer meets first: alive, made once, and open to accounts that are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis import people, store
from crisis.attention import attention
from crisis.board.phases import PhaseRun
from crisis.board.scale import ScaleStep
from crisis.board.team.calling import Called
from crisis.database import Database
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.notify import Notifier
from crisis.people import Account
from crisis.refusals import NotFound
from crisis.scenario import Demo, load
from crisis.scenario.demo import DOMAIN, PASSWORD
from crisis.settings import Settings
from crisis.view import View


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger with the demo in it."""
    database = Database(Settings.read({"CRISIS_HOME": str(tmp_path_factory.mktemp("demo"))}))
    database.migrate()
    ledger = Ledger(database)
    assert Demo.prepared(ledger).incident == 1
    return ledger


@pytest.fixture(scope="module")
def incident(ledger: Ledger) -> Incident:
    return ledger.load(1)


def _account(ledger: Ledger, name: str) -> Account:
    with ledger.database.read() as connection:
        found = people.find(connection, name)
    assert found is not None
    return found


def test_demo_is_rich(incident: Incident) -> None:
    scenario = load("demo")
    assert len(scenario.steps) >= 80
    assert len({step.who for step in scenario.steps}) >= 5
    assert scenario.length > timedelta(hours=4)
    assert sum(step.refused is not None for step in scenario.steps) >= 4
    assert [run.phase for run in incident[PhaseRun].values()] == [
        "melding",
        "onrust",
        "symbolische-momenten",
        "onrust",
    ]
    assert [step.level for step in incident[ScaleStep].values()] == ["1", "2", "1", "2"]
    kinds = {entry.fact.kind for entry in incident.entries()}
    assert kinds >= {"note_corrected", "note_verified", "deadlines_moved", "member_released", "task_reopened"}
    assert kinds >= {"task_dropped", "task_changed", "task_blocked", "task_accepted", "task_commented"}
    assert any(entry.late for entry in incident.entries())
    assert {entry.circle for entry in incident.entries()} >= {"restricted", "core_team", "full_team", "mayor", "public"}


def test_demo_calls_a_team_together_and_sends_nothing(ledger: Ledger, incident: Incident) -> None:
    kinds = {entry.fact.kind for entry in incident.entries()}
    assert kinds >= {"call_out_started", "call_answered", "call_reminded", "call_out_ended"}
    states = {one.title.partition(",")[0]: one.state for one in incident[Called].values()}
    assert states["Jongerenwerker Wielwijk"] == "released"
    assert states["Gedragskundige"] == "arrived"
    Notifier(ledger).tick()
    assert not (ledger.database.settings.home / "outbox").exists()
    assert ledger.load(1).seq == incident.seq


def test_last_step_lies_a_few_minutes_back(ledger: Ledger, incident: Incident) -> None:
    ago = ledger.now() - incident.entry(incident.seq).recorded_at
    assert timedelta(minutes=2) < ago < timedelta(minutes=6)


def test_board_is_left_alive(ledger: Ledger, incident: Incident) -> None:
    anna = _account(ledger, "anna")
    view = View(incident, ledger.audience(incident, anna), ledger.now())
    asked = {one.why for one in attention(view)}
    assert asked >= {"Te laat", "Bijna tijd", "Afronden", "Geblokkeerd", "Klopt dit nog?", "Geen actiehouder"}
    assert incident.closed is None
    mine = view.tasks(view.run.id) if view.run else []
    assert any(task.open and task.assignee is None for task in mine)
    assert any(task.open and task.assignee for task in mine)


def test_second_start_makes_nothing(ledger: Ledger, incident: Incident) -> None:
    again = Demo.prepared(ledger)
    assert again.incident is None
    with ledger.database.read() as connection:
        assert [head.id for head in store.heads(connection)] == [1]
        assert len(people.everybody(connection)) == len(again.accounts)
    assert ledger.load(1).seq == incident.seq


def test_table_names_every_account(ledger: Ledger) -> None:
    demo = Demo.prepared(ledger)
    table = demo.lines()
    assert len(table) == len(demo.accounts) + 1
    for one, line in zip(demo.accounts, table[1:], strict=True):
        assert one.email.endswith(DOMAIN)
        assert one.email in line
        assert PASSWORD in line


@pytest.mark.parametrize("name", ["anna", "burgemeester", "eva"])
def test_demo_password_signs_in(name: str, ledger: Ledger) -> None:
    with ledger.database.read() as connection:
        assert people.sign_in(connection, f"{name}{DOMAIN}", PASSWORD) is not None


@pytest.mark.parametrize(("name", "approves"), [("burgemeester", True), ("dirk", False)])
def test_mayor_and_office_see_the_incident(name: str, approves: bool, ledger: Ledger, incident: Incident) -> None:
    audience = ledger.audience(incident, _account(ledger, name))
    assert audience.may("communications.approve") is approves
    assert audience.reads("mayor")


def test_stranger_sees_nothing(ledger: Ledger, incident: Incident) -> None:
    with pytest.raises(NotFound):
        ledger.audience(incident, _account(ledger, "eva"))
