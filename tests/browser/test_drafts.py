"""What was typed stays in the browser until it was sent."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.seat import Sit
from tests.cast import ANNA, BRAM, FLEUR, Board
from tests.server import Product

TEXT = "Ik was nog niet klaar met"


def test_a_draft_survives_loading_the_page_again(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    bram.page.locator("#quick-text").press_sequentially(TEXT)
    bram.page.reload()
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)
    bram.go(f"/incidents/{board.id}/log")
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)
    bram.live().page.press("#quick-text", "Enter")
    expect(bram.page.locator("#log")).to_contain_text(TEXT)
    bram.page.reload()
    expect(bram.page.locator("#quick-text")).to_have_value("")
    assert bram.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('concept-'))") == []


def test_a_draft_that_came_back_survives_the_lines_of_others(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, f"/incidents/{board.id}/log").live()
    bram.page.locator("#quick-text").press_sequentially(TEXT)
    bram.page.reload()
    bram.live().at(board.writes(ANNA, "Tussendoor."))
    expect(bram.page.locator("#log")).to_contain_text("Tussendoor.")
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)


def test_a_draft_is_of_one_person_on_one_incident(sit: Sit, product: Product, board: Board) -> None:
    bram = sit(BRAM, board)
    bram.page.locator("#quick-text").press_sequentially(TEXT)
    bram.watch(product.board())
    expect(bram.page.locator("#quick-text")).to_have_value("")
    cookie = [{"name": "sid", "value": product.cookie(FLEUR)["sid"], "url": bram.address}]
    bram.page.context.add_cookies(cookie)  # type: ignore[arg-type]
    bram.watch(board)
    expect(bram.page.locator(".account")).to_have_text("Fleur")
    expect(bram.page.locator("#quick-text")).to_have_value("")


def test_a_refused_line_keeps_its_text(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board, rough=True)
    number = "1112" + "22333"
    bram.write(f"Gesproken met {number} in de wijk.")
    expect(bram.page.locator("#dialog #f-text")).to_have_value(f"Gesproken met {number} in de wijk.")
    bram.page.fill("#dialog #f-text", "Gesproken met een bewoner.")
    bram.page.locator("#dialog").get_by_role("button", name="Vastleggen").click()
    expect(bram.page.locator("#log > li").first).to_contain_text("Gesproken met een bewoner.")
    expect(bram.page.locator("#quick-text")).to_have_value("")
