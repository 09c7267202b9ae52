"""A full evening on the board: twelve people called, forty tasks, three meetings and four dialogues."""

from __future__ import annotations

from typing import Final

import pytest

from crisis.board.team.calling import Called
from tests.browser.seat import NARROW, PHONE, WIDE, Sit
from tests.cast import ANNA, Board, list_function
from tests.server import Product
from tests.web.acts import fitting

#: The roles that are called tonight.
CALLED: Final = (
    *("public_order_advisor", "log_keeper", "information_coordinator", "legal_advisor", "council_registry"),
    *("environment_analyst", "communications_advisor", "youth_work", "education_liaison", "care_liaison"),
    *("enforcement", "aftercare_coordinator"),
)
#: How many tasks one reads at a desk without scrolling: design.md, section 8.
READABLE: Final = 25
IN_SIGHT: Final = """() => {
  const fits = box => box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  const titles = [...document.querySelectorAll('.work .task .what a')];
  return titles.filter(one => fits(one.getBoundingClientRect())).length;
}"""


@pytest.fixture(scope="module")
def crowded(product: Product) -> Board:
    """The board of such an evening."""
    board = product.board(title="Onrust rond het plein")
    for role in CALLED:
        list_function(product.ledger, f"Piket {role.replace('_', ' ')}", [role])
    board.does(ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=list(CALLED))
    assert len(board.incident[Called]) == 12
    for number in range(40):
        due = {"due": f"2099-01-01 {10 + number % 10}:00"} if number % 3 else {}
        board.adds_task(title=f"Partner {number + 1} bellen over de avond", owner_role=CALLED[number % 12], **due)
    for number in range(3):
        board.does(ANNA, "meetings.plan", **fitting(board, "meetings.plan") | {"title": f"Teamoverleg {number + 1}"})
    for number in range(4):
        given = fitting(board, "dialogues.plan") | {"title": f"Gesprek in wijk {number + 1}"}
        board.does(ANNA, "dialogues.plan", **given)
    return board


def test_at_a_desk_twenty_five_tasks_are_in_sight(sit: Sit, crowded: Board) -> None:
    anna = sit(ANNA, crowded)
    assert anna.page.evaluate(IN_SIGHT) >= READABLE


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize("path", ["", "/team", "/meetings", "/dialogues", "/paper"])
def test_nothing_sticks_out(sit: Sit, crowded: Board, size: tuple[int, int], path: str) -> None:
    anna = sit(ANNA, size=size).go(f"/incidents/{crowded.id}{path}")
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_the_bar_and_the_quick_entry_leave_the_last_line_free(sit: Sit, crowded: Board, size: tuple[int, int]) -> None:
    anna = sit(ANNA, crowded, size=size)
    anna.page.locator(".thumb [data-zone=log]").click()
    anna.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = anna.page.locator("#zone-log > :last-child").last.bounding_box()
    covers = [anna.page.locator(one).bounding_box() for one in (".thumb", "#zone-log .quick-entry")]
    assert last
    for cover in covers:
        assert cover
        assert last["y"] + last["height"] <= cover["y"] or cover["y"] + cover["height"] <= last["y"]
