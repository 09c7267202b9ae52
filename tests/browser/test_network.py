"""The network goes away while things happen elsewhere: honest meanwhile, and afterwards as if it never went away."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Route, expect

from crisis import dates
from tests.browser.picture import picture, same
from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board
from tests.server import Cable

Lay = Callable[..., Cable]
OFFLINE = "Zonder verbinding vastgelegd."


def busy_evening(board: Board) -> int:
    """Things are added, changed, moved and closed elsewhere; gives the number of the last entry."""
    tasks = [board.adds_task(title=f"Taak {number}", due=f"2027-01-0{number + 1}T10:00") for number in range(5)]
    board.does(FLEUR, "tasks.claim", task=tasks[0])
    board.does(FLEUR, "tasks.report_done", task=tasks[0], result="Klaar")
    board.does(ANNA, "tasks.accept", task=tasks[0])
    board.does(CELIK, "tasks.block", task=tasks[1], reason="Geen gehoor")
    board.does(ANNA, "tasks.drop", task=tasks[2], reason="Is niet meer nodig")
    board.does(ANNA, "tasks.change", task=tasks[3], title="Eerste in de rij", due="2026-12-01T10:00")
    board.does(ANNA, "tasks.change", task=tasks[4], circle="restricted")
    note = board.writes(ANNA, "Er zijn vijf mensen op het plein.")
    board.does(CELIK, "notes.correct", note=note, text="Er zijn vijftig mensen op het plein.")
    board.writes(ANNA, "Alleen voor de kleine kring.", circle="restricted")
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    board.does(ANNA, "team.release", person=FLEUR.id, role="district_manager")
    board.does(ANNA, "scale.set", level="3", reason="De burgemeester wil dit zelf leiden.")
    return board.writes(ANNA, "En dit is het laatste.")


def minutes_since(start: float) -> set[str]:
    """The clock of every minute from a moment until now."""
    moments = [*range(int(start), int(time.time()), 20), time.time()]
    return {dates.clock(datetime.fromtimestamp(one, UTC)) for one in moments}


def says_it_is_old(seat: Seat, opened: float, cut: float) -> None:
    """The banner tells from when the picture is: the last moment that there was a connection."""
    banner = seat.page.locator("#connection")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("Geen verbinding: u ziet de stand van ")
    shown = re.search(r"stand van (\d\d:\d\d)", banner.inner_text())
    assert shown
    assert shown[1] in minutes_since(opened), "this is not when the state on the screen was right"
    assert time.time() - cut < 12, "an old board looked fresh for too long"


@pytest.mark.parametrize("seconds", [5, 60])
def test_a_cut_network(sit: Sit, board: Board, cable: Lay, seconds: int) -> None:
    wire = cable()
    opened = time.time()
    board.adds_task(title="Stond er al")
    bram = sit(BRAM, board, port=wire.port, rough=True)
    wire.cut()
    cut = time.time()
    says_it_is_old(bram, opened, cut)
    bram.write(OFFLINE)
    expect(bram.page.locator("#waiting")).to_contain_text(f"Wacht op verzending: ‘{OFFLINE}’")
    expect(bram.page.locator("#connection")).to_contain_text("1 wijziging wacht op verzending.", timeout=10_000)
    bram.page.locator("#quick-text").press_sequentially("Nog niet af")
    busy_evening(board)
    before = picture(bram)["asof"]
    bram.page.wait_for_timeout(max(0, seconds - (time.time() - cut)) * 1000)
    assert picture(bram)["asof"] == before, "the page claims to be newer than it is"
    wire.restore()
    bram.live()
    expect(bram.page.locator("#connection")).to_be_hidden()
    expect(bram.page.locator("#waiting")).to_have_count(0)
    expect(bram.page.locator("#log > li").first).to_contain_text(OFFLINE)
    expect(bram.page.locator("#quick-text")).to_have_value("Nog niet af")
    assert [getattr(entry.fact, "text", "") for entry in board.incident.entries()].count(OFFLINE) == 1
    same(bram.at(board.incident.seq), sit(BRAM, board))


def test_a_network_that_falls_silent(sit: Sit, board: Board, cable: Lay) -> None:
    """Nothing is refused and nothing is closed; packets just do not arrive."""
    wire = cable()
    bram = sit(BRAM, board, port=wire.port, rough=True)
    wire.moving = False
    board.writes(ANNA, "Tijdens de stilte.")
    expect(bram.page.locator("#connection")).to_be_visible(timeout=30_000)
    expect(bram.page.locator("#connection")).to_contain_text("Geen verbinding")
    wire.restore()
    expect(bram.page.locator("#log")).to_contain_text("Tijdens de stilte.", timeout=30_000)
    expect(bram.page.locator("#connection")).to_be_hidden()


def test_a_line_whose_answer_got_lost_is_written_once(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board, rough=True)
    posts: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        posts.append(route.request.post_data or "")
        if len(posts) > 1:
            return route.continue_()
        route.fetch(headers={**route.request.headers, "origin": bram.address})
        return route.abort()

    bram.page.route("**/notes/add", lose_the_first_answer)
    bram.write("Precies één keer.")
    expect(bram.page.locator("#waiting")).to_contain_text("Precies één keer.")
    bram.page.evaluate("zaz.flush()")
    expect(bram.page.locator("#waiting")).to_have_count(0)
    expect(bram.page.locator("#log > li").first).to_contain_text("Precies één keer.")
    texts = [getattr(entry.fact, "text", "") for entry in board.incident.entries()]
    assert texts.count("Precies één keer.") == 1
    assert len(posts) == 2


def test_waiting_lines_survive_a_reload_and_go_in_order(sit: Sit, board: Board, cable: Lay) -> None:
    wire = cable()
    bram = sit(BRAM, board, port=wire.port, rough=True)
    bram.page.route("**/notes/add", lambda route: route.abort())
    for number in range(3):
        bram.write(f"Wachtend {number}")
        expect(bram.page.locator("#waiting p")).to_have_count(number + 1)
    bram.page.reload()
    expect(bram.page.locator("#waiting p")).to_have_count(3)
    bram.page.unroute_all()
    bram.page.reload()
    expect(bram.page.locator("#waiting")).to_have_count(0)
    texts = [getattr(entry.fact, "text", "") for entry in board.incident.entries()]
    assert texts[-3:] == ["Wachtend 0", "Wachtend 1", "Wachtend 2"]


def test_a_waiting_line_that_is_refused_keeps_its_text(sit: Sit, board: Board, cable: Lay) -> None:
    wire = cable()
    bram = sit(BRAM, board, port=wire.port, rough=True)
    wire.cut()
    bram.write(OFFLINE)
    expect(bram.page.locator("#waiting")).to_contain_text(OFFLINE)
    board.does(ANNA, "incident.close", reason="Het is een week rustig.", despite="Overgedragen.")
    wire.restore()
    expect(bram.page.locator("#waiting")).to_contain_text(f"Niet opgeslagen: ‘{OFFLINE}’")
    expect(bram.page.locator("body")).to_contain_text("Dit incident is afgesloten")
    bram.page.get_by_role("button", name="Aanpassen").click()
    expect(bram.page.locator("#dialog #f-text")).to_have_value(OFFLINE)
