"""The page behind the link in a message: looking changes nothing, one answer, and nothing else to see or to do."""

from __future__ import annotations

import html
import re
import secrets
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from crisis.board.team import members
from crisis.board.team.calling import Called
from crisis.notify import Notifier, tables
from tests.cast import ANNA, CAST, EVA, Board, Player, list_function
from tests.web.conftest import HOST, OWN, House, Visitor

NUMBER = "06-55501234"
CHOOSE = "Kies hoe laat u komt."


@dataclass
class Invited:
    """Somebody who was called, with the link in the message."""

    house: House
    board: Board
    number: int
    token: str

    @property
    def path(self) -> str:
        return f"/oproep/{self.token}"

    @property
    def called(self) -> Called:
        return self.board.incident[Called][self.number]

    def phone(self) -> Visitor:
        """A phone that is not signed in."""
        return self.house.visitor()


@pytest.fixture
def invited(house: House) -> Invited:
    """Eva is called for care, by a message that lies in the outbox."""
    board = house.board(title="Geheime titel")
    board.writes(text="Verborgen regel over het plein.")
    list_function(house.ledger, "Teamleider zorg", ["care_liaison"], EVA, phone=NUMBER)
    number = board.does(ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=["care_liaison"]).last
    return Invited(house, board, number, sent(house, number))


def sent(house: House, number: int) -> str:
    """Let the messages go out; gives the token in the last one."""
    notifier = Notifier(house.ledger)
    notifier.tick()
    mail = sorted(
        (house.database.settings.home / "outbox").glob("*-bestand.eml"), key=lambda one: one.stat().st_mtime_ns
    )[-1]
    found = re.search(r"/oproep/([\w-]+)", mail.read_text())
    assert found
    return found[1]


def test_looking_changes_nothing(invited: Invited):
    """Programs that scan links in mail look as well, as often as they like."""
    before = invited.house.rows()
    for _ in range(3):
        assert invited.phone().get(invited.path).status_code == 200
    client = invited.phone().client
    for method, status in (("HEAD", 200), ("OPTIONS", 200), ("PUT", 405), ("PATCH", 405), ("DELETE", 405)):
        found = client.open(invited.path, method=method, base_url=HOST, headers=OWN, buffered=True)
        assert found.status_code == status, method
    assert invited.house.rows() == before


def test_one_answer_and_then_only_what_it_was(invited: Invited):
    phone = invited.phone()
    found = phone.post(invited.path, {"answer": "coming", "minutes": "20", "remark": "Ik kom met de trein."})
    assert (found.status_code, found.location) == (303, invited.path)
    assert (invited.called.state, invited.called.remark) == ("coming", "Ik kom met de trein.")
    assert any(one.person == EVA.id and one.role == "care_liaison" for one in members(invited.board.incident))
    before = invited.house.rows()
    again = phone.post(invited.path, {"answer": "cannot"})
    assert (again.status_code, invited.house.rows()) == (200, before)
    for shown in (again.text, invited.phone().get(invited.path).text):
        assert "Uw antwoord is vastgelegd: komt" in shown
        assert "<form" not in shown


def test_an_answer_uses_up_the_links_of_reminders_too(invited: Invited):
    invited.board.does(ANNA, "team.remind", called=invited.number)
    second = sent(invited.house, invited.number)
    assert second != invited.token
    assert invited.phone().post(f"/oproep/{second}", {"answer": "cannot", "remark": "De plaatsvervanger komt."})
    before = invited.house.rows()
    assert invited.phone().post(invited.path, {"answer": "coming", "minutes": "0"}).status_code == 200
    assert (invited.called.state, invited.house.rows()) == ("cannot", before)


def test_who_read_it_answers_later(invited: Invited):
    """Saying so leaves the link as it was, and says nothing twice."""
    phone = invited.phone()
    assert "ik antwoord zo" in phone.get(invited.path).text
    for _ in range(2):
        assert phone.post(invited.path, {"answer": "acknowledged"}).status_code == 303
    assert (invited.called.state, invited.called.waiting) == ("acknowledged", True)
    shown = phone.get(invited.path).text
    assert "Het team weet dat u het las." in shown
    assert "ik antwoord zo" not in shown
    seq = invited.board.incident.seq
    assert phone.post(invited.path, {"answer": "coming", "minutes": "10"}).status_code == 303
    assert (invited.called.state, invited.board.incident.seq) == ("coming", seq + 2), "the answer, and the team"


def test_who_cannot_names_a_function_that_comes_instead(invited: Invited):
    sly = "<b>Plv. teamleider</b>"
    phone = invited.phone()
    bad = phone.post(invited.path, {"answer": "coming", "deputy": sly, "remark": "Later."}).text
    assert (sly in html.unescape(bad), "<b>Plv" in bad, "Later." in bad) == (True, False, True), "nothing typed is lost"
    assert phone.post(invited.path, {"answer": "cannot", "deputy": sly}).status_code == 303
    assert (invited.called.state, invited.called.deputy) == ("cannot", sly)
    team = invited.house.visitor(ANNA).get(f"/incidents/{invited.board.id}/team").text
    assert f"Vervanger: {sly}" in re.sub("</?bdi>", "", html.unescape(team))
    assert "<b>Plv" not in team


def test_a_time_on_the_clock(invited: Invited):
    assert invited.phone().post(invited.path, {"answer": "coming", "at": "23:59"}).status_code == 303
    eta = invited.called.eta
    assert eta is not None
    assert (eta - invited.house.ledger.now()).total_seconds() < 24 * 3600
    assert eta.strftime("%M") == "59"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer": "coming"}, CHOOSE),
        ({"answer": "coming", "minutes": "9999"}, "Kies een tijd binnen 24 uur."),
        ({"answer": "coming", "minutes": "gauw"}, "Vul een heel getal in."),
        ({"answer": "coming", "at": "straks"}, "Vul een datum en tijd in, bijvoorbeeld 2026-11-23 14:30."),
        ({"answer": "arrived"}, "Kies een van: Ik kom, Ik kan niet, Ik antwoord zo."),
        ({}, "Vul dit in."),
        ({"answer": "cannot", "remark": "x" * 301}, "Dit is te lang: 301 tekens. Er passen er 300."),
        ({"answer": "cannot", "remark": "Bel 06-12345678."}, "Dit lijkt een persoonsgegeven"),
        ({"answer": "cannot", "deputy": "Bel 06-12345678."}, "Dit lijkt een persoonsgegeven"),
    ],
    ids=str,
)
def test_a_bad_answer_says_what_to_do_and_leaves_the_link_alone(invited: Invited, typed: dict[str, str], words: str):
    before = invited.house.rows()
    found = invited.phone().post(invited.path, typed)
    assert found.status_code == 422
    assert words in html.unescape(found.text)
    assert invited.house.rows() == before
    assert invited.phone().post(invited.path, {"answer": "cannot"}).status_code == 303


def test_a_token_that_never_was_or_is_too_old(invited: Invited):
    with invited.house.database.write() as connection:
        connection.execute(update(tables.link_table).values(expires=1))
    before = invited.house.rows()
    for token in (invited.token, secrets.token_urlsafe(32), "x", "x" * 101, "%00", "../../login"):
        for found in (
            invited.phone().get(f"/oproep/{token}"),
            invited.phone().post(f"/oproep/{token}", {"answer": "coming", "minutes": "0"}),
        ):
            assert found.status_code == 404 or token.startswith("..")
            assert "Geheime titel" not in found.text
    assert "Dit bestaat niet, of u mag het niet zien." in invited.phone().get(invited.path).text
    assert invited.house.rows() == before


def test_another_site_does_not_answer_for_somebody(invited: Invited):
    before = invited.house.rows()
    found = invited.phone().post(invited.path, {"answer": "cannot"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (found.status_code, invited.house.rows()) == (403, before)


def test_the_answer_after_the_end_is_kept_and_reopens_nothing(invited: Invited):
    """Domain rule 12."""
    invited.board.does(ANNA, "team.stand_down", call_out=invited.number - 1, reason="Loos alarm.")
    shown = invited.phone().get(invited.path).text
    assert "Deze oproep is beëindigd. U hoeft niet meer te komen." in shown
    assert "<form" not in shown
    invited.phone().post(invited.path, {"answer": "coming", "minutes": "0"})
    assert invited.called.state == "released"
    assert not any(one.person == EVA.id for one in members(invited.board.incident))


def test_it_says_little_and_is_kept_nowhere(invited: Invited):
    invited.board.does(ANNA, "team.record_call", called=invited.number, outcome="no_answer")
    found = invited.phone().get(invited.path)
    for secret in ("Geheime titel", "Verborgen", NUMBER, "piket@", "Teamleider", *(one.name for one in CAST)):
        assert not re.search(rf"{re.escape(secret)}\b", found.text), secret
    assert invited.board.incident.code in found.text
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in found.headers


def test_nothing_else_opens_with_it(invited: Invited):
    phone = invited.phone()
    phone.get(invited.path)
    phone.post(invited.path, {"answer": "coming", "minutes": "0"})
    base = f"/incidents/{invited.board.id}"
    for path in (base, f"{base}/team", f"{base}/phones", f"{base}/log", f"{base}/parts/now", "/", "/account"):
        for asked in (path, f"{path}?token={invited.token}"):
            assert phone.get(asked).status_code in (303, 401, 404)
    phone.client.set_cookie("sid", invited.token, domain="127.0.0.1")
    assert phone.get(base).status_code == 303
    assert phone.does(invited.board, "notes.add", text="Hallo").status_code == 401


def test_the_database_never_holds_the_token(invited: Invited):
    invited.phone().post(invited.path, {"answer": "coming", "minutes": "0"})
    assert invited.token not in repr(invited.house.rows())


def test_a_remark_is_text_and_not_markup(invited: Invited):
    sly = "<b onclick=x>Laat</b> & {{ 7*7 }}"
    assert invited.phone().post(invited.path, {"answer": "cannot", "remark": sly}).status_code == 303
    base = f"/incidents/{invited.board.id}"
    for path in (f"{base}/team", f"{base}/log", base):
        shown = invited.house.visitor(ANNA).get(path).text
        assert "<b onclick" not in shown
    team = invited.house.visitor(ANNA).get(f"{base}/team").text
    assert sly in html.unescape(team)


def test_a_bad_remark_comes_back_as_text(invited: Invited):
    sly = '"><b>Laat</b>'
    shown = invited.phone().post(invited.path, {"answer": "coming", "remark": sly}).text
    assert "<b>Laat" not in shown
    assert sly in html.unescape(shown)


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_telephone_numbers_stand_on_the_list_alone_for_who_calls(invited: Invited, player: Player):
    visitor, base = invited.house.visitor(player), f"/incidents/{invited.board.id}"
    listed = visitor.get(f"{base}/phones")
    assert (listed.status_code, NUMBER in listed.text) == ((200, True) if player is ANNA else (404, False))
    assert visitor.get(f"{base}/phones?at=3").status_code == 404
    for path in ("", "/team", "/log", f"/things/{invited.number}", f"/entries/{invited.number}", "/exports"):
        assert NUMBER not in visitor.get(f"{base}{path}").text
    roll = visitor.get(f"{base}/team").text
    assert ("Teamleider zorg" in roll) == (player is not EVA)
    assert ("Gebeld, geen gehoor" in roll) == (player is ANNA)


def test_the_roll_counts_arrivals_and_proposes_the_next(invited: Invited):
    house, board = invited.house, invited.board
    anna = house.visitor(ANNA)
    list_function(house.ledger, "Waarnemer zorg", ["care_liaison"])
    board.does(ANNA, "team.stand_down", call_out=invited.number - 1, reason="Nog eens.")
    out = board.does(ANNA, "team.call_out", place="Kamer 2", roles=["care_liaison"])
    team = f"/incidents/{board.id}/team"
    assert "Volgende oproepen?" not in anna.get(team).text
    board.does(ANNA, "team.record_call", called=out.last, outcome="coming", minutes=30)
    shown = anna.get(team).text
    assert "1 van 1 komt" in shown
    assert "De eerste was er" not in shown, "somebody on the way is not there"
    board.does(ANNA, "team.record_call", called=out.last, outcome="arrived")
    assert "De eerste was er" in anna.get(team).text
    board.does(ANNA, "team.record_call", called=out.last, outcome="cannot")
    board.does(ANNA, "team.release", person=EVA.id, role="care_liaison")
    assert 'Roep op<span class="visually-hidden">: Waarnemer zorg' in anna.get(team).text
    anna.does(board, "team.call_next", call_out=out.first, role="care_liaison")
    assert "Waarnemer zorg" in board.incident[Called][board.incident.seq].title
