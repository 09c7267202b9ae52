"""A change is taken from a page of our own and from nowhere else."""

from __future__ import annotations

import pytest

from tests.cast import ANNA, Board
from tests.web.conftest import HOST, House

#: What a browser (or something else) says about where a form comes from, and whether it is taken.
COMING_FROM = [
    ({"Sec-Fetch-Site": "same-origin", "Origin": HOST}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Origin": HOST}, True),
    ({}, False),
    ({"Sec-Fetch-Site": "none"}, False),
    ({"Sec-Fetch-Site": "same-site", "Origin": HOST}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "SAME-ORIGIN-NOT", "Origin": HOST}, False),
    ({"Sec-Fetch-Site": "", "Origin": "null"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "https://kwaad.example"}, False),
    ({"Origin": "http://127.0.0.1:8001"}, False),
    ({"Origin": "http://127.0.0.1"}, False),
    ({"Origin": "https://127.0.0.1:8000"}, False),
    ({"Origin": f"{HOST}.kwaad.example"}, False),
    ({"Origin": f"{HOST}/"}, False),
    ({"Origin": "http://kwaad.127.0.0.1:8000"}, False),
    ({"Origin": HOST.upper()}, False),
    ({"Referer": f"{HOST}/"}, False),
    ({"Origin": "https://kwaad.example", "X-Forwarded-Host": "kwaad.example", "X-Forwarded-Proto": "https"}, False),
    ({"Origin": "https://kwaad.example", "X-Requested-With": "XMLHttpRequest"}, False),
]


@pytest.mark.parametrize(("headers", "taken"), COMING_FROM)
@pytest.mark.parametrize("method", ["POST"])
def test_where_a_form_comes_from(house: House, board: Board, headers: dict[str, str], taken: bool, method: str):
    before = house.rows()
    answer = house.visitor(ANNA).does(board, "notes.add", headers=headers, text="Van wie komt dit?")
    assert answer.status_code == (303 if taken else 403)
    if taken:
        return
    assert "Deze wijziging kwam van een andere website" in answer.text
    after = house.rows()
    assert {name: rows for name, rows in after.items() if name != "session"} == {
        name: rows for name, rows in before.items() if name != "session"
    }


@pytest.mark.parametrize(
    "path", ["/login", "/logout", "/account/revoke", "/incidents", "/incidents/1/seen", "/nergens"]
)
def test_every_way_to_send_is_guarded(house: House, board: Board, path: str):
    visitor = house.visitor(ANNA)
    assert visitor.post(path, {"seq": "1"}, headers={"Origin": "https://kwaad.example"}).status_code == 403
    assert visitor.get("/account").status_code == 200


@pytest.mark.parametrize(
    "host", ["kwaad.example", "127.0.0.1:9", "127.0.0.1", "", "127.0.0.1:8000.kwaad.example", "LOCALHOST:8000"]
)
def test_another_name_for_this_server_is_refused(house: House, host: str):
    visitor = house.visitor(ANNA)
    for path in ("/", "/login", "/static/css/fundament.css", "/socket.io/?EIO=4&transport=polling"):
        answer = visitor.client.get(path, base_url=HOST, headers={"Host": host}, buffered=True)
        assert answer.status_code == 421, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert "geweigerd" in answer.text
    forwarded = visitor.client.get("/", base_url=HOST, headers={"X-Forwarded-Host": "kwaad.example"})
    assert "kwaad.example" not in forwarded.text
