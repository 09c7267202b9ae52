"""The outbox of an incident: who sees it, what it says, and where the text and the link of a message may be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import insert, update

from crisis.notify import Notifier, outbox, tables
from tests.cast import ANNA, CAST, DIRK, EVA, START, Board, Player, klein, list_function
from tests.notify.post import Post
from tests.web.conftest import House

LINK = re.compile(r"/oproep/([\w-]{40,})")
NO_MAIL = "Er is geen mailserver."


@dataclass
class Sent:
    """A call-out of which the messages went out."""

    house: House
    board: Board
    number: int

    @property
    def path(self) -> str:
        return f"/incidents/{self.board.id}/outbox"

    def shown(self, player: Player | None = ANNA) -> str:
        """What somebody sees there."""
        return self.house.visitor(player).get(self.path).text


def calls(house: House, **given: object) -> Sent:
    """Care is called, and the message goes out."""
    board = house.board(title="Geheime titel")
    list_function(house.ledger, "Teamleider zorg", ["care_liaison"], EVA)
    place = "<b onclick='x'>Stadskantoor</b>, kamer 2"
    done = board.does(ANNA, "team.call_out", place=place, roles=["care_liaison"], **given)
    Notifier(house.ledger).tick()
    return Sent(house, board, done.last)


@pytest.fixture
def sent(house: House) -> Sent:
    """Without a mail server."""
    return calls(house)


@pytest.fixture
def post() -> Post:
    """A mail server that is up for the whole test."""
    return Post().up()


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_it_is_for_who_calls_the_team_together(sent: Sent, player: Player):
    visitor = sent.house.visitor(player)
    found = visitor.get(sent.path)
    assert found.status_code == (200 if player is ANNA else 404)
    assert bool(LINK.search(found.text)) == (player is ANNA)
    assert visitor.get(f"{sent.path}?at=3").status_code == 404, "the past has no outbox"
    roll = visitor.get(f"/incidents/{sent.board.id}/team").text
    assert (f'href="{sent.path}"' in roll, NO_MAIL in roll) == (player is ANNA, player is ANNA)


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_a_link_to_answer_by_stands_on_no_other_page(sent: Sent, player: Player):
    base, visitor = f"/incidents/{sent.board.id}", sent.house.visitor(player)
    for path in (
        "",
        "/team",
        "/log",
        "/phones",
        "/exports",
        f"/things/{sent.number}",
        "/changes?since=1",
        "/log.jsonl",
    ):
        assert not LINK.search(visitor.get(f"{base}{path}").text), path


def test_without_a_mail_server_the_message_can_be_read_and_passed_on(sent: Sent):
    shown = sent.shown()
    for words in (
        NO_MAIL,
        "Geef elk bericht zelf door, of bel.",
        "zorg, dienst: oproep",
        "Ligt klaar: geef het door",
    ):
        assert words in shown
    assert "U wordt opgeroepen als zorg." in shown
    assert "<b onclick" not in shown
    link = LINK.search(shown)
    assert link
    phone = sent.house.visitor()
    assert phone.get(link[0]).status_code == 200
    assert phone.post(link[0], {"answer": "coming", "minutes": "20"}).status_code == 303
    assert "Open de pagina om te antwoorden" not in sent.shown(), "there is nothing left to answer"


def test_it_is_there_after_closing_for_what_must_be_passed_on(sent: Sent):
    sent.board.does(ANNA, "incident.close", reason="Het is al een week rustig.", despite="Alles is overgedragen.")
    Notifier(sent.house.ledger).tick()
    shown = sent.shown()
    assert "zorg, dienst: hoeft niet meer te komen" in shown
    assert "U hoeft niet meer te komen." in shown
    assert "Open de pagina om te antwoorden" not in shown
    assert f'href="{sent.path}"' in sent.house.visitor(ANNA).get(f"/incidents/{sent.board.id}/team").text


def test_with_a_mail_server_no_page_holds_a_message(make_house: Callable[..., House], post: Post):
    sent = calls(make_house(CRISIS_SMTP_URL=post.url), test=True)
    assert [one for one in post.to if one != DIRK.email] == ["piket@dienst.example"], "besides a notice to the office"
    shown = sent.shown()
    assert "zorg, dienst: oproep (test)" in shown
    assert "Verstuurd" in shown
    for words in (NO_MAIL, "U wordt opgeroepen", "Lees het bericht"):
        assert words not in shown
    assert not LINK.search(shown)
    post.down()


def test_what_lay_there_before_there_was_mail_is_not_shown_either(sent: Sent):
    object.__setattr__(sent.house.database.settings, "smtp", "smtp://127.0.0.1:9")
    shown = sent.shown()
    assert "zorg, dienst: oproep" in shown
    assert not LINK.search(shown)
    assert "U wordt opgeroepen" not in shown


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "queued"}, ["Wacht op verzending"]),
        (
            {"state": "queued", "attempts": 2, "next_at": 1_800_000_000, "detail": "mailserver niet bereikbaar"},
            ["Nieuwe poging", "2 keer geprobeerd", "mailserver niet bereikbaar", "2027-01-15"],
        ),
        ({"state": "sending"}, ["Wordt nu verstuurd"]),
        ({"state": "logged", "outcome": "sent"}, ["Verstuurd"]),
        (
            {"state": "logged", "outcome": "failed", "attempts": 6, "detail": "mailserver zegt 550"},
            ["Niet verstuurd", "6 keer geprobeerd", "mailserver zegt 550"],
        ),
        ({"state": "kept", "outcome": "uncertain"}, ["Misschien verstuurd: bel na"]),
        ({"state": "logged", "outcome": "dropped", "detail": "niet meer nodig"}, ["Niet meer nodig"]),
    ],
    ids=str,
)
def test_each_state_has_words(sent: Sent, values: dict[str, object], words: list[str]):
    empty = {"outcome": "", "attempts": 0, "next_at": 0, "detail": "", "channel": "e-mail", "at": 1_700_000_000}
    with sent.house.database.write() as connection:
        connection.execute(update(tables.message_table).values(**{**empty, **values}))
    shown = sent.shown()
    for one in words:
        assert one in shown


def test_it_is_shown_in_pages(sent: Sent):
    rest = {"state": "logged", "outcome": "sent", "attempts": 1, "next_at": 0, "detail": "", "at": 1}
    with sent.house.database.write() as connection:
        for number in range(outbox.MOST):
            about = {"incident_id": sent.board.id, "seq": sent.number, "called": sent.number}
            connection.execute(insert(tables.message_table).values(**about, channel=f"proef {number}", **rest))
    shown = sent.shown()
    assert shown.count('id="message-') == outbox.MOST
    older = re.search(r'href="\?before=(\d+)"', shown)
    assert older
    last = sent.house.visitor(ANNA).get(f"{sent.path}?before={older[1]}").text
    assert last.count('id="message-') == 1
    assert "?before=" not in last
    for odd, status in (("-1", 404), ("x", 200), ("9" * 20, 404)):
        assert sent.house.visitor(ANNA).get(f"{sent.path}?before={odd}").status_code == status


def test_nothing_yet_and_an_exercise_that_was_played(house: House):
    visitor = house.visitor(ANNA)
    assert "Er zijn nog geen berichten" in visitor.get(f"/incidents/{house.board().id}/outbox").text
    played = house.ledger.open(ANNA.credential, klein(), "Oefening", exercise=True, simulated=True, at=START)
    shown = visitor.get(f"/incidents/{played.incident.id}/outbox").text
    assert "Deze oefening is nagespeeld. Er gaan geen berichten uit." in shown
    assert NO_MAIL not in shown
