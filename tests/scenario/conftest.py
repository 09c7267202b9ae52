"""A small scenario that is right, ways to break it, and a ledger without anybody in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crisis.database import Database
from crisis.ledger import Ledger
from crisis.playbook import BrokenFile
from crisis.scenario import load
from crisis.settings import Settings

GOOD = """\
scenario: proef
title: Proef in de wijk
playbook: incident-gebedshuis
exercise: true
starts: 2026-11-23 18:00
people:
  - {email: anna@voorbeeld.example, name: Anna, roles: [chair]}
  - {email: bram@voorbeeld.example, name: Bram, roles: [spokesperson]}
steps:
  - {at: +5m, who: anna, do: tasks.add, with: {title: Bellen, assignee: bram, due: +2h}, as: bellen}
  - {at: +6m, who: bram, do: tasks.start, with: {task: bellen}}
  - {who: bram, do: tasks.claim, with: {task: procesbericht-uit}}
"""

Write = Callable[..., Path]


@pytest.fixture
def good() -> str:
    return GOOD


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "proef.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return written


@pytest.fixture
def with_steps(write: Write) -> Callable[[str], Path]:
    """proef.yaml with other steps; the first stands on line 10."""
    return lambda steps: write(GOOD[: GOOD.index("  - {at: +5m")] + steps)


@pytest.fixture
def errors(write: Write) -> Callable[[str], tuple[str, ...]]:
    """What is wrong with proef.yaml when it holds this text."""

    def found(text: str) -> tuple[str, ...]:
        try:
            load(write(text))
        except BrokenFile as error:
            return error.errors
        return ()

    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger on a new SQLite database with the tables and nobody in it."""
    database = Database(Settings.read({"CRISIS_HOME": str(tmp_path / "home")}))
    database.migrate()
    yield Ledger(database)
    database.dispose()
