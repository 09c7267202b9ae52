"""The incident in one picture: what stands in it, for whom, how to look closer, and what nobody may learn from it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from crisis import timeline
from crisis.glossary import CIRCLES
from crisis.view import View
from tests.cast import ANNA, BRAM, CAST, DIRK, Board
from tests.web.conftest import House

TAKEN = {"chosen": "Ja, doen.", "why": "Het moet vandaag.", "decided_by": "voorzitter"}
MARK = re.compile(r'<a href="([^"]+)" aria-label="([^"]+)">\s*<circle')


def marks(page: str) -> list[tuple[str, str]]:
    """The marks in a page: address and words."""
    return MARK.findall(page.replace("&amp;", "&"))


def test_each_event_is_a_link_with_words_and_stands_in_the_list(house: House, board: Board):
    house.ledger.now = lambda: datetime.now(UTC) + timedelta(hours=2)  # type: ignore[method-assign]
    task = board.adds_task(title="Scholen bellen")
    done = board.does(BRAM, "tasks.report_done", task=task, result="Gebeld.").last
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/timeline").text
    assert (f"/incidents/{board.id}/entries/{done}",) == tuple(one for one, said in marks(page) if "Scholen" in said)
    assert page.split('id="lijst"')[1].count("Scholen bellen") == 1
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/entries/{done}").status_code == 200


@pytest.mark.parametrize("player", CAST[:4], ids=lambda one: one.name)
def test_it_holds_what_one_may_read_and_nothing_else(house: House, board: Board, player):
    for circle in CIRCLES:
        level = {"level": "3", "reason": f"kanarie in {circle}", "circle": circle, "source_type": "resident"}
        board.does(ANNA, "tension.read", **level)
    account = player.account
    audience = house.ledger.audience(board.incident, account)
    page = house.visitor(player).get(f"/incidents/{board.id}/timeline").text
    for circle in CIRCLES:
        assert (f"kanarie in {circle}" in page) == audience.reads(circle)
    shown = View(board.incident, audience, house.ledger.now())
    readable = {entry.seq for entry in board.incident.entries() if audience.reads(entry.circle)}
    assert {event.seq for event in timeline.happened(shown)} <= readable


def test_what_lies_close_is_one_mark_that_opens_to_a_shorter_stretch(house: House, board: Board):
    for at in range(4):
        board.does(ANNA, "decisions.take", question=f"Vraag {at}?", options=["Ja", "Nee"], **TAKEN)
    house.ledger.now = lambda: datetime.now(UTC) + timedelta(days=3)  # type: ignore[method-assign]
    board.writes()
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/timeline").text
    (near,) = [where for where, said in marks(page) if said.split(": ", 1)[1].startswith("4 dingen")]
    closer = house.visitor(ANNA).get(near.split("#")[0])
    assert closer.status_code == 200
    assert "Vraag 3" in closer.text


def test_zooming_stays_inside_the_incident(house: House, board: Board):
    house.ledger.now = lambda: datetime.now(UTC) + timedelta(days=2)  # type: ignore[method-assign]
    board.writes()
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/timeline").text
    assert "Uitzoomen" not in page
    address = re.search(r'href="([^"]+)">Inzoomen', page)
    assert address
    closer = house.visitor(ANNA).get(address[1].replace("&amp;", "&")).text
    for words in ("Inzoomen", "Uitzoomen", "Hele incident", "Eerder", "Later"):
        assert f">{words}</a>" in closer


@pytest.mark.parametrize(
    "asked", ["from=nooit", "from=2020-01-02T00:00&until=2020-01-01T00:00", "until=1900-01-01T00:00"]
)
def test_a_bad_time_shows_the_whole_and_says_so(house: House, board: Board, asked: str):
    answer = house.visitor(ANNA).get(f"/incidents/{board.id}/timeline?{asked}")
    assert answer.status_code == 200
    assert "<h1>Tijdlijn</h1>" in answer.text


def test_the_past_knows_nothing_of_later(house: House, board: Board):
    then = board.incident.seq
    task = board.adds_task(title="Van later")
    board.does(BRAM, "tasks.report_done", task=task, result="Gebeld.")
    assert "Van later" not in house.visitor(ANNA).get(f"/incidents/{board.id}/timeline?at={then}").text


def test_a_long_incident_makes_no_long_page(house: House, board: Board):
    for at in range(230):
        board.does(ANNA, "tension.read", level="2", reason=f"Meting {at}", source_type="resident")
    page = house.visitor(DIRK).get(f"/incidents/{board.id}/timeline").text
    assert page.split('id="lijst"')[1].count("<tr>") <= 201
    assert "Zoom in om ze te zien" in page or "En nog" not in page
