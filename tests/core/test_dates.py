"""Times: typed and shown on the clock in Amsterdam, stored in UTC; every change of the clock from 2000 to 2040."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import dates


def transitions() -> list[datetime]:
    """The instants at which the clock in Amsterdam changes."""
    found = []
    hour = datetime(2000, 1, 1, tzinfo=UTC)
    while hour.year < 2041:
        following = hour + timedelta(days=1)
        if dates.local(hour).utcoffset() != dates.local(following).utcoffset():
            while dates.local(hour).utcoffset() != dates.local(following).utcoffset():
                following -= timedelta(hours=1)
            found.append(following + timedelta(hours=1))
            following = hour + timedelta(days=1)
        hour = following
    return found


CHANGES = transitions()
MOMENTS = st.integers(0, 41 * 365 * 86_400_000).map(
    lambda milliseconds: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)


def test_the_clock_changes_twice_a_year():
    assert len(CHANGES) == 82


@pytest.mark.parametrize("minutes", [-61, -60, -31, -1, 0, 1, 29, 59, 60, 61])
def test_what_is_shown_in_a_form_reads_back_around_every_change_of_the_clock(minutes: int):
    for change in CHANGES:
        instant = change + timedelta(minutes=minutes)
        assert dates.read(dates.form_value(instant)) == instant


@given(MOMENTS)
def test_what_is_shown_in_a_form_reads_back(moment: datetime):
    instant = moment.replace(second=0, microsecond=0)
    assert dates.read(dates.form_value(instant)) == instant


@given(MOMENTS)
def test_a_stamp_reads_back_to_the_millisecond(moment: datetime):
    instant = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert dates.read(dates.stamp(instant)) == datetime.fromisoformat(dates.stamp(instant)) == instant


def test_the_hour_that_comes_twice_is_asked_for():
    for change in CHANGES[1::2]:
        here = dates.local(change).replace(tzinfo=None)
        with pytest.raises(dates.TwoTimes):
            dates.read(here.isoformat())


def test_the_hour_that_is_skipped_does_not_exist():
    for change in CHANGES[::2]:
        skipped = dates.local(change).replace(tzinfo=None) - timedelta(minutes=30)
        with pytest.raises(dates.BadTime, match="Bedoelt u 03:30"):
            dates.read(skipped.isoformat())


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-11-23 14:30", "2026-11-23T13:30:00.000Z"),
        ("2026-11-23T14:30", "2026-11-23T13:30:00.000Z"),
        ("  2026-07-01T14:30:15  ", "2026-07-01T12:30:15.000Z"),
        ("2026-07-01T14:30Z", "2026-07-01T14:30:00.000Z"),
        ("2026-07-01T14:30+05:30", "2026-07-01T09:00:00.000Z"),
        ("2026-10-25 02:30 zomertijd", "2026-10-25T00:30:00.000Z"),
        ("2026-10-25 02:30 wintertijd", "2026-10-25T01:30:00.000Z"),
    ],
)
def test_typed_moments(typed: str, instant: str):
    assert dates.stamp(dates.read(typed)) == instant


@pytest.mark.parametrize(
    "typed",
    ["", "morgen", "2026-11-23", "14:30", "2026-13-01 14:30", "2026-02-30 14:30", "2026-11-23 25:00", "20261123T1430",
     "2026-11-23 14:30 lentetijd", "2026-11-23 14:30+99:99", "2026-11-23 14:30\n2026", "0000-01-01 00:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_dutch(typed: str):
    with pytest.raises(dates.BadTime, match=r"^(Vul een datum en tijd in|Deze )"):
        dates.read(typed)


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00+01:00", "9999-12-31T23:59-01:00", "9999-12-31T23:59Z", "0001-01-01 00:00"]
)
def test_a_moment_that_no_clock_here_can_show_is_refused(typed: str):
    with pytest.raises(dates.BadTime, match="ligt te ver weg"):
        dates.read(typed)


@given(st.text())
def test_reading_gives_a_moment_or_says_what_is_wrong(typed: str):
    try:
        instant = dates.read(typed)
    except dates.BadTime:
        return
    assert dates.short(instant)


@given(st.from_regex(dates._TYPED, fullmatch=True))
def test_whatever_looks_like_a_moment_can_be_shown_or_is_refused(typed: str):
    try:
        instant = dates.read(typed)
    except dates.BadTime:
        return
    assert dates.short(instant)
    assert dates.full(instant)
    assert dates.form_value(instant)


NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "today", "shown"),
    [
        (datetime(2026, 11, 23, 13, 3, tzinfo=UTC), date(2026, 11, 23), "14:03"),
        (datetime(2026, 10, 24, 20, 15, tzinfo=UTC), date(2026, 11, 23), "za 24 okt 22:15"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), date(2026, 11, 23), "do 1 jan 00:30"),
        (datetime(2025, 10, 24, 20, 15, tzinfo=UTC), date(2026, 11, 23), "vr 24 okt 2025 22:15"),
        (NIGHT, None, "zo 25 okt 02:30 zomertijd"),
        (NIGHT + timedelta(hours=1), None, "zo 25 okt 02:30 wintertijd"),
    ],
)
def test_shown_moments(instant: datetime, today: date | None, shown: str):
    assert dates.short(instant, today) == shown


def test_two_half_past_twos_stay_apart():
    assert dates.form_value(NIGHT) != dates.form_value(NIGHT + timedelta(hours=1))
    assert dates.full(NIGHT) == "zondag 25 oktober 2026 02:30 zomertijd"
