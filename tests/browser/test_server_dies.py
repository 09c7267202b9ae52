"""The server is killed under open pages: they say how old they are, and afterwards nothing is lost or doubled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from crisis.ledger import Ledger
from tests.browser.picture import same
from tests.browser.seat import Seat, take
from tests.browser.test_network import says_it_is_old
from tests.cast import ANNA, BRAM, Board
from tests.server import Product, running

Open = Callable[..., Seat]


@pytest.fixture
def mortal(settled_sqlite: Path, tmp_path: Path) -> Iterator[Product]:
    """A server of this test alone, to kill."""
    with running(settled_sqlite, tmp_path / "mortal") as started:
        yield started


@pytest.fixture
def sit(browser: Browser, mortal: Product) -> Iterator[Open]:
    """Puts somebody behind a browser with a board open; what fails because the server is away is part of the test."""
    seats: list[Seat] = []

    def make(player: object, board: Board) -> Seat:
        seats.append(take(browser, mortal, player, rough=True))  # type: ignore[arg-type]
        return seats[-1].watch(board)

    yield make
    for seat in seats:
        seat.stand()


def written(board: Board, start: str) -> list[str]:
    """The lines in the log that begin so, in order."""
    texts = [str(getattr(entry.fact, "text", "")) for entry in board.incident.entries()]
    return [text for text in texts if text.startswith(start)]


def test_killed_and_started_again(mortal: Product, sit: Open, check: Callable[[Ledger, int], None]) -> None:
    opened = time.time()
    board = mortal.board()
    task = board.adds_task()
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    mortal.kill()
    died = time.time()
    for seat in (anna, bram):
        says_it_is_old(seat, opened, died)
    bram.write("Geschreven zonder server.")
    expect(bram.page.locator("#waiting")).to_contain_text("Geschreven zonder server.")
    bram.page.click(f"#claim-{task}")
    expect(bram.page.locator("#waiting p")).to_have_count(2)
    board.writes(ANNA, "Door een ander proces.")
    mortal.start()
    for seat in (anna, bram):
        seat.live()
        expect(seat.page.locator("#connection")).to_be_hidden()
        expect(seat.page.locator("#log")).to_contain_text("Door een ander proces.")
        expect(seat.page.locator("#log")).to_contain_text("Geschreven zonder server.")
        expect(seat.card(task).locator(".who")).to_have_text("Bram")
    expect(bram.page.locator("#waiting")).to_have_count(0)
    assert len(written(board, "Geschreven zonder server.")) == 1
    same(bram.at(board.incident.seq), sit(BRAM, board))
    check(board.ledger, board.id)


def test_killed_while_lines_come_in(mortal: Product, sit: Open, check: Callable[[Ledger, int], None]) -> None:
    """Some were written, some on their way, some not sent yet: each is there once, in the order of writing."""
    board = mortal.board()
    bram = sit(BRAM, board)
    for number in range(12):
        if number == 5:
            mortal.kill()
        bram.write(f"Regel {number:02}")
        expect(bram.page.locator("#quick-text")).to_have_value("")
    mortal.start()
    bram.live()
    expect(bram.page.locator("#waiting")).to_have_count(0)
    assert written(board, "Regel") == [f"Regel {number:02}" for number in range(12)]
    check(board.ledger, board.id)


def test_killed_while_an_act_is_under_way(mortal: Product, sit: Open) -> None:
    board = mortal.board()
    bram = sit(BRAM, board)
    for number in range(2):
        bram.page.evaluate(
            f"zaz.send({{ action: '/incidents/{board.id}/notes/add', body: 'text=Onderweg+{number}', label: 'x' }})"
            ".catch(() => {})"
        )
        mortal.kill()
        mortal.start()
        bram.live()
        expect(bram.page.locator("#waiting")).to_have_count(0)
    bram.until("zaz.waitingCount() === 0")
    assert written(board, "Onderweg") == ["Onderweg 0", "Onderweg 1"]
