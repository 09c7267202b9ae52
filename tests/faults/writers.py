"""Eight people who write as fast as they are answered, each change under a key, and who never drop a change."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board, Player
from tests.faults.checker import Act
from tests.server import Product

PLAYERS = (ANNA, BRAM, CELIK, FLEUR)


class Writer:
    """Somebody with a browser: writes lines and edits tasks, and asks again under the same key until answered."""

    def __init__(self, name: str, product: Product, player: Player, id: int, seen: int) -> None:
        self.name = name
        self.acts: list[Act] = []
        #: How often there was no answer; after it, the same was asked again.
        self.unanswered = 0
        #: How often it turned out that what was asked again had been written the first time.
        self.repeated = 0
        self._product = product
        self._id = id
        self._seen = seen
        self._session = product.browse(player)
        self._session.headers["Accept"] = "application/json"

    def writes(self, circle: str = "full_team") -> Act:
        """A line in the log."""
        return self._asks("notes.add", "text", circle=circle)

    def edits(self, task: int, field: str = "title", seen: int | None = None) -> Act:
        """A text of a task, from a form that showed it as it was at entry `seen`."""
        return self._asks("tasks.change", field, task=task, seen=self._seen if seen is None else seen)

    def comments(self, task: int) -> Act:
        """Something said about a task."""
        return self._asks("tasks.comment", "text", task=task)

    def _asks(self, act: str, field: str, **given: Any) -> Act:
        number = len(self.acts) + 1
        once, words = f"{self.name}-{number:05}", f"Woorden van {self.name} nummer {number}."
        answer = self._answered(once, lambda: self.sends(act, once=once, **given, **{field: words}))
        if answer.status_code == 200:
            told = answer.json()
            made = Act(once, words, "done", told["first"], told["last"], given.get("seen"))
            self._seen = told["last"]
            self.repeated += told["seq"] > told["last"]
        else:
            assert answer.status_code == 409, f"{once}: {answer.status_code} {answer.text[:500]}"
            made = Act(once, words, "refused", seen=given.get("seen"))
        self.acts.append(made)
        return made

    def sends(self, act: str, **given: Any) -> requests.Response:
        """Ask once; raises when there is no answer."""
        return self._product.does(self._session, self._id, act, **given)

    def _answered(self, once: str, ask: Callable[[], requests.Response]) -> requests.Response:
        pause = threading.Event()
        for _ in range(600):
            try:
                answer = ask()
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code < 500:
                return answer
            self.unanswered += 1
            pause.wait(0.1)
        raise AssertionError(f"{once} was never answered")


class Crowd:
    """Writers who go on until they are told to stop."""

    def __init__(self, product: Product, board: Board, tasks: list[int], seed: int, size: int, name: str) -> None:
        self.writers = [
            Writer(f"{name}{number}", product, PLAYERS[number % 4], board.id, board.incident.seq)
            for number in range(size)
        ]
        self.trouble: list[BaseException] = []
        self._tasks = tasks
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._go_on, args=(writer, seed * 100 + number), name=writer.name, daemon=True)
            for number, writer in enumerate(self.writers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def acts(self) -> list[Act]:
        """Everything they asked for."""
        return [act for writer in self.writers for act in writer.acts]

    def stop(self) -> None:
        """Let each finish what it is asking, and no more."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), f"{thread.name} does not come to an end"
        if self.trouble:
            raise self.trouble[0]

    def told(self) -> str:
        """How it went, in one line."""
        answers = Counter(act.answer for act in self.acts)
        unanswered, repeated = (
            sum(getattr(writer, name) for writer in self.writers) for name in ("unanswered", "repeated")
        )
        return f"{dict(answers)}, {unanswered} times no answer, {repeated} times it had been written"

    def _go_on(self, writer: Writer, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        try:
            while not self._stopped.wait(chance.uniform(0, 0.06)):
                _something(writer, chance, self._tasks)
        except BaseException as error:
            self.trouble.append(error)


def _something(writer: Writer, chance: random.Random, tasks: list[int]) -> None:
    what, task = chance.random(), chance.choice(tasks)
    if what < 0.6:
        writer.writes(chance.choice(["full_team", "public"]))
    elif what < 0.9:
        writer.edits(task, chance.choice(["title", "title", "details"]))
    else:
        writer.comments(task)


@contextmanager
def writing(product: Product, board: Board, seed: int, size: int = 8, name: str = "schrijver") -> Iterator[Crowd]:
    """A crowd at work on a few tasks, until the end of the block; nobody's trouble goes unseen."""
    tasks = [board.adds_task(title=f"Taak {number} van {name}") for number in range(4)]
    crowd = Crowd(product, board, tasks, seed, size, name)
    try:
        yield crowd
    finally:
        crowd.stop()
