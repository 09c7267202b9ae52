"""A situation report in the browser: drawn from the log, edited, set, its text copied; and GRIP on the board."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from crisis.board.sitraps import SituationReport
from tests.browser.seat import NARROW, Seat, Sit
from tests.browser.test_dialogue import fill
from tests.cast import ANNA, BRAM, Board


def _report(board: Board) -> SituationReport:
    return list(board.incident[SituationReport].values())[-1]


def _drafted(sit: Sit, board: Board) -> Seat:
    seat = sit(ANNA, f"/incidents/{board.id}/meetings").live()
    seat.page.get_by_role("link", name="Situatierapporten").click()
    seat.page.get_by_role("link", name="Concept maken", exact=True).click()
    expect(seat.page.locator("#dialog #f-situation")).to_have_value(re.compile("Twintig mensen op het plein"))
    fill(seat, {"expectation": "Het blijft klein."})
    seat.page.get_by_role("link", name="Concept #").click()
    return seat.live()


def test_from_log_to_lcms(sit: Sit, board: Board) -> None:
    board.writes(ANNA, "Twintig mensen op het plein.", kind="report", verification="confirmed")
    anna = _drafted(sit, board)
    bram = sit(BRAM, f"/incidents/{board.id}").live()
    assert _report(board).draft

    anna.page.get_by_role("link", name="Aanpassen").click()
    fill(anna, {"bottlenecks": "Er is geen tolk."})
    expect(anna.page.locator(".report")).to_contain_text("Er is geen tolk.")
    anna.page.get_by_role("button", name="Vaststellen").click()
    expect(anna.page.get_by_role("heading", name="Situatierapport 1")).to_be_visible()

    anna.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    anna.page.get_by_role("button", name="Kopieer de tekst").click()
    expect(anna.page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = anna.page.evaluate("navigator.clipboard.readText()")
    assert copied == anna.page.locator("#plain").input_value()
    assert copied.startswith("SITUATIERAPPORT 1\n")
    assert "KNELPUNTEN\nEr is geen tolk.\n" in copied

    expect(bram.page.locator("#grip")).not_to_contain_text("LCMS")
    board.does(ANNA, "scale.set", level="G2", reason="De regio heeft opgeschaald.")
    expect(bram.page.locator("#grip")).to_contain_text("GRIP 2: de veiligheidsregio leidt, LCMS is leidend.")
    bram.page.get_by_role("link", name="Tekst van situatierapport 1").click()
    expect(bram.page.locator("#plain")).to_have_value(copied)


def test_what_another_changes_is_read_before_it_is_set(sit: Sit, board: Board) -> None:
    report = board.does(ANNA, "sitraps.draft", situation="Rustig.").last
    anna = sit(ANNA, f"/incidents/{board.id}/things/{report}").live()
    board.does(ANNA, "sitraps.edit", sitrap=report, situation="Toch druk.")
    expect(anna.page.locator(".report")).to_contain_text("Toch druk.")
    anna.page.get_by_role("button", name="Vaststellen").click()
    expect(anna.page.get_by_role("heading", name="Situatierapport 1")).to_be_visible()


def test_without_javascript_on_a_narrow_screen(sit: Sit, board: Board) -> None:
    seat = sit(ANNA, f"/incidents/{board.id}/sitraps", java_script_enabled=False, size=NARROW)
    seat.page.get_by_role("link", name="Concept maken", exact=True).click()
    seat.page.locator("#act-form .actions .button.primary").click()
    seat.page.get_by_role("link", name="Concept #").click()
    seat.page.get_by_role("button", name="Vaststellen").click()
    expect(seat.page.get_by_role("heading", name="Situatierapport 1")).to_be_visible()
    expect(seat.page.get_by_role("button", name="Kopieer de tekst")).to_be_hidden()
    expect(seat.page.locator("#plain")).to_be_visible()
