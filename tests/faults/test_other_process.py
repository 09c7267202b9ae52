"""More than one process writes to the same database: every screen sees everything, and no number is left out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crisis.ledger import Ledger
from crisis.scenario import FOLDER
from tests.cast import ANNA, BRAM, DIRK, Board
from tests.faults.checker import Act
from tests.faults.conftest import Follow
from tests.faults.evidence import found, picture_of, replayed, verified
from tests.faults.follower import Follower
from tests.faults.writers import Writer, writing
from tests.server import Product, free_port, running, until

Check = Callable[[Ledger, int], None]


@pytest.fixture
def servers(settled_sqlite: Path, tmp_path: Path) -> Iterator[tuple[Product, Product]]:
    """Two servers on one database file."""
    with running(settled_sqlite, tmp_path / "home") as one:
        other = Product(one.home, free_port())
        try:
            other.start()
            yield one, other
        finally:
            other.stop()


def test_two_servers_a_ledger_and_the_command_line_write_at_once(
    servers: tuple[Product, Product], follow: Follow, check: Check, seed: int
) -> None:
    one, other = servers
    board = one.board()
    screens = [follow(one, ANNA, board.id), follow(other, BRAM, board.id), follow(other, DIRK, board.id)]
    command = _plays(one)
    with writing(one, board, seed, 3, "links") as left, writing(other, board, seed + 1, 3, "rechts") as right:
        mine = _writes_itself(board, 40)
        until(lambda: min(len(left.acts), len(right.acts)) > 40, 60, "not both servers are written to")
        output, errors = command.communicate(timeout=60)
    assert command.returncode == 0, errors
    _come_to_rest(board, screens)
    assert found(one, board.id, [*left.acts, *right.acts, *mine], screens) == []
    assert screens[1].screen(other.url).fresh == picture_of(board.ledger, replayed(board.ledger, board.id), BRAM)
    played = int(output.split()[-1])
    assert found(one, played, []) == []
    for id in (board.id, played):
        assert verified(one, id) == board.ledger.load(id).head
        check(board.ledger, id)
    assert "Traceback" not in one.log, one.log[-3000:]


def test_what_another_process_writes_is_pushed_within_the_time_of_the_poll(
    servers: tuple[Product, Product], follow: Follow
) -> None:
    """A server gets no hint from another process; it looks at the log every second. Ten is for a busy machine."""
    one, other = servers
    board = one.board()
    screens = [follow(one, ANNA, board.id), follow(other, BRAM, board.id)]
    until(lambda: all(screen.connections for screen in screens), 20, "the screens do not join")
    for screen in screens:
        screen.by_push_alone = True
    elsewhere = Writer("elders", other, ANNA, board.id, board.incident.seq)
    acts = []
    for number in range(4):
        act = elsewhere.writes() if number % 2 else _writes_itself(board, 1, f"beurt {number}")[0]
        acts.append(act)
        _come_to_rest(board, screens, within=10)
    assert found(one, board.id, acts, screens) == []


def _plays(product: Product) -> subprocess.Popen[str]:
    """The command line plays a whole scenario as an incident of its own, in the same database."""
    environment = {**os.environ, "CRISIS_HOME": str(product.home)}
    command = [sys.executable, "-m", "crisis", "play", str(FOLDER / "demo.yaml")]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _writes_itself(board: Board, count: int, name: str = "dit proces") -> list[Act]:
    """This process writes without a server."""
    acts = []
    for number in range(count):
        words = f"Woorden van {name} nummer {number}."
        done = board.does(ANNA, "notes.add", text=words)
        acts.append(Act(f"{name} {number}", words, "done", done.first, done.last))
        time.sleep(0.02)
    return acts


def _come_to_rest(board: Board, screens: list[Follower], within: float = 30) -> None:
    last = board.incident.seq
    until(lambda: all(one.seq == last for one in screens), within, f"not every screen came to #{last}")
