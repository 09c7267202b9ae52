"""A server that could not keep its word does not start: a real process, a real file, and one plain sentence.

How `Database.check()` judges each setting is in tests/core/test_store.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pysqlite3
import pytest

from tests.faults.conftest import STARTER
from tests.server import free_port, running

Start = Callable[..., subprocess.CompletedProcess[str]]
#: Where a database file says how it is written and read: 1 is a rollback journal, 2 a write-ahead log.
_VERSIONS = slice(18, 20)


@pytest.fixture
def start(settled_sqlite: Path, tmp_path: Path) -> Start:
    """Start the product with a fault, on a real database; it must end by itself."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(settled_sqlite, home / "crisis.db")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_")}

    def started(fault: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**kept, "FAULT": fault, "CRISIS_HOME": str(home), "PORT": str(free_port())}
        command = [sys.executable, str(STARTER)]
        return subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=60)

    return started


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("synchronous normal", "SQLite staat op synchronous=1 in plaats van 2. Daarmee start het niet."),
        ("rollback journal", "SQLite staat op journal_mode=delete in plaats van wal. Daarmee start het niet."),
        ("old sqlite", "SQLite 3.51.2 kan gegevens verliezen. Nodig is 3.51.3 of nieuwer."),
    ],
)
def test_weaker_than_promised_does_not_start(start: Start, fault: str, sentence: str) -> None:
    refused = start(fault)
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", f"{sentence}\n")


def test_where_no_write_ahead_log_is_possible_it_does_not_start(start: Start, tmp_path: Path) -> None:
    """SQLite itself says no here: nothing is asked of it but what is always asked."""
    _with_a_rollback_journal(tmp_path / "home" / "crisis.db")
    refused = start("no shared memory")
    sentence = "SQLite staat op journal_mode=delete in plaats van wal. Daarmee start het niet.\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", sentence)


def test_a_file_that_somebody_holds_does_not_start_weaker(start: Start, tmp_path: Path) -> None:
    """Another program holds the file, so that its journal cannot be changed: no server is better than a weak one."""
    path = tmp_path / "home" / "crisis.db"
    _with_a_rollback_journal(path)
    holder = pysqlite3.dbapi2.connect(str(path), isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        refused = start()
    finally:
        holder.close()
    assert refused.returncode == 2
    assert refused.stderr.startswith("De database is niet bereikbaar")
    assert "Traceback" not in refused.stderr
    assert path.read_bytes()[_VERSIONS] == b"\1\1"


def test_a_file_with_a_rollback_journal_gets_a_write_ahead_log(settled_sqlite: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(settled_sqlite, older)
    _with_a_rollback_journal(older)
    with running(older, tmp_path / "home") as product:
        assert (product.home / "crisis.db").read_bytes()[_VERSIONS] == b"\2\2"
        assert product.board().incident.seq


def _with_a_rollback_journal(path: Path) -> None:
    connection = pysqlite3.dbapi2.connect(str(path))
    try:
        assert connection.execute("PRAGMA journal_mode=delete").fetchone() == ("delete",)
    finally:
        connection.close()
    assert path.read_bytes()[_VERSIONS] == b"\1\1"
