"""A session that ends while the page is open: the page says so, asks to sign in again, and keeps what was typed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, PASSWORD, Board
from tests.server import Product

TEXT = "Dit moet er straks nog staan."


def sign_in(seat: Seat) -> None:
    """Fill in the form on the screen."""
    seat.page.get_by_label("E-mailadres").fill(BRAM.email)
    seat.page.get_by_label("Wachtwoord").fill(PASSWORD)
    seat.page.get_by_role("button", name="Aanmelden").click()


def test_the_page_says_so_and_the_text_is_there_after_signing_in_again(
    sit: Sit, product: Product, board: Board
) -> None:
    bram = sit(BRAM, board, rough=True)
    bram.page.locator("#quick-text").press_sequentially(TEXT)
    product.end_sessions(BRAM)
    banner = bram.page.locator("#connection")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("U bent afgemeld. Meld u opnieuw aan")
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)
    banner.get_by_role("link", name="Aanmelden").click()
    sign_in(bram)
    expect(bram.page).to_have_url(f"{bram.address}/incidents/{board.id}")
    expect(bram.live().page.locator("#quick-text")).to_have_value(TEXT)
    expect(bram.page.locator("#connection")).to_be_hidden()


def test_a_line_sent_while_signed_out_goes_after_signing_in(sit: Sit, product: Product, board: Board) -> None:
    bram = sit(BRAM, board, rough=True)
    product.end_sessions(BRAM)
    bram.write(TEXT)
    expect(bram.page.locator("#waiting")).to_contain_text(f"Wacht op verzending: ‘{TEXT}’")
    expect(bram.page.locator("#connection")).to_contain_text("U bent afgemeld")
    bram.page.reload()
    sign_in(bram)
    expect(bram.page.locator("#log > li").first).to_contain_text(TEXT)
    expect(bram.page.locator("#waiting")).to_have_count(0)
    texts = [getattr(entry.fact, "text", "") for entry in board.incident.entries()]
    assert texts.count(TEXT) == 1


def test_another_screen_of_another_person_goes_on(sit: Sit, product: Product, board: Board) -> None:
    anna, bram = sit(ANNA, board), sit(BRAM, board, rough=True)
    product.end_sessions(BRAM)
    expect(bram.page.locator("#connection")).to_be_visible()
    anna.write("Anna gaat door.")
    expect(anna.page.locator("#log > li").first).to_contain_text("Anna gaat door.")
    expect(anna.page.locator("#connection")).to_be_hidden()
    expect(bram.page.locator("#log")).not_to_contain_text("Anna gaat door.")


def test_signing_out_one_device_from_another(sit: Sit, board: Board) -> None:
    phone, desk = sit(BRAM, board, rough=True), sit(BRAM, "/account")
    desk.page.get_by_role("button", name="Overal afmelden, behalve hier").click()
    expect(phone.page.locator("#connection")).to_contain_text("U bent afgemeld")
    desk.go(f"/incidents/{board.id}").live()
