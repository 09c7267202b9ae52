"""Two people with the same board open see each other's work, without loading the page again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import PHONE, Sit
from tests.cast import ANNA, BRAM, Board


def test_a_claimed_task_shows_at_the_other(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    marker = "window.stayed = 1"
    anna.page.evaluate(marker)
    bram.page.click(f"#claim-{task}")
    expect(anna.card(task).locator(".who")).to_have_text("Bram")
    expect(bram.card(task)).to_have_class("task mine")
    expect(anna.card(task)).to_have_class("task")
    assert anna.page.evaluate("window.stayed"), "the page was loaded again"


def test_a_log_line_shows_at_the_other_and_the_counter_moves_on(sit: Sit, board: Board) -> None:
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    before = int(anna.page.inner_text("#asof-seq"))
    bram.write("De wijkagent is ter plaatse.")
    line = anna.line(before + 1)
    expect(line.locator(".said")).to_have_text("De wijkagent is ter plaatse.")
    expect(anna.page.locator("#log > li").first).to_have_id(f"line-{before + 1}")
    expect(anna.page.locator("#asof-seq")).to_have_text(str(before + 1))
    expect(anna.page.locator("#asof-time")).to_have_text(line.locator("time").inner_text())
    expect(bram.page.locator("#quick-text")).to_have_value("")
    expect(bram.page.locator("#quick-text")).to_be_focused()


def test_only_what_others_did_is_announced(sit: Sit, board: Board) -> None:
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    own = board.incident.seq + 1
    anna.write("Dit schreef Anna zelf.")
    expect(anna.line(own)).to_be_visible()
    bram.write("Dit schreef Bram.")
    expect(anna.page.locator("#status")).to_have_text(f"#{own + 1}: Dit schreef Bram.")
    expect(bram.page.locator("#status")).to_have_text(f"#{own}: Dit schreef Anna zelf.")
    assert anna.page.locator("[aria-live]").count() == 0, "a live board talks all the time"


def test_many_changes_are_announced_as_one(sit: Sit, board: Board) -> None:
    anna = sit(ANNA, board)
    anna.page.evaluate(
        "window.told = []; new MutationObserver(() => told.push(document.getElementById('status').textContent))"
        ".observe(document.getElementById('status'), { childList: true })"
    )
    last = [board.writes(BRAM, f"Regel {number}") for number in range(8)][-1]
    anna.at(last)
    anna.until("window.told.length && window.told.join(' ').includes('wijzigingen op het bord')")
    assert len(anna.page.evaluate("window.told")) <= 4


def test_who_else_is_here_and_who_is_writing(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    expect(anna.page.locator("#presence span")).to_have_text(["Bram"])
    anna.go(f"/incidents/{board.id}").live()
    for seat in (anna, bram):
        seat.page.click(f"#open-{task}")
        seat.page.get_by_role("link", name="Taak wijzigen").click()
        seat.page.wait_for_selector("#dialog #act-form")
    expect(anna.page.locator("#edited-by")).to_have_text("Bram schrijft hier ook aan.")
    bram.page.click("#dialog-close")
    expect(anna.page.locator("#edited-by")).to_have_count(0)


@pytest.mark.parametrize("path", ["/log", "/team"])
def test_other_pages_follow_too(sit: Sit, board: Board, path: str) -> None:
    bram = sit(BRAM, f"/incidents/{board.id}{path}").live()
    board.does(ANNA, "team.assign", person=BRAM.id, role="evaluator")
    last = board.writes(ANNA, "Nieuws voor wie het logboek leest.")
    bram.at(last)
    expected = {"/log": "Nieuws voor wie het logboek leest.", "/team": "Evaluator"}[path]
    expect(bram.page.locator("main")).to_contain_text(expected)


def test_on_a_phone_the_other_parts_keep_up(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board, size=PHONE)
    expect(bram.page.locator("#zone-now")).to_be_visible()
    expect(bram.page.locator("#zone-log")).to_be_hidden()
    last = board.writes(ANNA, "Voor onderweg.")
    bram.at(last)
    bram.page.click(".thumb [data-zone=log]")
    expect(bram.line(last)).to_be_visible()
    bram.write("Ik ben er bijna.")
    expect(bram.page.locator("#log > li").first).to_contain_text("Ik ben er bijna.")
