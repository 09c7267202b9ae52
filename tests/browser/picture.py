"""What a board shows, so that the boards of two pages can be compared."""

from __future__ import annotations

from tests.browser.seat import Seat

#: Every part by its id, and the order of the ids in every list. Left out: what each page has of its own, which is
#: what somebody folded open, typed or looked at, and the mark on what just came in.
_PICTURE = """(() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const one of main.querySelectorAll('[data-v]')) one.classList.remove('fresh');
  for (const one of main.querySelectorAll('[data-countdown]')) one.textContent = '';
  for (const one of main.querySelectorAll('details')) one.removeAttribute('open');
  for (const one of main.querySelectorAll('.fresh-note, form')) one.remove();
  for (const one of main.querySelectorAll('[data-v]')) if (!one.matches('.task, .line')) one.removeAttribute('data-v');
  for (const one of main.querySelectorAll('*')) {
    const given = [...one.attributes].map(({ name, value }) => [name, value]).sort();
    for (const [name] of given) one.removeAttribute(name);
    for (const [name, value] of given) one.setAttribute(name, value);
  }
  const text = (one) => one.outerHTML.replace(/\\s+/g, ' ').replace(/ class="([^"]*?) ?"/g, ' class="$1"');
  const found = { heading: document.getElementById('heading').innerHTML };
  for (const one of main.querySelectorAll('.task, .line, .runhead, #now, #team, #rail')) found[one.id] = text(one);
  for (const list of main.querySelectorAll('#work, .tasks, #log'))
    found[`order of ${list.id}`] = [...list.children].map((one) => one.id).join(' ');
  found.asof = document.getElementById('asof').firstElementChild.textContent;
  return found;
})()"""


def picture(seat: Seat) -> dict[str, str]:
    """The parts of the board, and their order."""
    found: dict[str, str] = seat.page.evaluate(_PICTURE)
    return found


def same(one: Seat, other: Seat) -> None:
    """Fails when two boards differ, and names the parts that do."""
    left, right = picture(one), picture(other)
    different = {
        id: (left.get(id), right.get(id)) for id in left.keys() | right.keys() if left.get(id) != right.get(id)
    }
    assert not different, "\n".join(f"{id}:\n  {was}\n  {new}" for id, (was, new) in different.items())
