"""The checker finds each fault when it is put in on purpose, and nothing when it is not.

Every situation is brought about, not waited for: it goes the same way with the fault and without.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import requests

from tests.cast import ANNA, BRAM, Board
from tests.faults.checker import Act, Finding
from tests.faults.conftest import Follow, serving
from tests.faults.evidence import found
from tests.faults.follower import Follower
from tests.faults.writers import Writer
from tests.server import Product, until

Situation = Callable[[Product, Board, Follower], list[Act]]


def an_answer_is_lost(product: Product, board: Board, screen: Follower) -> list[Act]:
    """Somebody writes, never hears of it, and asks again under the same key."""
    writer = Writer("verloren", product, ANNA, board.id, board.incident.seq)
    writer.sends("notes.add", once="verloren-00001", text="Woorden van verloren nummer 1.", circle="full_team")
    writer.writes()
    return writer.acts


def two_edit_the_same(product: Product, board: Board, screen: Follower) -> list[Act]:
    """Two people open the same form, and both send it."""
    task = board.adds_task()
    seen = board.incident.seq
    anna, bram = (Writer(one.name.lower(), product, one, board.id, seen) for one in (ANNA, BRAM))
    anna.edits(task, seen=seen)
    bram.edits(task, seen=seen)
    bram.edits(task, "details", seen=seen)
    return [*anna.acts, *bram.acts]


def killed_just_before_a_commit(product: Product, board: Board, screen: Follower, patience: float = 2) -> list[Act]:
    """The server dies while a change is not certain yet; by then the screen heard all it was told.

    There must be no answer by then; `patience` is how long one is given the chance.
    """
    writer = Writer("onzeker", product, ANNA, board.id, board.incident.seq)
    words = "Woorden van onzeker nummer 1."
    hold, holding = product.home / "hold", product.home / "holding"
    hold.touch()
    answers: list[requests.Response] = []
    asking = threading.Thread(target=lambda: _once(writer, words, answers))
    asking.start()
    until(holding.exists, 20, "nothing waits for its commit")
    screen.heard_all()
    asking.join(patience)
    product.kill()
    for file in (hold, holding):
        file.unlink()
    asking.join(20)
    product.start()
    told = [answer.json() for answer in answers]
    return [Act("onzeker-00001", words, "done", one["first"], one["last"]) for one in told] or [Act("onzeker", words)]


def _once(writer: Writer, words: str, answers: list[requests.Response]) -> None:
    """Ask, once; the answer may never come."""
    try:
        answers.append(writer.sends("notes.add", once="onzeker-00001", text=words, circle="full_team"))
    except requests.ConnectionError:
        return


def a_screen_waits_for_a_push(product: Product, board: Board, screen: Follower, patience: float = 30) -> list[Act]:
    """A screen that never asks gets a change by itself; the server looks at the log every second."""
    screen.by_push_alone = True
    writer = Writer("stil", product, ANNA, board.id, board.incident.seq)
    last = writer.writes().last
    end = time.monotonic() + patience
    while screen.seq < last and time.monotonic() < end:
        time.sleep(0.02)
    return writer.acts


@pytest.fixture(scope="module")
def sound(settled_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The same starter without a fault."""
    with serving(settled_sqlite, tmp_path_factory.mktemp("sound"), "") as product:
        yield product


def checked(product: Product, situation: Situation, follow: Follow) -> list[Finding]:
    """Bring a situation about, let the screen come to rest, and check."""
    board = product.board()
    screen = follow(product, BRAM, board.id)
    until(lambda: screen.connections, 20, "the screen does not join")
    acts = situation(product, board, screen)
    if not screen.by_push_alone:
        until(lambda: screen.connections and screen.seq == board.incident.seq, 30, "the screen does not catch up")
    return found(product, board.id, acts, [screen])


SITUATIONS = [an_answer_is_lost, two_edit_the_same, killed_just_before_a_commit, a_screen_waits_for_a_push]
SEEDED = [
    ("no once", an_answer_is_lost, "doubled", "stands at"),
    ("no version check", two_edit_the_same, "lost update", "saw title"),
    ("emit before commit", killed_just_before_a_commit, "phantom", "Woorden van onzeker nummer 1."),
    ("answer before commit", partial(killed_just_before_a_commit, patience=30), "missing", "onzeker-00001 was told"),
    ("no emit", partial(a_screen_waits_for_a_push, patience=4), "differs", "Woorden van stil nummer 1."),
]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_without_a_fault_nothing_is_found(sound: Product, situation: Situation, follow: Follow) -> None:
    assert checked(sound, situation, follow) == []
    assert "Traceback" not in sound.log, sound.log[-3000:]


@pytest.mark.parametrize(("fault", "situation", "kind", "words"), SEEDED, ids=[one[0] for one in SEEDED])
def test_a_fault_is_found(
    settled_sqlite: Path, tmp_path: Path, follow: Follow, fault: str, situation: Situation, kind: str, words: str
) -> None:
    with serving(settled_sqlite, tmp_path, fault) as product:
        findings = checked(product, situation, follow)
    assert {one.kind for one in findings} == {kind}, findings
    assert any(words in one.what for one in findings), findings
