"""Replay of a log from the database, and verification of its chain.

Replay is `Ledger.load` by a ledger that knows nothing yet. Its floor reads the same rows and parses the same JSON.
Verification is `chain.verify` over 100,000 entries that are made in lots; making them is not counted. Its floor is
SHA-256 over the same bytes: each header, and salt and value of each part.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from bench.machine import timed
from bench.product import Office, office
from bench.table import Row, against, median
from crisis import chain, store
from crisis.ledger import Ledger

TITLE = "Replay and verification"
_ENTRIES = 100_000
_LOT = 2_000


def measure() -> Iterator[Row]:
    """Replay at two lengths, then verification at a great one."""
    with office() as bench:
        seconds = {}
        for entries in (1_000, 10_000):
            id = bench.incident(entries)
            replays, floors = _replayed(bench, id, 7 if entries < 5_000 else 3)
            seconds[entries] = median(replays)
            yield against(f"replay of {entries:,} entries", median(replays), median(floors))
        yield against("replay per entry, at 10,000 against at 1,000", seconds[10_000] / 10, seconds[1_000], unit="us")
        yield from _verified(bench, id)


def _replayed(bench: Office, id: int, times: int) -> tuple[list[float], list[float]]:
    replays, floors = [], []
    for _ in range(times):
        floors.append(timed(lambda: _rows(bench, id)))
        replays.append(timed(lambda: Ledger(bench.ledger.database).load(id)))
    return replays, floors


def _rows(bench: Office, id: int) -> None:
    columns = (store.entry_table.c.header, store.entry_table.c.parts)
    with bench.ledger.database.read() as connection:
        wanted = select(*columns).where(store.entry_table.c.incident_id == id)
        for header, parts in connection.execute(wanted.order_by(store.entry_table.c.seq)):
            json.loads(header), json.loads(parts)


def _verified(bench: Office, id: int) -> Iterator[Row]:
    with bench.ledger.database.read() as connection:
        head, links = store.existing(connection, id), store.links(connection, id, 0, 1_000)
    supply = _Supply(head.genesis, [{name: part[1] for name, part in link.parts.items()} for link in links])
    took = timed(lambda: _whole(head.genesis, supply)) - supply.aside
    yield against(f"verification of {_ENTRIES:,} entries", took / 1000, supply.bare / 1000, unit="s")


def _whole(genesis: chain.Genesis, supply: _Supply) -> None:
    verdict = chain.verify(genesis, supply.links())
    assert verdict.whole, verdict.faults[:3]
    assert verdict.entries == _ENTRIES


@dataclass
class _Supply:
    """A long log in lots; counts the milliseconds that are not verification, and those of the bare hashing."""

    genesis: chain.Genesis
    values: Sequence[dict[str, object]]
    aside: float = 0
    bare: float = field(default=0, init=False)

    def links(self) -> Iterator[chain.Link]:
        """Every entry, in order."""
        prev, made = self.genesis.hash, 0
        while made < _ENTRIES:
            start = time.perf_counter()
            lot = self._lot(prev, made)
            content = [_bytes(link) for link in lot]
            self.bare += timed(lambda content=content: _hashed(content))  # type: ignore[misc]
            prev, made = lot[-1].hash, made + len(lot)
            self.aside += (time.perf_counter() - start) * 1000
            yield from lot

    def _lot(self, prev: str, made: int) -> list[chain.Link]:
        links = []
        for seq in range(made + 1, made + _LOT + 1):
            values = self.values[seq % len(self.values)]
            links.append(chain.seal(self.genesis, seq, prev, "2026-01-01T00:00:00.000Z", values))
            prev = links[-1].hash
        return links


def _bytes(link: chain.Link) -> list[bytes]:
    parts = [bytes.fromhex(salt) + chain.canonical(value) for salt, value in link.parts.values()]
    return [link.header.encode(), *parts]


def _hashed(content: list[list[bytes]]) -> None:
    sha256: Callable[[bytes], object] = hashlib.sha256
    for pieces in content:
        for piece in pieces:
            sha256(piece).hexdigest()  # type: ignore[attr-defined]
