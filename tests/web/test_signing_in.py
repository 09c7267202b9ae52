"""Signing in and out, sessions that can be taken back, and where one lands afterwards."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select, update

from crisis import people
from tests.cast import ANNA, BRAM, EVA, Board, Player
from tests.web.conftest import HOST, OWN, House, Visitor


def form(player: Player, **more: str) -> dict[str, str]:
    return {"email": player.email, "password": player.password, **more}


def test_signing_in_and_out(house: House):
    visitor = house.visitor()
    assert visitor.get("/").headers["Location"] == "/login?next=/"
    answer = visitor.post("/login", form(ANNA))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    for flag in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Anna" in visitor.get("/").text
    gone = visitor.post("/logout")
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.get("/").status_code == 303


@pytest.mark.parametrize("email", [ANNA.email, ANNA.email.upper(), f"  {ANNA.email} "])
def test_an_address_may_be_typed_in_any_case(house: House, email: str):
    assert house.visitor().post("/login", {"email": email, "password": ANNA.password}).status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ANNA.email, "fout wachtwoord"),
        (ANNA.email, ""),
        ("niemand@voorbeeld.nl", ANNA.password),
        ("", ""),
        (ANNA.email, ANNA.password + "\0"),
        (ANNA.email + "\0", ANNA.password),
        ("x" * 9000, "y" * 9000),
        ("'; DROP TABLE person; --", ANNA.password),
    ],
)
def test_a_wrong_sign_in_tells_nothing(house: House, email: str, password: str):
    answer = house.visitor().post("/login", {"email": email, "password": password})
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
    assert "horen niet bij elkaar" in answer.text
    assert password not in answer.text or not password


def test_the_cookie_is_kept_as_a_hash_only(house: House):
    visitor = house.visitor()
    token = visitor.post("/login", form(ANNA)).headers["Set-Cookie"].split("=")[1].split(";")[0]
    assert len(token) >= 43
    assert token not in repr(house.rows())
    assert people.digest(token) in repr(house.rows())


def test_a_cookie_from_before_signing_in_is_not_taken_over(house: House):
    visitor = Visitor(house.app, "door-een-ander-gezet")
    answer = visitor.post("/login", form(ANNA))
    assert "door-een-ander-gezet" not in answer.headers["Set-Cookie"]
    assert Visitor(house.app, "door-een-ander-gezet").get("/").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "x" * 4000, "\u00e9", "a b", '"', people.digest("x")])
def test_a_made_up_cookie_is_no_session(house: House, token: str):
    assert Visitor(house.app, token or None).get("/").status_code == 303


def test_a_replayed_cookie_is_refused_everywhere(house: House, board: Board):
    visitor = house.visitor(BRAM)
    copy = Visitor(house.app, visitor.token)
    assert copy.get(f"/incidents/{board.id}").status_code == 200
    visitor.post("/logout")
    before = house.rows()
    assert copy.get(f"/incidents/{board.id}").status_code == 303
    assert copy.get(f"/incidents/{board.id}/changes?since=1", headers={"Accept": "application/json"}).status_code == 401
    assert copy.does(board, "notes.add", text="Met een oud koekje.").status_code == 401
    assert copy.get("/socket.io/?EIO=4&transport=polling").status_code == 401
    assert house.rows() == before


def test_a_session_can_be_ended_from_another_device(house: House):
    here, there, third = (house.visitor(BRAM) for _ in range(3))
    digest = people.digest(there.token)
    assert digest in here.get("/account").text
    assert here.post("/account/revoke", {"session": digest}).status_code == 303
    assert [one.get("/account").status_code for one in (here, there, third)] == [200, 303, 200]
    here.post("/account/revoke")
    assert [one.get("/account").status_code for one in (here, there, third)] == [200, 303, 303]


def test_nobody_ends_the_session_of_another(house: House):
    bram, eva = house.visitor(BRAM), house.visitor(EVA)
    assert eva.post("/account/revoke", {"session": people.digest(bram.token)}).status_code == 303
    assert bram.get("/account").status_code == 200
    assert people.digest(bram.token) not in eva.get("/account").text


@pytest.mark.parametrize(("column", "seconds"), [("used", people.IDLE + 5), ("started", people.LONGEST + 5)])
def test_a_session_ends_by_itself(house: House, column: str, seconds: int):
    visitor = house.visitor(BRAM)
    _age(house, visitor, column, seconds)
    assert visitor.get("/account").status_code == 303
    again = house.visitor(BRAM).get("/account").text
    assert people.digest(visitor.token) not in again


def test_working_keeps_a_session_without_a_socket(house: House, board: Board):
    visitor = house.visitor(BRAM)
    _age(house, visitor, "used", people.IDLE - 60)
    assert visitor.does(board, "notes.add", text="Ik ben er nog.").status_code == 303
    with house.database.read() as connection:
        used = connection.execute(select(people.session_table.c.used).where(_mine(visitor))).scalar_one()
    assert time.time() - used < 60


def test_an_account_that_is_switched_off_is_out_at_once(house: House, board: Board):
    visitor = house.visitor(BRAM)
    with house.database.write() as connection:
        connection.execute(update(people.person_table).where(people.person_table.c.id == BRAM.id).values(active=False))
    assert visitor.get("/").status_code == 303
    assert visitor.does(board, "notes.add", text="Dit mag niet meer.").status_code == 401
    assert visitor.post("/login", form(BRAM)).status_code == 401


def test_guessing_is_slowed_down_for_one_address_only(house: House):
    found = [house.visitor().post("/login", form(ANNA, password="mis")).status_code for _ in range(12)]
    assert found == [401] * 10 + [429] * 2
    blocked = house.visitor().post("/login", form(ANNA))
    assert blocked.status_code == 429
    assert "Even wachten" in blocked.text
    assert house.visitor().post("/login", form(BRAM)).status_code == 303


def test_guessing_many_accounts_is_slowed_down_too(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(people, "sign_in", lambda *given: None)  # the hash takes long, and is not what counts here
    found = [
        house.visitor().post("/login", {"email": f"a{number}@voorbeeld.nl", "password": ""}).status_code
        for number in range(62)
    ]
    assert found.count(429) == 2


LANDING = {
    "/": "/",
    "/incidents/1?at=3": "/incidents/1?at=3",
    "/incidents/1/log?q=a+b": "/incidents/1/log?q=a+b",
    "": "/",
    "https://kwaad.example": "/",
    "//kwaad.example": "/",
    "/\\kwaad.example": "/",
    "\\\\kwaad.example": "/",
    "/\t/kwaad.example": "/",
    "/\n/kwaad.example": "/",
    "\t//kwaad.example": "/",
    " //kwaad.example": "/",
    "javascript:alert(1)": "/",
    "kwaad.example": "/",
    "/x\r\nSet-Cookie: sid=kwaad": "/",
    "/x\\..\\..\\kwaad": "/",
    "/\u2028//kwaad.example": "/",
}


@pytest.mark.parametrize(("wanted", "lands"), LANDING.items())
def test_after_signing_in_one_stays_here(house: House, wanted: str, lands: str):
    answer = house.visitor().post("/login", form(ANNA, next=wanted))
    assert (answer.status_code, answer.headers["Location"]) == (303, lands)
    assert len(answer.headers.getlist("Set-Cookie")) == 1


def test_one_lands_where_one_was_going(house: House, board: Board):
    visitor = house.visitor()
    first = visitor.get(f"/incidents/{board.id}/log?q=plein&kind=note")
    page = visitor.get(first.headers["Location"])
    wanted = page.text.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
    assert (
        visitor.post("/login", form(ANNA, next=wanted)).headers["Location"]
        == f"/incidents/{board.id}/log?q=plein&kind=note"
    )


def test_signing_in_from_another_site_is_refused(house: House):
    answer = house.visitor().client.post("/login", data=form(ANNA), base_url=HOST, headers={"Origin": "https://kwaad"})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert house.visitor().post("/login", form(ANNA), headers=OWN).status_code == 303


def _mine(visitor: Visitor):
    return people.session_table.c.digest == people.digest(visitor.token)


def _age(house: House, visitor: Visitor, column: str, seconds: int) -> None:
    changed = {column: int(time.time()) - seconds}
    if column == "started":
        changed["used"] = int(time.time())
    with house.database.write() as connection:
        connection.execute(update(people.session_table).where(_mine(visitor)).values(**changed))
