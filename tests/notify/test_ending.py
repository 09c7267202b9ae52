"""Who is on the way hears that it is over: once, by the same channels, and the log says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import ANNA, EVA
from tests.notify.conftest import ROLES, Office, Out, three
from tests.notify.post import AlarmService, Post

ENDED = "u hoeft niet meer te komen, oproep"
SAID = "hoeft niet meer te komen"


def released(post: Post) -> list[str]:
    """The addresses that were told that they need not come."""
    return [to for to, mail in zip(post.to, post.got, strict=True) if ENDED in mail["Subject"]]


def ends(out: Out) -> None:
    """Anna ends the call-out."""
    out.board.does(ANNA, "team.stand_down", call_out=out.roll[0].call_out, reason="Loos alarm in de Kerkstraat.")


def test_who_may_be_on_the_way_is_told_and_nobody_else(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    office.lists("Piket onderwijs", "education_liaison", email="onderwijs@dienst.example")
    out = office.calls(*ROLES, "education_liaison")
    office.notifier().tick()
    coming, cannot, arrived, _silent = out.roll
    out.board.does(ANNA, "team.record_call", called=coming.id, outcome="coming", minutes=20)
    out.board.does(ANNA, "team.record_call", called=cannot.id, outcome="cannot")
    out.board.does(ANNA, "team.record_call", called=arrived.id, outcome="arrived")
    ends(out)
    for _ in range(3):
        office.notifier().tick()
    assert released(post) == ["handhaving@dienst.example", "onderwijs@dienst.example"]
    assert [one.state for one in out.roll] == ["released", "cannot", "arrived", "released"]
    assert out.outcomes[-2:] == [("sent", "e-mail", SAID)] * 2
    assert len({mail["Message-ID"] for mail in post.got}) == 6


@pytest.mark.parametrize(
    ("exercise", "test", "word"), [(True, False, "OEFENING: "), (False, True, "TEST: "), (0, 0, "")]
)
def test_it_is_short_and_says_nothing_of_why(office: Office, exercise: bool, test: bool, word: str) -> None:
    office.lists("Teamleider zorg", "care_liaison", person=EVA)
    out = office.calls("care_liaison", exercise=exercise, test=test, note="Neem een trui mee.")
    office.notifier().tick()
    ends(out)
    office.notifier().tick()
    mail = next(one for one in office.mail if ENDED in one["Subject"])
    code = out.board.incident.code
    assert mail["Subject"] == f"{word}{ENDED} {code}"
    assert mail.get_content().splitlines() == [
        f"{word}U hoeft niet meer te komen.",
        f"Code: {code}",
        "",
        "Is er direct gevaar? Bel 112.",
    ]


def test_each_channel_tells_it_once(office: Office, post: Post, alarm: Callable[..., AlarmService]) -> None:
    service = alarm()
    office.settings(smtp=post.url, alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    ends(out)
    for _ in range(3):
        office.notifier().tick()
    assert [ENDED in body["subject"] for body, _ in service.got] == [False, True]
    assert len(released(post)) == 1
    assert sorted(out.outcomes[-2:]) == [("sent", "alarmdienst", SAID), ("sent", "e-mail", SAID)]


def test_who_never_heard_of_it_is_left_alone(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    out.board.does(ANNA, "team.record_call", called=out.roll[0].id, outcome="no_answer")
    ends(out)
    office.notifier().tick()
    assert post.got == []
    assert {one.outcome for one in out.rows("logged")} == {"dropped"}


@pytest.mark.usefixtures("impatient")
def test_a_server_that_is_down_gets_it_later(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    post.down()
    ends(out)
    office.notifier().tick()
    assert [one.attempts for one in out.rows("queued")] == [1]
    post.up()
    office.notifier().tick()
    assert len(released(post)) == 1
    assert out.outcomes[-1] == ("sent", "e-mail", SAID)


def test_closing_tells_it_too_and_the_outcome_is_kept_beside_the_log(office: Office, post: Post) -> None:
    """Nothing is recorded in a closed incident, so the table of messages keeps what became of it."""
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    out.board.does(ANNA, "incident.close", reason="Het is al een week rustig.", despite="Alles is overgedragen.")
    last = out.board.incident.seq
    for _ in range(3):
        office.notifier().tick()
    assert released(post) == ["piket@dienst.example"]
    assert [(one.outcome, one.attempts) for one in out.rows("kept")] == [("sent", 1)]
    assert out.board.incident.seq == last
    assert [one.state for one in out.roll] == ["released"]


def test_after_a_day_it_would_only_alarm(office: Office, post: Post) -> None:
    """As when an old database meets this version, or a product stood still for a weekend."""
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    ends(out)
    office.later(hours=25)
    office.notifier().tick()
    assert released(post) == []
