"""One act through the door against a bare commit, and on a long log against a short one.

The act is a log line by somebody with a session: session and person looked up, roles, typed arguments, personal data
sought, decided, sealed into the chain, entry, head and key written, committed in WAL with FULL.
The floor is two rows of the same number of bytes in one transaction of the bare driver, in the same mode, in turn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pysqlite3

from bench.machine import timed
from bench.product import Office, office, sentence
from bench.table import Row, against, median
from crisis import store
from crisis.asking import Asked

TITLE = "One act"
_ROUNDS = 500
_WARM = 50


def measure() -> Iterator[Row]:
    """Acts and bare commits in turn; then acts on a long and on a short log in turn."""
    with office() as bench:
        short, long = bench.incident(100), bench.incident(10_000)
        act, bare = acting(bench, bench.incident(100)), _bare(bench, short)
        acts, floors = _in_turn(act, bare)
        yield against("one act, median", median(acts), median(floors), 2.5)
        yield against("aim for one act, median", median(acts), median(floors), 1.8)
        on_long, on_short = _in_turn(acting(bench, long), acting(bench, short))
        yield against("one act on 10,000 entries, against 100 entries", median(on_long), median(on_short), 1.2)


def acting(bench: Office, id: int, person: int = 0) -> Callable[[int], object]:
    """Writes a line, each with a key of its own."""
    person = person or bench.anna
    credential = bench.credential(person)

    def act(number: int) -> object:
        asked = Asked("notes.add", {"text": sentence(number)}, once=f"{id}-{person}-{number:06}")
        return bench.ledger.perform(id, credential, asked)

    return act


def _in_turn(one: Callable[[int], object], other: Callable[[int], object]) -> tuple[list[float], list[float]]:
    first, second = [], []
    for number in range(_WARM + _ROUNDS):
        first.append(timed(lambda number=number: one(number)))  # type: ignore[misc]
        second.append(timed(lambda number=number: other(number)))  # type: ignore[misc]
    return first[_WARM:], second[_WARM:]


def _bare(bench: Office, id: int) -> Callable[[int], None]:
    with bench.ledger.database.read() as connection:
        link = store.links(connection, id)[-1]
    header, parts = link.header, "p" * len(json.dumps(link.parts, ensure_ascii=False))
    connection = _opened(bench.home / "bare.db")

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, header, parts))
        connection.execute("UPDATE head SET seq = ?", (number,))
        connection.execute("COMMIT")

    return commit


def _opened(path: Path) -> pysqlite3.Connection:
    connection = pysqlite3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=2")
    connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, header TEXT, parts TEXT)")
    connection.execute("CREATE TABLE head (id INTEGER PRIMARY KEY, seq INTEGER)")
    connection.execute("INSERT INTO head VALUES (1, 0)")
    return connection
