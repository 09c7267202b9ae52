"""Nobody acts so fast that others have to wait."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import TooManyRequests

from crisis.web import pace
from tests.cast import ANNA, Board
from tests.web.conftest import House


def test_who_hurries_is_told_to_slow_down(house: House, board: Board, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pace, "QUICKEST", 3)
    visitor = house.visitor(ANNA)
    found = [visitor.does(board, "notes.add", text=f"Regel {number}").status_code for number in range(5)]
    assert found == [303, 303, 303, 429, 429]


def test_each_session_has_a_pace_of_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pace, "QUICKEST", 1)
    pace.count("een")
    pace.count("twee")
    with pytest.raises(TooManyRequests):
        pace.count("een")
