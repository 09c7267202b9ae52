"""What a message says and does not say, the outbox without a mail server, and the municipality's alarm service."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable

import pytest

from crisis.board.team.calling import Called
from tests.cast import ANNA, BRAM, EVA
from tests.notify.conftest import Office
from tests.notify.post import AlarmService

Make = Callable[..., AlarmService]
LINK = re.compile(r"https://zaz\.example/oproep/([\w-]{40,})\s")


def test_without_a_mail_server_the_messages_lie_in_a_folder(office: Office) -> None:
    office.lists("Teamleider zorg", "care_liaison", email="zorg@dienst.example")
    out = office.calls("care_liaison")
    office.notifier().tick()
    assert [(one["To"], one["From"]) for one in office.mail] == [("zorg@dienst.example", "zij-aan-zij@localhost")]
    assert out.outcomes == [("sent", "bestand", "")]
    folder = office.home / "outbox"
    assert [stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()] == [0o600]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_disk_that_refuses_is_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crisis.notify.sending.BACK_OFF", (0, 0))
    office.lists("Teamleider zorg", "care_liaison")
    office.home.write_text("Dit is geen map.")
    out = office.calls("care_liaison")
    watch = office.notifier()
    watch.tick()
    assert [one.detail for one in out.rows("queued")] == ["schijf weigert"]
    office.home.unlink()
    watch.tick()
    assert (len(office.mail), out.outcomes) == (1, [("sent", "bestand", "")])


def test_the_text_says_what_is_asked_and_how_to_answer(office: Office) -> None:
    office.lists("Teamleider zorg", "care_liaison", "aftercare_coordinator")
    out = office.calls("care_liaison", "aftercare_coordinator", note="Neem een trui mee.")
    office.notifier().tick()
    mail = office.mail[0]
    code = out.board.incident.code
    assert mail["Subject"] == f"oproep {code}"
    token = LINK.search(mail.get_content())
    assert token
    assert mail.get_content().replace(token[1], "…").splitlines() == [
        "U wordt opgeroepen als zorg en nazorgcoördinator.",
        f"Code: {code}",
        "Waar: Stadskantoor, kamer 2",
        "Neem een trui mee.",
        "",
        "Antwoord hier, ook op uw telefoon:",
        "https://zaz.example/oproep/…",
        "",
        "Is er direct gevaar? Bel 112.",
        "Zet dit bericht niet door. Deel geen namen en geen details.",
    ]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_it_names_nobody_and_nothing_of_the_case(office: Office) -> None:
    office.lists("Piketfunctie", "care_liaison", person=EVA, phone="06-55501234", other="06-55505678")
    out = office.calls("care_liaison")
    out.board.does(BRAM, "notes.add", text="Nog een verborgen regel.")
    office.notifier().tick()
    office.later(minutes=5)
    for _ in range(2):
        office.notifier().tick()
    assert len(office.mail) == 2
    for mail in office.mail:
        said = f"{mail['Subject']} {mail.get_content()}".casefold()
        for secret in ("geheime titel", "verborgen", "eva ", "anna", "bram", "5550", "piketfunctie", "klein draaiboek"):
            assert secret not in said


@pytest.mark.parametrize(
    ("exercise", "test", "word"), [(True, False, "OEFENING"), (False, True, "TEST"), (True, True, "TEST")]
)
def test_a_test_or_exercise_says_so_in_subject_and_text(office: Office, exercise: bool, test: bool, word: str) -> None:
    office.lists("Teamleider zorg", "care_liaison")
    office.calls("care_liaison", exercise=exercise, test=test)
    office.notifier().tick()
    office.later(minutes=5)
    for _ in range(2):
        office.notifier().tick()
    assert len(office.mail) == 2
    for mail in office.mail:
        assert mail["Subject"].startswith(f"{word}: ")
        assert mail.get_content().startswith(f"{word}: ")


def test_something_real_says_neither(office: Office) -> None:
    office.lists("Teamleider zorg", "care_liaison")
    office.calls("care_liaison")
    office.notifier().tick()
    assert not re.search("TEST|OEFENING", office.mail[0].as_string())


def test_the_alarm_service_gets_one_post_with_a_key(office: Office, alarm: Make) -> None:
    service = alarm()
    office.settings(alarm=f"{service.url}/oproep")
    office.lists("Teamleider zorg", "care_liaison", phone="06-55501234")
    out = office.calls("care_liaison")
    for _ in range(3):
        office.notifier().tick()
    assert len(service.got) == 1
    body, headers = service.got[0]
    assert set(body) == {"to", "subject", "text", "id"}
    assert (body["to"], body["id"]) == ("06-55501234", headers["Idempotency-Key"])
    assert LINK.search(body["text"])
    assert sorted(out.outcomes) == [("sent", "alarmdienst", ""), ("sent", "bestand", "")]
    assert [one.state for one in out.roll] == ["sent"]


@pytest.mark.parametrize("status", [503, 429])
def test_a_service_that_is_busy_gets_it_again_with_the_same_key(
    office: Office, alarm: Make, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crisis.notify.sending.BACK_OFF", (0, 0))
    service = alarm(status, 202)
    office.settings(alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    for _ in range(3):
        office.notifier().tick()
    assert len(service.got) == 2
    assert len({headers["Idempotency-Key"] for _, headers in service.got}) == 1
    assert ("sent", "alarmdienst", "") in out.outcomes


@pytest.mark.parametrize("status", [400, 302])
def test_a_service_that_says_no_or_stands_elsewhere_did_not_get_it(office: Office, alarm: Make, status: int) -> None:
    service = alarm(status)
    office.settings(alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    for _ in range(2):
        office.notifier().tick()
    assert len(service.got) == 1
    assert ("failed", "alarmdienst", f"alarmdienst zegt {status}") in out.outcomes
    assert [one.state for one in out.roll] == ["sent"], "the mail arrived"


def test_a_reminder_has_a_key_and_a_name_of_its_own(office: Office, alarm: Make) -> None:
    service = alarm()
    office.settings(alarm=service.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    office.notifier().tick()
    out.board.does(ANNA, "team.remind", called=out.roll[0].id)
    office.notifier().tick()
    assert len({headers["Idempotency-Key"] for _, headers in service.got}) == 2
    assert len({mail["Message-ID"] for mail in office.mail}) == 2
    assert isinstance(out.board.incident.thing(out.roll[0].id), Called)
