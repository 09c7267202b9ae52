"""Without JavaScript everything works by links, forms and pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import NARROW, WIDE, Seat, Sit
from tests.cast import ANNA, BRAM, FLEUR, PASSWORD, Board, Player


def signed_in(sit: Sit, player: Player, **options: object) -> Seat:
    """Sign in with the form."""
    seat = sit(None, "/", java_script_enabled=False, **options)
    seat.page.get_by_label("E-mailadres").fill(player.email)
    seat.page.get_by_label("Wachtwoord").fill(PASSWORD)
    seat.page.get_by_role("button", name="Aanmelden").click()
    return seat


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_whole_working_day(sit: Sit, board: Board, size: tuple[int, int]) -> None:
    task = board.adds_task()
    seat = signed_in(sit, BRAM, size=size)
    page = seat.page
    page.locator(f"a[href='/incidents/{board.id}']").click()
    page.get_by_label("Vastleggen").fill("Vastgelegd zonder script.")
    page.get_by_role("button", name="Vastleggen", exact=True).click()
    expect(page.locator("#log > li").first).to_contain_text("Vastgelegd zonder script.")
    page.click(f"#claim-{task}")
    expect(seat.card(task).locator(".who")).to_have_text("Bram")
    page.click(f"#open-{task}")
    page.get_by_role("link", name="Taak klaar melden").click()
    page.get_by_label("Wat is het resultaat?").fill("Hij komt om 18 uur.")
    page.get_by_role("button", name="Taak klaar melden").click()
    expect(page.locator("main")).to_contain_text("Hij komt om 18 uur.")
    page.goto(f"{seat.address}/incidents/{board.id}/log")
    expect(page.locator("#log")).to_contain_text("is klaar gemeld: Hij komt om 18 uur.")


def test_searching_the_log(sit: Sit, board: Board) -> None:
    board.writes(ANNA, "Over de markt.")
    seat = signed_in(sit, BRAM)
    seat.go(f"/incidents/{board.id}/log")
    seat.page.click("#filter > summary")
    seat.page.fill("#q", "markt")
    seat.page.get_by_role("button", name="Toon").click()
    expect(seat.page.locator("#log > .line")).to_have_count(1)
    expect(seat.page.locator("#log > .line")).to_contain_text("Over de markt.")


def test_a_refusal_keeps_the_text_and_says_what_to_do(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    seat = signed_in(sit, BRAM)
    seat.rough = True
    seat.go(f"/incidents/{board.id}/tasks/change?task={task}")
    board.does(FLEUR, "tasks.change", task=task, title="Van Fleur")
    seat.page.fill("#f-title", "Van Bram")
    seat.page.get_by_role("button", name="Taak wijzigen").click()
    expect(seat.page.locator(".clash dd")).to_have_text(["Van Fleur", "Van Bram"])
    expect(seat.page.locator("#f-title")).to_have_value("Van Bram")
    seat.page.get_by_role("button", name="Taak wijzigen").click()
    seat.go(f"/incidents/{board.id}/things/{task}")
    expect(seat.page.locator("main h1")).to_have_text("Van Bram")


def test_opening_an_incident(sit: Sit) -> None:
    seat = signed_in(sit, ANNA)
    seat.page.get_by_role("link", name="Incident openen").click()
    seat.page.get_by_role("link", name="Incident bij een gebedshuis").click()
    seat.page.get_by_label("Hoe noemt u dit incident?").fill("Oefenen zonder script")
    seat.page.get_by_label("Dit is een oefening").check()
    seat.page.get_by_role("button", name="Incident openen").click()
    expect(seat.page.locator("#heading")).to_contain_text("Oefenen zonder script")
    expect(seat.page.locator(".exercise-bar")).to_be_visible()


def test_signing_out_ends_it(sit: Sit, board: Board) -> None:
    seat = signed_in(sit, BRAM)
    expect(seat.page.locator("h1")).to_have_text("Incidenten")
    seat.page.get_by_role("button", name="Afmelden").click()
    expect(seat.page.locator("h1")).to_have_text("Aanmelden")
    seat.go(f"/incidents/{board.id}")
    expect(seat.page.locator("h1")).to_have_text("Aanmelden")


def test_a_wrong_password_says_so_and_keeps_the_address(sit: Sit) -> None:
    seat = sit(None, "/login", java_script_enabled=False, rough=True)
    seat.page.get_by_label("E-mailadres").fill(BRAM.email)
    seat.page.get_by_label("Wachtwoord").fill("vier rode fietsen")
    seat.page.get_by_role("button", name="Aanmelden").click()
    expect(seat.page.get_by_role("alert")).to_contain_text("Aanmelden is niet gelukt")
    expect(seat.page.get_by_label("E-mailadres")).to_have_value(BRAM.email)
