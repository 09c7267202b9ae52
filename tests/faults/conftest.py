"""Real servers that may be killed, and live screens that stay on them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cast import Player
from tests.faults.follower import Follower
from tests.server import Cable, Product, free_port, running

Follow = Callable[..., Follower]
STARTER = Path(__file__).with_name("starter.py")


@pytest.fixture
def seed() -> int:
    """What decides the moments of this run; CRISIS_TEST_SEED repeats a run."""
    chosen = int(os.environ.get("CRISIS_TEST_SEED") or random.SystemRandom().randrange(10**6))
    print(f"CRISIS_TEST_SEED={chosen}")
    return chosen


@contextmanager
def cabled(settled: Path, home: Path, **environment: str) -> Iterator[tuple[Product, Cable]]:
    """The product under its own address, and under that of a cable that can be cut."""
    cable = Cable(0)
    try:
        with running(settled, home, CRISIS_PUBLIC_URL=f"http://127.0.0.1:{cable.port}", **environment) as product:
            cable.target = product.port
            yield product, cable
    finally:
        cable.close()


@contextmanager
def following() -> Iterator[Follow]:
    """`follow(product, BRAM, id)` opens a screen, over a cable if one is given; all are closed at the end."""
    made: list[Follower] = []

    def follow(product: Product, player: Player, id: int, cable: Cable | None = None) -> Follower:
        url = product.settings.public_url if cable else product.url
        name = f"{player.name}{' behind the cable' if cable else ''}"
        made.append(Follower(name, url, product.cookie(player), id))
        return made[-1]

    try:
        yield follow
    finally:
        for one in made:
            one.close()


@pytest.fixture
def follow() -> Iterator[Follow]:
    """Opens screens that are closed at the end of the test."""
    with following() as make:
        yield make


@contextmanager
def serving(settled: Path, home: Path, fault: str) -> Iterator[Product]:
    """The product started by `starter.py`, with one of its faults put in."""
    shutil.copy(settled, home / "crisis.db")
    product = Product(home, free_port(), {"FAULT": fault}, arguments=(str(STARTER),))
    try:
        product.start()
        yield product
    finally:
        product.stop()
