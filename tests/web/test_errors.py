"""Errors are pages like the others: in Dutch, with their headers, and without anything of the inside."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy.exc import OperationalError

from tests.cast import ANNA, BRAM, EVA, Board
from tests.web.conftest import HOST, OWN, House
from tests.web.places import furnish, pages

#: Words that no Dutch page has, and that the libraries underneath would say.
ENGLISH = re.compile(
    r"\b(the|this|that|please|error|errors|not found|forbidden|unauthorized|request|server|internal|invalid|value|"
    r"required|field|should|must|input|method|allowed|redirecting|exception|traceback|werkzeug|flask|pydantic|"
    r"sqlite|sqlalchemy|gunicorn|none|null|true|false|undefined|string|integer|url|your|you|and|with)\b",
    re.I,
)
#: Borrowed words that Dutch pages do use.
DUTCH_TOO = {"url"}


def words_on(page: str) -> str:
    """What a reader sees of a page, titles and labels included."""
    seen = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.S)
    labels = re.findall(r'(?:aria-label|title|placeholder|alt|data-title)="([^"]*)"', seen)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", seen), *labels]))


def is_dutch(page: str, where: object) -> None:
    """Fails on an English word."""
    found = {match[0].lower() for match in ENGLISH.finditer(words_on(page))} - DUTCH_TOO
    assert not found, f"{where}: {found}"
    assert '<html lang="nl"' in page, where


def test_the_search_for_english_finds_it():
    with pytest.raises(AssertionError):
        is_dutch('<html lang="nl"><p>Method Not Allowed</p>', "")
    is_dutch('<html lang="nl"><p>Dit kan hier niet</p><input name="value">', "")


def test_no_page_has_english_on_it(house: House, board: Board):
    there = furnish(board)
    for player in (ANNA, BRAM, EVA, None):
        visitor = house.visitor(player)
        for address in pages(house.app, there):
            answer = visitor.get(address)
            if answer.mimetype == "text/html" and answer.text:
                is_dutch(answer.text, (player and player.name, address, answer.status_code))


def test_no_refusal_has_english_in_it(house: House, board: Board):
    there = furnish(board)
    anna, base = house.visitor(ANNA), f"/incidents/{board.id}"
    spoilt = {
        "": "",
        "task": "x",
        "title": "y" * 300,
        "due": "morgen",
        "circle": "iedereen",
        "owner_role": "baas",
        "person": "z",
        "met": "a",
        "reason": "",
        "text": "\x01",
        "role": "?",
        "level": "9",
        "name": "?",
        "at": "2026-02-30T10:00",
        "once": "!",
        "occurred_at": "gisteren",
        "verification": "zeker",
        "kind": "roddel",
        "phase": "x",
        "seen": "x",
        "result": "z" * 9000,
        "reached": "misschien",
        "review_at": "2026-10-25T02:30",
        "present": "p" * 999,
        "onbekend": "veld",
    }
    for act in (
        "tasks/add",
        "tasks/change",
        "notes/add",
        "notes/verify",
        "phases/enter",
        "phases/set_moment",
        "scale/set",
        "team/assign",
        "tasks/report_done",
        "incident/close",
        "notes/correct",
        "incident/reopen",
    ):
        subject = {"task": str(there.task), "note": str(there.note)}
        needed = {
            name: subject[name] for name in subject if name in {"tasks": "task", "notes": "note"}.get(act[:5], "")
        }
        for name, value in spoilt.items():
            answer = anna.post(f"{base}/{act}", {**needed, name: value})
            assert answer.status_code in (303, 403, 404, 409, 422), (act, name)
            if answer.status_code != 303:
                is_dutch(answer.text, (act, name))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "VERZIN"])
@pytest.mark.parametrize("path", ["/", "/login", "/static/css/fundament.css", "/nergens"])
def test_other_methods(house: House, method: str, path: str):
    answer = house.visitor(ANNA).client.open(path, method=method, base_url=HOST, headers=OWN, buffered=True)
    assert answer.status_code in (404, 405)
    is_dutch(answer.text, method)


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/static/",
        "/static/nergens.css",
        "/static/../crisis/app.py",
        "/static/%2e%2e/pyproject.toml",
        "/account/",
        "/incidents/abc",
        "/incidents/1/",
        "/incidents/-1",
        "/.git/config",
        "/instance/crisis.db",
        "/%00",
        "/\u00e9\u00e9n",
        "/%ff%fe",
        "/" + "x" * 3000,
        "/incidents/1/tasks/bestaat_niet",
        "/incidents/1/incident/open",
        "/incidents/1/__class__/__init__",
    ],
)
def test_what_is_not_there(house: House, board: Board, path: str):
    answer = house.visitor(ANNA).get(path)
    assert answer.status_code == 404
    is_dutch(answer.text, path)


def test_double_slashes_lead_nowhere_else(house: House):
    for path in ("//kwaad.example", "//kwaad.example/..", "/%2fkwaad.example", "//login"):
        answer = house.visitor(ANNA).client.get(HOST + path, buffered=True)
        assert answer.status_code in (404, 308, 301), path
        assert not re.match(r"(https?:)?//(?!127\.0\.0\.1:8000/)", answer.headers.get("Location", "")), path
        assert answer.status_code == 404 or not answer.data


@pytest.mark.parametrize(
    "path", ["/login", "/incidents", "/incidents/1/notes/add", "/account/revoke", "/incidents/1/seen"]
)
def test_a_huge_body_is_refused(house: House, board: Board, path: str):
    visitor, before = house.visitor(ANNA), house.rows()
    answer = visitor.post(path, {"text": "x" * 300_000, "title": "x" * 300_000})
    assert answer.status_code == 413
    is_dutch(answer.text, path)
    many = visitor.post(path, {f"veld{number}": "x" for number in range(5000)})
    assert many.status_code in (303, 204, 401, 404, 413, 422)
    files = visitor.post(
        path, {"text": "x", **{f"f{n}": (__import__("io").BytesIO(b"x" * 90_000), "a.txt") for n in range(4)}}
    )
    assert files.status_code == 413
    after = house.rows()
    assert after["entry"] == before["entry"]


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/xml", "multipart/form-data; boundary=x", "x", ""]
)
def test_another_kind_of_body_says_what_is_missing(house: House, board: Board, kind: str):
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/notes/add", b'{"text": "Hallo"}', content_type=kind)
    assert answer.status_code in (400, 422)
    is_dutch(answer.text, kind)


def test_what_nobody_foresaw_is_a_decent_page(house: House, board: Board, monkeypatch: pytest.MonkeyPatch):
    visitor = house.visitor(ANNA)

    def breaks(*given: object, **more: object) -> None:
        raise RuntimeError("geheime binnenkant /etc/passwd")

    monkeypatch.setattr("crisis.web.pages.attention", breaks)
    answer = visitor.get(f"/incidents/{board.id}")
    assert answer.status_code == 500
    assert "geheime binnenkant" not in answer.text
    is_dutch(answer.text, "500")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("what", ["database is locked", "disk I/O error"])
def test_a_database_that_does_not_answer_is_a_decent_page_too(
    house: House, board: Board, monkeypatch: pytest.MonkeyPatch, what: str
):
    visitor = house.visitor(ANNA)

    def locked(*given: object, **more: object) -> None:
        raise OperationalError("SELECT geheim", {}, Exception(what))

    monkeypatch.setattr("crisis.people.session", locked)
    monkeypatch.setattr("crisis.store.head", locked)
    for answer in (visitor.get(f"/incidents/{board.id}"), visitor.does(board, "notes.add", text="x"), visitor.get("/")):
        assert answer.status_code == (503 if "locked" in what else 500)
        is_dutch(answer.text, what)
        assert "SELECT" not in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    refused = visitor.get("/socket.io/?EIO=4&transport=polling")
    assert refused.status_code in (500, 503)
    assert "SELECT" not in refused.text
