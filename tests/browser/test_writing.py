"""Several people in one text: no word is lost, whatever the network or the server does."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from crisis import writing
from tests.browser.paper import BOX, Write, alike, caret, keep_typing, kept, text, typed
from tests.browser.seat import Seat
from tests.cast import ANNA, BRAM, Board
from tests.server import Cable, Product

ANNAS = "".join(f"a{number:03}" for number in range(50))
BRAMS = "".join(f"b{number:03}" for number in range(50))
TRANSPORT = "zaz.socket.io.engine.transport.name"


def type_together(anna: Seat, bram: Seat, at: int, every: int = 30) -> None:
    """Both begin to type two hundred characters in the same place."""
    for seat in (anna, bram):
        caret(seat, at)
    keep_typing(anna, ANNAS, every)
    keep_typing(bram, BRAMS, every)


def whole(words: str, *parts: str) -> None:
    """Everything that was typed is there once, and what one typed is still in order."""
    assert sorted(words) == sorted("".join((*parts, ANNAS, BRAMS))), words
    for mark, said in (("a", ANNAS), ("b", BRAMS)):
        numbers = [words[at : at + 4] for at in range(len(words)) if words[at] == mark and words[at + 1].isdigit()]
        assert "".join(numbers) == said, words


def test_two_type_in_the_same_place(write: Write, product: Product, board: Board) -> None:
    task = board.adds_task(details="Begin. Einde.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    assert text(bram) == "Begin. Einde."
    type_together(anna, bram, 7)
    typed(anna)
    typed(bram)
    words = alike(anna, bram)
    whole(words, "Begin. Einde.")
    assert words.startswith("Begin. ")
    assert words.endswith("Einde.")
    assert kept(product, board, task) == words


@pytest.mark.parametrize("seconds", [5, 30])
def test_the_network_goes_while_both_type(
    write: Write, product: Product, board: Board, cable: Callable[..., Cable], seconds: int
) -> None:
    wire, task = cable(), board.adds_task(details="Begin. Einde.")
    anna, bram = write(ANNA, task), write(BRAM, task, port=wire.port)
    type_together(anna, bram, 7, every=max(30, seconds * 5))
    bram.page.wait_for_timeout(1000)
    wire.cut()
    expect(bram.page.locator(BOX)).to_have_attribute("data-shared", "lost", timeout=12_000)
    expect(bram.page.get_by_text("Geen verbinding. Wat u typt blijft hier staan en gaat straks mee.")).to_be_visible()
    bram.page.wait_for_timeout(seconds * 1000)
    wire.restore()
    typed(anna)
    typed(bram)
    words = alike(anna, bram, within=30)
    whole(words, "Begin. Einde.")
    assert kept(product, board, task) == words


def test_the_server_is_killed_while_both_type(write: Write, product: Product, board: Board) -> None:
    """Twice. What was acknowledged was kept, what was not is sent again; nothing is there twice."""
    task = board.adds_task(details="Begin. Einde.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    type_together(anna, bram, 7, every=80)
    for _ in range(2):
        anna.page.wait_for_timeout(3000)
        product.kill()
        anna.page.wait_for_timeout(1500)
        product.start()
        for seat in (anna, bram):
            expect(seat.page.locator(BOX)).not_to_have_attribute("data-shared", "lost", timeout=20_000)
    typed(anna)
    typed(bram)
    words = alike(anna, bram, within=30)
    whole(words, "Begin. Einde.")
    assert kept(product, board, task) == words


@pytest.mark.parametrize("upgrades", ["refuse", "swallow"])
def test_where_no_websocket_comes_through(
    write: Write, board: Board, cable: Callable[..., Cable], upgrades: str
) -> None:
    wire, task = cable(upgrades=upgrades), board.adds_task(details="Begin. Einde.")
    anna, bram = write(ANNA, task), write(BRAM, task, port=wire.port)
    type_together(anna, bram, 7)
    typed(anna)
    typed(bram)
    whole(alike(anna, bram), "Begin. Einde.")
    assert bram.page.evaluate(TRANSPORT) == "polling"


def test_an_old_tab_wakes_up(write: Write, board: Board, cable: Callable[..., Cable]) -> None:
    """It slept with words that nobody has yet, while others rewrote half of the text."""
    wire, task = cable(), board.adds_task(details="Eerste zin. Tweede zin. Derde zin.")
    anna, bram = write(ANNA, task), write(BRAM, task, port=wire.port)
    wire.moving = False
    caret(bram, len("Eerste zin. Tweede zin. Derde zin."))
    bram.page.keyboard.type(" Van Bram.")
    sleeping = bram.page.context.new_cdp_session(bram.page)
    sleeping.send("Page.setWebLifecycleState", {"state": "frozen"})
    caret(anna, 12, 24)
    anna.page.keyboard.type("Een andere zin. ")
    anna.page.wait_for_timeout(12_000)
    wire.restore()
    sleeping.send("Page.setWebLifecycleState", {"state": "active"})
    assert alike(anna, bram, within=60) == "Eerste zin. Een andere zin. Derde zin. Van Bram."


def test_begun_anew_while_somebody_was_away(
    write: Write, product: Product, board: Board, cable: Callable[..., Cable]
) -> None:
    """The document of then cannot be merged with that of now; the words can."""
    wire, task = cable(), board.adds_task(details="Eerste zin. Laatste zin.")
    bram = write(BRAM, task, port=wire.port)
    wire.cut()
    expect(bram.page.locator(BOX)).to_have_attribute("data-shared", "lost", timeout=12_000)
    caret(bram, 12)
    bram.page.keyboard.type("Van Bram. ")
    with product.database.write(board.id) as connection:
        writing.forget(connection, board.id, task)
    anna = write(ANNA, task)
    caret(anna, 0)
    anna.page.keyboard.type("Van Anna. ")
    alike(anna)
    wire.restore()
    assert alike(anna, bram, within=30) == "Van Anna. Eerste zin. Van Bram. Laatste zin."


def test_emoji_and_everything_at_random(write: Write, product: Product, board: Board) -> None:
    """Half an emoji would be a broken character; a place counted in other units would land elsewhere."""
    chance = random.Random(41)  # noqa: S311  (the same test every time)
    task = board.adds_task(details="👍🏽 café 👎 €12 🏴‍☠️")
    anna, bram = write(ANNA, task), write(BRAM, task)
    signs = ["👍", "👎", "👍🏽", "é", "€", "a", "\n", "🏴‍☠️", "👩‍👩‍👧", "z"]
    for _ in range(40):
        for seat in (anna, bram):
            seat.page.evaluate(
                """([first, gone, sign]) => {
                  const box = document.getElementById("f-details");
                  const signs = [...box.value];
                  const at = Math.floor(first * (signs.length + 1));
                  const start = signs.slice(0, at).join("").length;
                  const end = signs.slice(0, at + gone).join("").length;
                  box.setRangeText(sign, start, end, "end");
                  box.dispatchEvent(new Event("input", { bubbles: true }));
                }""",
                [chance.random(), chance.choice([0, 0, 1, 2]), chance.choice(signs)],
            )
        anna.page.wait_for_timeout(chance.choice([0, 20, 120]))
    words = alike(anna, bram)
    assert words == kept(product, board, task)
    assert "�" not in words
    words.encode("utf-8")


def test_it_is_as_quick_as_a_conversation(write: Write, board: Board) -> None:
    task = board.adds_task(details="")
    anna, bram = write(ANNA, task), write(BRAM, task)
    slowest = 0.0
    for number in range(5):
        caret(anna, len(text(anna)))
        start = time.monotonic()
        anna.page.keyboard.insert_text(f"{number}.")
        bram.until(f"document.querySelector('{BOX}').value.endsWith('{number}.')")
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < 1.5
