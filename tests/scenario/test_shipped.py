"""The six scenarios that come along, played at full speed on both databases: demos, smoke tests and exercises."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from crisis.board.phases import PhaseRun
from crisis.board.tasks import Task
from crisis.ledger import Ledger
from crisis.playbook import load as playbook
from crisis.report import pdf
from crisis.scenario import load, play
from crisis.scenario.script import script

#: One per family of playbooks.
SIX = ("demo", "oproep", "opvang", "geweld", "school", "demonstratie")
#: The demo is what `make run` shows: it stops while there is work left.
WHOLE = tuple(name for name in SIX if name != "demo")


@pytest.mark.parametrize("name", SIX)
def test_a_scenario_plays_to_its_end(ledger: Ledger, name: str) -> None:
    """Play stops at any refusal that is not written; afterwards the log is verified and replayed by the fixture."""
    scenario = load(name)
    incident = ledger.load(play(ledger, scenario))
    assert incident.exercise
    assert incident.title == scenario.title
    tasks = incident[Task].values()
    for run in incident[PhaseRun].values():
        planned = incident.plan.phase(run.phase).tasks
        made = Counter(task.key for task in tasks if task.phase == run.id and task.key)
        assert set(made.values()) <= {1}, f"a task came twice in {run.phase}"
        first = not any(one.phase == run.phase and one.id < run.id for one in incident[PhaseRun].values())
        wanted = {task.key for task in planned if first or task.repeat_on_reentry}
        there = {task.key for task in tasks}
        assert wanted <= there
        assert {key for key in made if key} <= {task.key for task in planned}


@pytest.mark.parametrize("name", WHOLE)
def test_a_scenario_goes_through_the_whole_playbook(sqlite_ledger: Ledger, name: str) -> None:
    scenario = load(name)
    incident = sqlite_ledger.load(play(sqlite_ledger, scenario))
    assert {run.phase for run in incident[PhaseRun].values()} == {one.key for one in scenario.playbook.phases}
    made = pdf.whole_log(sqlite_ledger, incident.id)
    assert made.startswith(b"%PDF-")
    assert len(made) > 20_000


@pytest.mark.parametrize("name", SIX)
def test_a_scenario_is_long_and_spread(name: str) -> None:
    scenario = load(name)
    assert len(scenario.steps) >= 60
    assert scenario.length >= timedelta(hours=4)
    assert any(step.refused is not None for step in scenario.steps)
    injects = script(scenario)
    assert len(injects) >= 10
    assert [one for one in injects if not one["words"]] == []
    labels = {one["label"] for one in injects if one["label"]}
    again = [one["given"] for one in injects if one["act"] in ("rumours.hear_again", "questions.count")]
    assert {given.get("rumour") or given.get("question") for given in again} <= labels, (
        "an inject may only build on another"
    )


def test_each_scenario_has_a_playbook_of_its_own() -> None:
    names = [load(name).playbook.key for name in SIX]
    assert len(set(names)) == 6
    assert {playbook(name).key for name in names} == set(names)
