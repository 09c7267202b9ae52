"""Several people in one text: no word is lost, whatever the network or the server does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import shared
from tests.browser.paper import BOX, alike, keep_typing, share, text, typed
from tests.browser.seat import Seat, take
from tests.cast import ANNA, BRAM, Board
from tests.server import Product, free_port, running

Sit = Callable[..., Seat]
ANNAS = "".join(f"a{number:03}" for number in range(50))
BRAMS = "".join(f"b{number:03}" for number in range(50))


@pytest.fixture
def wire_port() -> int:
    return free_port()


@pytest.fixture
def product(settled_sqlite: Path, tmp_path: Path, wire_port: int) -> Iterator[Product]:
    """A server of this test alone, where the explanation of a task is a shared text."""
    address = f"http://127.0.0.1:{wire_port}"
    with running(settled_sqlite, tmp_path / "writing", shared.ARGUMENTS, CRISIS_PUBLIC_URL=address) as started:
        yield started
        assert "Traceback" not in started.log, started.log[-3000:]


@pytest.fixture
def board(product: Product) -> Board:
    return product.board()


@pytest.fixture
def write(browser: Browser, product: Product, board: Board) -> Iterator[Sit]:
    """`write(BRAM, task)` puts Bram at the text of a task."""
    seats: list[Seat] = []

    def make(player: object, task: int, **options: object) -> Seat:
        seats.append(take(browser, product, player, rough=True, **options))  # type: ignore[arg-type]
        return share(seats[-1], board, task)

    yield make
    for seat in seats:
        seat.page.evaluate("zaz.shared.clear()")
        seat.stand()


def both(words: str) -> None:
    """All that was typed is there, in the order of typing, each word once and whole."""
    assert [sign for sign in words if sign == "a"] == ["a"] * 50
    assert "".join(words[at : at + 4] for at in range(len(words)) if words[at] == "a") == ANNAS
    assert "".join(words[at : at + 4] for at in range(len(words)) if words[at] == "b") == BRAMS


def test_two_type_in_the_same_place(write: Sit, board: Board) -> None:
    task = board.adds_task(details="Begin. Einde.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    assert text(bram) == "Begin. Einde."
    for seat in (anna, bram):
        seat.page.focus(BOX)
        seat.page.evaluate("document.getElementById('f-details').setSelectionRange(7, 7)")
    keep_typing(anna, ANNAS)
    keep_typing(bram, BRAMS)
    typed(anna)
    typed(bram)
    words = alike(anna, bram)
    print(words)
    assert sorted(words) == sorted("Begin. Einde." + ANNAS + BRAMS)
    assert words.startswith("Begin. ")
    assert words.endswith("Einde.")
