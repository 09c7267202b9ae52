"""What somebody may not read is not in the page, not for a moment: not shown, not hidden, not over the wire."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player

SECRET = "kanariegeheim"


class Wire:
    """Keeps everything that comes in over the network."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.got: list[str] = []
        seat.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.got.append(str(frame))))
        seat.page.route("**/changes?*", self._pass_on)

    def go(self, path: str) -> Wire:
        """Open a page, and keep it as it came in."""
        answer = self.seat.page.goto(f"{self.seat.address}{path}")
        assert answer is not None
        self.got.append(answer.text())
        return self

    def everything(self) -> str:
        """All that came in, and the page as it is now."""
        return "".join([*self.got, self.seat.page.content()])

    def _pass_on(self, route: Route) -> None:
        answer = route.fetch()
        self.got.append(answer.text())
        route.fulfill(response=answer)


def plant(board: Board) -> int:
    """Restricted words of every kind, then a public one; gives the number of the last."""
    note = board.writes(ANNA, f"{SECRET} regel", circle="restricted")
    board.does(ANNA, "notes.verify", note=note, verification="probable")
    task = board.adds_task(ANNA, f"{SECRET} taak", circle="restricted", due="2026-01-01T10:00")
    board.does(ANNA, "tasks.block", task=task, reason=f"{SECRET} reden")
    return board.writes(ANNA, "Voor iedereen te lezen.", circle="public")


def test_who_only_watches_gets_every_update_and_nothing_to_press(sit: Sit, board: Board) -> None:
    dirk = sit(DIRK).go(f"/incidents/{board.id}?show=open").live()
    task = board.adds_task(ANNA, "Burgemeester inlichten", circle="public")
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    dirk.at(board.writes(ANNA, "Voor iedereen te lezen.", circle="public"))
    expect(dirk.card(task)).to_contain_text("Burgemeester inlichten")
    expect(dirk.page.locator("#heading")).to_contain_text("Onrust in de wijk")
    expect(dirk.page.locator("#log")).to_contain_text("Voor iedereen te lezen.")
    expect(dirk.page.locator("#quick, .task .quick .button, [data-dialog][href*='/tasks/add']")).to_have_count(0)
    dirk.at(board.does(BRAM, "tasks.claim", task=task).last)
    expect(dirk.card(task).locator(".who")).to_have_text("Bram")


@pytest.mark.parametrize("player", [BRAM, DIRK, FLEUR], ids=lambda player: player.name)
def test_outside_the_circle_not_a_byte_comes_in(sit: Sit, board: Board, player: Player) -> None:
    seat = sit(player)
    wire = Wire(seat).go(f"/incidents/{board.id}?show=open")
    seat.live()
    last = plant(board)
    seat.at(last)
    expect(seat.page.locator("#log")).to_contain_text("Voor iedereen te lezen.")
    assert SECRET not in wire.everything()
    for path in ("", "/status", "/tension", "/log", "/log?q=regel", f"?at={last - 1}", f"/log?at={last - 1}"):
        wire.go(f"/incidents/{board.id}{path}")
        if "at=" not in path:
            seat.live()  # and caught up, before it goes on
        assert SECRET not in wire.everything(), path


def test_inside_the_circle_it_does_come_in(sit: Sit, board: Board) -> None:
    """Else the test above looks away."""
    celik = sit(CELIK)
    wire = Wire(celik).go(f"/incidents/{board.id}")
    celik.live().at(plant(board))
    expect(celik.page.locator("#log")).to_contain_text(SECRET)
    assert sum(SECRET in one for one in wire.got) > 0
    wire.go(f"/incidents/{board.id}/log")
    assert SECRET in wire.got[-1]


def test_a_stranger_gets_nothing_at_any_address(sit: Sit, board: Board) -> None:
    last = plant(board)
    eva = sit(EVA, rough=True)
    wire = Wire(eva)
    for path in ("", "/log", f"/entries/{last - 1}", f"/things/{last - 2}", "/team", "/exports", f"?at={last}"):
        wire.go(f"/incidents/{board.id}{path}")
        expect(eva.page.locator("h1")).to_have_text("Niet gevonden")
    wire.go("/")
    assert SECRET not in wire.everything()
    # Not by its code: another incident of the same minute, which she may see, can have the same one.
    assert f'href="/incidents/{board.id}"' not in wire.everything()


def test_who_leaves_the_circle_loses_it_from_the_open_page(sit: Sit, board: Board) -> None:
    board.does(ANNA, "team.assign", person=CELIK.id, role="district_manager")
    last = plant(board)
    celik = sit(CELIK, board)
    expect(celik.page.locator("#log")).to_contain_text(SECRET)
    board.does(ANNA, "team.release", person=CELIK.id, role="police_liaison")
    expect(celik.page.locator("body")).not_to_contain_text(SECRET)
    celik.live().at(last)
    assert SECRET not in celik.page.content()
    after = board.writes(ANNA, f"{SECRET} achteraf", circle="restricted")
    celik.at(board.writes(ANNA, "Voor het team."))
    expect(celik.line(after)).to_have_count(0)


def test_who_leaves_the_team_is_told_so(sit: Sit, board: Board) -> None:
    celik = sit(CELIK, board, rough=True)
    board.does(ANNA, "team.release", person=CELIK.id, role="police_liaison")
    expect(celik.page.locator("#connection")).to_contain_text("U hebt geen toegang meer tot dit incident.")
    celik.page.reload()
    expect(celik.page.locator("h1")).to_have_text("Niet gevonden")


def test_a_card_that_goes_to_a_smaller_circle_goes_from_the_board(sit: Sit, board: Board) -> None:
    task = board.adds_task(ANNA, "Eerst van iedereen")
    bram = sit(BRAM, board)
    expect(bram.card(task)).to_be_visible()
    board.does(ANNA, "tasks.change", task=task, title=f"{SECRET} titel", circle="restricted")
    bram.at(board.writes(ANNA, "Voor het team."))
    expect(bram.card(task)).to_have_count(0)
    assert SECRET not in bram.page.content()
