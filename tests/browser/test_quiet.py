"""No page complains: nothing in the console, nothing that the content policy stops, no request that fails.

Every seat of every test is checked for that when it is left, so test_reflow does it for every page; here is what
remains, and whether it would be noticed.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, Board


def test_nothing_comes_from_elsewhere(sit: Sit, board: Board) -> None:
    seat = sit(ANNA)
    asked: list[str] = []
    seat.page.on("request", lambda request: asked.append(request.url))
    seat.watch(board)
    assert asked
    assert [one for one in asked if not one.startswith(seat.address)] == []


def test_script_that_is_not_ours_does_not_run(sit: Sit, board: Board) -> None:
    seat = sit(ANNA, board)
    seat.page.evaluate(
        "(() => { try { document.createElement('p').innerHTML = '<b>x</b>' } catch { window.stopped = 1 } })()"
    )
    assert seat.page.evaluate("window.stopped") == 1
    assert any("Trusted" in one for one in seat.trouble), "a violation is not noticed by these tests"
    seat.trouble.clear()


def test_fonts_and_icons_are_really_there(sit: Sit, board: Board) -> None:
    seat: Seat = sit(ANNA, board)
    assert seat.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Noto Sans\"'))")
    names = seat.page.evaluate(
        "[...document.querySelectorAll('use')].map((one) => one.getAttribute('href').split('#')[1])"
    )
    sheet = seat.page.request.get(f"{seat.address}/static/css/icons.svg").text()
    assert [name for name in names if f'id="{name}"' not in sheet] == []
    expect(seat.page.locator("svg.icon").first).to_be_visible()


def test_trouble_is_noticed(sit: Sit, board: Board) -> None:
    seat = sit(ANNA, board)
    seat.page.evaluate("fetch('/bestaat-niet')")
    seat.page.evaluate("console.error('au')")
    seat.page.evaluate("void setTimeout(() => { throw new Error('oei') })")
    seat.page.evaluate(
        "document.body.insertAdjacentElement('beforeend', document.createElement('img')).src = '//x.invalid/a'"
    )
    seat.page.wait_for_timeout(200)
    told = " ".join(seat.trouble)
    for sign in ("404: ", "console: au", "error: oei", "Content Security Policy"):
        assert sign in told
    seat.trouble.clear()
