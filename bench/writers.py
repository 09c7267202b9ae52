"""Eight writers at once on one incident: nobody may wait for ever.

Each writes as many lines as it can in the same seconds; the ratio is the slowest writer over the fastest, so more is
better and the "floor" column holds the fastest. Once as threads on one ledger, once as browsers over HTTP (a process
of its own against a running server).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from bench.act import acting
from bench.product import office
from bench.servers import Visitor, running
from bench.table import Row, against

TITLE = "Eight writers"
_WRITERS = 8
_SECONDS = 5.0


def measure() -> Iterator[Row]:
    """Over threads, then over HTTP."""
    with office(_WRITERS) as bench:
        id = bench.incident(100, team=True)
        writers = [acting(bench, id, person) for person in bench.others]
        yield _row("threads on the ledger", _raced([_numbered(writer) for writer in writers]))
        with running("product", bench.home) as server:
            visitors = [server.visitor(bench.token(person)) for person in bench.others]
            yield _row("browsers over HTTP", _raced([_writing(visitor, id) for visitor in visitors]))


def _row(what: str, counts: list[int]) -> Row:
    total = sum(counts) / _SECONDS
    return against(f"{what} ({total:.0f} acts/s together)", min(counts), max(counts), 0.8, "acts", least=True)


def _raced(writers: list[Callable[[], object]]) -> list[int]:
    """How many acts each did."""
    counts = [0] * len(writers)
    begin = threading.Barrier(len(writers))

    def write(index: int) -> None:
        begin.wait()
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            writers[index]()
            counts[index] += 1

    threads = [threading.Thread(target=write, args=(index,)) for index in range(len(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


def _numbered(act: Callable[[int], object]) -> Callable[[], object]:
    numbers = iter(range(10**9))
    return lambda: act(next(numbers))


def _writing(visitor: Visitor, id: int) -> Callable[[], object]:
    return lambda: visitor.writes(id)
