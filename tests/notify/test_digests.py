"""How often somebody wants notices: at once, at times of the day, or not; also in the nights that the clock changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from crisis import dates
from crisis.notify.notices import Choice, read_choice
from crisis.refusals import Unreadable
from tests.cast import ANNA, DIRK
from tests.notify.conftest import Office
from tests.notify.post import Post
from tests.notify.told import Told, gone, made


@pytest.fixture
def told(office: Office, post: Post) -> Iterator[Told]:
    """An incident that was just opened, at noon in Amsterdam."""
    office.clock = dates.read("2027-01-15T12:00")
    now = made(office, post)
    yield now
    gone(now)


def test_a_digest_collects_since_the_last_one(told: Told) -> None:
    told.office.chooses(DIRK, "digest", "08:30", "17:00")
    told.phase()
    told.phase("melding")
    told.tick()
    assert told.heard(DIRK) == []
    told.office.later(hours=5)
    told.tick()
    told.tick()
    code = told.board.incident.code
    assert told.heard(DIRK) == ["Overzicht"]
    assert told.body(DIRK).splitlines()[:6] == [
        "Dit gebeurde er sinds het vorige bericht.",
        "",
        code,
        "- Er is een incident geopend",
        "- De fase is gewijzigd (2 keer)",
        f"https://zaz.example/incidents/{told.board.id}/status",
    ]
    told.board.does(ANNA, "scale.set", level="3", reason="Het wordt drukker.")
    told.tick()
    assert told.heard(DIRK) == ["Overzicht"]
    told.office.later(hours=16)
    told.tick()
    assert told.heard(DIRK) == ["Overzicht", "De schaal is gewijzigd"]


def test_a_request_does_not_wait_for_a_digest_but_never_is_never(told: Told) -> None:
    told.office.chooses(told.mayor, "digest", "08:30")
    told.submits()
    told.tick()
    assert told.heard(told.mayor) == ["Er wacht een tekst op uw akkoord"]
    told.office.chooses(told.mayor, "never")
    told.submits()
    told.phase()
    told.tick()
    told.office.chooses(told.mayor, "now")
    told.tick()
    assert told.heard(told.mayor) == ["Er wacht een tekst op uw akkoord"]


def test_another_choice_holds_at_once(told: Told) -> None:
    told.office.chooses(DIRK, "digest", "08:30")
    told.tick()
    told.office.chooses(DIRK, "now")
    told.tick()
    assert told.heard(DIRK) == ["Er is een incident geopend"]


@pytest.mark.usefixtures("impatient")
def test_a_digest_that_fails_is_tried_again_as_it_was(told: Told) -> None:
    told.office.chooses(DIRK, "digest", "13:00")
    told.phase()
    told.office.later(hours=2)
    told.post.down()
    told.tick()
    told.post.up()
    told.tick()
    assert told.heard(DIRK) == ["Overzicht"]


def sent(choice: Choice, start: str, hours: int) -> list[str]:
    """When digests go, looked at every ten minutes, while something happens all the time; as UTC."""
    now = datetime.fromisoformat(start).replace(tzinfo=UTC)
    found = []
    for _ in range(hours * 6):
        before, now = now, now + timedelta(minutes=10)
        if choice.collected(before, now):
            found.append(f"{now:%d %H:%M}")
    return found


def test_a_time_is_a_time_on_the_clock_in_summer_and_winter() -> None:
    choice = Choice("digest", ("08:00", "17:30"))
    assert sent(choice, "2027-07-01T00:00", 24) == ["01 06:00", "01 15:30"]
    assert sent(choice, "2027-01-01T00:00", 24) == ["01 07:00", "01 16:30"]


def test_the_nights_that_the_clock_changes_have_one_digest_each() -> None:
    choice = Choice("digest", ("02:30",))
    assert sent(choice, "2027-03-27T12:00", 48) == ["28 01:30", "29 00:30"]
    assert sent(choice, "2027-10-30T12:00", 36) == ["31 00:30"]
    assert sent(choice, "2027-10-31T12:00", 24) == ["01 01:30"]


def test_midnight_is_a_time_too() -> None:
    assert sent(Choice("digest", ("00:00",)), "2027-01-01T12:00", 24) == ["01 23:00"]


def test_what_was_typed_is_read() -> None:
    assert read_choice("now", []) == Choice("now")
    assert read_choice("digest", ["17.00", "", "8:30"]) == Choice("digest", ("08:30", "17:00"))
    assert read_choice("digest", ["08:30", "08:30"]).times == ("08:30",)


@pytest.mark.parametrize(
    ("how", "times", "fields"),
    [
        ("soms", [], {"how": "Kies hoe vaak u een bericht wilt."}),
        ("digest", ["", " "], {"time": "Vul minstens één tijd in, bijvoorbeeld 08:30."}),
        ("digest", ["24:00"], {"time": "Vul een tijd in als 08:30 of 17:00."}),
        ("digest", ["straks"], {"time": "Vul een tijd in als 08:30 of 17:00."}),
    ],
)
def test_what_cannot_be_read_says_what_to_do(how: str, times: list[str], fields: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as wrong:
        read_choice(how, times)
    assert wrong.value.fields == fields
