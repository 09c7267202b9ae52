"""Five people bring a statement from draft to release; an approval is lost in front of the eyes of who gave it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from crisis import people
from crisis.board.communications import Communication
from tests.browser.seat import NARROW, PHONE, Seat, Sit
from tests.cast import ANNA, BRAM, CELIK, DIRK, Board, Player
from tests.server import Product

WORDS = "Er was een incident op het plein. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
HOLDING = "Er was een incident bij {{plaats}}. Wij vertellen meer om {{volgende-update}}. Bel bij gevaar 112."


@pytest.fixture
def gerda(product: Product) -> Player:
    """The mayor."""
    with product.ledger.database.write() as connection:
        known = people.by_email(connection, "gerda@voorbeeld.nl")
        if known:
            return Player(known.id, "Gerda", None, ("mayor",))
        made = people.add(connection, "gerda@voorbeeld.nl", "Gerda", password=None, standing=["mayor"])
    return Player(made, "Gerda", None, ("mayor",))


def in_dialog(seat: Seat) -> Locator:
    """The open form; the button in it does the act."""
    return seat.page.locator("#dialog")


def send(seat: Seat) -> None:
    in_dialog(seat).locator("#act-form .actions .button.primary").click()
    expect(in_dialog(seat)).not_to_be_visible()


def begun(bram: Seat, board: Board) -> int:
    """Bram begins a message on the page for messages; gives its number."""
    bram.page.get_by_role("link", name="Bericht maken").click()
    form = in_dialog(bram)
    form.locator("[name=title]").fill("Wat er is gebeurd")
    form.locator("[name=product]").select_option("web_update")
    form.locator("[name=audience][value=residents]").check()
    send(bram)
    bram.page.get_by_role("link", name="Wat er is gebeurd").click()
    return max(board.incident[Communication])


def test_from_draft_to_release(sit: Sit, product: Product, board: Board, gerda: Player) -> None:
    bram = sit(BRAM, f"/incidents/{board.id}/communications").live()
    number = begun(bram, board)
    board.does(ANNA, "communications.ask_look", communication=number, role="police_liaison", on="facts")
    bram.page.get_by_label("De tekst van het bericht").fill(WORDS)
    bram.page.get_by_role("button", name="Tekst opslaan").click()
    # Two requests at once come in either order: who hands in a text sees first that it was saved.
    expect(bram.page.locator("#thing").get_by_text("versie 2").first).to_be_visible()
    bram.page.locator("#submit").click()
    expect(bram.page.locator("#thing .tag", has_text="Wacht op akkoord").first).to_be_visible()

    celik = sit(CELIK, f"/incidents/{board.id}/things/{number}").live()
    celik.page.locator("#check").click()
    expect(bram.page.locator("#thing").get_by_text("Klopt", exact=True)).to_be_visible()

    mayor = sit(gerda, f"/incidents/{board.id}/things/{number}", size=PHONE).live()
    expect(mayor.page.locator(".judge")).to_contain_text(WORDS)
    expect(mayor.page.locator(".judge")).to_contain_text("Politie keek naar feiten (Celik)")
    mayor.page.locator("#approve").click()
    expect(mayor.page.locator("#thing .tag", has_text="Akkoord").first).to_be_visible()

    bram.page.get_by_label("De tekst van het bericht").fill(f"{WORDS} Het was druk.")
    bram.page.get_by_role("button", name="Tekst opslaan").click()
    expect(mayor.page.get_by_text("Het akkoord is vervallen")).to_be_visible()
    bram.page.locator("#submit").click()
    expect(mayor.page.locator(".judge ins")).to_contain_text("Het was druk")

    celik.page.locator("#check").click()
    expect(bram.page.locator("#thing").get_by_text("Klopt", exact=True)).to_be_visible()

    dirk = sit(DIRK, f"/incidents/{board.id}/things/{number}").live()
    dirk.page.get_by_role("link", name="Akkoord per telefoon").click()
    send(dirk)
    expect(bram.page.get_by_text("Per telefoon, vastgelegd door Dirk")).to_be_visible()
    bram.page.get_by_role("link", name="Uitbrengen").click()
    in_dialog(bram).locator("[name=channels][value=website]").check()
    send(bram)
    expect(bram.page.locator("#thing .tag", has_text="Uitgebracht").first).to_be_visible()
    expect(bram.page.locator("#plain-text")).to_have_value(f"Wat er is gebeurd\n\n{WORDS} Het was druk.")
    released = board.incident[Communication][number].release
    assert released
    assert not released.mandate


def test_not_agreed_and_call_me_from_a_narrow_phone(sit: Sit, product: Product, board: Board, gerda: Player) -> None:
    typed = {"title": "Brief", "product": "residents_letter", "audience": ["neighbours"], "words": WORDS}
    number = board.does(BRAM, "communications.draft", **typed).last
    board.does(BRAM, "communications.submit", communication=number)
    mayor = sit(gerda, f"/incidents/{board.id}/things/{number}", size=NARROW).live()
    box = mayor.page.locator("#approve").bounding_box()
    assert box
    assert box["y"] + box["height"] <= NARROW[1], "the thumb reaches the button without scrolling"
    mayor.page.locator("#call-me").click()
    expect(mayor.page.get_by_text("wil hierover gebeld worden")).to_be_visible()
    mayor.page.locator("#refuse").click()
    in_dialog(mayor).locator("[name=reason]").fill("Noem de straat niet.")
    send(mayor)
    assert board.incident[Communication][number].status == "changes_requested"


def test_a_text_is_kept_without_javascript(sit: Sit, board: Board) -> None:
    typed = {"title": "Procesbericht", "product": "holding_statement", "audience": ["residents"], "words": HOLDING}
    number = board.does(BRAM, "communications.draft", **typed).last
    bram = sit(BRAM, f"/incidents/{board.id}/things/{number}", size=PHONE, java_script_enabled=False)
    bram.page.get_by_label("De tekst van het bericht").fill(HOLDING.replace("{{plaats}}", "het plein"))
    bram.page.get_by_role("button", name="Tekst opslaan").click()
    assert "het plein" in board.incident[Communication][number].words
