"""Whoever types keeps the text, the focus and the caret, whatever others do to the board meanwhile."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, FLEUR, Board

TEXT = "Ik typ nog aan deze zin."


def caret(seat: Seat) -> list[object]:
    """Which element has the focus, and where the caret stands in it."""
    found: list[object] = seat.page.evaluate(
        "(() => { const one = document.activeElement; return [one.id, one.selectionStart, one.selectionEnd] })()"
    )
    return found


def type_and_stop_in_the_middle(seat: Seat, field: str) -> None:
    """Type a text and select a word in it, as somebody does who is thinking."""
    seat.page.click(field)
    seat.page.keyboard.type(TEXT)
    seat.page.evaluate(f"document.querySelector('{field}').setSelectionRange(3, 6)")


def fifty_changes(board: Board, task: int) -> int:
    """Others work on one card."""
    for number in range(25):
        board.does(FLEUR, "tasks.comment", task=task, text=f"Opmerking {number}")
        board.does(ANNA, "tasks.change", task=task, title=f"Wijkagent bellen, poging {number}")
    return board.incident.seq


def test_the_quick_entry_survives_fifty_changes(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    bram = sit(BRAM, board)
    type_and_stop_in_the_middle(bram, "#quick-text")
    bram.at(fifty_changes(board, task))
    expect(bram.card(task)).to_contain_text("poging 24")
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)
    assert caret(bram) == ["quick-text", 3, 6]


def test_a_form_about_a_card_survives_fifty_changes_of_that_card(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    bram = sit(BRAM, board)
    bram.page.click(f"#open-{task}")
    bram.page.get_by_role("link", name="Opmerking plaatsen").click()
    type_and_stop_in_the_middle(bram, "#f-text")
    bram.at(fifty_changes(board, task))
    bram.at(board.does(FLEUR, "tasks.report_done", task=task).last)
    expect(bram.page.locator("#f-text")).to_have_value(TEXT)
    assert caret(bram) == ["f-text", 3, 6]
    bram.page.get_by_role("button", name="Opmerking plaatsen").click()
    expect(bram.page.locator("#log > li").first).to_contain_text(TEXT)


def test_focus_on_a_card_survives_changes_and_a_move_to_another_list(sit: Sit, board: Board) -> None:
    task, other = board.adds_task(), board.adds_task(ANNA, "Buurtteam bellen")
    bram = sit(BRAM, board)
    run = bram.page.locator("details.run").first
    run.locator("details.finished > summary").click()
    bram.page.focus(f"#open-{task}")
    board.does(ANNA, "tasks.change", task=task, title="Nu met een andere titel")
    bram.at(board.does(ANNA, "tasks.change", task=other, due="2026-01-01T10:00").last)
    expect(bram.page.locator(f"#open-{task}")).to_have_text("Nu met een andere titel")
    bram.at(board.does(ANNA, "tasks.report_done", task=task).last)
    expect(run.locator("details.finished .task")).to_have_id(f"item-{task}")
    assert caret(bram)[0] == f"open-{task}"
    expect(run.locator("details.finished")).to_have_attribute("open", "")


def test_focus_is_not_lost_when_the_card_leaves_the_chosen_filter(sit: Sit, board: Board) -> None:
    task = board.adds_task(ANNA, due="2026-01-01T10:00")
    bram = sit(BRAM, board)
    bram.page.click("nav [data-show=late]")
    bram.page.focus(f"#open-{task}")
    bram.at(board.does(ANNA, "tasks.change", task=task, due="2030-01-01T10:00").last)
    assert caret(bram)[0] == f"open-{task}", "whoever uses a keyboard is thrown back to the top of the page"
    bram.page.focus("#quick-text")
    expect(bram.card(task)).to_be_hidden()


def test_an_opened_fold_stays_open(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    bram.page.click("#rail-notes > summary")
    bram.at(board.does(ANNA, "scale.set", level="3", reason="De burgemeester wil dit zelf leiden.").last)
    expect(bram.page.locator("#rail-notes")).to_contain_text("De burgemeester wil dit zelf leiden.")
    expect(bram.page.locator("#rail-notes")).to_have_attribute("open", "")


def test_typing_survives_the_closing_of_the_incident(sit: Sit, board: Board) -> None:
    """Everything on the page changes then; the words of somebody who types may not go along."""
    task = board.adds_task()
    bram = sit(BRAM, board)
    bram.page.click(f"#open-{task}")
    bram.page.get_by_role("link", name="Opmerking plaatsen").click()
    type_and_stop_in_the_middle(bram, "#f-text")
    last = board.does(ANNA, "incident.close", reason="Het is een week rustig.", despite="Overgedragen.").last
    bram.at(last)
    bram.page.wait_for_timeout(500)
    expect(bram.page.locator("#f-text")).to_have_value(TEXT)
    assert caret(bram) == ["f-text", 3, 6]
    bram.page.keyboard.press("Escape")
    bram.page.keyboard.press("Escape")
    expect(bram.page.locator("body")).to_contain_text("Dit incident is afgesloten")


def test_typing_on_the_log_page_survives_without_the_focus(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, f"/incidents/{board.id}/log").live()
    type_and_stop_in_the_middle(bram, "#quick-text")
    bram.page.locator("h1").click()
    assert caret(bram)[0] == "main"
    bram.at(board.writes(ANNA, "Tussendoor."))
    expect(bram.page.locator("#log")).to_contain_text("Tussendoor.")
    expect(bram.page.locator("#quick-text")).to_have_value(TEXT)


def test_what_is_typed_while_the_line_before_is_on_its_way_stays(sit: Sit, board: Board) -> None:
    """A slow network answers after seconds; somebody who keeps typing may not lose words to that answer."""
    bram = sit(BRAM, board)
    before = board.incident.seq
    held: list[Route] = []
    bram.page.route("**/notes/add", lambda route: held.append(route))
    bram.write("Eerste regel. ")
    bram.page.locator("#quick-text").press_sequentially("Tweede, nog niet af")
    held[0].continue_()
    bram.at(before + 1)
    expect(bram.page.locator("#quick-text")).to_have_value("Tweede, nog niet af")
    bram.page.unroute("**/notes/add")
    bram.page.keyboard.press("Enter")
    expect(bram.line(before + 2)).to_contain_text("Tweede, nog niet af")
    assert board.incident.seq == before + 2


def test_enter_twice_on_a_slow_network_writes_both_lines(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    before = board.incident.seq
    held: list[Route] = []
    bram.page.route("**/notes/add", lambda route: held.append(route))
    for text in ("Eerste regel.", "Tweede regel."):
        bram.write(text)
    held[0].continue_()
    bram.at(before + 1)
    held[1].continue_()
    bram.at(before + 2)
    expect(bram.line(before + 1)).to_contain_text("Eerste regel.")
    expect(bram.line(before + 2)).to_contain_text("Tweede regel.")
    expect(bram.page.locator("#quick-text")).to_have_value("")
    expect(bram.page.locator("#dialog")).to_be_hidden()
