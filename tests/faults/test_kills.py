"""The server is killed again and again while eight people write and four look on: nothing told is lost or untrue.

A killed process loses nothing that SQLite handed to the system, so this says nothing of power cuts: for those, starting
insists on settings that wait for the disk (`test_starting.py`). CRISIS_TEST_KILLS makes it longer, CRISIS_TEST_SEED
repeats a run.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from crisis.database import Database
from crisis.ledger import Ledger
from tests.cast import ANNA, BRAM, DIRK, FLEUR, Board
from tests.faults.checker import Act
from tests.faults.conftest import Follow, cabled
from tests.faults.evidence import found, picture_of, replayed, verified
from tests.faults.follower import Follower
from tests.faults.pictures import LINES
from tests.faults.writers import Writer, writing
from tests.server import Cable, Product, until

Check = Callable[[Ledger, int], None]


def test_killed_again_and_again_under_eight_writers(
    settled_sqlite: Path, tmp_path: Path, follow: Follow, check: Check, seed: int
) -> None:
    with cabled(settled_sqlite, tmp_path / "home") as (product, cable):
        survives(product, cable, follow, check, seed, kills=int(os.environ.get("CRISIS_TEST_KILLS") or 12))


def test_killed_a_few_times_on_postgres(
    settled_sqlite: Path, settled_postgres: Database, tmp_path: Path, follow: Follow, check: Check, seed: int
) -> None:
    url = settled_postgres.settings.database_url
    with cabled(settled_sqlite, tmp_path / "home", CRISIS_DATABASE_URL=url) as (product, cable):
        assert not product.settings.on_sqlite
        survives(product, cable, follow, check, seed, kills=3)


def survives(product: Product, cable: Cable, follow: Follow, check: Check, seed: int, kills: int) -> None:
    """Kill it `kills` times under writers; afterwards everything must fit together."""
    board = product.board()
    screens = [follow(product, player, board.id) for player in (ANNA, FLEUR, DIRK)]
    screens.append(follow(product, BRAM, board.id, cable))
    with writing(product, board, seed) as crowd:
        _kill(product, cable, board, random.Random(seed), kills)  # noqa: S311
    print(crowd.told())
    _comes_to_rest(board, screens)
    acts = [*crowd.acts, *_pushed_alone(product, board, screens)]
    assert found(product, board.id, acts, screens) == []
    assert sum(act.answer == "done" for act in acts) > 20 * kills
    assert all(one.connections > kills for one in screens), [one.connections for one in screens]
    _whole(product, board, screens[0], check)


def _kill(product: Product, cable: Cable, board: Board, chance: random.Random, kills: int) -> None:
    """At moments by chance: now and then with the cable cut, and always in the middle of writing."""
    moments = [chance.uniform(0.1, 1.2) for _ in range(kills)]
    print(f"killed after {[round(one, 3) for one in moments]} seconds of work")
    for number, moment in enumerate(moments):
        _busy(board)
        time.sleep(moment)
        if number % 3 == 1:
            cable.cut()
        _dies(product, only_worker=number % 6 == 2)
        if number % 3 == 2:
            cable.cut()
            time.sleep(moment)
        cable.restore()
    _busy(board)


def _dies(product: Product, *, only_worker: bool) -> None:
    """All of it as in a power cut, or the process that serves alone, as when memory is short."""
    if not only_worker:
        product.kill()
        product.start()
        return
    before = _workers(product)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: set(_workers(product)) - set(before), 30, "gunicorn starts no other worker")


def _workers(product: Product) -> list[int]:
    assert product.process is not None
    pid = product.process.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _busy(board: Board) -> None:
    """Everybody is writing again."""
    before = board.incident.seq
    until(lambda: board.incident.seq > before + 8, 30, "nobody writes")


def _comes_to_rest(board: Board, screens: list[Follower]) -> None:
    last = board.incident.seq
    names = [one.name for one in screens]
    until(lambda: all(one.seq == last for one in screens), 30, f"not all of {names} came to #{last}")


def _pushed_alone(product: Product, board: Board, screens: list[Follower]) -> list[Act]:
    """Catching up would hide that nothing is pushed; so for a while there is none."""
    writer = Writer("stil", product, ANNA, board.id, board.incident.seq)
    for one in screens:
        one.by_push_alone = True
    for _ in range(20):
        writer.writes("public")
    _comes_to_rest(board, screens)
    return writer.acts


def _whole(product: Product, board: Board, screen: Follower, check: Check) -> None:
    """The chain holds, and folding the log gives what is live: here, and on the server's own page."""
    assert verified(product, board.id) == board.incident.head
    check(product.ledger, board.id)
    anew = picture_of(product.ledger, replayed(product.ledger, board.id), ANNA)
    assert len(anew.order["log"]) == LINES
    assert screen.screen(product.url).fresh == anew
    assert "Traceback" not in product.log, product.log[-3000:]
