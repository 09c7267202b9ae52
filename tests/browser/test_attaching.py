"""A picture goes along with a message: who approves sees it, and a picture less is another message."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from crisis import people
from crisis.board.communications import Communication
from tests.attached import ALT, document, photo, picture
from tests.browser.seat import NARROW, PHONE, Seat, Sit
from tests.cast import BRAM, Board, Player
from tests.server import Product

DRAFT = {
    "title": "Wat er is gebeurd",
    "product": "web_update",
    "audience": ["residents"],
    "words": "Er was een incident op het plein. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112.",
}


def adds(seat: Seat, file: Path, alt: str = ALT) -> None:
    """Add a file with the form on the page of the message."""
    seat.page.locator("#files summary").click()
    seat.page.get_by_label("Wat staat erop?").fill(alt)
    seat.page.get_by_label("Bestand", exact=True).set_input_files(file)
    seat.page.get_by_role("button", name="Bijlage toevoegen").click()


def mayor(product: Product) -> Player:
    with product.ledger.database.write() as connection:
        known = people.by_email(connection, "gerda@voorbeeld.nl")
        number = (
            known.id
            if known
            else people.add(connection, "gerda@voorbeeld.nl", "Gerda", password=None, standing=["mayor"])
        )
    return Player(number, "Gerda", None, ("mayor",))


def loaded(seat: Seat, where: str) -> None:
    """Wait until a picture is really drawn."""
    seat.page.locator(where).scroll_into_view_if_needed()
    seat.until(f"document.querySelector({where!r}).naturalWidth > 0")


def test_attached_approved_on_a_phone_and_void_when_it_goes(
    sit: Sit, product: Product, board: Board, tmp_path: Path
) -> None:
    number = board.does(BRAM, "communications.draft", **DRAFT).last
    where = f"/incidents/{board.id}/things/{number}"
    image, letter = tmp_path / "kaart van het plein.jpg", tmp_path / "brief.docx"
    image.write_bytes(photo())
    letter.write_bytes(document())
    bram = sit(BRAM, where).live()
    adds(bram, image)
    expect(bram.page.locator("#files img")).to_have_attribute("alt", ALT)
    loaded(bram, "#files img")
    adds(bram, letter, "Brief aan de buurt")
    expect(bram.page.locator("#files").get_by_role("link", name="Brief aan de buurt")).to_be_visible()
    bram.page.locator("#submit").click()
    expect(bram.page.locator("#thing .tag", has_text="Wacht op akkoord").first).to_be_visible()

    gerda = sit(mayor(product), where, size=PHONE).live()
    expect(gerda.page.locator(".judge")).to_contain_text("Uw akkoord geldt ook hiervoor.")
    loaded(gerda, ".judge img")
    gerda.page.locator("#approve").click()
    expect(gerda.page.locator("#thing .tag", has_text="Akkoord").first).to_be_visible()

    bram.page.get_by_role("button", name="Weghalen kaart van het plein.jpg").click()
    expect(gerda.page.get_by_text("Het akkoord is vervallen")).to_be_visible()
    expect(bram.page.locator("#files img")).to_have_count(0)
    assert [one.alt for one in board.incident[Communication][number].attachments] == ["Brief aan de buurt"]


def test_without_javascript_what_was_typed_stays(sit: Sit, board: Board, tmp_path: Path) -> None:
    number = board.does(BRAM, "communications.draft", **DRAFT).last
    where = f"/incidents/{board.id}/things/{number}"
    bram = sit(BRAM, where, size=NARROW, java_script_enabled=False, rough=True)
    wrong, right = tmp_path / "kaart.png", tmp_path / "kaart2.png"
    wrong.write_bytes(b"<svg onload='alert(1)'/>")
    right.write_bytes(picture())
    adds(bram, wrong)
    expect(bram.page.locator("#files .error-summary")).to_contain_text("Dit soort bestand kan niet.")
    expect(bram.page.get_by_label("Wat staat erop?")).to_have_value(ALT)
    bram.page.get_by_label("Bestand", exact=True).set_input_files(right)
    bram.page.get_by_role("button", name="Bijlage toevoegen").click()
    expect(bram.page.locator("#files img")).to_have_attribute("alt", ALT)
    bram.page.get_by_role("button", name="Weghalen kaart2.png").click()
    assert board.incident[Communication][number].attachments == ()


def test_a_file_that_was_chosen_stays_when_others_work(sit: Sit, board: Board, tmp_path: Path) -> None:
    number = board.does(BRAM, "communications.draft", **DRAFT).last
    image = tmp_path / "kaart.png"
    image.write_bytes(picture())
    bram = sit(BRAM, f"/incidents/{board.id}/things/{number}").live()
    bram.page.locator("#files summary").click()
    bram.page.get_by_label("Bestand", exact=True).set_input_files(image)
    bram.page.get_by_label("Wat staat erop?").fill(ALT)
    board.does(BRAM, "communications.comment", communication=number, words="Een ander werkt hier ook.")
    expect(bram.page.get_by_text("Een ander werkt hier ook.").first).to_be_visible()
    expect(bram.page.get_by_label("Wat staat erop?")).to_have_value(ALT)
    assert bram.page.evaluate("document.getElementById('attach-file').files.length") == 1
    bram.page.get_by_role("button", name="Bijlage toevoegen").click()
    expect(bram.page.locator("#files img")).to_have_attribute("alt", ALT)
