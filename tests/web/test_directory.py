"""The pages of the directory: for who keeps it, without script, with errors at their field, and each form once."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

from crisis import people
from crisis.directory import Keeper, add_function, add_organisation, allies, audited, load, mark_checked, set_standby
from tests.cast import ANNA, BRAM, CAST, CELIK, DIRK, EVA, Player
from tests.web.conftest import House, Visitor
from tests.web.test_errors import is_dutch
from tests.web.test_markup import PAYLOADS, is_harmless

FORM = {"title": "Teamleider", "email": "t@voorbeeld.nl", "phone": "06-55501234", "other": "", "roles": ["enforcement"]}
HEAD = "Organisatie;Functie;Telefoon;Rollen\n"


@pytest.fixture
def anna(house: House) -> Visitor:
    return house.visitor(ANNA)


@pytest.fixture
def home(house: House) -> int:
    with house.database.write() as connection:
        return add_organisation(Keeper(connection, ANNA.account, house.ledger.now()), "Handhaving", ["enforcement"])


@pytest.fixture
def one(house: House, home: int) -> int:
    with house.database.write() as connection:
        return add_function(Keeper(connection, ANNA.account, house.ledger.now()), home, FORM)


def titles(house: House) -> list[str]:
    with house.database.read() as connection:
        return [one.title for one in load(connection).functions.values()]


def traces(house: House) -> int:
    with house.database.read() as connection:
        return len(audited(connection))


def hidden(answer: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, name
    return unescape(found[1])


def payloads(name: str) -> Iterator[str]:
    yield from ([payload[:90] for payload in PAYLOADS] if name in ("title", "name") else PAYLOADS)


# --- who may come in ---


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK, EVA, None])
def test_who_does_not_keep_it_reads_nothing_and_changes_nothing(
    house: House, home: int, one: int, player: Player | None
):
    visitor, before = house.visitor(player), house.rows()
    for path in ("", "/functions.csv", f"/functions/{one}", "/functions/999", "/changes", "/allies", "/readiness"):
        answer = visitor.get(f"/directory{path}")
        assert answer.status_code == (303 if player is None else 403), path
        assert "55501234" not in answer.text
    for path, data in {
        f"/organisations/{home}/functions": FORM,
        f"/functions/{one}": {**FORM, "phone": "112"},
        f"/functions/{one}/retire": {},
        "/functions/999/retire": {},
        f"/functions/{one}/checked": {},
        "/organisations": {"name": "Erbij"},
        "/import": {"text": f"{HEAD}A b;C d;112;", "confirm": "ja"},
        "/allies": {"code": "BG-07", "theme": "x", "area": "y"},
        "/allies/lists": {"kind": "theme", "names": "Sport"},
    }.items():
        assert visitor.post(f"/directory{path}", data).status_code == (401 if player is None else 403), path
    after = house.rows()
    assert {name: rows for name, rows in after.items() if name != "session"} == {
        name: rows for name, rows in before.items() if name != "session"
    }


def test_the_link_is_there_for_who_may(house: House):
    for player in CAST:
        assert ('href="/directory"' in house.visitor(player).get("/").text) is (player is ANNA)


def test_functional_administrators_keep_it_too(house: House, one: int):
    with house.database.write() as connection:
        number = people.add(connection, "beheer@voorbeeld.nl", "Beheer", password=None, standing=["admin"])
    admin = house.visitor(Player(number, "Beheer"))
    assert "06-55501234" in admin.get("/directory").text
    assert admin.post(f"/directory/functions/{one}", {**FORM, "phone": "112"}).status_code == 303


def test_a_form_of_another_site_is_refused(house: House, anna: Visitor, one: int):
    answer = anna.post(f"/directory/functions/{one}/retire", {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Niet meer in gebruik" not in anna.get(f"/directory/functions/{one}").text


# --- adding and changing ---


def test_from_nothing_to_somebody_on_standby(house: House, anna: Visitor):
    place = anna.post("/directory/organisations", {"name": "Politie", "roles": ["police_liaison"]})
    assert place.status_code == 303
    assert "Politie" in anna.get("/directory").text
    form = anna.get(f"{place.location}/functions/new")
    assert 'value="police_liaison"' in form.text
    deputy = anna.post(f"{place.location}/functions", {**FORM, "title": "Teamchef"})
    sent = {**FORM, "roles": ["police_liaison"], "deputy": deputy.location.rpartition("/")[2], "person": str(CELIK.id)}
    made = anna.post(f"{place.location}/functions", sent)
    assert made.status_code == 303
    anna.post(f"{made.location}/standby", {"start": "2026-01-01T08:00", "end": "2026-03-01T08:00"})
    answer = anna.post(f"{made.location}/standby", {"start": "2026-11-01T08:00", "end": "2026-10-01T08:00"})
    assert answer.status_code == 422
    assert "Het einde moet na het begin liggen." in answer.text
    assert "2026-11-01T08:00" in answer.text
    assert anna.post(f"{made.location}/checked").status_code == 303
    page = anna.get(made.location).text
    for words in ("Piket gezet", "Nagekeken", "Celik", "Teamchef (Politie)"):
        assert words in page
    for path in (place.location, made.location, "/directory", "/directory/changes"):
        is_dutch(anna.get(path).text, path)


def test_what_is_wrong_stands_at_its_field_and_typed_text_stays(house: House, anna: Visitor, home: int):
    typed = {"title": "Dhr. Jansen", "email": "geen adres", "phone": "111222333", "roles": ["enforcement", "chair"]}
    answer = anna.post(f"/directory/organisations/{home}/functions", typed)
    assert answer.status_code == 422
    for words in ("Dhr. Jansen", "geen adres", "111222333", "burgerservicenummer", 'href="#f-phone"'):
        assert words in answer.text
    assert re.search(r'value="chair" checked', answer.text)
    assert answer.text.count('aria-invalid="true"') == 3
    is_dutch(answer.text, "refused")
    assert titles(house) == []
    answer = anna.post("/directory/organisations", {"name": "x", "roles": ["chair"]})
    assert answer.status_code == 422
    assert re.search(r'value="chair" checked', answer.text)


def test_unticking_every_role_empties_them(house: House, anna: Visitor, one: int):
    assert anna.post(f"/directory/functions/{one}", {"title": "Teamleider", "phone": "112"}).status_code == 303
    with house.database.read() as connection:
        assert load(connection).functions[one].roles == frozenset()


def test_a_form_that_is_sent_twice_counts_once(house: House, anna: Visitor, home: int):
    address = f"/directory/organisations/{home}/functions"
    sent = {**FORM, "once": hidden(anna.get(f"{address}/new"), "once")}
    first, second = anna.post(address, sent), anna.post(address, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert titles(house) == ["Teamleider"]
    other = anna.post(address, {**sent, "title": "Een ander"})
    assert other.status_code == 422
    assert "Een ander" in other.text
    assert anna.post(address, {**sent, "title": "Een ander", "once": hidden(other, "once")}).status_code == 303
    assert anna.post(address, {**sent, "once": "!"}).status_code == 422


def test_two_who_change_the_same_field_see_both_texts(house: House, anna: Visitor, one: int):
    seen = hidden(anna.get(f"/directory/functions/{one}"), "seen")
    address = f"/directory/functions/{one}"
    assert anna.post(address, {**FORM, "phone": "112", "seen": seen}).status_code == 303
    assert anna.post(address, {**FORM, "email": "nieuw@voorbeeld.nl", "seen": seen}).status_code == 303
    clash = anna.post(address, {**FORM, "phone": "0800-5550001", "email": "nieuw@voorbeeld.nl", "seen": seen})
    assert clash.status_code == 409
    for words in ("is intussen gewijzigd door", "Nu staat er", "112", "0800-5550001"):
        assert words in clash.text
    again = {**FORM, "phone": "0800-5550001", "email": "nieuw@voorbeeld.nl", "seen": hidden(clash, "seen")}
    assert anna.post(address, again).status_code == 303
    with house.database.read() as connection:
        found = load(connection).functions[one]
    assert (found.phone, found.email) == ("0800-5550001", "nieuw@voorbeeld.nl")


def test_retired_and_back(house: House, anna: Visitor, home: int, one: int):
    anna.post(f"/directory/functions/{one}/retire")
    assert "Niet meer in gebruik" in anna.get("/directory").text
    anna.post(f"/directory/functions/{one}/retire", {"active": "ja"})
    anna.post(f"/directory/organisations/{home}/retire")
    assert anna.get(f"/directory/organisations/{home}/functions/new").status_code == 404
    assert "06-55501234" not in anna.get("/directory").text
    anna.post(f"/directory/organisations/{home}/retire", {"active": "ja"})
    assert "06-55501234" in anna.get("/directory").text


@pytest.mark.parametrize("number", ["0", "999", "2147483648", "9" * 40])
def test_numbers_that_are_not_there(anna: Visitor, number: str):
    for path in (f"functions/{number}", f"organisations/{number}", f"organisations/{number}/functions/new"):
        assert anna.get(f"/directory/{path}").status_code == 404
    for path in (f"functions/{number}/retire", f"organisations/{number}/functions", f"functions/{number}/standby"):
        assert (
            anna.post(
                f"/directory/{path}", {**FORM, "start": "2026-01-01T08:00", "end": "2026-01-02T08:00"}
            ).status_code
            == 404
        )
    assert anna.get("/directory/readiness?playbook=../etc").status_code == 404
    assert anna.get(f"/directory/changes?before={number}").status_code == 200


# --- looking ---


def test_search_and_warnings(house: House, anna: Visitor, home: int, one: int):
    page = anna.get("/directory?q=TEAM 5550").text
    assert "Teamleider" in page
    assert "Nooit nagekeken" in page
    assert "Geen tweede weg" not in page
    assert "geen vervanger: Handhaving" in page
    assert "Niets gevonden" in anna.get("/directory?q=bestaatniet").text
    assert "Niets gevonden" in anna.get("/directory?role=mayor").text
    assert "Teamleider" in anna.get("/directory?role=enforcement").text
    with house.database.write() as connection:
        keeper = Keeper(connection, ANNA.account, house.ledger.now())
        assert "Niemand heeft nu piket" in page
        set_standby(keeper, one, keeper.at, keeper.at + timedelta(hours=8))
        mark_checked(keeper, one)
    page = anna.get("/directory").text
    assert "Nooit nagekeken" not in page
    assert "Niemand heeft nu piket" not in page


def test_readiness_per_role(anna: Visitor, one: int):
    page = anna.get("/directory/readiness?playbook=incident-gebedshuis").text
    for words in ("Handhaving", "Geen vervanger", "Niemand", "Teamleider (Handhaving)"):
        assert words in page


def test_an_export_runs_nothing(house: House, anna: Visitor, one: int):
    anna.post(f"/directory/functions/{one}", {**FORM, "title": '=HYPERLINK("x")', "phone": "+31655501234"})
    answer = anna.get("/directory/functions.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"), newline=""), delimiter=";"))
    assert rows[1][1:4] == ['\'=HYPERLINK("x")', "t@voorbeeld.nl", "'+31655501234"]


# --- lists ---


def test_nothing_is_written_before_it_is_confirmed(house: House, anna: Visitor):
    text = f"{HEAD}Politie;Teamchef;06-55501234;Politie\nGGZ;Achterwacht;0800-5550001;Zorg\n"
    before = house.rows()
    preview = anna.post("/directory/import", {"text": text})
    assert preview.status_code == 200
    assert "2 nieuw" in preview.text
    assert house.rows() == before
    sent = {"text": hidden(preview, "text"), "confirm": "ja", "once": hidden(preview, "once")}
    assert anna.post("/directory/import", sent).status_code == 303
    assert titles(house) == ["Achterwacht", "Teamchef"]
    count = traces(house)
    assert anna.post("/directory/import", sent).status_code == 303
    assert traces(house) == count
    assert "staat al in het adresboek" in anna.post("/directory/import", {"text": text}).text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_file_comes_back_to_be_corrected(house: House, anna: Visitor, encoding: str):
    data = f"{HEAD}Café Één;Coördinator;abc;Zorg\n;X y;;\nGGZ;Dhr. Jansen;;Baas\n".encode(encoding)
    answer = anna.post("/directory/import", {"file": (io.BytesIO(data), "lijst.csv")})
    assert answer.status_code == 422
    for words in ("3 fout", "Café Één", "Coördinator", "Dit is geen telefoonnummer", "Deze rol is er niet: Baas"):
        assert words in answer.text
    assert "rijen overnemen" not in answer.text
    is_dutch(answer.text, "import")
    confirmed = anna.post("/directory/import", {"text": data.decode(encoding), "confirm": "ja"})
    assert confirmed.status_code == 422
    assert titles(house) == []


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"PK\x03\x04\x81\x8d", b"Naam;Functie\nx;y", b'Organisatie;Functie\n"']
)
def test_what_is_no_list(house: House, anna: Visitor, data: bytes):
    answer = anna.post("/directory/import", {"file": (io.BytesIO(data), "lijst.csv")})
    assert answer.status_code == 422
    assert "Er is niets opgeslagen" in answer.text
    is_dutch(answer.text, data)


def test_a_huge_list(house: House, anna: Visitor):
    huge = HEAD + "".join(f"Organisatie {number % 50};Functie {number};06-55501234;Zorg\n" for number in range(6000))
    assert anna.post("/directory/import", {"file": (io.BytesIO(huge.encode()), "x.csv")}).status_code == 413
    many = HEAD + "".join(f"Org {number % 50};Functie {number};;Zorg\n" for number in range(3000))
    answer = anna.post("/directory/import", {"file": (io.BytesIO(many.encode()), "x.csv")})
    assert answer.status_code == 422
    assert "hoogstens 1000" in answer.text
    full = HEAD + "".join(f"Org {number % 50};Functie {number};06-55501234;Zorg\n" for number in range(1000))
    begin = time.monotonic()
    preview = anna.post("/directory/import", {"file": (io.BytesIO(full.encode()), "x.csv")})
    assert "En nog 900." in preview.text
    assert anna.post("/directory/import", {"text": full, "confirm": "ja"}).status_code == 303
    assert time.monotonic() - begin < 30
    assert len(titles(house)) == 1000
    assert anna.get("/directory").status_code == 200


# --- allies ---


def test_allies_by_code_alone(house: House, anna: Visitor):
    address = "/directory/allies"
    assert anna.post(f"{address}/lists", {"kind": "theme", "names": "Sport\nGeloof"}).status_code == 303
    assert anna.post(f"{address}/lists", {"kind": "area", "names": "Oost\r\nWest"}).status_code == 303
    assert anna.post(address, {"code": "bg-07", "theme": "Sport", "area": "Oost"}).status_code == 303
    answer = anna.post(address, {"code": "Fatima Amrani", "theme": "Sport", "area": "Oost"})
    assert answer.status_code == 422
    assert "Alleen een code" in answer.text
    page = anna.get(address).text
    assert "3 witte vlekken" in page
    answer = anna.post(f"{address}/lists", {"kind": "theme", "names": "Geloof\nDhr. Jansen"})
    assert answer.status_code == 422
    assert "Dhr. Jansen" in answer.text
    assert anna.post(f"{address}/lists", {"kind": "x", "names": ""}).status_code == 404
    assert anna.post(f"{address}/retire", {"code": "BG-07"}).status_code == 303
    assert "4 witte vlekken" in anna.get(address).text
    with house.database.read() as connection:
        assert [(one.code, one.active) for one in allies(connection)] == [("BG-07", False)]
    assert "Fatima" not in str(house.rows()["ally"]) + str(house.rows()["directory_audit"])


# --- markup ---


def test_whatever_is_typed_is_shown_as_text(house: House, anna: Visitor, home: int, one: int):
    address, taken = f"/directory/functions/{one}", 0
    for name in ("title", "email", "phone", "other", "roles", "deputy", "person", "seen", "once", "start", "code"):
        for payload in payloads(name):
            given = {**FORM, name: payload}
            for path in (address, f"/directory/organisations/{home}/functions", f"{address}/standby"):
                answer = anna.post(path, given)
                assert answer.status_code in (303, 409, 422), (path, name, payload)
                taken += answer.status_code == 303
                is_harmless(answer.text, (path, name))
            is_harmless(anna.post("/directory/organisations", {"name": payload}).text, name)
            is_harmless(anna.post("/directory/allies", {"code": payload, "theme": payload, "area": payload}).text, name)
    for payload in PAYLOADS:
        is_harmless(anna.post("/directory/import", {"text": f"{HEAD}{payload};{payload};{payload};"}).text, payload)
        is_harmless(anna.post("/directory/import", {"text": payload}).text, payload)
        anna.post("/directory/allies/lists", {"kind": "theme", "names": payload[:60]})
        query = {"q": payload, "role": payload, "playbook": payload, "before": payload}
        for path in ("", "/changes", "/readiness"):
            is_harmless(anna.get(f"/directory{path}", query_string=query).text, path)
    assert taken > 40
    for path in ("", f"/functions/{one}", f"/organisations/{home}", "/changes", "/allies", "/readiness"):
        is_harmless(anna.get(f"/directory{path}").text, path)
