"""One Chromium and one server for all tests of a worker; a new browser context for everybody who sits down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import shared
from tests.browser.paper import Write, share
from tests.browser.places import Furnished, furnish
from tests.browser.seat import PATIENCE, Seat, Sit, take
from tests.cast import Board, Player
from tests.server import Cable, Product, free_port, running

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where Chromium is: what CHROMIUM says, else what `make setup-test` installed."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return os.environ.get("CHROMIUM") or next(found, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    where = chromium()
    if where is None:
        pytest.skip("Er is geen Chromium (make setup-test, of CHROMIUM=pad), dus NIET getest.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=where, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def cable_port() -> int:
    """Where a cable may listen: the server knows this as its own address too."""
    return free_port()


@pytest.fixture(scope="session")
def product(settled_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, cable_port: int) -> Iterator[Product]:
    """The server of this worker, with a text to share; whatever was done to it, it must not have stumbled."""
    home, address = tmp_path_factory.mktemp("browser"), f"http://127.0.0.1:{cable_port}"
    with running(settled_sqlite, home, shared.ARGUMENTS, CRISIS_PUBLIC_URL=address) as started:
        yield started
        assert not stumbles(started.log), started.log[-3000:]


def stumbles(log: str) -> list[str]:
    """The tracebacks in a log, but for those of a browser that left in the middle of an upgrade."""
    return [one for one in log.split("ERROR")[1:] if "Traceback" in one and "_upgrade_websocket" not in one]


@pytest.fixture
def cable(product: Product, cable_port: int) -> Iterator[Callable[..., Cable]]:
    """`cable(upgrades="refuse")` lays a network between a browser and the server; sit down with `port=cable.port`."""
    made: list[Cable] = []

    def make(**options: str) -> Cable:
        made.append(Cable(product.port, cable_port, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def board(product: Product) -> Board:
    """A new incident with the team on it."""
    return product.board()


@pytest.fixture(scope="session")
def furnished(product: Product) -> Furnished:
    """Incidents with one of everything, to look at."""
    return furnish(product)


@pytest.fixture
def sit(browser: Browser, product: Product) -> Iterator[Sit]:
    """`sit(BRAM, board)` puts Bram behind a browser with the board open and live; `sit(BRAM, "/")` at an address."""
    seats: list[Seat] = []

    def make(player: Player | None, at: Board | str | None = None, **options: object) -> Seat:
        seat = take(browser, product, player, **options)  # type: ignore[arg-type]
        seats.append(seat)
        if isinstance(at, Board):
            seat.watch(at)
        elif at is not None:
            seat.go(at)
        return seat

    yield make
    for seat in seats:
        seat.stand()


@pytest.fixture
def write(browser: Browser, product: Product, board: Board) -> Iterator[Write]:
    """`write(BRAM, task)` puts Bram at the text of a task, which is shared."""
    seats: list[Seat] = []

    def make(player: Player, task: int, **options: object) -> Seat:
        seats.append(take(browser, product, player, rough=True, **options))  # type: ignore[arg-type]
        return share(seats[-1], board, task)

    yield make
    for seat in seats:
        seat.stand()
