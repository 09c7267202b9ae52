"""What asks for somebody now, through the eyes of one audience."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis import access
from crisis.attention import Wanted, attention
from crisis.board.meetings import acts as meetings
from crisis.board.promises import make
from crisis.incident import Incident
from crisis.view import View
from tests.cast import ANNA, DIRK, START, Player, given, later


def wanted(incident: Incident, why: str, player: Player = ANNA, after: timedelta = timedelta()) -> list[Wanted]:
    """What is asked of the readers of somebody's circles, for one reason."""
    held = access.roles(incident, player.id, frozenset(player.standing))
    view = View(incident, access.audience(incident, held), START + after)
    return [one for one in attention(view) if one.why == why]


def test_a_phase_without_a_strategy_says_so_to_who_can_choose_one():
    incident = given().incident
    assert [one.page for one in wanted(incident, "Strategie")] == ["assessment"]
    assert not wanted(incident, "Strategie", DIRK)


@pytest.mark.parametrize(("hours", "asked"), [(7, 0), (8, 1), (30, 1)])
def test_who_works_for_eight_hours_needs_relief(hours: int, asked: int):
    found = [one for one in wanted(given().incident, "Team", after=timedelta(hours=hours)) if "8 uur" in one.sentence]
    assert len(found) == asked


@pytest.mark.parametrize(("minutes", "asked"), [(30, 0), (46, 1)])
def test_a_meeting_is_asked_for_a_quarter_of_an_hour_before(minutes: int, asked: int):
    when = given().when(meetings.plan, at=later(hours=1).isoformat())
    when.facts()
    assert len(wanted(when.incident, "Overleg begint", after=timedelta(minutes=minutes))) == asked


def test_a_promise_is_asked_back_on_the_day_before_and_is_late_after_it():
    typed = {"words": "Wij bellen terug.", "to_whom": "de buurt", "owner_role": "chair"}
    when = given().when(make, **typed, due=later(hours=30).isoformat())
    when.facts()
    assert not wanted(when.incident, "Terugmelden")
    assert wanted(when.incident, "Terugmelden", after=timedelta(hours=7))
    assert wanted(when.incident, "Toezegging te laat", after=timedelta(hours=31))
    assert not wanted(when.incident, "Toezegging te laat", DIRK, after=timedelta(hours=31)), "not for that circle"
