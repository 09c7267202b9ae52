"""The yearly question: to whom, when, by what, what it says, and never twice in a year."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from crisis import people
from crisis.database import Database
from crisis.directory import Keeper, audited, load, mark_checked, retire_function
from crisis.directory.tables import check_table, function_table
from crisis.ledger import Ledger
from crisis.notify import Notifier, yearly
from tests.cast import ANNA
from tests.notify.conftest import Office
from tests.notify.post import AlarmService, Post

LINK = re.compile(r"https://zaz\.example/klopt/([\w-]{40,})\s")
#: A Wednesday, ten o'clock in Amsterdam.
BEGIN = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def listed(office: Office, post: Post) -> int:
    """Somebody who was put in the directory on a day in March, and a mail server."""
    office.clock = BEGIN
    office.settings(smtp=post.url, municipality="Gemeente Dordrecht")
    return office.lists("Teamleider zorg", "care_liaison", email="zorg@dienst.example", other="de meldkamer")


def rounds(office: Office) -> None:
    """Two rounds, each of a product that has just started."""
    for _ in range(2):
        office.notifier().yearly.round()


def trace(office: Office, function: int) -> list[str]:
    """What the directory says happened to a function, the newest first."""
    with office.ledger.database.read() as connection:
        return [one.what for one in audited(connection, kind="function", subject=function)]


@pytest.mark.usefixtures("listed")
def test_a_year_after_it_was_listed_and_then_every_year(office: Office, post: Post) -> None:
    counts = []
    for days in (0, 365, 1, 5, 180, 180, 1, 5):
        office.later(days=days)
        rounds(office)
        counts.append(len(post.got))
    assert counts == [0, 0, 1, 1, 1, 1, 1, 2]
    assert set(post.to) == {"zorg@dienst.example"}


def test_who_was_checked_is_asked_a_year_after_that(office: Office, post: Post, listed: int) -> None:
    office.later(days=200)
    with office.ledger.database.write() as connection:
        mark_checked(Keeper(connection, ANNA.account, office.clock), listed)
    office.later(days=300)
    rounds(office)
    assert post.got == []
    office.later(days=67)
    rounds(office)
    assert len(post.got) == 1


def test_it_says_what_stands_there_and_only_the_hash_of_the_link_is_kept(
    office: Office, post: Post, listed: int
) -> None:
    office.later(days=366)
    rounds(office)
    mail = post.got[0]
    assert "X-Priority" not in mail, "it can wait"
    assert mail["Subject"] == "Klopt dit nog? Uw gegevens in het adresboek"
    text = mail.get_content()
    token = LINK.search(text)
    assert token
    assert text.replace(token[1], "…").splitlines() == [
        "Uw functie staat in het adresboek van Gemeente Dordrecht.",
        "Daarmee roepen wij mensen op als er spanningen zijn in de samenleving. Klopt dit nog?",
        "",
        "Functie: Teamleider zorg",
        "Organisatie: Teamleider zorg, dienst",
        "Rollen: Zorg",
        "Telefoon: 06-55501234",
        "E-mail: zorg@dienst.example",
        "Ook te bereiken via: de meldkamer",
        "",
        "Zeg hier of het klopt, of wat er anders is:",
        "https://zaz.example/klopt/…",
        "",
        "De link werkt 30 dagen. Wij vragen dit één keer per jaar.",
    ]
    with office.ledger.database.read() as connection:
        row = connection.execute(select(check_table)).one()
    assert (row.digest, row.state) == (people.digest(token[1]), "sent")
    assert token[1] not in repr(row)
    assert trace(office, listed)[0] == "Gevraagd of dit nog klopt"


@pytest.mark.parametrize(
    "at",
    [BEGIN.replace(hour=7, minute=59), BEGIN.replace(hour=16), BEGIN + timedelta(days=3), BEGIN.replace(hour=1)],
    ids=["early", "late", "saturday", "night"],
)
@pytest.mark.usefixtures("listed")
def test_only_in_office_hours(office: Office, post: Post, at: datetime) -> None:
    # A year later, on the same day of the week and in winter time.
    office.clock = at + timedelta(weeks=53)
    rounds(office)
    assert post.got == []


@pytest.mark.usefixtures("listed")
def test_not_by_files(office: Office) -> None:
    office.settings(smtp="")
    office.later(days=366)
    rounds(office)
    assert not (office.home / "outbox").exists()
    with office.ledger.database.read() as connection:
        assert connection.execute(select(check_table)).all() == [], "who gets mail later is asked then"


def test_by_the_alarm_service_who_has_no_mail(office: Office, post: Post, alarm: Callable[..., AlarmService]) -> None:
    service = alarm()
    office.clock = BEGIN
    office.settings(smtp=post.url, alarm=service.url)
    office.lists("Piket zorg", "care_liaison", email="")
    office.lists("Piket jeugd", "youth_work", email="jeugd@dienst.example")
    office.lists("Piket onderwijs", "education_liaison", email="", phone="", other="de meldkamer")
    office.later(days=366)
    rounds(office)
    assert (post.to, [body["to"] for body, _ in service.got]) == (["jeugd@dienst.example"], ["06-55501234"])
    assert "/klopt/" in service.got[0][0]["text"]


def test_not_who_is_out_of_use(office: Office, post: Post, listed: int) -> None:
    with office.ledger.database.write() as connection:
        retire_function(Keeper(connection, ANNA.account, office.clock), listed)
    office.later(days=366)
    rounds(office)
    assert post.got == []


def test_what_certainly_did_not_go_out_is_tried_again_the_next_day(office: Office, post: Post, listed: int) -> None:
    office.later(days=366)
    post.down()
    rounds(office)
    post.up()
    rounds(office)
    assert post.got == []
    office.later(days=3)  # after the weekend
    rounds(office)
    rounds(office)
    assert len(post.got) == 1
    assert trace(office, listed)[0] == "Gevraagd of dit nog klopt"


def test_after_five_days_it_is_given_up_for_a_year(office: Office, post: Post, listed: int) -> None:
    office.clock = BEGIN + timedelta(days=369)  # a Monday
    post.down()
    for _ in range(12):
        rounds(office)
        office.later(days=1)
    assert trace(office, listed)[0] == "Vraag of dit nog klopt niet verstuurd"
    post.up()
    rounds(office)
    assert post.got == []


def test_silence_after_the_text_and_a_crash_are_not_sent_again(
    office: Office, post: Post, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.lists("Teamleider jeugd", "youth_work", email="jeugd@dienst.example")
    office.later(days=366)
    post.rude, post.times = "silent", 1
    died = office.notifier()
    real = died.yearly._settle
    # A power cut, right after the server took the second.
    monkeypatch.setattr(died.yearly, "_settle", lambda one, *rest: real(one, *rest) if one.id != listed else None)
    died.yearly.round()
    assert sorted(post.to) == ["jeugd@dienst.example", "zorg@dienst.example"]
    for _ in range(30):
        office.later(days=1)
        office.notifier().yearly.round()
    assert len(post.got) == 2


def test_a_list_that_was_read_in_on_one_day_is_no_wave(office: Office, post: Post) -> None:
    office.clock = BEGIN
    office.settings(smtp=post.url)
    for number in "abcdefghijkl":
        office.lists(f"Teamleider {number}", "care_liaison", email=f"{number}@dienst.example")
    office.later(days=366)
    office.notifier().yearly.round()
    assert len(post.got) == yearly.MOST
    office.notifier().yearly.round()
    assert len(set(post.to)) == 12


def test_who_has_no_trace_is_asked_at_once(office: Office, post: Post, listed: int) -> None:
    """Nobody knows when it was looked at."""
    with office.ledger.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM directory_audit WHERE kind = 'function'")
        connection.execute(update(function_table).values(checked_on=None))
        assert load(connection).functions[listed].checked_on is None
    rounds(office)
    assert len(post.got) == 1


@pytest.mark.usefixtures("listed")
def test_two_products_ask_once(office: Office, post: Post) -> None:
    office.later(days=366)
    databases = [Database(office.ledger.database.settings) for _ in range(2)]
    gate = threading.Barrier(2)

    def run(database: Database) -> None:
        mine = Notifier(Ledger(database, office.ledger.now))
        gate.wait()
        mine.yearly.round()

    threads = [threading.Thread(target=run, args=(one,)) for one in databases]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    for database in databases:
        database.dispose()
    assert len(post.got) == 1
