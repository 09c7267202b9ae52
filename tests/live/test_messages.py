"""The text of a message, written together on a real server: who may, that it survives a kill, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crisis import writing
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, Board, Player
from tests.live.pen import Pen
from tests.server import Product, Screen, running, screens, until

REFUSED = {"ok": False, "code": "notFound"}
DRAFT = {"title": "Bericht", "product": "web_update", "audience": ["residents"], "words": "Begin."}


@pytest.fixture
def message(board: Board) -> int:
    """A message that Bram began."""
    return board.does(BRAM, "communications.draft", **DRAFT).last


@pytest.fixture
def pen(screen: Callable[..., Screen], board: Board, message: int) -> Callable[[Player], Pen]:
    return lambda player: Pen(screen(player, board.id), board.id, message)


def kept(product: Product, board: Board, message: int) -> str | None:
    with product.database.read() as connection:
        return writing.read(connection, board.id, message)


def test_two_write_in_one_message(product: Product, board: Board, message: int, pen: Callable[[Player], Pen]):
    anna, bram = pen(ANNA), pen(BRAM)
    assert anna.join()["ok"]
    assert bram.join()["ok"]
    anna.write("Anna. ", 0)
    until(lambda: bram.text == "Anna. Begin.", 5)
    bram.write(" Bram.", len(bram.text))
    until(lambda: anna.text == "Anna. Begin. Bram.", 5)
    assert kept(product, board, message) == "Anna. Begin. Bram."


@pytest.mark.parametrize(("player", "ok"), [(CELIK, True), (DIRK, False)], ids=["Celik", "Dirk"])
def test_who_may_write_in_a_message(pen: Callable[[Player], Pen], player: Player, ok: bool):
    assert pen(player).join()["ok"] is ok


def test_a_stranger_does_not_even_watch(screen: Callable[..., Screen], board: Board, message: int):
    with pytest.raises(AssertionError):
        Pen(screen(EVA, board.id), board.id, message).join()


@pytest.mark.parametrize("act", ["withdraw", "close"])
def test_what_was_typed_and_never_saved_goes_when_it_is_over(
    product: Product, board: Board, message: int, pen: Callable[[Player], Pen], act: str
):
    bram = pen(BRAM)
    bram.join()
    bram.write("Nooit bewaard. ", 0)
    assert kept(product, board, message)
    if act == "withdraw":
        board.does(BRAM, "communications.withdraw", communication=message, reason="Het is niet nodig.")
    else:
        board.does(ANNA, "incident.close", reason="Het is al een week rustig.", despite="Alles is overgedragen.")
    bram.write("Te laat. ", 0)
    until(lambda: kept(product, board, message) is None, 10)
    assert pen(ANNA).join() == REFUSED


def test_words_in_a_message_survive_a_killed_server(settled_sqlite: Path, tmp_path: Path):
    with running(settled_sqlite, tmp_path / "killed") as product, screens(product) as make:
        board = product.board()
        message = board.does(BRAM, "communications.draft", **{**DRAFT, "words": ""}).last
        anna, bram = (Pen(make(player, board.id), board.id, message) for player in (ANNA, BRAM))
        anna.join(), bram.join()
        for number in range(20):
            assert anna.write(f"a{number:02} ", 0)["ok"]
            assert bram.write(f"b{number:02} ", 0)["ok"]
        product.kill()
        product.start()
        text = kept(product, board, message) or ""
        assert sorted(text.split()) == sorted(f"{who}{number:02}" for who in "ab" for number in range(20))
