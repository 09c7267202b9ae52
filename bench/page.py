"""The first page of a board with 200 tasks and 50 log lines, asked from the whole product in one process.

Cold: no part was rendered before. From cached parts: somebody with the same eyes was here already.
The floor is the simplest Flask and Jinja: one template, a loop over 250 blocks with six filled-in words each,
as many bytes as the page, asked the same way and in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask, render_template_string

from bench.machine import timed
from bench.product import Office, office, sentence
from bench.table import Row, against, median
from crisis import parts
from crisis.app import create_app
from crisis.asking import Asked
from crisis.board.tasks import Task

TITLE = "The first page"
_TASKS = 200
_ROUNDS = 40
_BLOCKS = 250
_PLAIN = """<!doctype html><html lang="nl"><title>{{ title }}</title><body>
{% for block in blocks %}<article id="{{ block.id }}"><h3>{{ block.title }}</h3><p class="{{ block.state }}">
{{ block.text }}</p><p>{{ block.owner }} {{ block.moment }}</p></article>
{% endfor %}</body></html>"""


def measure() -> Iterator[Row]:
    """Cold, cached and plain in turn."""
    with office() as bench:
        id = _board(bench)
        app = create_app(bench.ledger.database.settings)
        page = _page(bench, app, f"/incidents/{id}")
        plain = _plain(len(page()))
        cold, cached, floors = [], [], []
        for _ in range(_ROUNDS):
            parts._cards.clear()
            cold.append(timed(page))
            cached.append(timed(page))
            floors.append(timed(plain))
        app.extensions["crisis.live"].stop()
        size = f"{len(page()) / 1000:.0f} kB"
        yield against(f"cold ({size})", median(cold[3:]), median(floors[3:]))
        yield against(f"from cached parts ({size})", median(cached[3:]), median(floors[3:]))


def _board(bench: Office) -> int:
    anna = bench.credential(bench.anna)
    id = bench.incident()
    for number in range(_TASKS - len(bench.ledger.load(id)[Task])):
        given = {"title": f"Afspraak {number} nagaan", "details": sentence(number), "assignee": bench.anna}
        bench.ledger.perform(id, anna, Asked("tasks.add", given))
    bench.fill(id, bench.ledger.load(id).seq + 60, anna)
    return id


def _page(bench: Office, app: Flask, path: str) -> Callable[[], bytes]:
    client = app.test_client()
    client.set_cookie("sid", bench.token(bench.anna), domain="127.0.0.1")

    def page() -> bytes:
        answer = client.get(path, base_url=f"http://127.0.0.1:{bench.ledger.database.settings.port}")
        assert answer.status_code == 200, answer.status
        return bytes(answer.data)

    return page


def _plain(size: int) -> Callable[[], bytes]:
    app = Flask("plain")
    text = sentence(0) * (size // _BLOCKS)
    room = size // _BLOCKS - 130
    block = {"title": "Afspraak nagaan", "state": "open", "text": text[:room], "owner": "Anna", "moment": "14:03"}
    blocks = [block | {"id": f"item-{number}"} for number in range(_BLOCKS)]
    app.add_url_rule("/", view_func=lambda: render_template_string(_PLAIN, title="Bord", blocks=blocks))
    client = app.test_client()
    assert abs(len(client.get("/").data) - size) < size / 20, (len(client.get("/").data), size)
    return lambda: bytes(client.get("/").data)
