"""What is released, told to a real site and a real workflow on loopback: once, and never an exercise on the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crisis import dates
from crisis.notify import sending
from crisis.notify.outbox import posted
from crisis.notify.outcomes import outcomes
from crisis.settings import BadSetting, Settings
from tests.cast import ANNA, BRAM, START, Board, klein, open_board
from tests.notify.conftest import Office
from tests.notify.post import AlarmService
from tests.server import HERE, free_port

Make = Callable[..., AlarmService]
WORDS = "Er was **een incident**. Wij vertellen meer om 20:00 uur.\n\nBel bij gevaar [112](https://voorbeeld.nl)."


def agreed(board: Board, words: str = WORDS, **more: Any) -> int:
    """Bram makes a message and Anna agrees."""
    given = {"title": "Wat er is <b>gebeurd</b>", "product": "web_update", "audience": ["residents"], **more}
    number = board.does(BRAM, "communications.draft", words=words, approver="chair", **given).last
    return _approved(board, number)


def _approved(board: Board, number: int) -> int:
    board.does(BRAM, "communications.submit", communication=number)
    digest = board.incident.thing(number).digest  # type: ignore[attr-defined]
    board.does(ANNA, "communications.approve", communication=number, digest=digest)
    return number


def released(board: Board, *channels: str, **more: Any) -> int:
    """A message that is out along these ways."""
    number = agreed(board, **more)
    board.does(BRAM, "communications.release", communication=number, channels=list(channels or ("website",)))
    return number


def said(office: Office, board: Board, number: int) -> list[tuple[str, str, str]]:
    """What the page of the message says of the site and Teams."""
    with office.ledger.database.read() as connection:
        found = outcomes(connection, board.incident, number, dates.local(office.clock).date())
    return [(one.where, one.state, one.detail) for one in found]


def rounds(office: Office, times: int = 3) -> None:
    """Rounds, each of a notifier that just started."""
    for _ in range(times):
        office.notifier().tick()


def test_the_site_gets_a_release_once_and_the_page_says_so(office: Office, alarm: Make) -> None:
    site = alarm()
    office.settings(site=site.url)
    board = open_board(office.ledger, "Geheime titel")
    number = released(board)
    rounds(office)
    [(got, headers)] = site.got
    release = board.incident.thing(number).release  # type: ignore[attr-defined]
    assert got == {
        "type": "release",
        "id": number,
        "code": board.incident.code,
        "exercise": False,
        "title": "Wat er is <b>gebeurd</b>",
        "text": "Er was een incident. Wij vertellen meer om 20:00 uur.\n\nBel bij gevaar [112](https://voorbeeld.nl).",
        "html": got["html"],
        "audience": ["residents"],
        "product": "web_update",
        "released_at": dates.stamp(release.at),
        "next_update": None,
        "corrects": None,
    }
    assert "<strong>een incident</strong>" in got["html"]
    assert headers["Idempotency-Key"] == f"{board.incident.uuid}-{board.incident.seq}-website"
    [(where, state, detail)] = said(office, board, number)
    assert state.startswith("Verstuurd naar de website om ")
    assert (where, detail) == ("", "")


def test_what_goes_another_way_is_not_for_the_site_but_is_for_teams(office: Office, alarm: Make) -> None:
    site, teams = alarm(), alarm()
    office.settings(site=site.url, teams=teams.url)
    board = open_board(office.ledger)
    released(board, "press", "mail")
    rounds(office)
    assert site.got == []
    [(card, _)] = teams.got
    content = card["attachments"][0]["content"]
    runs = [block["inlines"][0]["text"] for block in content["body"]]
    assert {block["type"] for block in content["body"]} == {"RichTextBlock"}, "a text block would read markup"
    assert runs[0] == "Uitgebracht: Wat er is <b>gebeurd</b>"
    assert runs[1].startswith("Er was een incident.")


def test_a_small_circle_is_not_for_teams(office: Office, alarm: Make) -> None:
    teams = alarm()
    office.settings(teams=teams.url)
    board = open_board(office.ledger)
    released(board, "mail", circle="core_team")
    rounds(office)
    assert teams.got == []


def test_an_exercise_is_never_on_the_site_and_marked_in_teams(office: Office, alarm: Make) -> None:
    site, teams = alarm(), alarm()
    office.settings(site=site.url, teams=teams.url)
    released(open_board(office.ledger, exercise=True))
    opened = office.ledger.open(ANNA.credential, klein(), "Spel", exercise=True, simulated=True, at=START)
    played = Board(office.ledger, opened.incident.id)
    played.does(ANNA, "team.assign", person=BRAM.id, role="spokesperson")
    released(played)
    rounds(office)
    assert site.got == []
    [(card, _)] = teams.got
    title = card["attachments"][0]["content"]["body"][0]["inlines"][0]["text"]
    assert title == "OEFENING: Uitgebracht: Wat er is <b>gebeurd</b>"


@pytest.mark.usefixtures("impatient")
def test_a_site_that_comes_back_gets_it_once(office: Office, alarm: Make) -> None:
    site = alarm(503, 429, 200)
    office.settings(site=site.url)
    board = open_board(office.ledger)
    number = released(board)
    rounds(office, 5)
    assert len(site.got) == 3
    assert len({headers["Idempotency-Key"] for _, headers in site.got}) == 1
    assert said(office, board, number)[0][1].startswith("Verstuurd naar de website")


@pytest.mark.usefixtures("impatient")
def test_a_site_that_is_not_there_is_tried_and_then_somebody_has_to(office: Office) -> None:
    office.settings(site=f"http://{HERE}:{free_port()}/bericht")
    board = open_board(office.ledger)
    number = released(board)
    rounds(office, 1)
    assert said(office, board, number) == [("Naar de website", "Wacht op verzending", "website niet bereikbaar")]
    rounds(office, 6)
    assert said(office, board, number) == [("Naar de website", "Niet gelukt: doe het zelf", "website niet bereikbaar")]


@pytest.mark.parametrize("status", [302, 307, 400, 404])
def test_no_is_no_and_elsewhere_is_not_followed(office: Office, alarm: Make, status: int) -> None:
    site = alarm(status)
    office.settings(site=site.url)
    board = open_board(office.ledger)
    number = released(board)
    rounds(office)
    assert len(site.got) == 1
    assert said(office, board, number) == [("Naar de website", "Niet gelukt: doe het zelf", f"website zegt {status}")]


def test_silence_after_it_was_taken_is_uncertain_and_not_tried_again(office: Office, alarm: Make) -> None:
    teams = alarm(0)
    office.settings(teams=teams.url)
    board = open_board(office.ledger)
    number = released(board)
    rounds(office)
    assert len(teams.got) == 1
    [(where, state, _)] = said(office, board, number)
    assert (where, state) == ("Naar Teams", "Misschien verstuurd: kijk of het er staat")


def test_a_crash_between_claim_and_outcome_is_not_sent_again(
    office: Office, alarm: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = alarm()
    office.settings(site=site.url)
    board = open_board(office.ledger)
    number = released(board)
    died = office.notifier()
    monkeypatch.setattr(died.sending, "_finished", lambda *given: None)
    died.tick()
    monkeypatch.setattr(sending, "GONE", 0)
    rounds(office)
    assert len(site.got) == 1
    assert said(office, board, number)[0][2] == "de server stopte tijdens het versturen"


def test_a_correction_and_a_withdrawal_are_told_where_the_first_was(office: Office, alarm: Make) -> None:
    site = alarm()
    office.settings(site=site.url)
    board = open_board(office.ledger)
    number = released(board)
    rounds(office)
    again = board.does(BRAM, "communications.correct", communication=number, words="Het was om 19:00 uur.").last
    _approved(board, again)
    board.does(BRAM, "communications.release", communication=again, channels=["press"])
    rounds(office)
    board.does(BRAM, "communications.withdraw", communication=again, reason="Geheime reden.")
    rounds(office)
    told = [(got["type"], got["id"], got["corrects"], got["text"]) for got, _ in site.got]
    assert told[1:] == [
        ("correction", again, number, "Het was om 19:00 uur."),
        ("withdrawal", again, number, ""),
    ]
    assert "Geheime reden" not in str(site.got)
    assert [state.split(" om ")[0] for _, state, _ in said(office, board, again)] == [
        "Verstuurd naar de website",
        "Intrekking verstuurd naar de website",
    ]


def test_what_is_withdrawn_before_it_went_is_not_sent_at_all(office: Office, alarm: Make) -> None:
    site = alarm()
    office.settings(site=site.url)
    board = open_board(office.ledger)
    number = released(board)
    board.does(BRAM, "communications.withdraw", communication=number, reason="Toch niet.")
    unreleased = agreed(board)
    board.does(BRAM, "communications.withdraw", communication=unreleased, reason="Niet nodig.")
    rounds(office)
    assert site.got == []
    assert {state for _, state, _ in said(office, board, number)} == {"Niet meer nodig"}
    assert said(office, board, unreleased) == []


def test_nothing_is_set_by_default_and_other_schemes_are_refused() -> None:
    assert (Settings.read({}).site, Settings.read({}).teams) == ("", "")
    for name in ("CRISIS_RELEASE_URL", "CRISIS_TEAMS_URL"):
        with pytest.raises(BadSetting) as wrong:
            Settings.read({name: "file:///etc/passwd"})
        assert str(wrong.value) == f"Instelling {name} moet beginnen met http:// of https://."


def test_the_outbox_is_for_call_outs_alone(office: Office, alarm: Make) -> None:
    site = alarm()
    office.settings(site=site.url)
    office.lists("Teamleider zorg", "care_liaison")
    out = office.calls("care_liaison")
    released(out.board)
    rounds(office)
    assert len(site.got) == 1
    with office.ledger.database.read() as connection:
        rows, _ = posted(connection, office.ledger.database.settings, out.board.incident)
    assert [(one.about, one.channel) for one in rows] == [("oproep", "bestand")]
    assert out.outcomes == [("sent", "bestand", "")]
