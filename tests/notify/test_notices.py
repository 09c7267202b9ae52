"""Notices by a real mail server: to whom, once, in bare words, and never about what somebody may not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from crisis.board.team.standing_in import StandIn
from crisis.notify import notices
from crisis.notify.notices import rounds
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, START, Board, klein
from tests.notify.conftest import Office
from tests.notify.post import Post
from tests.notify.told import CANARIES, Told, gone, made

OPENED, PHASE, SCALE = "Er is een incident geopend", "De fase is gewijzigd", "De schaal is gewijzigd"
WAITS, CALL = "Er wacht een tekst op uw akkoord", "Iemand wil gebeld worden over een tekst"


@pytest.fixture
def told(office: Office, post: Post) -> Iterator[Told]:
    """An incident that was just opened."""
    now = made(office, post)
    yield now
    gone(now)


def test_the_mayor_the_office_and_the_secretary_hear_each_thing_once(told: Told) -> None:
    told.board.does(ANNA, "team.assign", person=EVA.id, role="municipal_secretary")
    told.tick()
    assert told.heard(told.mayor) == told.heard(DIRK) == told.heard(EVA) == [OPENED]
    told.phase()
    told.board.does(ANNA, "scale.set", level="3", reason="Kanariereden")
    for _ in range(3):
        told.tick()
    for one in (told.mayor, DIRK, EVA):
        assert told.heard(one) == [OPENED, PHASE, SCALE]
    for one in (ANNA, BRAM, CELIK, FLEUR):
        assert told.heard(one) == []


def test_a_mail_says_where_to_look_and_nothing_else(told: Told) -> None:
    told.phase()
    told.tick()
    code = told.board.incident.code
    assert told.body(DIRK).splitlines() == [
        "De fase is gewijzigd.",
        f"Code: {code}",
        "",
        "Wat er precies is, leest u na aanmelden.",
        f"https://zaz.example/incidents/{told.board.id}/status",
        "",
        "Hoe vaak u dit krijgt, kiest u hier:",
        "https://zaz.example/account",
    ]


def test_a_request_goes_to_who_may_sign_it_first(told: Told) -> None:
    number = told.submits()
    told.tick()
    assert (told.heard(told.mayor), told.heard(DIRK)) == ([OPENED, WAITS], [OPENED])
    assert f"https://zaz.example/incidents/{told.board.id}/things/{number}" in told.body(told.mayor)
    told.submits(approver="chair")
    told.tick()
    assert (told.heard(ANNA), told.heard(told.mayor)) == ([WAITS], [OPENED, WAITS])


def test_a_colleague_after_a_while_is_not_mailed(told: Told) -> None:
    told.board.does(ANNA, "team.assign", person=EVA.id, role="public_order_advisor")
    told.submits(approver="chair")
    told.office.later(minutes=20)
    told.tick()
    assert (told.heard(ANNA), told.heard(EVA)) == ([WAITS], [])


def test_who_wrote_in_it_or_signed_already_is_not_asked(told: Told) -> None:
    number = told.drafts(approver="chair")
    told.board.does(ANNA, "communications.edit", communication=number, words="kanarietekst. Bel 112 om 20:00 uur.")
    told.board.does(BRAM, "communications.submit", communication=number)
    told.agrees(told.submits())
    told.tick()
    assert (told.heard(ANNA), told.heard(told.mayor)) == ([], [OPENED])


def test_who_got_the_role_of_the_mayor_signs_only_while_standing_in(told: Told) -> None:
    starts, until = (f"{told.office.clock + timedelta(hours=hours):%Y-%m-%dT%H:%M}Z" for hours in (-1, 1))
    told.board.does(ANNA, "team.stand_in", person=EVA.id, starts=starts, until=until)
    told.submits()
    told.tick()
    assert told.heard(EVA)[-1] == WAITS
    told.board.does(ANNA, "team.end_stand_in", stand_in=next(iter(told.board.incident[StandIn])))
    told.submits()
    told.tick()
    assert told.heard(EVA).count(WAITS) == 1


def test_call_me_goes_to_who_speaks(told: Told) -> None:
    number = told.submits()
    told.board.does(told.mayor, "communications.call_me", communication=number)
    told.tick()
    assert (told.heard(BRAM), told.heard(ANNA), told.heard(CELIK)) == ([CALL], [], [])
    told.agrees(number)


def test_who_is_released_before_it_is_sent_hears_nothing(told: Told) -> None:
    told.board.does(ANNA, "team.assign", person=EVA.id, role="municipal_secretary")
    told.phase()
    watch = told.office.notifier()
    watch.read()
    told.board.does(ANNA, "team.release", person=EVA.id, role="municipal_secretary")
    watch.tick()
    assert (told.heard(EVA), told.heard(DIRK)) == ([], [OPENED, PHASE])


def test_what_is_in_a_circle_that_one_does_not_read_does_not_exist(told: Told) -> None:
    told.board.does(ANNA, "team.assign", person=EVA.id, role="municipal_secretary")
    told.submits(approver="municipal_secretary", circle="core_team")
    told.tick()
    assert told.heard(EVA) == [OPENED]
    told.submits(approver="municipal_secretary")
    told.tick()
    assert told.heard(EVA) == [OPENED, WAITS]


def test_an_exercise_says_so_and_what_is_played_is_never_told(told: Told) -> None:
    exercise = made(told.office, told.post, exercise=True)
    exercise.phase()
    exercise.tick()
    assert exercise.heard(DIRK) == [f"OEFENING: {OPENED}", f"OEFENING: {PHASE}"]
    assert exercise.body(DIRK).startswith("OEFENING: De fase is gewijzigd.\nCode: OEF-")
    gone(exercise)
    opened = told.office.ledger.open(ANNA.credential, klein(), "Spel", exercise=True, simulated=True, at=START)
    played = Told(told.office, told.post, told.mayor, Board(told.office.ledger, opened.incident.id))
    played.tick()
    assert played.heard(DIRK) == []


@pytest.mark.usefixtures("impatient")
def test_a_server_that_comes_back_gets_each_once(told: Told) -> None:
    told.post.down()
    told.phase()
    told.tick()
    told.tick()
    told.post.up()
    told.tick()
    assert told.heard(DIRK) == told.heard(told.mayor) == [OPENED, PHASE]


def test_a_crash_between_claim_and_outcome_is_not_sent_again(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    died = told.office.notifier()
    monkeypatch.setattr(died.notices, "_settle", lambda *given: None)
    died.tick()
    assert told.heard(DIRK) == [OPENED]
    monkeypatch.setattr(rounds, "GONE", 0)
    told.tick()
    with told.office.ledger.database.read() as connection:
        last = notices.trouble(connection, DIRK.id)
    assert last is not None
    assert (last.state, last.detail) == ("uncertain", "de server stopte tijdens het versturen")
    assert told.heard(DIRK) == [OPENED]


def test_a_notice_does_not_wait_in_front_of_a_call_out(told: Told) -> None:
    """The worker of the mail sends call-outs; notices have one of their own."""
    watch = told.office.notifier()
    watch.read()
    for channel in watch.ways:
        watch.sending.deliver(channel)
    assert told.heard(DIRK) == []
    watch.notices.deliver()
    assert told.heard(DIRK) == [OPENED]


def test_old_news_is_not_told(told: Told) -> None:
    told.office.later(hours=49)
    told.tick()
    assert told.heard(DIRK) == []


def test_without_a_mail_server_they_lie_as_files(office: Office, post: Post) -> None:
    told = made(office, post)
    office.settings(smtp="")
    told.tick()
    mine = [one for one in office.mail if told.board.incident.code in str(one) and one["To"] == DIRK.email]
    assert [one["Subject"] for one in mine] == [f"{OPENED}, {told.board.incident.code}"]
    gone(told)


def test_no_canary_is_in_any_mail(told: Told) -> None:
    told.board.does(ANNA, "team.assign", person=EVA.id, role="municipal_secretary")
    told.phase()
    told.board.does(ANNA, "scale.set", level="3", reason="Kanariereden")
    number = told.submits()
    told.board.does(told.mayor, "communications.call_me", communication=number)
    told.office.chooses(EVA, "digest", "08:00", "12:00", "20:00")
    told.tick()
    told.office.later(hours=13)
    told.tick()
    mails = [mail for mail in told.post.got if told.board.incident.code in str(mail)]
    assert len(mails) >= 8
    for mail in mails:
        said = f"{mail['Subject']}\n{mail.get_content()}"
        assert [word for word in CANARIES if word.lower() in said.lower()] == []
