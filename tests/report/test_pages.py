"""The pages: ask, wait, download; only for who asked, and only while they may still read it."""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crisis import chain, exchange, people
from crisis.app import create_app
from crisis.settings import Settings
from tests.cast import ANNA, CELIK, EVA, FLEUR, Board, Player, open_board
from tests.report.conftest import CANARY
from tests.report.paper import Paper

HOST = "http://127.0.0.1:8000"
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": HOST}


@pytest.fixture
def app(settled_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """The product on a database with the cast."""
    shutil.copy(settled_sqlite, tmp_path / "crisis.db")
    app = create_app(Settings.read({"CRISIS_HOME": str(tmp_path)}))
    yield app
    app.extensions["crisis.live"].stop()
    app.extensions["crisis"].ledger.database.dispose()


@pytest.fixture
def board(app: Flask) -> Board:
    """An incident with a secret of the small circle."""
    board = open_board(app.extensions["crisis"].ledger)
    board.writes(FLEUR, "Het is rustig op het plein.")
    board.writes(CELIK, f"{CANARY} over een verdachte.", circle="restricted")
    return board


def client(app: Flask, player: Player) -> FlaskClient:
    """A signed-in device of somebody."""
    found = app.test_client()
    with app.extensions["crisis"].ledger.database.write() as connection:
        found.set_cookie("sid", people.start_session(connection, player.id, "test"), domain="127.0.0.1")
    return found


def get(visitor: FlaskClient, path: str) -> TestResponse:
    """Look at a page."""
    return visitor.get(path, base_url=HOST, buffered=True)


def ask(visitor: FlaskClient, board: Board, **form: Any) -> TestResponse:
    """Press the button."""
    return visitor.post(f"/incidents/{board.id}/exports", data=form, base_url=HOST, headers=OWN)


def waited(visitor: FlaskClient, board: Board, **form: Any) -> str:
    """Ask for a PDF and wait; gives the address of its page."""
    answer = ask(visitor, board, **form)
    assert answer.status_code == 303
    where = answer.headers["Location"]
    end = time.monotonic() + 30
    while "http-equiv" in get(visitor, where).text:
        assert time.monotonic() < end
        time.sleep(0.1)
    return where


def test_the_page_offers_both(app: Flask, board: Board):
    text = get(client(app, FLEUR), f"/incidents/{board.id}/exports").text
    assert "Maak de pdf" in text
    assert f'href="/incidents/{board.id}/log.jsonl"' in text
    assert "http-equiv" not in text


def test_from_button_to_file(app: Flask, board: Board):
    fleur = client(app, FLEUR)
    where = waited(fleur, board)
    text = get(fleur, where).text
    assert re.search(r"Klaar om \d\d:\d\d", text)
    assert f'href="{where}/log.pdf"' in text
    answer = get(fleur, f"{where}/log.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=logboek-{board.incident.code}.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    paper = Paper(answer.data)
    assert CANARY.encode() not in paper.everything
    assert CANARY not in paper.log


def test_one_finds_it_back(app: Flask, board: Board):
    fleur = client(app, FLEUR)
    where = waited(fleur, board)
    there = f"/incidents/{board.id}/exports"
    assert f'<a class="link" href="{where}">Stand van #{board.incident.seq}</a>: klaar sinds' in get(fleur, there).text
    assert where not in get(client(app, ANNA), there).text
    board.does(ANNA, "team.assign", person=FLEUR.id, role="spokesperson")
    assert where not in get(fleur, there).text


def test_only_for_who_asked(app: Flask, board: Board):
    where = waited(client(app, FLEUR), board)
    for player in (ANNA, CELIK, EVA):
        assert get(client(app, player), where).status_code == 404
        assert get(client(app, player), f"{where}/log.pdf").status_code == 404
    other = open_board(board.ledger, "Een ander incident")
    elsewhere = where.replace(f"/incidents/{board.id}/", f"/incidents/{other.id}/")
    assert get(client(app, FLEUR), f"{elsewhere}/log.pdf").status_code == 404
    assert get(app.test_client(), f"{where}/log.pdf").status_code == 303


@pytest.mark.parametrize("change", ["team.release", "team.assign"])
def test_only_while_the_audience_is_what_it_was(app: Flask, board: Board, change: str):
    fleur = client(app, FLEUR)
    where = waited(fleur, board)
    role = {"team.release": FLEUR.role, "team.assign": "spokesperson"}[change]
    board.does(ANNA, change, person=FLEUR.id, role=role)
    assert get(fleur, f"{where}/log.pdf").status_code == 404


def test_an_earlier_state(app: Flask, board: Board):
    fleur = client(app, FLEUR)
    where = waited(fleur, board, at="#4")
    answer = get(fleur, f"{where}/log.pdf")
    assert "-tm-4.pdf" in answer.headers["Content-Disposition"]
    assert exchange.verify_file(io.StringIO(Paper(answer.data).log)).entries == 4


@pytest.mark.parametrize("at", ["0", "999", "-1", "drie", "1; drop", "٣", "9" * 30])
def test_a_number_that_is_not_in_the_log(app: Flask, board: Board, at: str):
    answer = ask(client(app, FLEUR), board, at=at)
    assert answer.status_code == 422
    assert "Dit logboek loopt van #1 tot en met" in answer.text


def test_strangers_and_foreign_forms(app: Flask, board: Board):
    assert ask(client(app, EVA), board).status_code == 404
    assert get(client(app, EVA), f"/incidents/{board.id}/log.jsonl").status_code == 404
    foreign = client(app, FLEUR).post(
        f"/incidents/{board.id}/exports", base_url=HOST, headers={"Origin": "https://elders.nl"}
    )
    assert foreign.status_code == 403


def test_the_lines_hold_what_one_may_read(app: Flask, board: Board):
    answer = get(client(app, FLEUR), f"/incidents/{board.id}/log.jsonl")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=logboek-{board.incident.code}.jsonl"
    assert CANARY not in answer.text
    genesis, links, seq, head = exchange.read(io.StringIO(answer.text))
    assert chain.verify(genesis, links, head=head, anchors={seq: head}, partial=True).whole
    whole = get(client(app, CELIK), f"/incidents/{board.id}/log.jsonl").text
    assert CANARY in whole
    assert exchange.verify_file(io.StringIO(whole)).whole
    earlier = get(client(app, FLEUR), f"/incidents/{board.id}/log.jsonl?at=3").text
    assert len(earlier.splitlines()) == 4


def test_looking_changes_nothing(app: Flask, board: Board):
    fleur = client(app, FLEUR)
    where = waited(fleur, board)
    before = board.incident.head
    for path in (f"/incidents/{board.id}/exports", where, f"{where}/log.pdf", f"/incidents/{board.id}/log.jsonl"):
        assert get(fleur, path).status_code == 200
    assert board.incident.head == before
