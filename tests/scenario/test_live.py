"""`crisis play --live`: what comes from outside is given while people work, by the command line too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from crisis import people
from crisis.board.exercise import begun
from crisis.board.rumours import Rumour
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.settings import Settings

SCRIPT = """\
scenario: klein
title: Kleine oefening
playbook: incident-gebedshuis
exercise: true
starts: 2026-11-23 18:00
people:
  - {email: anna@voorbeeld.example, name: Anna, roles: [chair]}
  - {email: hanna@voorbeeld.example, name: Hanna, callable: [youth_work], function: Jongerenwerker Wielwijk}
steps:
  - {at: +1m, who: anna, do: rumours.hear, with: {text: Er rijden bussen.}, as: bussen, inject: true, expects: Navragen}
  - {at: +5m, who: anna, do: tasks.claim, with: {task: bel-bestuur}}
  - {at: +9m, who: anna, do: team.call_out, with: {place: Stadskantoor, roles: [youth_work]}}
  - {at: +10m, who: hanna, do: team.answer, with: {called: hanna, answer: cannot}, inject: true}
  - {at: +20m, who: anna, do: rumours.hear_again, with: {rumour: bussen}, inject: true}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRISIS_HOME", str(tmp_path / "home"))
    database = Database(Settings.read())
    database.migrate()
    with database.write() as connection:
        people.add(connection, "anna@stad.example", "Anna", password=None, standing=["coordinator"])
        people.add(connection, "eva@stad.example", "Eva", password=None)
    database.dispose()
    (tmp_path / "klein.yaml").write_text(SCRIPT, "utf-8")
    return tmp_path


def run(home: Path, *more: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "crisis", "play", str(home / "klein.yaml"), "--live", "--speed", "600", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr + done.stdout


def test_what_comes_from_outside_and_nothing_else(home: Path) -> None:
    status, said = run(home, "--by", "anna@stad.example")
    assert status == 0, said
    ledger = Ledger(Database(Settings.read()))
    incident = ledger.load(int(said.split()[-1]))
    assert incident.exercise
    assert not incident.simulated
    exercise = begun(incident)
    assert exercise is not None
    assert [one.state for one in exercise.injects] == ["given", "given", "given"]
    assert len(incident[Rumour]) == 1
    words = [entry.fact.sentence(incident) for entry in incident.entries() if entry.actor.name == "Oefening"]
    assert any("Jongerenwerker Wielwijk laat weten: ik kan niet komen." in one for one in words)
    assert not any(entry.fact.kind == "task_started" for entry in incident.entries()), "people do that themselves"
    assert re.search(r"1\. Er rijden bussen", said)
    ledger.database.dispose()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "met --by"),
        (("--by", "eva@stad.example"), "mag geen incident openen"),
        (("--by", "niemand@stad.example"), "geen account"),
        (("--by", "anna@stad.example", "--incident", "9"), "geen incident 9"),
        (("--by", "anna@stad.example", "--speed", "7"), "Kies een snelheid"),
    ],
)
def test_what_cannot_be_is_said(home: Path, more: tuple[str, ...], told: str) -> None:
    status, said = run(home, *more)
    assert status != 0
    assert told in said
