"""`make bench`: what an act costs, against a bare commit of the same rows in the same run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pysqlite3

from crisis import chain, people, store
from crisis.asking import Asked
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.playbook import load
from crisis.settings import Settings


def main() -> None:
    """Measure, and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        ledger, act, id = _product(Path(folder))
        bare = _bare(Path(folder) / "bare.db")
        floors, acts = [], []
        for number in range(rounds):
            floors.append(_timed(partial(bare, number)))
            acts.append(_timed(partial(act, number)))
        floor, cost = statistics.median(floors), statistics.median(acts)
        print("| what | median ms | ratio |\n|---|---|---|")
        print(f"| bare commit of two rows (WAL, FULL) | {floor:.2f} | 1.0 |")
        print(f"| one act through the door | {cost:.2f} | {cost / floor:.1f} |")
        entries = ledger.load(id).seq
        print(f"| replay of {entries} entries | {_timed(lambda: Ledger(ledger.database).load(id)):.1f} | |")
        with ledger.database.read() as connection:
            head, links = store.existing(connection, id), store.links(connection, id)
        print(f"| verification of {entries} entries | {_timed(lambda: chain.verify(head.genesis, links)):.1f} | |")


def _product(home: Path) -> tuple[Ledger, Callable[[int], object], int]:
    database = Database(Settings.read({"CRISIS_HOME": str(home)}))
    database.migrate()
    ledger = Ledger(database)
    with database.write() as connection:
        people.add(connection, "anna@voorbeeld.example", "Anna", password=None, standing=["coordinator"])

    def anna(connection: store.Connection) -> people.Account:
        return people.find(connection, "anna@voorbeeld.example")  # type: ignore[return-value]

    id = ledger.open(anna, load("incident-gebedshuis"), "Meting", exercise=True).incident.id

    def act(number: int) -> object:
        return ledger.perform(id, anna, Asked("notes.add", {"text": f"Regel {number}"}, once=f"meting-{number:06}"))

    return ledger, act, id


def _bare(path: Path) -> Callable[[int], None]:
    connection = pysqlite3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=2")
    connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, header TEXT, parts TEXT)")
    connection.execute("CREATE TABLE head (id INTEGER PRIMARY KEY, seq INTEGER)")
    connection.execute("INSERT INTO head VALUES (1, 0)")
    header, parts = "h" * 1800, "p" * 2000

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, header, parts))
        connection.execute("UPDATE head SET seq = ?", (number,))
        connection.execute("COMMIT")

    return commit


def _timed(do: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
