"""Texts that try to break out, to reach the network or to take for ever."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from weasyprint import HTML

from crisis.report import child, pdf
from crisis.report.document import document
from crisis.report.fetching import STATIC, OwnFilesOnly
from crisis.report.longwords import LONGEST, printable
from crisis.report.process import Limits, RenderingFailed, render
from tests.cast import ANNA, FLEUR, Board, open_board
from tests.report.conftest import Evening
from tests.report.paper import Paper, squeezed

HOSTILE = {
    "html": "<script>alert(1)</script><b>vet</b> </p></div> {{ 7*7 }} {% raw %}",
    "arabic": "مرحبا بالعالم في المدينة",
    "override": "\u202eomgekeerd\u202c en \u2066los",
    "emoji": "👩‍👩‍👧‍👦 👍🏽 🇳🇱" * 40,
    "accents": "Z\u0301\u0323\u0327\u0308" * 400,
    "nothing": "a" + "\u200b\u200d\ufeff" * 600 + "b",
    "lines": "\n".join("x" for _ in range(900)),
    "blank": "boven" + "\n" * 1900 + "onder",
    "word": "w" * 2000,
    "spaces": "a" + "\u00a0" * 1900 + "b",
}


@pytest.fixture
def hits() -> Iterator[list[str]]:
    """What was asked of a server on this machine."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked.append(f"http://127.0.0.1:{server.server_port}")
    yield asked
    server.shutdown()
    server.server_close()


def test_hostile_texts_are_words_and_nothing_is_fetched(sqlite_ledger, hits: list[str]):
    where = hits.pop()
    evil = (
        f'<img src="{where}/img"><link rel="stylesheet" href="{where}/css"><object data="{where}/o"></object>'
        f'<a rel="attachment" href="file:///etc/passwd">x</a><style>p {{ background: url({where}/u) }}</style>'
        f"<svg><image href='{where}/svg'/></svg> <style>@import \"{where}/i\";</style> file:///etc/passwd"
    )
    board = open_board(sqlite_ledger, f"<i>Titel</i> {evil}"[:200])
    for text in (*HOSTILE.values(), evil):
        board.writes(ANNA, text, kept="hoort bij de test")
    _everywhere(board, evil)
    start = time.monotonic()
    paper = Paper(pdf.log_for(board.ledger, _view(board)))
    assert time.monotonic() - start < 20
    assert hits == []
    assert len(paper.attachments) == 1
    assert b"root:x:0" not in paper.everything
    assert squeezed(HOSTILE["html"]) in paper.spoken
    assert squeezed(evil) in paper.spoken
    assert paper.spoken.count("w" * 30) >= len(HOSTILE["word"]) // 40


def _everywhere(board: Board, evil: str) -> None:
    """The same words in every field that gets on paper."""
    task = board.adds_task(ANNA, evil[:200], details=evil, kept="test")
    board.does(FLEUR, "tasks.report_done", task=task, result=evil, kept="test")
    board.does(ANNA, "tasks.reopen", task=task, reason=evil[:1000], kept="test")
    board.does(ANNA, "phases.enter", phase="onrust", reason=evil[:1000], kept="test")
    board.does(ANNA, "scale.set", level="3", reason=evil[:1000], kept="test")
    given = {"why": evil, "options_rejected": evil, "decided_by": evil[:300], "decided_as": evil[:300]}
    first = board.writes(
        ANNA, evil, kind="decision", source_note=evil[:300], present=[evil[:300]], kept="test", **given
    )
    board.does(ANNA, "notes.correct", note=first, text=f"Anders: {evil}", reason=evil[:1000], kept="test")


@pytest.mark.parametrize("text", ["w" * 4000, "W" * 4000, "\u202e\u0301" * 2000, "👨‍👩‍👧" * 800])
def test_a_very_long_word_costs_no_seconds(text: str, evening: Evening, tmp_path: Path):
    paper = document(evening.view(ANNA), "Gemeente") | {"attachment": "log.jsonl"}
    for day in paper["days"]:
        for line in day["lines"]:
            line["text"] = printable(text) if line["look"] == "note" else line["text"]
    paper["cover"]["title"] = printable(text[:200])
    assert _seconds(paper, tmp_path / "long") < 40


def test_nothing_runs_off_the_page(evening: Evening, tmp_path: Path):
    paper = document(evening.view(ANNA), "Gemeente") | {"attachment": "log.jsonl"}
    paper["days"][0]["lines"][-1] |= {"look": "note", "seq": 0, "heading": "", "text": printable("W" * 200)}
    paper["days"][0]["lines"][-1] |= {"more": "", "replaced": "", "by": None}
    _seconds(paper, tmp_path / "wide")
    pages = Paper((tmp_path / "wide" / "log.pdf").read_bytes()).pages
    assert any("W" * 30 in line and len(line.strip("\u200b ")) <= 45 for page in pages for line in page.split("\n"))


def test_words_break_only_where_nothing_belongs_together():
    assert printable("gewoon") == "gewoon"
    assert printable("x" * LONGEST) == "x" * LONGEST
    assert max(map(len, printable("x" * 4000).split("\u200b"))) <= 60
    assert printable("x" * 4000).replace("\u200b", "") == "x" * 4000
    accents = "e\u0301" * 100
    assert all(not piece.startswith("\u0301") for piece in printable(accents).split("\u200b"))
    assert printable("a\n\n\n \n\nb") == "a\n\nb"


def test_only_our_own_files_are_served(hits: list[str], tmp_path: Path):
    where, fetcher = hits.pop(), OwnFilesOnly()
    assert fetcher.fetch((STATIC / "css" / "report.css").as_uri()).read().startswith(b"/*")
    outside = tmp_path / "own.css"
    outside.write_text("p {}")
    for url in (
        "file:///etc/passwd",
        outside.as_uri(),
        f"{STATIC.as_uri()}/../pyproject.toml",
        f"{STATIC.as_uri()}/css/%2e%2e/%2e%2e/pyproject.toml",
        f"{STATIC.as_uri()}/vendor/socket.io.min.js",
        f"{STATIC.as_uri()}/css/",
        f"file://elders{STATIC}/css/report.css",
        f"{where}/report.css",
        "data:text/css,p{}",
        "ftp://127.0.0.1/x.css",
    ):
        with pytest.raises(ValueError, match="own files"):
            fetcher.fetch(url)
    html = f'<img src="{where}/x"><link rel=attachment href="file:///etc/passwd"><style>@import "{where}"</style>'
    made = Paper(HTML(string=html, url_fetcher=fetcher).write_pdf())
    assert (hits, made.attachments) == ([], {})


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"])
def test_the_child_reaches_nobody(event: str):
    with pytest.raises(PermissionError):
        child._stay_inside(event, ())


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(cpu=60, memory=2**31, wall=0), "duurde te lang"),
        (Limits(cpu=60, memory=64 * 2**20, wall=60), "te veel geheugen"),
    ],
)
def test_a_rendering_that_takes_too_much_is_stopped(limits: Limits, words: str, evening: Evening):
    with pytest.raises(RenderingFailed) as failed:
        pdf.log_for(evening.ledger, evening.view(ANNA), limits)
    assert words in failed.value.sentence
    assert "JSON-regels" in failed.value.sentence


def test_a_rendering_that_computes_too_long_is_stopped(evening: Evening, tmp_path: Path):
    paper = document(evening.view(ANNA), "Gemeente") | {"attachment": "log.jsonl"}
    paper["days"] *= 200
    (tmp_path / "document.json").write_text(json.dumps(paper))
    (tmp_path / "log.jsonl").write_text("{}\n")
    with pytest.raises(RenderingFailed, match="duurde te lang"):
        render(tmp_path, Limits(cpu=2, memory=2**31, wall=60))


def test_a_child_that_breaks_gives_a_sentence(tmp_path: Path):
    (tmp_path / "document.json").write_text("{}")
    with pytest.raises(RenderingFailed, match="De pdf kon niet worden gemaakt"):
        render(tmp_path, Limits.of(1))


def _view(board: Board):
    incident = board.incident
    from_above = board.ledger.audience(incident, ANNA.account)
    return pdf.View(incident, from_above, board.ledger.now())


def _seconds(paper: dict, folder: Path) -> float:
    folder.mkdir()
    (folder / "document.json").write_text(json.dumps(paper))
    (folder / "log.jsonl").write_text("{}\n")
    start = time.monotonic()
    render(folder, Limits.of(100))
    return time.monotonic() - start
