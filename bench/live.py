"""From commit to the last screen, against a plain Flask-SocketIO broadcast of the same bytes.

The screens are bare WebSocket clients in a process of their own and stamp what they receive; the commit is stamped in
the server, right after it (the clock is the machine's). Every act is a log line sent by a browser; the screens are of
twenty people in four roles, so four audiences are rendered. The floor runs on the same gunicorn with as many
screens, stamps right before `socketio.emit`, and takes turns with the product. No cap of the product was raised: ten
screens to a session, a hundred to an address (127.0.0.1, 127.0.0.2 ...).

The stalled screens join and never read again. The PDF is one of 2,000 entries of another incident, asked from the
same server. Both compare the product with itself, in turn with quiet times.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any

from bench.crowd import Crowd, crowd
from bench.link import Link
from bench.product import Office, office, sentence
from bench.servers import Running, Visitor, running
from bench.table import Row, against, median, p99

TITLE = "Live boards"
_SCREENS = (10, 50, 200)
_PEOPLE = 21
_ROUNDS = 200
_WARM = 10
_STALLED = 5
#: Seconds after which a screen that never reads should be gone.
_LONGEST = 30.0


def measure() -> Iterator[Row]:
    """The broadcast at three sizes, then with stalled screens, then during a PDF."""
    with office(_PEOPLE) as bench, ExitStack() as stack:
        stage = _staged(bench, stack)
        for count in _SCREENS:
            yield from stage.broadcasts(count)
        yield Row("WebSocket compression is refused when offered", "", holds=stage.refuses_compression())
        yield from stage.with_stalled()
        yield from stage.during_pdf()


def _staged(bench: Office, stack: ExitStack) -> _Stage:
    id, big = bench.incident(100, team=True), bench.incident(2_000)
    product = stack.enter_context(running("product", bench.home))
    plain = stack.enter_context(running("plain", bench.home))
    return _Stage(bench, id, big, product, plain, product.visitor(bench.token(bench.anna)), plain.visitor())


@dataclass
class _Stage:
    """Two servers, an incident to look at, and a long one to print."""

    bench: Office
    id: int
    big: int
    product: Running
    plain: Running
    anna: Visitor
    passer: Visitor

    def broadcasts(self, count: int) -> Iterator[Row]:
        """Acts and bare broadcasts in turn to as many screens."""
        with self._crowd(count) as ours, crowd(self.plain.port, 1, [""] * 20, count) as theirs:
            self._act(ours)
            message = json.loads(ours.sample()[2:])[1]
            acts, floors = [], []
            for number in range(_WARM + _ROUNDS):
                acts.append(self._act(ours))
                floors.append(self._broadcast(theirs, {**message, "seq": message["seq"] + number}))
        these, those = self._since_commit(acts)[_WARM:], floors[_WARM:]
        yield against(f"{count} screens, median", median(these), median(those), 1.5)
        yield against(f"{count} screens, p99", p99(these), p99(those), 2.0)

    def refuses_compression(self) -> bool:
        """Whether a browser that offers it is answered without."""
        link = Link(self.product.port, 0, self.bench.token(self.bench.anna), extensions="permessage-deflate")
        link.socket.close()
        return "permessage-deflate" not in link.answer

    def with_stalled(self) -> Iterator[Row]:
        """Fifty screens, with and without a few more that never read."""
        quiet, beside, ends, person = [], [], [], self.bench.others[-1]
        with self._crowd(50) as screens:
            for _ in range(2):
                quiet += [self._act(screens) for _ in range(_ROUNDS // 2)]
                since, ended = screens.deafen(self._tokens([person] * _STALLED)), None
                while ended is None and time.monotonic() < since + _LONGEST:
                    beside += [self._act(screens) for _ in range(5)]
                    ended = screens.left(f"Persoon {_PEOPLE - 1}")
                ends.append((ended or since + _LONGEST) - since)
                cut = screens.cut()
        gone = f"{max(ends):.1f} s{'' if cut else ', stream stays open'}"
        yield Row("a screen that stops reading leaves the others' list, and its stream is ended", gone, holds=cut)
        yield from self._compared(f"50 screens beside {_STALLED} stalled ones ({len(beside)} acts)", beside, quiet)

    def during_pdf(self) -> Iterator[Row]:
        """Fifty screens, while a PDF is made and while not."""
        quiet, busy = [], []
        with self._crowd(50) as screens:
            for _ in range(3):
                quiet += [self._act(screens) for _ in range(_ROUNDS // 2)]
                printed = self._printing()
                while not printed():
                    busy += [self._act(screens) for _ in range(10)]
        yield from self._compared(f"50 screens during a PDF of 2,000 entries ({len(busy)} acts)", busy, quiet)

    def _crowd(self, count: int) -> AbstractContextManager[Crowd]:
        return crowd(self.product.port, self.id, self._tokens(self.bench.others[: _PEOPLE - 1]), count)

    def _tokens(self, people: Sequence[int]) -> list[str]:
        return [self.bench.token(person) for person in people]

    def _act(self, screens: Crowd) -> tuple[int, int]:
        """Its number, and when the last screen had it."""
        seq = self.anna.writes(self.id, sentence(0))
        return seq, screens.last(seq)

    def _broadcast(self, screens: Crowd, message: dict[str, Any]) -> float:
        body = json.dumps(message).encode()
        at = json.loads(self.passer.posts("/emit", body, 200, "application/json"))["at"]
        return (screens.last(message["seq"]) - int(at)) / 1e6

    def _printing(self) -> Callable[[], bool]:
        """Start a PDF; tells whether it is done."""
        place = self.anna.asks_pdf(self.big)

        def printed() -> bool:
            page = self.anna.gets(place)
            assert b"mislukt" not in page, page
            return b"/log.pdf" in page

        return printed

    def _compared(self, what: str, these: Sequence[tuple[int, int]], those: Sequence[tuple[int, int]]) -> Iterator[Row]:
        first, second = self._since_commit(these), self._since_commit(those)
        yield against(f"{what}, median", median(first), median(second))
        yield against(f"{what}, p99", p99(first), p99(second), 2.0)

    def _since_commit(self, acts: Sequence[tuple[int, int]]) -> list[float]:
        stamps = self.product.stamps(self.id)
        return [(last - stamps[seq]) / 1e6 for seq, last in acts]
