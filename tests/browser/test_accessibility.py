"""axe finds nothing, on every page, light and dark, wide and narrow. It finds a minority of problems; still."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.browser.places import PAGES, STATES, Furnished, Place
from tests.browser.seat import NARROW, PHONE, WIDE, Seat, Sit
from tests.cast import ANNA, Board

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  .then((found) => found.violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id} at ${node.target}: ${[...node.any, ...node.all, ...node.none].map((why) => why.message)[0]}`)))"""
#: A page that is given another scheme changes colour step by step; what is halfway there is not what anybody reads.
AT_ONCE = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets = [sheet];
})()"""
Look = tuple[tuple[int, int], str]
ALL: list[Look] = [(size, scheme) for size in (WIDE, PHONE, NARROW) for scheme in ("light", "dark")]
TWO: list[Look] = [(WIDE, "light"), (NARROW, "dark")]


def found_by_axe(seat: Seat, looks: list[Look]) -> list[str]:
    """What axe has against a page, in each of these looks."""
    if not seat.page.evaluate("'axe' in window"):
        seat.page.evaluate(AXE_SCRIPT)
    seat.page.evaluate(AT_ONCE)
    found = []
    for (width, height), scheme in looks:
        seat.page.set_viewport_size({"width": width, "height": height})
        seat.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += [f"{width} {scheme}: {one}" for one in seat.page.evaluate(RUN, TAGS)]
    return found


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.name)
def test_every_page_in_every_look(sit: Sit, furnished: Furnished, place: Place) -> None:
    seat = place.visit(sit, furnished)
    assert found_by_axe(seat, ALL) == []


@pytest.mark.parametrize("place", STATES, ids=lambda place: place.name)
def test_every_state_of_a_page(sit: Sit, furnished: Furnished, place: Place) -> None:
    seat = place.visit(sit, furnished)
    assert found_by_axe(seat, TWO) == []


@pytest.mark.parametrize("zone", ["work", "log"])
def test_each_part_of_the_board_on_a_phone(sit: Sit, furnished: Furnished, zone: str) -> None:
    seat = sit(ANNA, furnished.board, size=PHONE)
    seat.page.click(f".thumb [data-zone={zone}]")
    expect(seat.page.locator(f"#zone-{zone}")).to_be_visible()
    assert found_by_axe(seat, [(PHONE, "light"), (NARROW, "dark")]) == []


def test_axe_finds_what_is_wrong(sit: Sit, board: Board) -> None:
    """Else the tests above say nothing."""
    seat = sit(ANNA, board)
    seat.page.evaluate(
        "document.querySelector('label[for=quick-kind]').remove();"
        "document.querySelector('.asof').style.color = 'rgb(200, 200, 200)'"
    )
    found = " ".join(found_by_axe(seat, [(WIDE, "light")]))
    assert "select-name at" in found
    assert "color-contrast at" in found


def test_pages_say_their_language_and_have_a_title_of_their_own(sit: Sit, furnished: Furnished) -> None:
    titles: dict[str, str] = {}
    for place in PAGES:
        if place.player is ANNA and place.then is None:
            seat = place.visit(sit, furnished, java_script_enabled=False)
            expect(seat.page.locator("html")).to_have_attribute("lang", "nl")
            expect(seat.page.locator("h1")).to_have_count(1)
            titles[place.name] = seat.page.title()
    titles.pop("preview")
    assert len(set(titles.values())) == len(titles), titles
