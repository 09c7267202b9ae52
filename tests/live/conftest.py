"""The product as a real process, for the tests of one file; and real screens on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cast import Board
from tests.server import Product, Screen, running, screens


@pytest.fixture(scope="module")
def product(settled_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A server of this file alone; whatever was done to it, it must not have stumbled."""
    with running(settled_sqlite, tmp_path_factory.mktemp("live")) as started:
        yield started
        assert "Traceback" not in started.log, started.log[-3000:]


@pytest.fixture
def board(product: Product) -> Board:
    """A new incident with the team on it."""
    return product.board()


@pytest.fixture
def screen(product: Product) -> Iterator[Callable[..., Screen]]:
    """`screen(BRAM, board.id)` opens an incident on a screen of Bram."""
    with screens(product) as make:
        yield make
