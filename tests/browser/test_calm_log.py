"""What the board records by itself in one act is one line of the log, that opens to the lines it stands for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from crisis.playbook import load
from tests.browser.picture import same
from tests.browser.seat import NARROW, PHONE, WIDE, Seat, Sit
from tests.browser.test_accessibility import found_by_axe
from tests.browser.test_without_script import signed_in
from tests.cast import ANNA, BRAM, DIRK, Board
from tests.server import Product

WHY = "De eerste onrust is voorbij."


@pytest.fixture
def board(product: Product) -> Board:
    """An incident on a shipped playbook, whose phases bring work along."""
    opened = product.ledger.open(ANNA.credential, load("incident-gebedshuis"), "Bekladding moskee")
    board = Board(product.ledger, opened.incident.id)
    board.does(ANNA, "team.assign", person=BRAM.id, role=BRAM.role)
    return board


def change_phase(board: Board, phase: str = "nazorg") -> range:
    """Enter a phase that brings work along; gives the numbers of its lines without the first."""
    done = board.does(ANNA, "phases.enter", phase=phase, reason=WHY)
    return range(done.first + 1, done.last + 1)


def group(seat: Seat, lines: range) -> Locator:
    """The line that stands for these."""
    return seat.page.locator(f"#group-{lines[0]}")


def summary(seat: Seat, lines: range) -> Locator:
    """What one opens it with."""
    return group(seat, lines).locator("summary")


def test_a_phase_change_by_one_is_one_line_at_the_other(sit: Sit, board: Board) -> None:
    anna, bram, before = sit(ANNA, board), sit(BRAM, board), board.incident.seq
    anna.go(f"/incidents/{board.id}/phases/enter?phase=nazorg")
    anna.page.get_by_label("Reden").fill(WHY)
    anna.page.get_by_role("button", name="Naar deze fase").click()
    bram.at(before + 1)
    last = board.incident.seq
    lines = range(before + 2, last + 1)
    expect(summary(bram, lines)).to_contain_text(f"9 taken en 1 bericht erbij (#{lines[0]}–#{last})")
    expect(bram.page.locator("#log > li").nth(1)).to_have_id(f"line-{lines[0] - 1}")
    expect(bram.line(lines[0] - 1)).to_be_visible()
    expect(bram.line(last)).to_be_hidden()
    summary(bram, lines).click()
    expect(bram.line(last)).to_be_visible()
    expect(group(bram, lines).locator(".line")).to_have_count(len(lines))
    anna.watch(board).write("Nazorg is begonnen.")
    expect(bram.page.locator("#log > li").first).to_have_id(f"line-{last + 1}")
    expect(bram.page.locator("#log > li").nth(1)).to_have_id(f"group-{lines[0]}")
    expect(bram.line(last)).to_be_visible()
    same(bram, sit(BRAM, board))


def test_who_was_away_catches_up_with_one_line(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board, rough=True)
    bram.page.context.set_offline(True)
    bram.page.locator("#connection").wait_for()
    lines = change_phase(board)
    last = board.writes(ANNA, "Terwijl Bram weg was.")
    bram.page.context.set_offline(False)
    bram.live().at(last)
    expect(bram.page.locator("#log > li").first).to_have_id(f"line-{last}")
    expect(bram.page.locator("#log > li").nth(1)).to_have_id(f"group-{lines[0]}")
    same(bram, sit(BRAM, board))


def test_a_group_is_announced_once(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    lines = change_phase(board)
    expect(bram.page.locator("#status")).to_contain_text(f"#{lines[-1]}: 9 taken en 1 bericht erbij")


def test_with_the_keyboard_and_the_focus_stays(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    lines = change_phase(board)
    summary(bram, lines).focus()
    bram.page.keyboard.press("Enter")
    expect(bram.line(lines[-1])).to_be_visible()
    bram.page.keyboard.press("Tab")
    expect(bram.line(lines[-1]).locator(".number")).to_be_focused()
    bram.at(board.writes(ANNA, "Er komt een regel bij."))
    expect(bram.line(lines[-1]).locator(".number")).to_be_focused()
    bram.page.keyboard.press("Shift+Tab")
    bram.page.keyboard.press("Space")
    expect(bram.line(lines[-1])).to_be_hidden()
    expect(summary(bram, lines)).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["script", "without"])
def test_a_permanent_link_opens_the_group(sit: Sit, board: Board, script: bool) -> None:
    lines = change_phase(board)
    bram = sit(BRAM, f"/incidents/{board.id}#line-{lines[3]}", java_script_enabled=script)
    expect(bram.line(lines[3])).to_be_visible()
    expect(bram.line(lines[3])).to_be_in_viewport()


def test_without_script_it_opens_too(sit: Sit, board: Board) -> None:
    lines = change_phase(board)
    bram = signed_in(sit, BRAM)
    bram.go(f"/incidents/{board.id}")
    expect(bram.line(lines[-1])).to_be_hidden()
    summary(bram, lines).click()
    expect(bram.line(lines[-1])).to_be_visible()


def test_looking_back_into_the_middle_of_an_act(sit: Sit, board: Board) -> None:
    lines = change_phase(board)
    bram = sit(BRAM, f"/incidents/{board.id}?at={lines[3]}")
    expect(summary(bram, lines)).to_contain_text(f"4 taken erbij (#{lines[0]}–#{lines[3]})")
    expect(group(bram, lines).locator(".line")).to_have_count(4)


def test_who_reads_less_sees_no_group_of_what_is_not_theirs(sit: Sit, board: Board) -> None:
    dirk = sit(DIRK, f"/incidents/{board.id}?show=open").live()
    lines = change_phase(board)
    dirk.at(lines[-1])
    expect(dirk.line(lines[0] - 1)).to_be_visible()
    expect(group(dirk, lines)).to_have_count(0)
    expect(dirk.line(lines[0])).to_have_count(0)


def test_axe_on_an_open_group(sit: Sit, board: Board) -> None:
    lines = change_phase(board)
    bram = sit(BRAM, board)
    summary(bram, lines).click()
    assert found_by_axe(bram, [(WIDE, "light"), (WIDE, "dark")]) == []
    bram.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    bram.page.click(".thumb [data-zone=log]")
    assert found_by_axe(bram, [(PHONE, "light"), (NARROW, "dark")]) == []
    assert bram.page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_acts_at_one_moment_of_an_exercise_take_the_loose_lines_in(sit: Sit, product: Product) -> None:
    board = product.board(exercise=True, simulated=True)
    bram, clock = sit(BRAM, board), product.ledger.now() + timedelta(minutes=1)
    made = [board.adds_task(title=f"Taak {number}", clock=clock) for number in range(3)]
    bram.at(made[-1])
    expect(bram.line(made[-1])).to_be_visible()
    made += [board.adds_task(title=f"Taak {number}", clock=clock) for number in range(3, 5)]
    bram.at(made[-1])
    expect(bram.page.locator("#log > li").first).to_have_id(f"group-{made[1]}")
    expect(bram.page.locator("#log > li").nth(1)).to_have_id(f"line-{made[0]}")
    expect(bram.page.locator(f"#group-{made[1]} .line")).to_have_count(4)
    same(bram, sit(BRAM, board))
