"""A real call-out by a real mail server that is sometimes down or rude: each message arrives exactly once."""

from __future__ import annotations

import pytest

from crisis import directory
from crisis.directory import Keeper
from crisis.notify import sending
from crisis.notify.sending import BACK_OFF
from tests.cast import ANNA
from tests.notify.conftest import ROLES, Office, three
from tests.notify.post import Post


def test_everybody_gets_one_message_and_the_log_says_so(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    watch = office.notifier()
    for _ in range(3):
        watch.tick()
    assert sorted(post.to) == ["handhaving@dienst.example", "jeugd@dienst.example", "zorg@dienst.example"]
    assert len({mail["Message-ID"] for mail in post.got}) == 3
    assert [one.state for one in out.roll] == ["sent"] * 3
    assert out.outcomes == [("sent", "e-mail", "")] * 3
    assert len(out.rows("logged")) == 3


@pytest.mark.usefixtures("impatient")
def test_a_server_that_comes_back_gets_each_message_once(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    post.down()
    out = office.calls(*ROLES)
    watch = office.notifier()
    watch.tick()
    watch.tick()
    assert [one.attempts for one in out.rows("queued")] == [2, 2, 2]
    assert [one.state for one in out.roll] == ["queued"] * 3
    post.up()
    watch.tick()
    watch.tick()
    assert len(post.got) == len(set(post.to)) == 3
    assert out.outcomes == [("sent", "e-mail", "")] * 3


def test_it_waits_longer_each_time_and_gives_up(office: Office, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    post.down()
    seconds = [10_000.0]
    monkeypatch.setattr("crisis.notify.sending.time.time", lambda: seconds[0])
    out = office.calls("care_liaison")
    watch = office.notifier()
    for wait in BACK_OFF:
        watch.tick()
        assert [one.next_at - seconds[0] for one in out.rows("queued")] == [wait]
        watch.tick()
        seconds[0] += wait
    watch.tick()
    assert out.outcomes == [("failed", "e-mail", "mailserver niet bereikbaar of weigert")]
    assert [one.state for one in out.roll] == ["failed"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("how", ["grey", "full"])
def test_not_now_is_not_never(office: Office, post: Post, how: str) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    post.rude, post.times = how, 2
    out = office.calls("care_liaison")
    watch = office.notifier()
    for _ in range(3):
        watch.tick()
    assert (len(post.got), out.outcomes) == (1, [("sent", "e-mail", "")])


def test_an_address_that_does_not_exist_is_not_tried_again(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    post.rude, post.times = "unknown", 1
    out = office.calls("care_liaison")
    office.notifier().tick()
    office.notifier().tick()
    assert (post.got, out.outcomes) == ([], [("failed", "e-mail", "mailserver zegt 550")])


@pytest.mark.usefixtures("impatient")
def test_what_the_server_took_is_not_sent_again_for_its_goodbye(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    post.rude, post.times = "goodbye", 1
    out = office.calls("care_liaison")
    watch = office.notifier()
    watch.tick()
    watch.tick()
    assert (len(post.got), out.outcomes) == (1, [("sent", "e-mail", "")])


@pytest.mark.usefixtures("impatient")
def test_silence_after_the_text_is_uncertain_and_not_sent_again(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    post.rude, post.times = "silent", 1
    out = office.calls("care_liaison")
    watch = office.notifier()
    watch.tick()
    watch.tick()
    assert (len(post.got), out.outcomes) == (1, [("uncertain", "e-mail", "onverwachte fout")])
    assert [one.state for one in out.roll] == ["uncertain"]


def test_a_crash_while_sending_is_uncertain_and_not_sent_again(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    died = office.notifier()
    # A power cut, right after the server took it.
    monkeypatch.setattr(died.sending, "_finished", lambda *given: None)
    died.tick()
    assert len(post.got) == len(out.rows("sending")) == 1
    watch = office.notifier()
    watch.tick()
    assert out.outcomes == [], "somebody may be sending it still"
    monkeypatch.setattr(sending, "GONE", 0)
    watch.tick()
    watch.tick()
    assert len(post.got) == 1
    assert out.outcomes == [("uncertain", "e-mail", "de server stopte tijdens het versturen")]


def test_a_crash_between_sending_and_the_log_is_made_up_for(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    died = office.notifier()
    monkeypatch.setattr(died.sending, "_record", lambda *given: None)
    died.tick()
    assert (len(post.got), out.outcomes) == (1, [])
    office.notifier().tick()
    office.notifier().tick()
    assert (len(post.got), out.outcomes) == (1, [("sent", "e-mail", "")])


def test_one_that_cannot_be_sent_does_not_hold_up_the_others(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    first = out.roll[0].function
    with office.ledger.database.write() as connection:
        directory.retire_function(Keeper(connection, ANNA.account, office.clock), first)
    office.notifier().tick()
    assert len(post.got) == 2
    assert sorted(out.outcomes)[0] == ("failed", "e-mail", "staat niet meer in het adresboek")


def test_without_an_address_it_fails_at_once(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison", email="")
    out = office.calls("care_liaison")
    office.notifier().tick()
    assert out.outcomes == [("failed", "e-mail", "geen e-mailadres")]


def test_who_answered_meanwhile_or_is_released_is_not_called(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    out.board.does(ANNA, "team.record_call", called=out.roll[0].id, outcome="coming")
    office.notifier().tick()
    assert len(post.got) == 2
    again = office.calls("enforcement")
    out.board.does(ANNA, "team.stand_down", call_out=out.roll[0].call_out, reason="Loos alarm.")
    again.board.does(ANNA, "team.stand_down", call_out=again.roll[0].call_out, reason="Loos alarm.")
    office.notifier().tick()
    ended = [mail["Subject"].startswith("u hoeft niet meer te komen") for mail in post.got]
    assert ended == [False, False, True, True, True], "also who was only spoken; not who never heard of a call-out"
