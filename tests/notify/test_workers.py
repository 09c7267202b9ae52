"""A slow channel delays no other: a mail server that takes who knocks and then says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from crisis.notify import Notifier, channels, notifier, sending
from tests.cast import ANNA
from tests.notify.conftest import Office
from tests.notify.post import AlarmService, Hanging
from tests.server import until


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    """A mail server that hangs."""
    made = Hanging()
    yield made
    made.close()


@pytest.fixture
def started(office: Office, hanging: Hanging, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Notifier]]:
    """Starts the threads; they end before the database goes."""
    monkeypatch.setattr(notifier, "EVERY", 0.1)
    made: list[Notifier] = []

    def start() -> Notifier:
        made.append(office.notifier())
        made[-1].start()
        return made[-1]

    yield start
    for one in made:
        one._stopped.set()
    hanging.close()
    for one in made:
        one.stop()


Start = Callable[[], Notifier]
Make = Callable[..., AlarmService]


def test_the_alarm_service_does_not_wait_for_mail(
    office: Office, hanging: Hanging, alarm: Make, started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long it hangs: what is in hand here is slow, and not lost.
    monkeypatch.setattr(sending, "GONE", -1)
    service = alarm()
    office.settings(smtp=hanging.url, alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    started()
    assert until(lambda: len(hanging.knocks) == 1 and len(service.got) == 1)
    out.board.does(ANNA, "team.remind", called=out.roll[0].id)
    assert until(lambda: len(service.got) == 2), "the next round does not wait either"
    assert until(lambda: out.outcomes == [("sent", "alarmdienst", "")] * 2)
    assert len(hanging.knocks) == 1
    assert [(one.channel, one.attempts) for one in out.rows("sending")] == [("e-mail", 0)]


def test_a_new_call_out_is_read_while_mail_hangs(office: Office, hanging: Hanging, alarm: Make, started: Start) -> None:
    service = alarm()
    office.settings(smtp=hanging.url, alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    office.lists("Teamleider jeugd", "youth_work")
    office.calls("care_liaison")
    started()
    assert until(lambda: len(hanging.knocks) == 1)
    second = office.calls("youth_work")
    assert until(lambda: second.outcomes == [("sent", "alarmdienst", "")])


@pytest.mark.usefixtures("impatient")
def test_mail_that_hung_is_tried_again_and_then_given_up(
    office: Office, hanging: Hanging, started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "PATIENCE", 0.05)
    office.settings(smtp=hanging.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    started()
    assert until(lambda: out.outcomes != [])
    assert out.outcomes == [("failed", "e-mail", "mailserver niet bereikbaar of weigert")]
    assert len(hanging.knocks) == 6


def test_who_was_given_up_elsewhere_is_not_told_twice(
    office: Office, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process found it lost after a minute; when it goes well after all, the log says one thing."""
    office.settings(smtp=post.url)  # type: ignore[attr-defined]
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    slow, other = office.notifier(), office.notifier()
    send = slow.ways["e-mail"]

    def slowly(letter: channels.Letter) -> None:
        send(letter)
        monkeypatch.setattr(sending, "GONE", -1)
        other.tick()

    slow.sending.ways = {"e-mail": slowly}
    slow.tick()
    assert out.outcomes == [("uncertain", "e-mail", "de server stopte tijdens het versturen")]
    assert [one.outcome for one in out.rows("logged")] == ["uncertain"]


def test_what_waits_for_a_channel_that_is_gone_is_said_to_fail(office: Office, alarm: Make) -> None:
    office.settings(alarm=alarm(503).url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    office.settings(alarm="")
    office.notifier().tick()
    assert ("failed", "alarmdienst", "deze weg is niet meer ingesteld") in out.outcomes
