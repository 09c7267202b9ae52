"""The page behind the yearly link: what stands there for one function, one answer, and nothing that changes data."""

from __future__ import annotations

import html
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pytest

from crisis import directory
from crisis.directory import Function, Keeper, audited, checking, mark_checked, retire_function
from tests.cast import ANNA, CAST, Player, list_function
from tests.web.conftest import HOST, House, Visitor

REMARK = "Ons nummer is nu 078-7701234.\nDe vervanger is de teamleider jeugd."


@dataclass
class Asked:
    """A function that was asked whether everything is right."""

    house: House
    number: int
    token: str

    @property
    def path(self) -> str:
        return f"/klopt/{self.token}"

    @property
    def function(self) -> Function:
        with self.house.database.read() as connection:
            return directory.load(connection).functions[self.number]

    def phone(self) -> Visitor:
        """A phone that is not signed in."""
        return self.house.visitor()

    def trace(self) -> list[tuple[str, str]]:
        """What was changed, and by whom, the newest first."""
        with self.house.database.read() as connection:
            return [(one.what, one.person) for one in audited(connection, kind="function", subject=self.number)]


@pytest.fixture
def asked(house: House) -> Asked:
    """The team leader for care, with a link."""
    number = list_function(house.ledger, "Teamleider zorg", ["care_liaison"], other="de meldkamer")
    list_function(house.ledger, "Teamleider jeugd", ["youth_work"], phone="06-55509999")
    with house.database.write() as connection:
        token = checking.claim(connection, number, house.ledger.now())
    assert token
    return Asked(house, number, token)


def test_looking_changes_nothing_and_shows_one_function(asked: Asked):
    before = asked.house.rows()
    found = asked.phone().get(asked.path)
    assert found.status_code == 200
    for words in ("Teamleider zorg", "Teamleider zorg, dienst", "Zorg", "06-55501234", "piket@dienst.example"):
        assert words in found.text
    for words in ("jeugd", "06-55509999", *(f"{one.name}<" for one in CAST)):
        assert words not in found.text
    assert "Set-Cookie" not in found.headers
    assert found.headers["Cache-Control"] == "no-store"
    assert asked.phone().client.head(asked.path, base_url=HOST).status_code == 200
    assert asked.house.rows() == before


def test_yes_sets_checked_once(asked: Asked):
    found = asked.phone().post(asked.path, {"answer": "right"})
    assert (found.status_code, found.location) == (303, asked.path)
    assert asked.function.checked_on == asked.house.ledger.now().date()
    assert asked.trace()[0] == ("Nagekeken", "De functie zelf")
    before = asked.house.rows()
    assert asked.phone().post(asked.path, {"answer": "wrong", "remark": "Toch niet."}).status_code == 303
    shown = asked.phone().get(asked.path).text
    assert "Dank u wel. Wij schreven op dat alles klopt." in shown
    assert "<form" not in shown
    assert "06-55501234" not in shown
    assert asked.house.rows() == before


def test_no_is_told_to_the_keeper_and_changes_nothing_by_itself(asked: Asked):
    before = asked.function
    assert asked.phone().post(asked.path, {"answer": "wrong", "remark": REMARK}).status_code == 303
    assert asked.function == before
    assert asked.trace()[0] == ("Klopt niet volgens de functie zelf", "De functie zelf")
    keeper = asked.house.visitor(ANNA)
    for path in ("/directory", f"/directory/functions/{asked.number}", "/directory/changes"):
        assert "Ons nummer is nu 078-7701234." in keeper.get(path).text, path
    with asked.house.database.write() as connection:
        mark_checked(Keeper(connection, ANNA.account, asked.house.ledger.now()), asked.number)
    assert "Ons nummer" not in keeper.get("/directory").text
    assert "Ons nummer" in keeper.get("/directory/changes").text


def test_it_stays_until_the_keeper_did_something_also_after_a_check_of_today(asked: Asked):
    with asked.house.database.write() as connection:
        mark_checked(Keeper(connection, ANNA.account, asked.house.ledger.now()), asked.number)
    asked.phone().post(asked.path, {"answer": "wrong", "remark": REMARK})
    keeper = asked.house.visitor(ANNA)
    assert "Klopt niet meer" in keeper.get("/directory").text
    keeper.post(f"/directory/functions/{asked.number}/checked", {"once": secrets.token_hex(8)})
    assert "Klopt niet meer" not in keeper.get("/directory").text


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_only_who_keeps_the_directory_reads_it(asked: Asked, player: Player):
    asked.phone().post(asked.path, {"answer": "wrong", "remark": REMARK})
    visitor = asked.house.visitor(player)
    for path in ("/directory", f"/directory/functions/{asked.number}", "/directory/changes", "/"):
        assert ("078-7701234" in visitor.get(path).text) == (player is ANNA and path != "/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Kies of het klopt."),
        ({"answer": "misschien"}, "Kies of het klopt."),
        ({"answer": "wrong"}, "Schrijf in 3 tot 500 tekens wat er anders is."),
        ({"answer": "wrong", "remark": "x" * 501}, "Schrijf in 3 tot 500 tekens wat er anders is."),
        ({"answer": "wrong", "remark": "BSN 111222333"}, "Dit lijkt een burgerservicenummer. Dat mag hier niet staan."),
        (
            {"answer": "wrong", "remark": "Dat is nu mevrouw Jansen."},
            "Hier lijkt een naam van een persoon te staan. Schrijf de functie.",
        ),
    ],
    ids=str,
)
def test_a_bad_answer_says_what_to_do_and_keeps_the_words(asked: Asked, typed: dict[str, str], words: str):
    before = asked.house.rows()
    found = asked.phone().post(asked.path, typed)
    assert found.status_code == 422
    assert words in html.unescape(found.text)
    assert typed.get("remark", "") in html.unescape(found.text)
    assert asked.house.rows() == before


def test_what_is_typed_is_no_markup(asked: Asked):
    sly = '<b onclick="x">Nieuw</b> nummer'
    asked.phone().post(asked.path, {"answer": "wrong", "remark": sly})
    for path in ("/directory", f"/directory/functions/{asked.number}", "/directory/changes"):
        shown = asked.house.visitor(ANNA).get(path).text
        assert "<b onclick" not in shown
        assert sly in html.unescape(shown)


def test_links_that_do_not_work_look_the_same(asked: Asked, monkeypatch: pytest.MonkeyPatch):
    house = asked.house
    expected = asked.phone().get(f"/klopt/{secrets.token_urlsafe(32)}")
    assert expected.status_code == 404
    real = house.ledger.now
    monkeypatch.setattr(house.ledger, "now", lambda: real() + timedelta(days=31))
    old = asked.phone().get(asked.path)
    monkeypatch.setattr(house.ledger, "now", real)
    with house.database.write() as connection:
        retire_function(Keeper(connection, ANNA.account, real()), asked.number)
    before = house.rows()
    gone = asked.phone().get(asked.path)
    for one in (old, gone, asked.phone().get("/klopt/" + "x" * 101)):
        assert (one.status_code, _bare(one.text)) == (404, _bare(expected.text))
    for token in (asked.token, "x", "x" * 101):
        assert asked.phone().post(f"/klopt/{token}", {"answer": "right"}).status_code == 404
    assert house.rows() == before


def test_another_site_does_not_answer_and_the_link_opens_nothing_else(asked: Asked):
    before = asked.house.rows()
    sent = asked.phone().post(asked.path, {"answer": "right"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    phone = asked.phone()
    phone.client.set_cookie("sid", asked.token, domain="127.0.0.1")
    assert phone.get("/directory").status_code == 303
    assert phone.get(f"/oproep/{asked.token}").status_code == 404
    assert asked.house.rows() == before


def _bare(text: str) -> str:
    return re.sub(r'nonce="[^"]*"|next=[^"]*', "", text)
