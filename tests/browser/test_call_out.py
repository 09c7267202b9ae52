"""A call-out answered from three phones, while the chair sees the roll change."""

from __future__ import annotations

from playwright.sync_api import expect

from crisis.board.team.calling import Called, current, of
from tests.browser.places import token_for
from tests.browser.seat import PHONE, Seat, Sit
from tests.cast import ANNA, EVA, Board, list_function
from tests.server import Product

ROLES = ("enforcement", "care_liaison", "youth_work")


def test_a_call_out_answered_from_three_phones(sit: Sit, product: Product, board: Board) -> None:
    mark = f"bij {board.id}"
    for role, name in zip(ROLES, ("Handhaving", "Zorg", "Jeugd"), strict=True):
        list_function(product.ledger, f"{name} {mark}", [role], EVA if name == "Zorg" else None)
    anna = sit(ANNA, f"/incidents/{board.id}/team").live()
    anna.page.get_by_role("link", name="Team oproepen").click()
    dialog = anna.page.locator("#dialog")
    dialog.locator("[name=place]").fill("Stadskantoor, kamer 2")
    for role in ROLES:
        dialog.locator(f"[name=roles][value={role}]").check()
    dialog.locator("#act-form .actions .button.primary").click()
    heading = anna.page.locator("#roll-title")
    expect(heading).to_have_text("Oproep: 0 van 3 komen")

    numbers = {one.roles[0]: one.id for one in _roll(board)}
    phones = {role: _opened(sit, product, board, number) for role, number in numbers.items()}
    expect(anna.page.locator(".tag", has_text="Verstuurd")).to_have_count(3)

    phones["enforcement"].page.get_by_role("button", name="Over 20 min").click()
    expect(phones["enforcement"].page.locator(".notice")).to_contain_text("Uw antwoord is vastgelegd: komt")
    expect(heading).to_have_text("Oproep: 1 van 3 komt")

    care = phones["care_liaison"].page
    care.get_by_label("Wilt u iets zeggen?").fill("Ik kom met de trein.")
    care.get_by_label("Wilt u iets zeggen?").press("Enter")
    expect(care.get_by_role("button", name="Nu")).to_be_visible()
    care.get_by_role("button", name="Nu").click()
    expect(care.locator(".notice")).to_contain_text("komt")
    expect(heading).to_have_text("Oproep: 2 van 3 komen")
    expect(anna.page.get_by_text("Ik kom met de trein.")).to_be_visible()
    expect(anna.page.get_by_role("row", name="Zorg", exact=False).filter(has_text="Eva").first).to_be_visible()

    youth = phones["youth_work"].page
    youth.get_by_label("Wie vervangt u?").fill("De coördinator jeugd.")
    youth.get_by_role("button", name="Ik kan niet komen").click()
    expect(youth.locator(".notice")).to_contain_text("kan niet")
    expect(anna.page.locator(".tag", has_text="Kan niet")).to_be_visible()
    youth.reload()
    expect(youth.locator("form")).to_have_count(0)


def _roll(board: Board) -> list[Called]:
    incident = board.incident
    out = current(incident)
    assert out
    return of(incident, out)


def _opened(sit: Sit, product: Product, board: Board, number: int) -> Seat:
    """A phone of somebody without an account, with the link out of the message open on it."""
    return sit(None, f"/oproep/{token_for(product, board, number)}", size=PHONE)
