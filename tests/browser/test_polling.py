"""Where WebSocket does not come through, the board is as live as anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.picture import same
from tests.browser.seat import Sit
from tests.cast import ANNA, BRAM, Board
from tests.server import Cable

TRANSPORT = "zaz.socket.io.engine.transport.name"


@pytest.mark.parametrize("upgrades", ["refuse", "swallow"])
def test_a_proxy_that_lets_no_websocket_through(
    sit: Sit, board: Board, cable: Callable[..., Cable], upgrades: str
) -> None:
    wire = cable(upgrades=upgrades)
    task = board.adds_task()
    start = time.monotonic()
    bram = sit(BRAM, board, port=wire.port, rough=True)
    anna = sit(ANNA, board)
    assert time.monotonic() - start < 15, "live too late to be of use"
    for number in range(5):
        last = board.does(ANNA, "tasks.comment", task=task, text=f"Opmerking {number}").last
        bram.at(last)
    bram.page.click(f"#claim-{task}")
    expect(anna.card(task).locator(".who")).to_have_text("Bram")
    bram.write("Zonder WebSocket geschreven.")
    expect(anna.page.locator("#log > li").first).to_contain_text("Zonder WebSocket geschreven.")
    anna.write("En terug.")
    expect(bram.page.locator("#log > li").first).to_contain_text("En terug.")
    expect(bram.page.locator("#connection")).to_be_hidden()
    expect(bram.page.locator("#presence span")).to_have_text(["Anna"])
    assert bram.page.evaluate(TRANSPORT) == "polling"
    same(bram.at(board.incident.seq), sit(BRAM, board))


def test_where_it_does_come_through_it_is_used(sit: Sit, board: Board, cable: Callable[..., Cable]) -> None:
    """Else the tests above say nothing."""
    bram = sit(BRAM, board, port=cable().port)
    bram.until(f"{TRANSPORT} === 'websocket'")


def test_over_polling_a_cut_network_is_noticed_too(sit: Sit, board: Board, cable: Callable[..., Cable]) -> None:
    wire = cable(upgrades="refuse")
    bram = sit(BRAM, board, port=wire.port, rough=True)
    wire.cut()
    expect(bram.page.locator("#connection")).to_be_visible(timeout=12_000)
    last = board.writes(ANNA, "Terwijl Bram er niet was.")
    wire.restore()
    bram.live().at(last)
    expect(bram.page.locator("#connection")).to_be_hidden()
