"""Looking back: what we knew then, unmistakably not now, and nothing to press that would change it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import NARROW, WIDE, Sit
from tests.cast import ANNA, BRAM, Board


def test_the_board_as_it_was(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    then = board.incident.seq
    board.does(BRAM, "tasks.claim", task=task)
    bram = sit(BRAM, f"/incidents/{board.id}?at={then}")
    expect(bram.page.locator("main")).to_have_attribute("data-past", "")
    expect(bram.card(task).locator(".who")).not_to_contain_text("Bram")
    expect(bram.line(then + 1)).to_have_count(0)
    expect(bram.page.get_by_text("Dit is het verleden.")).to_be_visible()
    board.writes(ANNA, "Dit is van nu.")
    bram.page.wait_for_timeout(1500)
    expect(bram.page.locator("body")).not_to_contain_text("Dit is van nu.")


def test_the_slider_goes_further_back_and_the_link_back_to_now(sit: Sit, board: Board) -> None:
    for number in range(6):
        board.writes(ANNA, f"Regel {number}")
    last = board.incident.seq
    bram = sit(BRAM, board)
    bram.page.get_by_role("link", name="Terugkijken").click()
    slider = bram.page.get_by_role("slider", name="Ga naar #")
    expect(slider).to_have_value(str(last - 1))
    slider.focus()
    slider.press("Home")
    expect(bram.page).to_have_url(f"{bram.address}/incidents/{board.id}?at=1")
    expect(bram.page.locator("#log > li")).to_have_count(1)
    bram.page.get_by_role("link", name="Terug naar nu").click()
    expect(bram.line(last)).to_be_visible()
    bram.live()
    expect(bram.page.get_by_text("Dit is het verleden.")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "/log", "/team", "/playbook", "/exports", "/things/{task}", "/entries/{task}"])
def test_the_past_offers_nothing_to_change(sit: Sit, board: Board, path: str) -> None:
    task = board.adds_task()
    then = board.writes(ANNA, "Tot hier.")
    board.writes(ANNA, "En daarna.")
    anna = sit(ANNA, f"/incidents/{board.id}{path.format(task=task)}?at={then}")
    expect(anna.page.get_by_text("Dit is het verleden.")).to_be_visible()
    expect(anna.page.locator("[data-act], #quick, .task .quick button")).to_have_count(0)
    acts = anna.page.locator("main a[data-dialog]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert [one for one in acts if "/things/" not in one and "/entries/" not in one] == []
    assert all(f"at={then}" in one for one in acts), "a link out of the past into now, without a word"


def test_walking_through_the_past_stays_in_it(sit: Sit, board: Board) -> None:
    board.adds_task()
    then = board.writes(ANNA, "Tot hier.")
    board.writes(ANNA, "Kanarie van later.")
    anna = sit(ANNA, f"/incidents/{board.id}?at={then}")
    for tab in ("Logboek", "Team", "Draaiboek", "Uitdraai", "Bord"):
        anna.page.get_by_label("Dit incident").get_by_role("link", name=tab).click()
        expect(anna.page.get_by_text("Dit is het verleden.")).to_be_visible()
        expect(anna.page.locator("body")).not_to_contain_text("Kanarie van later.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_sees_at_a_glance_that_it_is_the_past(sit: Sit, board: Board, size: tuple[int, int], scheme: str) -> None:
    then = board.writes(ANNA, "Tot hier.")
    board.writes(ANNA, "En daarna.")
    anna = sit(ANNA, f"/incidents/{board.id}?at={then}", size=size, color_scheme=scheme)
    bar = anna.page.locator(".past-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    colour = "one => getComputedStyle(one).backgroundColor"
    assert bar.evaluate(colour) != anna.page.locator("body").evaluate(colour)
    assert bar.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"


def test_a_number_that_is_not_in_the_log(sit: Sit, board: Board) -> None:
    anna = sit(ANNA, f"/incidents/{board.id}?at={board.incident.seq + 5}", rough=True)
    expect(anna.page.locator("h1")).to_have_text("Niet gevonden")
