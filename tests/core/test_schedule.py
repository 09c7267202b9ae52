"""The agenda of a meeting against the clock."""

from __future__ import annotations

import pytest

from crisis.board.meetings import AGENDA
from crisis.board.meetings.schedule import Point, planned, schedule
from tests.cast import START, later


def test_each_point_begins_when_the_ones_before_it_are_done():
    points = schedule(["Beeld (10 min)", "Duiding (15 min)", "Besluiten"], START)
    assert points == [
        Point("Beeld", 10, START),
        Point("Duiding", 15, later(minutes=10)),
        Point("Besluiten", None, later(minutes=25)),
    ]
    assert planned(points) == 25


def test_after_a_point_without_a_length_nobody_knows_the_time():
    points = schedule(["Beeld", "Duiding (15 min)"], START)
    assert [point.begins for point in points] == [START, None]
    assert planned(points) == 15


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("Beeld (5 min)", 5),
        ("Beeld (5 min.)", 5),
        ("Beeld (5 minuten)", 5),
        ("Beeld (1 minuut)", 1),
        ("Beeld(5min)", 5),
    ],
)
def test_how_a_length_is_written(typed: str, minutes: int):
    assert schedule([typed], START) == [Point("Beeld", minutes, START)]


@pytest.mark.parametrize("typed", ["Beeld", "Beeld 10 min", "Beeld (plein)", "Beeld (1000 min)", "(10 min) Beeld"])
def test_other_words_stay_words(typed: str):
    assert schedule([typed], START) == [Point(typed, None, START)]


def test_the_usual_agenda_plans_no_time():
    assert planned(schedule(AGENDA, START)) == 0
