from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.deadlines import BadDeadline, Deadline, Span, parse_span
from crisis.deadlines.workdays import easter, holidays, is_working_day

HERE = ZoneInfo("Europe/Amsterdam")


def here(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE, fold=fold)


def due(rule: str, start: datetime) -> str:
    found = Deadline.parse(rule).at(start, {})
    assert found is not None
    assert found.tzinfo is UTC
    return found.astimezone(HERE).strftime("%Y-%m-%d %H:%M %Z")


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("T+30m", "2026-11-23T21:50", "2026-11-23 22:20 CET"),
        ("T+2h", "2026-11-23T23:00", "2026-11-24 01:00 CET"),
        ("T+5d", "2026-11-23T09:00", "2026-11-28 09:00 CET"),
        ("T+0m", "2026-11-23T09:00", "2026-11-23 09:00 CET"),
        # The night that lasts 23 hours: 29 March 2026, 02:00 becomes 03:00.
        ("T+2h", "2026-03-29T01:30", "2026-03-29 04:30 CEST"),
        ("T+1d", "2026-03-28T12:00", "2026-03-29 12:00 CEST"),
        ("T+1d", "2026-03-28T02:30", "2026-03-29 03:30 CEST"),
        # The night that lasts 25 hours: 25 October 2026, 03:00 becomes 02:00.
        ("T+2h", "2026-10-25T01:30", "2026-10-25 02:30 CET"),
        ("T+1h", "2026-10-25T01:30", "2026-10-25 02:30 CEST"),
        ("T+1d", "2026-10-24T12:00", "2026-10-25 12:00 CET"),
        ("T+1d", "2026-10-24T02:30", "2026-10-25 02:30 CEST"),
        # Working days skip the weekend and holidays.
        ("T+1wd", "2026-11-20T16:00", "2026-11-23 16:00 CET"),
        ("T+1wd", "2026-11-21T10:00", "2026-11-23 10:00 CET"),
        ("T+2wd", "2026-12-24T10:00", "2026-12-29 10:00 CET"),
        ("T+1wd", "2026-04-02T10:00", "2026-04-03 10:00 CEST"),
        ("T+2wd", "2026-04-02T10:00", "2026-04-07 10:00 CEST"),
    ],
)
def test_a_deadline_counts_from_the_start(rule: str, start: str, expected: str) -> None:
    assert due(rule, here(start)) == expected


def test_the_two_half_past_twos_of_october_give_different_deadlines() -> None:
    first, second = here("2026-10-25T02:30", fold=0), here("2026-10-25T02:30", fold=1)
    rule = Deadline.parse("T+30m")
    early, late = rule.at(first, {}), rule.at(second, {})
    assert early is not None
    assert late is not None
    assert late - early == timedelta(hours=1)


def test_a_zero_deadline_keeps_the_second_half_past_two() -> None:
    start = here("2026-10-25T02:30", fold=1)
    assert Deadline.parse("T+0d").at(start, {}) == start.astimezone(UTC)


def test_a_start_in_the_second_half_past_two_does_not_make_later_days_early() -> None:
    start = here("2026-10-25T02:30", fold=1)
    assert due("T+154d", start) == "2027-03-28 03:30 CEST"
    assert due("T+371d", start) == "2027-10-31 02:30 CEST"


def test_days_are_counted_on_the_dutch_clock_whatever_zone_the_start_has() -> None:
    start = datetime(2026, 10, 24, 20, 30, tzinfo=timezone(timedelta(hours=-3)))
    assert due("T+1d", start) == "2026-10-26 01:30 CET"


def test_a_moment_gives_a_deadline_only_once_it_is_set() -> None:
    rule = Deadline.parse("M-4h(vrijdaggebed)")
    start, moment = here("2026-11-23T09:00"), here("2026-11-27T13:00")
    assert rule.at(start, {}) is None
    assert rule.at(start, {"anders": moment}) is None
    assert rule.at(start, {"vrijdaggebed": moment}) == moment - timedelta(hours=4)


def test_working_days_before_a_moment() -> None:
    moments = {"raad": here("2026-11-23T20:00")}
    assert Deadline.parse("M-1wd(raad)").at(here("2026-11-01T00:00"), moments) == here("2026-11-20T20:00")


def test_a_start_without_zone_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Deadline.parse("T+1h").at(datetime(2026, 1, 1), {})  # noqa: DTZ001 the point of this test


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "30m",
            "T30m",
            "T+30",
            "T+30 m",
            "t+30m",
            "T+1w",
            "T+-1m",
            "T+030m",
            "T+10000m",
            "T+٣m",
            "T+30m\n",
        ),
        *("T-30m", "T+30m(x)", "M-4h()", "M-4h(Vrijdag)", "M-4h(a b)", "M4h(a)", "T+1.5h"),
        "M-4h(" + "a" * 200 + ")",
    ],
)
def test_what_is_not_a_deadline_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(BadDeadline, match="termijn"):
        Deadline.parse(text)


@given(
    st.sampled_from(["T+", "M-", "M+"]),
    st.integers(0, 9999),
    st.sampled_from(["m", "h", "d", "wd"]),
    st.sampled_from(["", "(gebed)", "(raad-2)"]),
)
def test_a_deadline_reads_back_what_it_writes(anchor: str, amount: int, unit: str, name: str) -> None:
    text = f"{anchor}{amount}{unit}{name if anchor != 'T+' else ''}"
    rule = Deadline.parse(text)
    assert Deadline.parse(str(rule)) == rule
    assert str(rule) == text or amount == 0


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(HERE)),  # noqa: DTZ001 bounds
    st.integers(0, 60),
)
def test_days_keep_the_clock_but_in_the_skipped_hour(start: datetime, days: int) -> None:
    found = Span(days, "d").after(start).astimezone(HERE)
    assert (found.date() - start.date()).days == days
    assert found.hour in (start.hour, 3)
    assert found.minute == start.minute


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("T+30m", "30 minuten na de start van de fase"),
        ("T+1m", "1 minuut na de start van de fase"),
        ("T+1wd", "1 werkdag na de start van de fase"),
        ("T+0m", "bij de start van de fase"),
        ("M-4h(vrijdaggebed)", "4 uur vóór vrijdaggebed"),
        ("M+1d(raad)", "1 dag na raad"),
        ("M-2h", "2 uur vóór het sleutelmoment"),
    ],
)
def test_a_deadline_in_words(rule: str, words: str) -> None:
    assert Deadline.parse(rule).words() == words


def test_words_can_use_the_title_of_a_moment() -> None:
    titles = {"raad": "de raadsvergadering"}
    assert Deadline.parse("M-2d(raad)").words(titles) == "2 dagen vóór de raadsvergadering"


def test_a_rule_without_name_takes_one_and_others_do_not() -> None:
    assert str(Deadline.parse("M-4h").named("gebed")) == "M-4h(gebed)"
    assert str(Deadline.parse("M-4h(raad)").named("gebed")) == "M-4h(raad)"
    assert str(Deadline.parse("T+4h").named("gebed")) == "T+4h"


def test_spans() -> None:
    assert parse_span("2h").after(here("2026-03-29T01:00")) == here("2026-03-29T04:00")
    assert parse_span("10m").words() == "10 minuten"
    assert str(parse_span("1wd")) == "1wd"
    for bad in ("0m", "", "2", "-2h", "2u", "1h30m", "T+2h"):
        with pytest.raises(BadDeadline, match="duur"):
            parse_span(bad)


def test_easter_falls_where_the_church_says() -> None:
    assert [easter(year) for year in (2000, 2008, 2024, 2026, 2038)] == [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


def test_holidays_by_rule() -> None:
    assert date(2025, 4, 26) in holidays(2025)  # the 27th is a Sunday
    assert date(2025, 4, 27) not in holidays(2025)
    assert date(2026, 4, 27) in holidays(2026)
    assert date(2025, 5, 5) in holidays(2025)  # lustrum
    assert date(2026, 5, 5) not in holidays(2026)
    assert {date(2026, 5, 14), date(2026, 5, 25)} <= holidays(2026)  # Hemelvaart, Pinkstermaandag
    assert is_working_day(date(2026, 4, 3))  # Goede Vrijdag
    assert not is_working_day(date(2026, 12, 26))
