"""A page with a text box that is written together, for those who sit at it."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import expect

from crisis import writing
from tests.browser.seat import Seat
from tests.cast import Board, Player
from tests.server import Product, until

BOX = "#f-details"
#: What a template writes once a kind has a shared text: the attribute, and the mark on what was seen.
SHARE = """(task) => {
  document.getElementById("f-details").dataset.sharedText = task;
  document.querySelector("#act-form [name=seen]").dataset.sharedSeen = "";
  zaz.share(document);
}"""


class Write(Protocol):
    """Puts somebody at a text: `write(BRAM, task)`."""

    def __call__(self, player: Player, task: int, **options: object) -> Seat: ...


def share(seat: Seat, board: Board, task: int) -> Seat:
    """Open the form with the text of a task, and wait until it is shared."""
    seat.go(f"/incidents/{board.id}/tasks/change?task={task}").live()
    seat.page.evaluate(SHARE, task)
    joined(seat)
    return seat


def joined(seat: Seat, state: str = "ok") -> None:
    """Wait until everything that was typed is kept."""
    expect(seat.page.locator(BOX)).to_have_attribute("data-shared", state)


def text(seat: Seat) -> str:
    """What stands in the box."""
    return seat.page.locator(BOX).input_value()


def alike(*seats: Seat, within: float = 40) -> str:
    """Wait until everybody has everything and sees the same; gives it."""

    def same() -> bool:
        for seat in seats:
            seat.page.wait_for_timeout(30)
        done = all(seat.page.locator(BOX).get_attribute("data-shared") == "ok" for seat in seats)
        return done and len({text(seat) for seat in seats}) == 1

    until(same, within, "the boxes differ")
    return text(seats[0])


def keep_typing(seat: Seat, words: str, every: int = 30) -> None:
    """Let the page type by itself: each character at the caret, as a keyboard does; `typed(seat)` waits for the end."""
    seat.page.evaluate(
        """([words, every]) => {
          const box = document.getElementById("f-details");
          const left = [...words];
          window.typing = setInterval(() => {
            const sign = left.shift();
            if (sign === undefined) { clearInterval(window.typing); window.typing = null; return; }
            box.setRangeText(sign, box.selectionStart, box.selectionEnd, "end");
            box.dispatchEvent(new Event("input", { bubbles: true }));
          }, every);
        }""",
        [words, every],
    )


def typed(seat: Seat, within: int = 90_000) -> None:
    """Wait until all was typed."""
    seat.until("!window.typing", within)


def caret(seat: Seat, first: int, last: int | None = None) -> None:
    """Put the caret in the box, or select from one place to another. Places are those of JavaScript."""
    seat.page.focus(BOX)
    seat.page.evaluate(f"document.querySelector('{BOX}').setSelectionRange({first}, {first if last is None else last})")


def kept(product: Product, board: Board, task: int) -> str | None:
    """What stands in the database, by another process."""
    with product.database.read() as connection:
        return writing.read(connection, board.id, task)
