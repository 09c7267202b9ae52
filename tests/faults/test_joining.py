"""Screens that join at the same moment, as all of them do after a restart: each is pushed all that it was not told."""

from __future__ import annotations

import time
from pathlib import Path

from tests.cast import ANNA, BRAM, Board
from tests.faults.checker import Act
from tests.faults.conftest import Follow, serving
from tests.faults.evidence import found
from tests.server import until


def test_a_change_between_two_who_join_is_pushed_to_both(settled_sqlite: Path, tmp_path: Path, follow: Follow) -> None:
    """Bram is held halfway through joining; Anna joins meanwhile, if she can; then another process writes.

    Of another process the server gets no hint, so that Bram goes on before it looks at the log by itself.
    """
    with serving(settled_sqlite, tmp_path, "") as product:
        board = product.board()
        hold, holding = product.home / "hold-join", product.home / "holding-join"
        hold.touch()
        bram = follow(product, BRAM, board.id)
        until(holding.exists, 20, "nobody is held")
        anna = follow(product, ANNA, board.id)
        anna.by_push_alone = bram.by_push_alone = True
        end = time.monotonic() + 3
        while not anna.connections and time.monotonic() < end:
            time.sleep(0.02)
        acts = [_writes(board, "tussendoor")]
        holding.unlink()
        until(lambda: anna.connections and bram.connections, 20, "not both join")
        anna.by_push_alone = bram.by_push_alone = False
        acts.append(_writes(board, "daarna"))
        until(lambda: anna.seq == bram.seq == board.incident.seq, 20, "a screen stays behind")
        assert found(product, board.id, acts, [anna, bram]) == []


def _writes(board: Board, name: str) -> Act:
    """This process writes, without a server."""
    done = board.does(ANNA, "notes.add", text=f"Woorden van {name}.")
    return Act(name, f"Woorden van {name}.", "done", done.first, done.last)
