"""A call-out answered from three phones, while the chair sees the roll change."""

from __future__ import annotations

from playwright.sync_api import expect

from crisis.board.team.calling import Called, current, of
from tests.browser.places import token_for
from tests.browser.seat import PHONE, Seat, Sit
from tests.cast import ANNA, BRAM, CELIK, EVA, Board, list_function
from tests.server import Product

ROLES = ("log_keeper", "spokesperson", "police_liaison")


def test_a_call_out_answered_from_three_phones(sit: Sit, product: Product, board: Board) -> None:
    mark = f"bij {board.id}"
    for role, name in zip(ROLES, ("Verslag", "Woordvoering", "Politie"), strict=True):
        list_function(product.ledger, f"{name} {mark}", [role], EVA if name == "Woordvoering" else None)
    for player in (BRAM, CELIK):
        board.does(ANNA, "team.release", person=player.id, role=player.role)
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
    expect(anna.page.locator(".tag", has_text="Ligt klaar")).to_have_count(3)

    phones["log_keeper"].page.get_by_role("button", name="Over 20 min").click()
    expect(phones["log_keeper"].page.locator(".panel .notice")).to_contain_text("Uw antwoord is vastgelegd: komt")
    expect(heading).to_have_text("Oproep: 1 van 3 komt")

    voice = phones["spokesperson"].page
    voice.get_by_label("Wilt u iets zeggen?").fill("Ik kom met de trein.")
    voice.get_by_label("Wilt u iets zeggen?").press("Enter")
    expect(voice.get_by_role("button", name="Nu")).to_be_visible()
    voice.get_by_role("button", name="Nu").click()
    expect(voice.locator(".panel .notice")).to_contain_text("komt")
    expect(heading).to_have_text("Oproep: 2 van 3 komen")
    expect(anna.page.get_by_text("Ik kom met de trein.")).to_be_visible()
    expect(anna.page.get_by_role("row", name="Woordvoerder").filter(has_text="Eva").first).to_be_visible()

    police = phones["police_liaison"].page
    police.get_by_role("button", name="Ik heb het gelezen").click()
    expect(police.locator(".panel .notice")).to_contain_text("Het team weet dat u het las.")
    expect(anna.page.locator(".tag", has_text="Heeft het gelezen")).to_be_visible()
    police.get_by_label("Mijn vervanger is").fill("De operationeel coördinator.")
    police.get_by_role("button", name="Ik kan niet komen").click()
    expect(police.locator(".panel .notice")).to_contain_text("kan niet")
    expect(anna.page.locator(".tag", has_text="Kan niet")).to_be_visible()
    expect(anna.page.get_by_text("Vervanger: De operationeel coördinator.")).to_be_visible()
    police.reload()
    expect(police.locator("form")).to_have_count(0)


def test_one_tap_on_a_phone_writes_down_what_a_call_gave(sit: Sit, product: Product, board: Board) -> None:
    list_function(product.ledger, f"Zorg bij {board.id}", ["care_liaison"])
    board.does(ANNA, "team.call_out", place="Kamer 2", roles=["care_liaison"])
    anna = sit(ANNA, f"/incidents/{board.id}/team", size=PHONE).live()
    for name, state in (("Gebeld, geen gehoor", "Geen gehoor"), ("Gebeld, komt", "Komt")):
        button = anna.page.get_by_role("button", name=name)
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        button.click()
        expect(anna.page.locator(".ruled .tag", has_text=state)).to_be_visible()
    expect(anna.page.locator("#roll-title")).to_have_text("Oproep: 1 van 1 komt")
    expect(anna.page.get_by_text("Zorg: 1 van 1")).to_be_visible()


def _roll(board: Board) -> list[Called]:
    incident = board.incident
    out = current(incident)
    assert out
    return of(incident, out)


def _opened(sit: Sit, product: Product, board: Board, number: int) -> Seat:
    """A phone of somebody without an account, with the link out of the message open on it."""
    return sit(None, f"/oproep/{token_for(product, board, number)}", size=PHONE)
