"""Everything with the keyboard alone: one always sees where one is, and a dialog gives the focus back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import NARROW, WIDE, Seat, Sit
from tests.cast import ANNA, BRAM, PASSWORD, Board

#: What has the focus, whether it can be seen, and whether something lies over it. The calendar button inside a
#: date field has a ring of the browser itself.
WHERE = """(() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const card = one.closest('.card.whole');
  const ring = card && style.outlineStyle === 'none' ? getComputedStyle(card) : style;
  const x = box.x + box.width / 2, y = box.y + box.height / 2, top = document.elementFromPoint(x, y);
  const calendar = one.matches('[type^=date]') && !one.matches(':focus');
  return {
    what: one.outerHTML.slice(0, 100), id: one.id, body: one === document.body, inside: top !== null,
    ring: calendar || (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2),
    covered: !!top && !one.contains(top) && !top.contains(one) && !(card && card.contains(top)),
  };
})()"""


def stop(seat: Seat, key: str = "Tab") -> dict[str, object]:
    """Press a key; tells where that brings one."""
    seat.page.keyboard.press(key)
    found: dict[str, object] = seat.page.evaluate(WHERE)
    return found


def walk(seat: Seat, most: int = 150) -> list[dict[str, object]]:
    """Every stop of a walk with Tab through a page, until it leaves the page."""
    stops: list[dict[str, object]] = []
    for _ in range(most):
        here = stop(seat)
        if here["body"]:
            return stops
        stops.append(here)
    raise AssertionError(f"no end after {most} stops: a trap, or a list that nobody walks through")


def test_signing_in(sit: Sit, board: Board) -> None:
    seat = sit(None, f"/incidents/{board.id}")
    expect(seat.page).to_have_title("Aanmelden – Zij aan Zij")
    assert "skip-link" in str(stop(seat)["what"])
    while stop(seat)["id"] != "email":
        pass
    seat.page.keyboard.type(BRAM.email)
    stop(seat)
    seat.page.keyboard.type(PASSWORD)
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#heading")).to_contain_text("Bekladding moskee")


def test_the_skip_link_goes_to_the_content(sit: Sit, board: Board) -> None:
    seat = sit(BRAM, board)
    assert stop(seat)["ring"]
    skip = seat.page.locator(".skip-link")
    expect(skip).to_be_in_viewport()
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("main")).to_be_focused()
    stop(seat)
    assert seat.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_log_line_with_enter_and_a_new_line_with_shift_enter(sit: Sit, board: Board) -> None:
    seat = sit(BRAM, board)
    seat.page.focus("#quick-text")
    seat.page.keyboard.type("Eerste regel")
    seat.page.keyboard.press("Shift+Enter")
    seat.page.keyboard.type("tweede regel")
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#log > li").first.locator(".said")).to_have_text("Eerste regel\ntweede regel")
    expect(seat.page.locator("#quick-text")).to_be_focused()
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#quick-text")).to_be_focused()
    assert board.incident.entry(board.incident.seq).fact.text == "Eerste regel\ntweede regel"


def test_claiming_a_task_in_its_dialog_and_back(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    seat = sit(BRAM, board)
    seat.page.focus(f"#open-{task}")
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#dialog")).to_be_visible()
    expect(seat.page.get_by_role("dialog", name="Taak")).to_be_visible()
    claim = seat.page.locator("#dialog").get_by_role("button", name="Ik doe dit")
    for _ in range(5):
        if claim.evaluate("one => one === document.activeElement"):
            break
        stop(seat)
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#dialog")).to_be_hidden()
    expect(seat.card(task).locator(".who")).to_have_text("Bram")
    expect(seat.page.locator(f"#open-{task}")).to_be_focused()


def test_a_button_on_a_card_that_goes_leaves_the_focus_on_the_card(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    seat = sit(BRAM, board)
    seat.page.focus(f"#claim-{task}")
    seat.page.keyboard.press("Enter")
    expect(seat.card(task).locator(".who")).to_have_text("Bram")
    expect(seat.page.locator(f"#claim-{task}")).to_have_count(0)
    assert seat.page.evaluate(f"document.getElementById('item-{task}').contains(document.activeElement)")


@pytest.mark.parametrize("opener", ["Taak toevoegen", "Met bron, tijd of kring", "Rol geven"])
def test_a_dialog_holds_the_focus_and_gives_it_back_with_escape(sit: Sit, board: Board, opener: str) -> None:
    seat = sit(ANNA, board)
    link = seat.page.get_by_role("link", name=opener).first
    link.focus()
    seat.page.keyboard.press("Enter")
    dialog = seat.page.locator("#dialog")
    expect(dialog).to_be_visible()
    for _ in range(25):
        here = stop(seat)
        assert here["body"] or seat.page.evaluate("document.querySelector('#dialog').contains(document.activeElement)")
    seat.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_focus_comes_back_to_the_card_that_went_into_a_fold(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    board.does(BRAM, "tasks.claim", task=task)
    seat = sit(BRAM, board)
    seat.page.focus(f"#open-{task}")
    seat.page.keyboard.press("Enter")
    seat.page.get_by_role("link", name="Taak klaar melden").press("Enter")
    seat.page.locator("#f-result").press("Control+Enter")
    seat.page.get_by_role("button", name="Taak klaar melden").press("Enter")
    expect(seat.page.locator("#dialog")).to_be_hidden()
    expect(seat.page.locator(f"[id^=finished-] #item-{task}")).to_have_count(1)
    fold = seat.page.locator("details.finished > summary").first
    expect(fold).to_be_focused()


def test_escape_with_typed_text_asks_once_more_where_one_can_see_it(sit: Sit, board: Board) -> None:
    seat = sit(BRAM, board)
    seat.page.get_by_role("link", name="Taak toevoegen").press("Enter")
    seat.page.locator("#f-title").fill("Half af")
    seat.page.keyboard.press("Escape")
    expect(seat.page.locator("#dialog")).to_be_visible()
    warning = seat.page.locator("#dialog").get_by_role("alert")
    expect(warning).to_contain_text("Druk nog eens op Escape")
    expect(seat.page.locator("#f-title")).to_have_value("Half af")
    seat.page.keyboard.press("Escape")
    expect(seat.page.locator("#dialog")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", ["", "/log", "/team", "/exports", "/tasks/add"])
def test_one_always_sees_where_one_is(sit: Sit, board: Board, path: str, size: tuple[int, int]) -> None:
    for number in range(6):
        board.adds_task(title=f"Taak {number}")
    seat = sit(ANNA, f"/incidents/{board.id}{path}", size=size).live()
    stops = walk(seat)
    assert len(stops) > 6
    for here in stops:
        assert here["ring"], f"no ring around {here['what']}"
        assert here["inside"], f"out of sight: {here['what']}"
        assert not here["covered"], f"something lies over {here['what']}"
