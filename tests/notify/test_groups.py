"""Groups that are told by Apprise: one message per call-out, without a link, to a real service on loopback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crisis.board.team.calling.groups import CallOutTold
from crisis.notify import ways
from crisis.settings import BadSetting, Settings
from tests.cast import ANNA
from tests.notify.conftest import ROLES, Office, Out, three
from tests.notify.post import AlarmService

Make = Callable[..., AlarmService]
INSTALL = "CRISIS_APPRISE_URLS vraagt om Apprise. Installeer het met: pip install 'crisis[apprise]'."


def address(service: AlarmService) -> str:
    """The address of Apprise that leads to a service."""
    return service.url.replace("http://", "json://")


def told(out: Out) -> list[tuple[str, str, str]]:
    """What the log says of messages to groups."""
    facts = (entry.fact for entry in out.board.incident.entries())
    return [(one.outcome, one.channel, one.detail) for one in facts if isinstance(one, CallOutTold)]


def test_a_group_is_told_once_without_a_link_or_who(office: Office, alarm: Make) -> None:
    service = alarm()
    office.settings(apprise=(address(service),))
    three(office)
    out = office.calls(*ROLES, note="Neem een trui mee.", test=True)
    for _ in range(3):
        office.notifier().tick()
    out.board.does(ANNA, "team.remind", called=out.roll[0].id)
    office.notifier().tick()
    assert len(service.got) == 1
    body = service.got[0][0]
    code = out.board.incident.code
    assert body["title"] == f"TEST: oproep {code}"
    assert body["message"].splitlines() == [
        "TEST: Het team wordt opgeroepen.",
        f"Code: {code}",
        "Waar: Stadskantoor, kamer 2",
        "",
        "Bent u opgeroepen? Dan kreeg u zelf ook een bericht. Antwoord daar, of bel de voorzitter.",
        "Is er direct gevaar? Bel 112.",
    ]
    assert "://" not in body["message"]
    assert told(out) == [("sent", "apprise", "")]
    assert len(office.mail) == 4, "each person has a message of their own, and one a reminder"


def test_a_group_hears_the_end_of_what_it_heard(office: Office, alarm: Make) -> None:
    service = alarm()
    office.settings(apprise=(address(service),))
    office.lists("Teamleider zorg", "care_liaison")
    out, unheard = office.calls("care_liaison"), office.calls("care_liaison")
    unheard.board.does(ANNA, "team.stand_down", call_out=unheard.roll[0].call_out, reason="Loos alarm.")
    office.notifier().tick()
    out.board.does(ANNA, "team.stand_down", call_out=out.roll[0].call_out, reason="Loos alarm.")
    for _ in range(2):
        office.notifier().tick()
    said = [body["message"].splitlines()[0] for body, _ in service.got]
    assert said == [
        "Het team wordt opgeroepen.",
        "De oproep is beëindigd. Wie nog onderweg is, hoeft niet meer te komen.",
    ]
    assert told(out)[-1] == ("sent", "apprise", "hoeft niet meer te komen")


def test_one_that_fails_is_not_told_again_and_hinders_no_other(office: Office, alarm: Make) -> None:
    """Apprise says that it did not work, not whether something was taken."""
    broken, whole = alarm(503), alarm()
    office.settings(apprise=(address(broken), address(whole)))
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    for _ in range(3):
        office.notifier().tick()
    assert (len(broken.got), len(whole.got)) == (1, 1)
    unsure = "de dienst nam het niet aan of antwoordde niet"
    assert told(out) == [("uncertain", "apprise 1", unsure), ("sent", "apprise 2", "")]
    assert [one.state for one in out.roll] == ["sent"]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(BadSetting) as wrong:
        ways(Settings(home=tmp_path, apprise=("json://127.0.0.1",)))
    assert str(wrong.value) == INSTALL
    monkeypatch.setattr("crisis.settings.find_spec", lambda name: None)
    with pytest.raises(BadSetting) as wrong:
        Settings.read({"CRISIS_APPRISE_URLS": "json://127.0.0.1"})
    assert str(wrong.value) == INSTALL
    assert Settings.read({}).apprise == ()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("127.0.0.1", "Zet in CRISIS_APPRISE_URLS adressen van Apprise, met een spatie ertussen."),
        ("duif://geheim", "Apprise kent een adres in CRISIS_APPRISE_URLS niet. Het begint met duif://."),
    ],
)
def test_an_address_that_is_none(given: str, sentence: str) -> None:
    with pytest.raises(BadSetting) as wrong:
        ways(Settings.read({"CRISIS_APPRISE_URLS": given}))
    assert str(wrong.value) == sentence
