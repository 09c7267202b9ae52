"""Reminders, two notifiers at once, bookmarks, and who is never called."""

from __future__ import annotations

import threading

from crisis.database import Database
from crisis.ledger import Ledger
from crisis.notify import Notifier, tables
from tests.cast import ANNA, EVA, START, Board, klein
from tests.notify.conftest import ROLES, Office, three
from tests.notify.post import Post


def test_a_simulated_incident_calls_nobody(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    board = office.calls("care_liaison").board
    office.notifier().tick()
    assert len(post.got) == 1
    opened = board.ledger.open(ANNA.credential, klein(), "Oefening", exercise=True, simulated=True, at=START)
    office.calls("care_liaison", board=Board(board.ledger, opened.incident.id))
    office.later(minutes=30)
    office.notifier().tick()
    office.notifier().tick()
    assert len(post.got) == 2, "the reminder of the real one, and nothing of the simulated one"


def test_two_notifiers_send_each_message_once(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    race(office)
    assert len(post.got) == len(set(post.to)) == 3
    assert out.outcomes == [("sent", "e-mail", "")] * 3
    office.later(minutes=5)
    race(office)
    assert [one.reminded for one in out.roll] == [1, 1, 1]
    assert len(post.got) == 6


def race(office: Office) -> None:
    """Two notifiers, each with a ledger of its own as two processes have, do three rounds at the same time."""
    known = office.ledger.database.settings
    databases = [Database(known), Database(known)]
    gate = threading.Barrier(2)

    def run(database: Database) -> None:
        mine = Notifier(Ledger(database, office.ledger.now))
        for _ in range(3):
            gate.wait()
            mine.tick()

    threads = [threading.Thread(target=run, args=(one,)) for one in databases]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    for database in databases:
        database.dispose()


def test_reminders_come_after_five_and_ten_minutes_and_then_no_more(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison", person=EVA)
    out = office.calls("care_liaison")
    watch = office.notifier()
    watch.tick()
    counts = []
    for _ in range(13):
        office.later(minutes=1)
        watch.tick()
        watch.tick()
        counts.append(len(post.got))
    assert counts == [1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3]
    assert [mail["Subject"].startswith("Herinnering") for mail in post.got] == [False, True, True]
    assert out.roll[0].reminded == 2


def test_after_a_standstill_reminders_do_not_come_all_at_once(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    watch = office.notifier()
    watch.tick()
    office.later(minutes=20)
    for _ in range(4):
        watch.tick()
    assert (len(post.got), out.roll[0].reminded) == (2, 1)
    office.later(minutes=5)
    watch.tick()
    watch.tick()
    assert (len(post.got), out.roll[0].reminded) == (3, 2)


def test_who_answered_is_not_reminded(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    three(office)
    out = office.calls(*ROLES)
    watch = office.notifier()
    watch.tick()
    out.board.does(ANNA, "team.record_call", called=out.roll[0].id, outcome="coming", minutes=20)
    out.board.does(ANNA, "team.record_call", called=out.roll[1].id, outcome="cannot")
    office.later(minutes=6)
    watch.tick()
    watch.tick()
    assert [one.reminded for one in out.roll] == [0, 0, 1]
    assert len(post.got) == 4


def test_a_bookmark_is_kept(office: Office, post: Post) -> None:
    """A new notifier does not begin at the start of the log."""
    office.settings(smtp=post.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    with office.ledger.database.read() as connection:
        assert tables.read_up_to(connection, out.board.id) >= out.roll[0].id
