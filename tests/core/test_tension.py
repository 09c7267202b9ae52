"""The tension gauge: who reads it, what it says, and where the line goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crisis.access import Audience
from crisis.board.tension import Tension, TensionRead, read, trend
from crisis.gauge import LARGE, NARROW, SMALL, Scale, hours, picture
from crisis.glossary import CIRCLES
from crisis.view import View
from tests.cast import ANNA, BRAM, CELIK, FIRST, START, Told, given, told

HOUR = timedelta(hours=1)
REASON = "Groepen roepen naar elkaar."


def reading(level: int, hours: float = 0, circle: str = "full_team", area: str = "", reason: str = REASON) -> Told:
    return told(TensionRead(level, reason, "resident", circle, area), at=START + hours * HOUR)


def seen(*readings: Told, circles: tuple[str, ...] = tuple(CIRCLES)) -> View:
    return View(given(*readings).incident, Audience(circles, frozenset()), START + 9 * HOUR)


def test_a_reading_has_a_level_a_reason_and_a_source():
    typed = {"level": "3", "reason": REASON, "source_type": "resident", "area": "Crabbehof"}
    incident = given().when(read, BRAM, **typed).then(TensionRead(3, REASON, "resident", "full_team", "Crabbehof"))
    one = incident[Tension][FIRST]
    assert (one.words, one.at, one.circle) == ("gespannen (3)", START, "full_team")
    assert one.name == "spanning gespannen (3) in Crabbehof"
    assert one.headline == "Spanning gespannen (3) in Crabbehof"
    entry = incident.entry(FIRST)
    assert entry.fact.sentence(incident) == (
        "Spanning in Crabbehof: gespannen (3). Groepen roepen naar elkaar. Bron: bewoner."
    )


@pytest.mark.parametrize("level", ["0", "6", "drie", "2.5"])
def test_there_are_five_levels(level: str):
    given().when(read, level=level, reason=REASON, source_type="resident").unreadable(
        level="Kies een van: 1 – rustig, 2 – onrustig, 3 – gespannen, 4 – grimmig, 5 – escalatie."
    )


def test_a_reading_needs_a_reason_and_a_source():
    given().when(read, level="3", reason="", source_type="resident").unreadable(reason="Vul dit in.")
    given().when(read, level="3", reason=REASON).unreadable(source_type="Vul dit in.")


def test_what_came_from_the_police_goes_to_the_small_circle_unless_somebody_chooses():
    typed = {"level": "4", "reason": REASON, "source_type": "police"}
    given().when(read, CELIK, **typed).then(TensionRead(4, REASON, "police", "restricted"))
    given().when(read, BRAM, **typed).then(TensionRead(4, REASON, "police", "full_team"))
    given().when(read, CELIK, **typed, circle="mayor").then(TensionRead(4, REASON, "police", "mayor"))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((3,), "gespannen (3), gemeten om 14:00"),
        ((2, 3), "gespannen (3), stijgend sinds 15:00"),
        ((1, 2, 3), "gespannen (3), stijgend sinds 15:00"),
        ((3, 2, 3, 4), "grimmig (4), stijgend sinds 16:00"),
        ((4, 3), "gespannen (3), dalend sinds 15:00"),
        ((2, 3, 3, 3), "gespannen (3), gelijk sinds 15:00"),
    ],
)
def test_the_trend_is_said_in_words(levels: tuple[int, ...], said: str):
    view = seen(*(reading(level, place) for place, level in enumerate(levels)))
    found = trend(view.things(Tension))
    assert found is not None
    assert found.told(view.now) == said


def test_what_is_recorded_later_stands_at_its_own_moment():
    view = seen(reading(4, 2), reading(2, 1))
    found = trend(view.things(Tension))
    assert found is not None
    assert found.told(view.now) == "grimmig (4), stijgend sinds 16:00"


def test_without_a_reading_there_is_no_picture():
    view = seen()
    assert picture(view, []) is None
    assert trend([]) is None


def test_the_line_goes_in_steps_and_ends_with_the_log():
    view = seen(reading(1), reading(5, 4))
    drawn = picture(view, view.things(Tension))
    assert drawn is not None
    assert drawn.line == "M96.0 164.0H390.0V40.0H390.0"
    assert [(one.x, one.y) for one in drawn.points] == [(96.0, 164.0), (390.0, 40.0)]
    assert [one.text for one in drawn.hours] == ["14:00", "15:00", "16:00", "17:00", "18:00"]
    assert [one.text for one in drawn.days] == ["ma 23 nov"]
    assert [(one.letter, one.title, one.ends) for one in drawn.phases] == [("A", "Melding", None)]
    assert drawn.title == "Spanning: escalatie (5), stijgend sinds 18:00"
    assert drawn.description == (
        "2 metingen, van ma 23 nov 14:00 tot ma 23 nov 18:00. Begonnen op rustig (1). "
        "Hoogste: escalatie (5), ma 23 nov 18:00."
    )


@pytest.mark.parametrize("frame", [LARGE, NARROW, SMALL])
@pytest.mark.parametrize("apart", [0, 0.01, 1, 30, 900, 24 * 400])
def test_everything_stays_inside_the_frame(frame, apart: float):
    view = seen(*(reading(1 + place % 5, place * apart) for place in range(7)))
    drawn = picture(view, view.things(Tension), frame)
    assert drawn is not None
    for one in (*drawn.points, *drawn.hours, *drawn.days, *drawn.levels):
        assert frame.left <= one.x <= frame.width - frame.right
        assert frame.top <= one.y <= frame.height - frame.bottom
    assert sum(one.width for one in drawn.bands) <= frame.width
    assert len(drawn.hours) <= 7
    assert all(after.x - before.x >= 20 for before, after in zip(drawn.hours, drawn.hours[1:], strict=False)) or (
        frame is SMALL
    )


@pytest.mark.parametrize("night", [datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 3, 28, 20, tzinfo=UTC)])
@pytest.mark.parametrize("long", [HOUR, 12 * HOUR, 80 * HOUR, 400 * HOUR])
def test_the_axis_holds_in_the_nights_in_which_the_clock_changes(night: datetime, long: timedelta):
    found = list(hours(night, night + long))
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    assert all(night <= at <= night + long for at, _ in found)
    assert 0 < len(found) <= 6
    if long > 70 * HOUR:
        assert len({text for _, text in found}) == len(found)


def test_higher_is_higher_and_later_is_further():
    scale = Scale(LARGE, START, START + HOUR)
    assert scale.y(5) < scale.y(3) < scale.y(1)
    assert scale.x(START) < scale.x(START + HOUR / 2) < scale.x(START + HOUR)
    assert scale.x(START - HOUR) == LARGE.left


def test_who_does_not_read_the_circle_sees_another_line():
    readings = (reading(2, 0, "public"), reading(5, 1, "restricted"), reading(3, 2, "mayor"))
    outside = seen(*readings, circles=("mayor", "partners", "public"))
    assert [one.level for one in outside.things(Tension)] == [2, 3]
    found = trend(outside.things(Tension))
    assert found is not None
    assert found.told(outside.now) == "gespannen (3), stijgend sinds 16:00"
    assert "escalatie" not in repr(picture(outside, outside.things(Tension)).description)


def test_anna_is_told_where_it_is_missing():
    given().when(read, ANNA, level="", reason=REASON, source_type="resident").unreadable(level="Vul dit in.")
