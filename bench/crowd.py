"""Many screens in a process of their own, which stamps what they receive by the clock of the machine."""

from __future__ import annotations

import multiprocessing
import re
import selectors
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from bench.link import Link

#: Screens on one session: the product allows ten.
PER_SESSION = 10
_SEQ = re.compile(r'^42\["parts",.*?"seq":(\d+)')


class Crowd:
    """The screens, as seen from the process that measures."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def last(self, seq: int, within: float = 30.0) -> int:
        """When the last screen had entry `seq`, in nanoseconds."""
        while self._pipe.poll(within):
            kind, *said = self._pipe.recv()
            if kind == "all" and said[0] == seq:
                return int(said[1])
        raise TimeoutError(f"not every screen got #{seq}")

    def sample(self) -> str:
        """The last change as it came over the wire."""
        return str(self._asked("sample"))

    def deafen(self, tokens: Sequence[str]) -> float:
        """Let more screens join that never read; gives the moment."""
        self._asked("deaf", list(tokens))
        return time.monotonic()

    def left(self, name: str) -> float | None:
        """When the others were told that this person has left; None while still there."""
        moment = self._asked("left", name)
        return moment / 1e9 if moment else None

    def cut(self) -> bool:
        """Whether every screen that never read was cut off."""
        return bool(self._asked("cut"))

    def _asked(self, *words: Any) -> Any:
        self._pipe.send(words)
        while self._pipe.poll(60):
            kind, *said = self._pipe.recv()
            if kind == "answer":
                return said[0]
        raise TimeoutError(words[0])


@contextmanager
def crowd(port: int, incident: int, tokens: Sequence[str], count: int) -> Iterator[Crowd]:
    """So many screens on an incident, until the end of the block; ten on each session."""
    assert len(tokens) * PER_SESSION >= count
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, port, incident, list(tokens), count), daemon=True)
    process.start()
    try:
        if not here.poll(120) or here.recv() != ("ready",):
            raise RuntimeError("the screens did not come up")
        yield Crowd(here)
    finally:
        process.kill()
        process.join(10)


def _run(pipe: Connection, port: int, incident: int, tokens: list[str], count: int) -> None:
    screens = _Screens(pipe, port, incident)
    for number in range(count):
        screens.join(number, tokens[number // PER_SESSION])
    end = time.monotonic() + 1
    while time.monotonic() < end:
        screens.turn(0.1)
    pipe.send(("ready",))
    while True:
        screens.turn(5)


class _Screens:
    """All links in one loop: first receive and stamp, only then look what it was."""

    def __init__(self, pipe: Connection, port: int, incident: int) -> None:
        self._pipe, self._port, self._incident = pipe, port, incident
        self._selector = selectors.DefaultSelector()
        self._selector.register(pipe, selectors.EVENT_READ)
        self._links: list[Link] = []
        self._deaf: list[Link] = []
        self._got: defaultdict[int, int] = defaultdict(int)
        self._sample = ""
        self._present: list[tuple[int, str]] = []

    def join(self, number: int, token: str) -> None:
        """One more screen; the others go on meanwhile."""
        link = Link(self._port, number, token)
        link.watch(self._incident)
        self._links.append(link)
        self._selector.register(link.socket, selectors.EVENT_READ, link)
        self.turn(0)

    def turn(self, wait: float) -> None:
        """Receive what there is."""
        received, asked = [], False
        for key, _ in self._selector.select(wait):
            if key.data is None:
                asked = True
                continue
            assert key.data.take(), "a screen was closed"
            received.append((key.data, time.monotonic_ns()))
        for link, moment in received:
            for text in link.texts():
                self._look(text, moment)
        if asked:
            self._answer(*self._pipe.recv())

    def _look(self, text: str, moment: int) -> None:
        if found := _SEQ.match(text):
            seq, self._sample = int(found[1]), text
            self._got[seq] += 1
            if self._got[seq] == len(self._links):
                del self._got[seq]
                self._pipe.send(("all", seq, moment))
        elif text.startswith('42["presence"'):
            self._present.append((moment, text))

    def _answer(self, asked: str, given: Any = None) -> None:
        if asked == "deaf":
            self._deafen(given)
        answers = {"sample": lambda: self._sample, "left": lambda: self._left(given), "cut": self._cut}
        self._pipe.send(("answer", answers.get(asked, lambda: None)()))

    def _deafen(self, tokens: list[str]) -> None:
        self._present.clear()
        for token in tokens:
            link = Link(self._port, len(self._links), token, deaf=True)
            link.watch(self._incident)
            self._deaf.append(link)

    def _left(self, name: str) -> int | None:
        """The first moment since the deaf came at which somebody was told of others, and not of this person."""
        here = [f'"{name}"' in text for _, text in self._present]
        gone = here.index(False, here.index(True)) if True in here and not all(here[here.index(True) :]) else None
        return None if gone is None else self._present[gone][0]

    def _cut(self) -> bool:
        gone = [link.cut(1) for link in self._deaf]
        self._deaf.clear()
        return all(gone)
