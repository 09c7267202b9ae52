"""`crisis play` and `crisis demo` as somebody types them: what is printed, where, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisis.cli import main
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.scenario import FOLDER
from crisis.settings import Settings

Write = Callable[..., Path]


@pytest.fixture
def crisis(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command in a home of this test alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_")}
    environment = {**kept, "CRISIS_HOME": str(tmp_path / "home"), "HOST": "127.0.0.1", "PORT": "8123"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crisis", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)

    return run


Check = Callable[[Ledger, int], None]
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_play_prints_the_number_last_and_its_log_is_whole(crisis: Run, tmp_path: Path, check: Check) -> None:
    played = crisis("play", str(FOLDER / "kort.yaml"), "--starts", "-4h")
    assert (played.returncode, played.stderr) == (0, "")
    assert played.stdout.splitlines()[-1] == "1"
    database = Database(Settings.read({"CRISIS_HOME": str(tmp_path / "home")}))
    ledger = Ledger(database)
    check(ledger, 1)
    ago = datetime.now(UTC) - ledger.load(1).entry(1).recorded_at
    assert timedelta(hours=4) <= ago < timedelta(hours=4, minutes=3)
    database.dispose()


def test_other_course_stops_with_step_act_and_sentence(crisis: Run, write: Write, good: str) -> None:
    path = write(good + "  - {who: bram, do: tasks.accept, with: {task: bellen}}\n")
    stopped = crisis("play", str(path))
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert stopped.stderr == (
        "Stap 4, tasks.accept door bram: Uw rol mag dit niet doen. Vraag de voorzitter. (Incident 1 blijft zo staan.)\n"
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What `crisis play` says on stderr, in this process, when it is used wrongly."""

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["crisis", "play", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 2
        said = capsys.readouterr()
        assert said.out == ""
        return said.err

    return run


def test_broken_scenario_is_told_and_makes_nothing(
    told: Callable[..., str], monkeypatch: pytest.MonkeyPatch, write: Write, good: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("CRISIS_HOME", str(tmp_path / "home"))
    path = write(good.replace("tasks.start", "tasks.begin").replace("[chair]", "[chief]"))
    assert [line.split(": ")[0] for line in told(str(path)).splitlines()] == ["proef.yaml:7", "proef.yaml:11"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["weg.yaml"], "weg.yaml:1: (hele bestand): het bestand bestaat niet"),
        (["kort", "--starts", "morgen"], "Dit begin klopt niet (morgen): Vul een datum en tijd in"),
        (["kort", "--starts", "-4u"], "Dit begin klopt niet (-4u): schrijf een tijd"),
        (["a" * 5000], "a"),
        ([], "Er ontbreekt iets: "),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], sentence: str, told: Callable[..., str]) -> None:
    assert told(*arguments).startswith(sentence)


def test_other_start_is_for_exercises(told: Callable[..., str], write: Write, good: str) -> None:
    real = good.replace("exercise: true\nstarts: 2026-11-23 18:00\n", "")
    real = real.replace("at: +5m, ", "").replace("at: +6m, ", "")
    assert "een ander begin kan alleen bij een oefening" in told(str(write(real)), "--starts", "-4h")


def test_demo_says_where_and_who_every_time(crisis: Run) -> None:
    first, second = crisis("demo"), crisis("demo")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "De oefening staat klaar als incident 1." in first.stdout
    assert "De oefening staat klaar" not in second.stdout
    for said in (first.stdout, second.stdout):
        assert "http://127.0.0.1:8123" in said
        assert "anna@voorbeeld.example" in said
        assert "eva@voorbeeld.example" in said
        assert "samen-zij-aan-zij" in said
