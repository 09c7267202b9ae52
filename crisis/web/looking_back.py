"""Looking back on an incident: everything that happened in one picture, by time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, request

from crisis import dates
from crisis.timeline import LANES, SHORTEST, Mark, timeline, whole
from crisis.view import View
from crisis.web.visit import page, view

looking_back = Blueprint("looking_back", __name__)
#: No list is longer than this; a shorter stretch shows the rest.
MOST: Final = 200


@dataclass(frozen=True)
class Window:
    """The stretch of time that is looked at, inside the whole."""

    start: datetime
    end: datetime

    def moved(self, part: float) -> Window:
        """Earlier or later by a part of its length."""
        step = (self.end - self.start) * part
        return Window(self.start + step, self.end + step)

    def scaled(self, times: float) -> Window:
        """Shorter or longer, around its middle."""
        middle, half = self.start + (self.end - self.start) / 2, (self.end - self.start) * times / 2
        half = max(half, SHORTEST / 2)
        return Window(middle - half, middle + half)

    def inside(self, most: Window) -> Window:
        """As much of it as lies in the whole; the whole when that is nothing."""
        start, end = max(self.start, most.start), min(self.end, most.end)
        return Window(start, end) if end - start >= SHORTEST / 2 else most


@looking_back.get("/incidents/<int:id>/timeline")
def show(id: int) -> str:
    """The incident by time: the whole, or the stretch between `from` and `until`."""
    shown, wrong = view(id), dict[str, str]()
    most = Window(*whole(shown))
    window = _asked(most, wrong)
    line = timeline(shown, window.start, window.end)
    return page(
        "timeline",
        section="log",
        view=shown,
        line=line,
        events=line.events[:MOST],
        more=max(len(line.events) - MOST, 0),
        link=lambda mark: _target(shown, window, mark),
        ways=_ways(shown, window, most),
        window=window,
        lanes={lane: words for lane, (words, _) in LANES.items()},
        wrong=wrong,
    )


def _asked(most: Window, wrong: dict[str, str]) -> Window:
    given = {name: _moment(name, wrong) for name in ("from", "until")}
    start, end = given["from"] or most.start, given["until"] or most.end
    if end <= start:
        wrong["until"] = "Kies een tijdstip na het begin."
        return most
    return Window(start, end).inside(most)


def _moment(name: str, wrong: dict[str, str]) -> datetime | None:
    text = request.args.get(name, "").strip()
    try:
        return dates.read(text) if text else None
    except dates.BadTime as error:
        wrong[name] = str(error)
        return None


def _ways(shown: View, window: Window, most: Window) -> list[tuple[str, str]]:
    """The ways to look elsewhere: words and address, as far as there is something to see."""
    found = []
    if window.end - window.start > SHORTEST:
        found.append(("Inzoomen", window.scaled(0.5)))
    if window != most:
        found += [("Uitzoomen", window.scaled(2)), ("Hele incident", most)]
    if window.start > most.start:
        found.append(("Eerder", window.moved(-0.5)))
    if window.end < most.end:
        found.append(("Later", window.moved(0.5)))
    return [(words, _address(shown, one.inside(most))) for words, one in found]


def _target(shown: View, window: Window, mark: Mark) -> str:
    """One event: its line in the log. More at one place: the stretch in which they lie apart."""
    if len(mark.events) == 1:
        return f"/incidents/{shown.incident.id}/entries/{mark.events[0].seq}{_then(shown)}"
    margin = max((window.end - window.start) / 20, timedelta(minutes=2))
    near = Window(mark.events[0].at - margin, mark.events[-1].at + margin)
    return _address(shown, near if near.end - near.start < window.end - window.start else window, "#lijst")


def _address(shown: View, window: Window, part: str = "") -> str:
    asked: dict[str, Any] = {"from": dates.form_value(window.start), "until": dates.form_value(window.end)}
    if shown.past:
        asked["at"] = shown.incident.seq
    return f"/incidents/{shown.incident.id}/timeline?{urlencode(asked)}{part}"


def _then(shown: View) -> str:
    return f"?at={shown.incident.seq}" if shown.past else ""
