"""The product in this process, visited by each of the cast without a network between."""

from __future__ import annotations

import io
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from crisis import people
from crisis.app import create_app
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.settings import Settings
from crisis.view import View
from crisis.web import pace
from crisis.web.account import limiter
from tests.cast import Board, Player, open_board

HOST = "http://127.0.0.1:8000"
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": HOST}


@dataclass
class Visitor:
    """Somebody's pages."""

    app: Flask
    token: str | None = None

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        if self.token:
            self.client.set_cookie("sid", self.token, domain="127.0.0.1")

    def get(self, path: str, **options: Any) -> TestResponse:
        """Look at a page."""
        return self.client.get(path, base_url=HOST, buffered=True, **options)

    def post(self, path: str, data: Any = None, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        """Send a form, as a page of our own does."""
        headers = OWN if headers is None else headers
        return self.client.post(path, data=data, base_url=HOST, headers=headers, buffered=True, **more)

    def does(self, board: Board, act: str, headers: dict[str, str] | None = None, **given: Any) -> TestResponse:
        """Do an act with a form."""
        path = f"/incidents/{board.id}/{act.replace('.', '/')}"
        return self.post(path, {"once": secrets.token_hex(8), **given}, headers=headers)


def readable(answer: TestResponse) -> str:
    """What somebody could read in an answer, also in a document that is packed."""
    data = answer.data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace")


@dataclass
class House:
    """The product with its database, and a way in for everybody."""

    app: Flask
    database: Database
    ledger: Ledger

    def visitor(self, player: Player | None = None) -> Visitor:
        """A signed-in device of somebody, or somebody who is not signed in."""
        if player is None:
            return Visitor(self.app)
        with self.database.write() as connection:
            return Visitor(self.app, people.start_session(connection, player.id, "test"))

    def board(self, **given: Any) -> Board:
        """A new incident with the team on it."""
        return open_board(self.ledger, **given)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the database, to compare."""
        with self.database.read() as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
            return {
                name: sorted((tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608
                for name in names
            }


def build(home: Path, settled: Path, **environment: str) -> House:
    """The product on its own copy of a database with the cast."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(settled, home / "crisis.db")
    app = create_app(Settings.read({"CRISIS_HOME": str(home), **environment}))
    app.extensions["crisis.exports"]._make = _quickly
    app.extensions["crisis.press"].make = lambda one: b"%PDF-1.7"
    app.extensions["crisis.books"].make = lambda one: b"%PDF-1.7"
    limiter.reset()
    ledger = app.extensions["crisis"].ledger
    return House(app, ledger.database, ledger)


def _quickly(shown: View, folder: Path) -> Path:
    """In the place of a PDF, which takes seconds; tests/report makes real ones."""
    made = folder / "log.pdf"
    made.write_bytes(b"%PDF-1.7")
    return made


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests act faster than people may."""
    monkeypatch.setattr(pace, "QUICKEST", 10**9)


@pytest.fixture
def make_house(settled_sqlite: Path, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Makes a product, with settings of one's own."""
    made: list[House] = []

    def make(**environment: str) -> House:
        made.append(build(tmp_path / f"house-{len(made)}", settled_sqlite, **environment))
        return made[-1]

    yield make
    for one in made:
        one.app.extensions["crisis.live"].stop()
        one.database.dispose()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    """The product, for one test."""
    return make_house()


@pytest.fixture
def board(house: House) -> Board:
    """An incident with the team on it."""
    return house.board()
