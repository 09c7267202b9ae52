"""Not only the board: every page of an incident keeps up, or it would look fresh while it is old."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import Sit
from tests.cast import ANNA, BRAM, FLEUR, Board


def test_the_page_of_a_task_follows(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    bram = sit(BRAM, f"/incidents/{board.id}/things/{task}").live()
    expect(bram.page.get_by_role("button", name="Ik doe dit")).to_be_visible()
    bram.at(board.does(FLEUR, "tasks.claim", task=task).last)
    expect(bram.page.locator("main .rows")).to_contain_text("Fleur")
    expect(bram.page.get_by_role("button", name="Ik doe dit")).to_have_count(0)


def test_the_page_of_a_task_that_one_may_no_longer_see_says_so(sit: Sit, board: Board) -> None:
    task = board.adds_task(ANNA, "Kanarie", circle="full_team")
    bram = sit(BRAM, f"/incidents/{board.id}/things/{task}", rough=True).live()
    board.does(ANNA, "tasks.change", task=task, title="Kanarie in kleine kring", circle="restricted")
    expect(bram.page.locator("main")).not_to_contain_text("Kanarie")
    expect(bram.page.locator("body")).to_contain_text("Niet gevonden")


@pytest.mark.parametrize("path", ["", "/log", "/team", "/playbook", "/exports"])
def test_phase_and_scale_in_the_header_are_of_now(sit: Sit, board: Board, path: str) -> None:
    bram = sit(BRAM, f"/incidents/{board.id}{path}").live()
    bram.at(board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.").last)
    expect(bram.page.locator("#heading")).to_contain_text("Onrust in de wijk")


def test_the_log_page_keeps_what_was_chosen_and_folded_open(sit: Sit, board: Board) -> None:
    board.writes(ANNA, "Over de markt.")
    bram = sit(BRAM, f"/incidents/{board.id}/log").live()
    bram.page.click("#filter > summary")
    bram.page.fill("#q", "markt")
    bram.at(board.writes(ANNA, "Weer over de markt."))
    expect(bram.page.locator("#log")).to_contain_text("Weer over de markt.")
    expect(bram.page.locator("#q")).to_have_value("markt")
    expect(bram.page.locator("#q")).to_be_focused()
    bram.page.press("#q", "Enter")
    expect(bram.page.locator("#log > .line")).to_have_count(2)
