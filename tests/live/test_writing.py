"""Writing together with real clients: who may, who hears it, and what is kept when the server dies."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from socketio.exceptions import BadNamespaceError

from crisis import writing
from tests import shared
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.live.pen import Pen, as_text
from tests.server import Product, running, screens, until

REFUSED = {"ok": False, "code": "notFound"}
Take = Callable[..., Pen]


@pytest.fixture(scope="module")
def product(settled_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A server on which the explanation of a task is a shared text."""
    with running(settled_sqlite, tmp_path_factory.mktemp("writing"), shared.ARGUMENTS) as started:
        yield started
        assert "Traceback" not in started.log, started.log[-3000:]


@pytest.fixture
def take(product: Product, board: Board) -> Iterator[Take]:
    """`take(BRAM, task)` gives Bram a pen; `join=False` leaves him outside the text."""
    with screens(product) as make:

        def pen(player: Player, task: int, join: bool = True, **options: list[str]) -> Pen:
            made = Pen(make(player, board.id, **options), board.id, task)
            if join:
                assert made.join()["ok"], player.name
            return made

        yield pen


@pytest.fixture
def task(board: Board) -> int:
    return board.adds_task(details="Begin.")


def kept(product: Product, board: Board, task: int) -> str | None:
    """What stands in the database, by another process."""
    with product.database.read() as connection:
        return writing.read(connection, board.id, task)


@pytest.mark.parametrize("transports", [["websocket"], ["polling"]])
def test_what_one_writes_the_other_has(product: Product, board: Board, task: int, take: Take, transports: list[str]):
    anna, bram = take(ANNA, task, transports=transports), take(BRAM, task, transports=transports)
    assert anna.text == bram.text == "Begin."
    assert anna.write("Anna. ", 0) == {"ok": True}
    assert kept(product, board, task) == "Anna. Begin."
    until(lambda: bram.text == "Anna. Begin.", 3)
    assert bram.write(" Bram 👍🏽.", len("Anna. Begin.")) == {"ok": True}
    until(lambda: anna.text == "Anna. Begin. Bram 👍🏽.", 3)
    assert kept(product, board, task) == "Anna. Begin. Bram 👍🏽."


def test_what_was_acknowledged_survives_a_killed_server(settled_sqlite: Path, tmp_path: Path):
    with running(settled_sqlite, tmp_path / "killed", shared.ARGUMENTS) as product, screens(product) as make:
        board = product.board()
        task = board.adds_task(details="")
        anna = Pen(make(ANNA, board.id), board.id, task)
        anna.join()
        for number in range(30):
            assert anna.write(f"{number:02} ", number * 3)["ok"]
        product.kill()
        lost = anna.typed("nog niet verstuurd", 90)
        product.start()
        again = Pen(make(ANNA, board.id), board.id, task)
        again.document, again.epoch = anna.document, anna.epoch
        assert again.join()["ok"]
        assert again.send(lost)["ok"]
        assert again.send(lost)["ok"], "sending twice does no harm"
        assert kept(product, board, task) == "".join(f"{number:02} " for number in range(30)) + "nog niet verstuurd"


@pytest.mark.parametrize("player", [DIRK, EVA], ids=lambda player: player.name)
def test_who_may_not_change_it_gets_the_answer_for_nothing(
    board: Board, task: int, take: Take, product: Product, player: Player
):
    anna = take(ANNA, task)
    with screens(product) as make:
        screen = make(player)
        screen.asks("watch", {"incident": board.id})
        outside = Pen(screen, board.id, task)
        nothing = Pen(screen, board.id, 999_999)
        assert outside.join() == nothing.join() == REFUSED
        assert outside.send(anna.typed("x")) == nothing.send(anna.typed("x")) == REFUSED
        for event in ("leave_text", "move_caret", "saved_text"):
            assert screen.asks(event, outside.about | {"at": 1, "seq": 1}) == REFUSED
        anna.write("Kanarie")
        time.sleep(0.3)
        assert not screen.all("words")
        assert not screen.all("writers")
        assert "Kanarie" not in screen.text()


def test_a_small_circle_keeps_its_words(board: Board, take: Take):
    """Bram and Fleur may change tasks, but not read this one; Celik may."""
    hidden = board.adds_task(ANNA, "Geheim", circle="restricted", details="Kanarie")
    anna, celik = take(ANNA, hidden), take(CELIK, hidden)
    bram, fleur = take(BRAM, hidden, join=False), take(FLEUR, hidden, join=False)
    assert bram.join() == fleur.join() == REFUSED
    anna.write("Kanarie ")
    until(lambda: celik.text == "Kanarie Kanarie")
    for one in (bram, fleur):
        assert not one.screen.all("words")
        assert not one.screen.all("writers")


def test_only_a_text_of_the_incident_that_is_watched(product: Product, board: Board, task: int, take: Take):
    other = product.board()
    elsewhere = other.adds_task(details="Van een ander bord.")
    anna = take(ANNA, task)
    assert anna.screen.asks("join_text", {"incident": other.id, "thing": elsewhere}) == REFUSED
    assert anna.screen.asks("join_text", {"incident": board.id, "thing": elsewhere + 500}) == REFUSED
    update = as_text(anna.typed("hier"))
    given = {"incident": other.id, "thing": elsewhere, "epoch": anna.epoch, "update": update}
    assert anna.screen.asks("send_words", given) == REFUSED
    anna.screen.watch(other.id)
    assert anna.send(anna.typed("niet meer")) == REFUSED, "who left for another incident is out of the text"
    assert kept(product, other, elsewhere) is None


def test_words_for_another_text_are_not_taken(board: Board, task: int, take: Take):
    second = board.adds_task(title="Iets anders", details="Een andere tekst.")
    anna, bram = take(ANNA, task), take(BRAM, second)
    assert bram.send(anna.typed("verkeerd", 6)) == {"ok": False, "code": "unreadable"}
    bram.epoch = anna.epoch
    assert bram.send(bram.typed("x")) == {"ok": False, "code": "otherEpoch"}


def test_names_come_from_the_session(take: Take, task: int):
    anna, bram = take(ANNA, task), take(BRAM, task)
    until(lambda: anna.others == [("Bram", 0)])
    bram.screen.asks("move_caret", bram.about | {"at": 4, "name": "De burgemeester", "people": [1]})
    until(lambda: anna.others == [("Bram", 4)])
    for odd in (-1, 10**9, "3", None, [1], 1.5, True):
        bram.screen.asks("move_caret", bram.about | {"at": odd})
    time.sleep(0.2)
    assert anna.others == [("Bram", 4)]
    bram.send(bram.typed("abc"), at=3)
    until(lambda: anna.others == [("Bram", 3)])
    bram.screen.asks("leave_text", bram.about)
    until(lambda: anna.others == [])
    assert bram.send(bram.typed("z")) == REFUSED


def test_somebody_who_closes_the_page_is_out_of_the_text(take: Take, task: int):
    anna, bram = take(ANNA, task), take(BRAM, task)
    until(lambda: anna.others == [("Bram", 0)])
    bram.screen.close()
    until(lambda: anna.others == [])


def test_a_released_member_hears_nothing_more(product: Product, board: Board, task: int, take: Take):
    anna, celik = take(ANNA, task), take(CELIK, task)
    session = product.browse(ANNA)
    product.does(session, board.id, "team.release", person=CELIK.id, role="police_liaison")
    anna.write("Kanarie")
    until(lambda: celik.screen.all("text_over") or celik.screen.all("ended"))
    with contextlib.suppress(BadNamespaceError):  # his socket is ended as well
        assert celik.send(celik.typed("te laat")) == REFUSED
    assert "Kanarie" not in celik.text
    assert kept(product, board, task) == "KanarieBegin."
    until(lambda: anna.others == [])


def test_who_is_signed_out_writes_nothing_more(product: Product, board: Board, task: int, take: Take):
    bram = take(BRAM, task)
    product.end_sessions(BRAM)
    assert bram.send(bram.typed("te laat")) == REFUSED
    assert kept(product, board, task) == "Begin."
    until(lambda: not bram.screen.open, 15)


def test_a_closed_incident_has_no_open_texts(product: Product, board: Board, task: int, take: Take):
    bram = take(BRAM, task)
    board.does(ANNA, "incident.close", reason="Alles is rustig.", despite="De taak is niet meer nodig.")
    until(lambda: bram.screen.all("text_over"))
    assert bram.send(bram.typed("te laat")) == REFUSED


@pytest.mark.parametrize(
    "given",
    [
        {"update": "!!!"},
        {"update": ""},
        {"update": None},
        {"update": 5},
        {"update": ["AAA="]},
        {"update": as_text(bytes(hashlib.sha256(bytes([number])).digest()[0] for number in range(200)) * 10)},
        {"update": as_text(b"\x00" * (writing.LARGEST_UPDATE + 1))},
        {"update": as_text(b"\x01" + b"\xff" * 9)},
    ],
    ids=lambda given: repr(given)[:24],
)
def test_garbage_is_refused(product: Product, board: Board, task: int, take: Take, given: dict[str, object]):
    anna, bram = take(ANNA, task), take(BRAM, task)
    before = product.rows()["working_text"]
    asked = anna.about | {"epoch": anna.epoch} | given
    assert anna.screen.asks("send_words", asked) == {"ok": False, "code": "unreadable"}
    assert product.rows()["working_text"] == before
    assert bram.write("Hier gaat het gewoon door. ")["ok"]
    until(lambda: anna.text.startswith("Hier gaat het gewoon door."))


@pytest.mark.parametrize("asked", [None, 5, "x", [], {}, {"incident": "1"}, {"incident": True, "thing": 2**70}])
@pytest.mark.parametrize("event", ["join_text", "leave_text", "send_words", "move_caret", "saved_text"])
def test_odd_questions(task: int, take: Take, event: str, asked: object):
    assert take(ANNA, task).screen.asks(event, asked) == REFUSED


def test_a_text_has_an_end(product: Product, board: Board, task: int, take: Take):
    anna = take(ANNA, task)
    assert anna.write("woord " * 3330, 6)["ok"]
    too_much = anna.typed("woord " * 30, 6)
    assert anna.send(too_much) == {"ok": False, "code": "tooLong"}
    assert len(kept(product, board, task) or "") == 6 + 3330 * 6
    whole = anna.document.get_update(b"\0")
    assert len(whole) < writing.LARGEST_UPDATE
    anna.erased(6, 6 + 6 * 1000)
    assert anna.send(anna.document.get_update(b"\0"))["ok"], "shorter again: with all that was refused before"
    assert kept(product, board, task) == anna.text


def test_another_process_changes_the_text(product: Product, board: Board, task: int, take: Take):
    anna = take(ANNA, task)
    assert anna.write("Anna. ")["ok"]
    with product.database.write(board.id) as connection:
        writing.reset(connection, board.id, task, "Teruggezet.", board.incident.seq)
    until(lambda: anna.text == "Teruggezet.", 4)
    assert anna.write("Ja! ")["ok"]
    assert kept(product, board, task) == "Ja! Teruggezet."
    with product.database.write(board.id) as connection:
        writing.forget(connection, board.id, task)
    until(lambda: anna.screen.all("text_over"), 4)


def test_twelve_write_at_once(product: Product, board: Board, task: int, take: Take):
    pens = [take((ANNA, BRAM, CELIK, FLEUR)[number % 4], task) for number in range(12)]

    def write(number: int) -> None:
        for turn in range(10):
            assert pens[number].write(f"<{number}.{turn}>")["ok"]
            time.sleep(0.1)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(12)))
    until(lambda: len({pen.text for pen in pens}) == 1, 5)
    found = kept(product, board, task)
    assert found == pens[0].text
    assert all(f"<{number}.{turn}>" in str(found) for number in range(12) for turn in range(10))
