"""On a small screen and with large letters everything is there, nothing sideways; and a thumb can hit it."""

from __future__ import annotations

import pytest

from tests.browser.places import EVERYWHERE, Furnished, Place, show
from tests.browser.seat import NARROW, Sit
from tests.cast import ANNA

#: Elements that stick out of the page sideways and are not in a box that scrolls by itself.
SIDEWAYS = """(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (one) => one && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(one).overflowX)
    || scrolls(one.parentElement));
  return [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1
    && !scrolls(one.parentElement)).map((one) => one.outerHTML.slice(0, 80));
})()"""
#: Text that is cut off: its box is smaller than it and hides what sticks out.
CUT = """[...document.body.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one), hidden = (way) => way === 'hidden' || way === 'clip';
  return one.checkVisibility() && !one.closest('.visually-hidden, .skip-link, svg, select, [inert]')
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && ((hidden(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hidden(style.overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => one.outerHTML.slice(0, 120))"""
#: What can be pressed and is smaller than 24 by 24. Exempt (WCAG 2.5.8): links inside a sentence, and what has so
#: much room around it that a circle of 24 touches nothing else. A label counts as its box, a whole card as its link.
SMALL = """(() => {
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && !one.matches('.skip-link') && (!document.querySelector('dialog[open]') || one.closest('dialog[open]')));
  const box = (one) => (one.closest('.card.whole') && one.matches('.card-title a') ? one.closest('.card')
    : one.closest('.choice') || one).getBoundingClientRect();
  const inText = (one) => one.matches('a') && getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && /\\w{2}/.test(node.textContent));
  const boxes = all.map(box);
  const small = (area) => area.width < 24 || area.height < 24;
  const near = (area, other) => {
    const x = area.x + area.width / 2, y = area.y + area.height / 2;
    const px = Math.max(other.left, Math.min(x, other.right)), py = Math.max(other.top, Math.min(y, other.bottom));
    return Math.hypot(x - px, y - py) < 12;
  };
  return all.filter((one, at) => small(boxes[at]) && !inText(one)
    && boxes.some((other, index) => index !== at && !all[index].contains(one) && near(boxes[at], other)))
    .map((one) => one.outerHTML.slice(0, 100));
})()"""
LARGE_LETTERS = "document.documentElement.style.fontSize = '200%'"
WIDE_LETTERS = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
})()"""
SPOIL = """(() => {
  const set = (which, css) => { for (const one of document.querySelectorAll(which)) one.style.cssText = css; };
  set('.filters a', 'width: 8px; min-height: 0; height: 8px; overflow: hidden; padding: 0');
  set('#asof', 'width: 20px; overflow: hidden; white-space: nowrap');
  set('main', 'width: 3000px');
})()"""


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.name)
def test_at_320_pixels(sit: Sit, furnished: Furnished, place: Place) -> None:
    seat = place.visit(sit, furnished, size=NARROW)
    for zone in ("now", "work", "log"):
        if not seat.page.locator("#dialog").is_visible():
            show(seat, zone)
        assert seat.page.evaluate(SIDEWAYS) == []
        assert seat.page.evaluate(SMALL) == []
        assert seat.page.evaluate(CUT) == []
    seat.page.evaluate(WIDE_LETTERS)
    assert seat.page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.name)
def test_with_letters_twice_as_large(sit: Sit, furnished: Furnished, place: Place) -> None:
    seat = place.visit(sit, furnished, size=(1280, 900))
    assert seat.page.evaluate(SMALL) == []
    seat.page.evaluate(LARGE_LETTERS)
    assert seat.page.evaluate(SIDEWAYS) == []
    assert seat.page.evaluate(CUT) == []


def test_these_measures_measure(sit: Sit, furnished: Furnished) -> None:
    """Else the tests above say nothing."""
    seat = sit(ANNA, furnished.board)
    seat.page.evaluate(SPOIL)
    assert seat.page.evaluate(SIDEWAYS) != []
    assert seat.page.evaluate(SMALL) != []
    assert seat.page.evaluate(CUT) != []
