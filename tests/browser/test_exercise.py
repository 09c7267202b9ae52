"""Nobody may take an exercise for real, or something real for an exercise: it is said on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.seat import NARROW, WIDE, Sit
from tests.cast import ANNA, Board
from tests.server import Product
from tests.web.places import forms_of, furnish

PAGES = [
    "",
    "/log",
    "/team",
    "/phones",
    "/paper",
    "/outbox",
    "/meetings",
    "/dialogues",
    "/assessment",
    "/playbook",
    "/exports",
    "/things/{task}",
    "/entries/{note}",
    "?at=3",
    "/log?q=plein",
]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_of_an_exercise_says_so(sit: Sit, product: Product, size: tuple[int, int]) -> None:
    there = furnish(product.board(title="Oefening plein", exercise=True))
    anna = sit(ANNA, size=size, java_script_enabled=False)
    paths = [f"/incidents/{there.board.id}{path.format(task=there.task, note=there.note)}" for path in PAGES]
    for path in [*paths, *(forms_of(there) if size == WIDE else ())]:
        anna.go(path)
        expect(anna.page.locator(".exercise-bar"), path).to_be_in_viewport()
        expect(anna.page.locator(".exercise-bar"), path).to_contain_text("OEFENING")
        expect(anna.page.locator("#heading"), path).to_contain_text("OEFENING")
        assert "OEFENING" in anna.page.title(), path


def test_it_stays_in_sight_while_scrolling_and_in_a_dialog(sit: Sit, product: Product) -> None:
    board = product.board(title="Oefening plein", exercise=True)
    for number in range(40):
        board.adds_task(title=f"Taak {number}")
    anna = sit(ANNA, board)
    anna.page.mouse.wheel(0, 3000)
    anna.until("scrollY > 500")
    expect(anna.page.locator("#heading .tag")).to_be_in_viewport()


def test_it_is_marked_in_the_list_and_stands_apart(sit: Sit, product: Product) -> None:
    board = product.board(title="Oefening in de lijst", exercise=True)
    anna = sit(ANNA, "/")
    section = anna.page.locator("section", has=anna.page.get_by_role("heading", name="Oefeningen"))
    card = section.locator("li", has=anna.page.locator(f"a[href='/incidents/{board.id}']"))
    expect(card).to_contain_text("OEFENING")
    expect(anna.page.locator(f"a[href='/incidents/{board.id}']")).to_have_count(1)


def test_something_real_never_says_exercise(sit: Sit, board: Board) -> None:
    anna = sit(ANNA, board)
    for path in ("", "/log", "/team", "/exports"):
        anna.go(f"/incidents/{board.id}{path}")
        assert "OEFENING" not in anna.page.content()
