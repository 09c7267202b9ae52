"""The status page of the burgemeester in a browser: live, on a phone, and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.seat import Sit
from tests.cast import ANNA, DIRK, Board

PHONE = (390, 844)


def test_it_is_where_one_lands_and_it_stays_up_to_date(sit: Sit, board: Board) -> None:
    dirk = sit(DIRK, board, size=PHONE)
    expect(dirk.page).to_have_url(f"{dirk.address}/incidents/{board.id}/status")
    expect(dirk.page.locator("#stand")).to_contain_text("Melding")
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    board.writes(ANNA, "Eén ruit is kapot.", kind="fact", circle="public")
    read = {"level": "3", "reason": "Groepen roepen.", "source_type": "resident", "circle": "public"}
    dirk.at(board.does(ANNA, "tension.read", **read).last)
    for text in ("Onrust in de wijk", "Er staan groepen op straat.", "Eén ruit is kapot.", "gespannen (3)"):
        expect(dirk.page.locator("#stand")).to_contain_text(text)
    expect(dirk.page.locator("#stand svg.sparkline")).to_be_visible()


def test_what_others_may_read_changes_nothing_on_it(sit: Sit, board: Board) -> None:
    dirk = sit(DIRK, board, size=PHONE)
    before = dirk.page.locator("#stand").inner_text()
    board.writes(ANNA, "Kanarie", kind="rumour", circle="full_team")
    dirk.at(board.writes(ANNA, "Kanarie mening", kind="opinion", circle="public"))
    assert dirk.page.locator("#stand").inner_text() == before
    assert "Kanarie" not in dirk.page.content()


def test_what_counts_stands_on_one_screen_of_a_phone(sit: Sit, board: Board) -> None:
    board.does(ANNA, "scale.set", level="3", reason="De burgemeester wil dit zelf leiden, met het hele team erbij.")
    board.adds_task(title="Familie bezoeken", owner_role="mayor", circle="mayor", due="2099-01-01T10:00")
    board.writes(ANNA, "Eén ruit is kapot.", kind="fact", circle="public")
    read = {"level": "3", "reason": "Groepen roepen.", "source_type": "resident", "circle": "public"}
    board.does(ANNA, "tension.read", **read)
    dirk = sit(DIRK, board, size=PHONE)
    for heading in ("stand-state", "stand-wait", "stand-next", "stand-known"):
        box = dirk.page.locator(f"#{heading}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < PHONE[1], heading


def test_it_works_without_javascript(sit: Sit, board: Board) -> None:
    board.writes(ANNA, "Eén ruit is kapot.", kind="fact", circle="public")
    dirk = sit(DIRK, f"/incidents/{board.id}", size=PHONE, java_script_enabled=False)
    expect(dirk.page.locator("#stand")).to_contain_text("Eén ruit is kapot.")
    dirk.page.get_by_role("link", name="Eén ruit is kapot.").click()
    expect(dirk.page.locator("main")).to_contain_text("Eén ruit is kapot.")
