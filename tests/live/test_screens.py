"""What screens are sent: the right parts to the right people, the same as what they can catch up on."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from crisis.glossary import CIRCLES
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player, klein
from tests.server import Product, Screen, until
from tests.web.test_canary import READERS, plant

Open = Callable[..., Screen]


def caught_up(product: Product, player: Player, id: int, since: int) -> dict:
    """What somebody gets who was away since an entry."""
    address = f"{product.url}/incidents/{id}/changes?since={since}"
    return product.browse(player).get(address, headers={"Accept": "application/json"}, timeout=10).json()


def shown(parts: list[dict]) -> dict[str, tuple[int, str | None]]:
    """What a screen holds after these parts: by id, the newest version; as the browser applies them."""
    held: dict[str, tuple[int, str | None]] = {}
    for part in parts:
        if part["id"] not in held or held[part["id"]][0] <= part["v"]:
            held[part["id"]] = (part["v"], part["html"])
    return held


def test_what_one_does_the_others_see_within_a_second(board: Board, screen: Open):
    bram, dirk = screen(BRAM, board.id), screen(DIRK, board.id)
    start = time.monotonic()
    last = board.writes(text="Voor iedereen te zien.", circle="public")
    for one in (bram, dirk):
        assert "Voor iedereen te zien." in repr(one.until(last))
    assert time.monotonic() - start < 2.5


def test_a_change_through_the_front_door_is_pushed_at_once(product: Product, board: Board, screen: Open):
    bram = screen(BRAM, board.id)
    session = product.browse(ANNA)
    slowest = 0.0
    for number in range(5):
        start = time.monotonic()
        assert product.does(session, board.id, "notes.add", text=f"Door de voordeur {number}").status_code == 303
        until(lambda number=number: f"Door de voordeur {number}" in bram.text(), 3)
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < 0.9, "this is the poll of the database, not the push"


def test_the_status_page_is_sent_the_same_as_it_can_catch_up_on(product: Product, board: Board, screen: Open):
    since = board.incident.seq
    screens = {player: screen(player, board.id) for player in (BRAM, CELIK, DIRK)}
    for circle in CIRCLES:
        read = {"level": "3", "reason": f"Kanarie {circle}.", "source_type": "resident", "circle": circle}
        board.does(ANNA, "tension.read", **read)
        board.writes(text=f"Kanarie feit {circle}.", kind="fact", circle=circle)
    last = board.does(ANNA, "scale.set", level="3", reason="De burgemeester leidt dit zelf.").last
    for player, one in screens.items():
        sent = [part for push in one.until(last) for part in push["parts"]]
        pushed = [part for part in sent if part["id"] == "stand"][-1]
        later = [part for part in caught_up(product, player, board.id, since)["parts"] if part["id"] == "stand"]
        assert [pushed["html"]] == [part["html"] for part in later]
        for circle in ("restricted", "core_team", *(() if player in READERS["full_team"] else ("full_team",))):
            assert f"Kanarie feit {circle}." not in pushed["html"]
        assert "Kanarie feit mayor." in pushed["html"]


def test_only_this_incident_is_sent(product: Product, board: Board, screen: Open):
    other = product.board()
    bram = screen(BRAM, board.id)
    other.writes(text="Op het andere bord.", circle="public")
    bram.until(board.writes(text="Op dit bord.", circle="public"))
    assert "Op het andere bord." not in bram.text()
    bram.watch(other.id)
    board.writes(text="Hier kijkt niemand meer.", circle="public")
    bram.until(other.writes(text="En nu hier.", circle="public"))
    time.sleep(0.2)
    assert "Hier kijkt niemand meer." not in bram.text()


@pytest.mark.parametrize("wanted", [None, 0, -1, 999, "1", 1.5, True, [1], {"a": 1}, 2**31, 2**70])
def test_what_cannot_be_watched(screen: Open, wanted: object):
    assert screen(EVA).asks("watch", {"incident": wanted}) == {"ok": False, "code": "notFound"}


def test_a_stranger_gets_the_same_answer_as_for_nothing(board: Board, screen: Open):
    eva = screen(EVA)
    assert eva.asks("watch", {"incident": board.id}) == eva.asks("watch", {"incident": 999})
    assert eva.asks("editing", {"thing": 4}) == eva.asks("idle", {}) == {"ok": False, "code": "notFound"}
    board.writes(text="Niet voor Eva.", circle="public")
    time.sleep(1.3)
    assert not eva.all("parts")
    assert not eva.all("presence")


def test_a_client_does_not_name_its_room(board: Board, screen: Open):
    eva = screen(EVA)
    for sneaky in (
        {"incident": board.id, "room": f"{board.id}/1"},
        {"incident": 999, "audience": "restricted", "role": "chair"},
    ):
        assert not eva.asks("watch", sneaky)["ok"]


@pytest.mark.parametrize("transports", [["websocket"], ["polling"]])
def test_each_circle_reaches_its_readers_and_nobody_else(board: Board, screen: Open, transports: list[str]):
    people = (ANNA, BRAM, CELIK, DIRK, FLEUR)
    watching = {player: screen(player, board.id, transports=transports) for player in people}
    eva = screen(EVA, transports=transports)
    planted = plant(board)
    # So much at once may be a reason to load the page again; what follows comes by itself.
    for one in watching.values():
        one.until(board.incident.seq, 15)
    for circle in CIRCLES:
        planted.words[circle].append(word := f"slot{circle.replace('_', '')}woord")
        board.writes(text=word, circle=circle)
    last = board.writes(text="Dit is het laatste.", circle="public")
    for one in watching.values():
        one.until(last, 15)
    for player, one in watching.items():
        text = one.text()
        leaked = [word for word in planted.forbidden(player) if word in text]
        assert not leaked, f"{player.name} was sent {leaked[:3]}"
    for circle in CIRCLES:
        for player in READERS[circle]:
            assert planted.words[circle][-1] in watching[player].text(), (circle, player.name)
    assert "kanarie" not in eva.text()


def test_a_push_and_a_catch_up_are_the_same(product: Product, board: Board, screen: Open):
    people = (ANNA, BRAM, CELIK, DIRK, FLEUR)
    watching = {player: screen(player, board.id) for player in people}
    since = board.incident.seq
    plant(board)
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    board.does(ANNA, "phases.set_moment", name="vrijdaggebed", at="2027-01-15T13:30")
    board.does(ANNA, "team.assign", person=DIRK.id, role="observer")
    board.does(ANNA, "phases.set_moment", name="vrijdaggebed", at="2027-01-15T14:30")
    last = board.writes(text="Dit is het laatste.", circle="public")
    for player, one in watching.items():
        if player is DIRK:  # his audience changed: he starts again
            continue
        one.until(last, 15)
        pushed = shown([part for push in one.all("parts") for part in push["parts"]])
        fetched = shown(caught_up(product, player, board.id, since)["parts"])
        timed = {"now", "heading", "rail", "team"}
        assert {id: pushed[id] for id in fetched.keys() - timed} == {id: fetched[id] for id in fetched.keys() - timed}
        assert set(pushed) >= set(fetched)


def test_a_push_begins_where_the_last_one_ended(board: Board, screen: Open):
    bram = screen(BRAM, board.id)
    start = board.incident.seq
    for number in range(25):
        board.writes(text=f"Regel {number}")
        if number % 4 == 0:
            time.sleep(0.05)
    pushes = bram.until(board.incident.seq)
    assert pushes[0]["since"] == start
    assert [push["since"] for push in pushes[1:]] == [push["seq"] for push in pushes[:-1]]


def test_far_behind_means_loading_the_page_again(product: Product, board: Board):
    since = board.incident.seq
    for _ in range(501):
        board.writes(text="Nog een.")
    answer = caught_up(product, BRAM, board.id, since)
    assert answer["reload"]
    assert not answer["parts"]
    assert not caught_up(product, BRAM, board.id, since + 1)["reload"]
    assert caught_up(product, BRAM, board.id, board.incident.seq + 1)["reload"], "a screen from the future"


def test_a_change_by_another_process_reaches_the_screens(product: Product, board: Board, screen: Open):
    """The ledger of this test is another process than the server; it can give no hint."""
    bram = screen(BRAM, board.id)
    for _ in range(3):
        start = time.monotonic()
        bram.until(board.writes(text="Van een andere werkplek."))
        assert time.monotonic() - start < 3


def test_a_released_member_is_sent_nothing_more_and_loses_the_socket(product: Product, board: Board, screen: Open):
    celik, anna = screen(CELIK, board.id), screen(ANNA, board.id)
    session = product.browse(ANNA)
    product.does(session, board.id, "team.release", person=CELIK.id, role="police_liaison")
    answer = product.does(session, board.id, "notes.add", text="Kanarie na het vertrek", circle="restricted")
    assert answer.status_code == 303
    until(lambda: "Kanarie na het vertrek" in anna.text())
    until(lambda: not celik.open, 15, "the socket stays open")
    assert "Kanarie na het vertrek" not in celik.text()
    assert {"why": "removed"} in celik.all("ended")


def test_a_released_role_takes_its_circle_along(product: Product, board: Board, screen: Open):
    board.does(ANNA, "team.assign", person=CELIK.id, role="district_manager")
    celik, anna = screen(CELIK, board.id), screen(ANNA, board.id)
    session = product.browse(ANNA)
    product.does(session, board.id, "team.release", person=CELIK.id, role="police_liaison")
    for number in range(30):
        product.does(session, board.id, "notes.add", text=f"Kanarie {number}", circle="restricted")
    product.does(session, board.id, "notes.add", text="Voor het hele team.", circle="full_team")
    until(lambda: "Voor het hele team." in anna.text())
    until(lambda: celik.all("audience"), 15, "nobody told the screen to load again")
    last = board.writes(text="En nog een voor het hele team.", circle="full_team")
    celik.until(last)
    assert "Kanarie" not in celik.text()


def test_a_new_role_brings_its_circle(board: Board, screen: Open):
    fleur = screen(FLEUR, board.id)
    board.does(ANNA, "team.assign", person=FLEUR.id, role="public_order_advisor")
    until(lambda: fleur.all("audience"), 15)
    last = board.writes(text="Nu ook voor Fleur.", circle="restricted")
    assert "Nu ook voor Fleur." in repr(fleur.until(last))


def test_signing_out_elsewhere_ends_the_screen(product: Product, board: Board, screen: Open):
    bram, anna = screen(BRAM, board.id), screen(ANNA, board.id)
    product.end_sessions(BRAM)
    until(lambda: not bram.open, 15, "the socket stays open")
    assert {"why": "ended"} in bram.all("ended")
    until(lambda: anna.all("presence")[-1]["people"] == [{"name": "Anna", "editing": None}])
    assert anna.open


def test_who_is_here(board: Board, screen: Open):
    anna = screen(ANNA, board.id)
    bram = screen(BRAM, board.id)
    names = lambda one: [person["name"] for person in one.all("presence")[-1]["people"]]  # noqa: E731
    until(lambda: names(anna) == ["Anna", "Bram"])
    second = screen(BRAM, board.id)
    second.close()
    until(lambda: names(anna) == ["Anna", "Bram"])
    bram.close()
    until(lambda: names(anna) == ["Anna"])


def test_who_is_writing_where(board: Board, screen: Open):
    task, hidden = board.adds_task(), board.adds_task(ANNA, "Geheim", circle="restricted")
    anna, bram, celik = screen(ANNA, board.id), screen(BRAM, board.id), screen(CELIK, board.id)

    def writing(one: Screen, name: str) -> int | None:
        return next(person["editing"] for person in one.all("presence")[-1]["people"] if person["name"] == name)

    bram.asks("editing", {"thing": task})
    until(lambda: writing(anna, "Bram") == task)
    bram.asks("idle", {})
    until(lambda: writing(anna, "Bram") is None)
    celik.asks("editing", {"thing": hidden})
    until(lambda: writing(anna, "Celik") == hidden)
    assert writing(bram, "Celik") is None
    assert str(hidden) not in [repr(person["editing"]) for one in bram.all("presence") for person in one["people"]]
    bram.asks("editing", {"thing": hidden})
    time.sleep(0.2)
    assert writing(bram, "Bram") is None, "the answer would tell that there is such a thing"
    bram.asks("editing", {"thing": task})
    until(lambda: writing(anna, "Bram") == task)
    bram.close()
    until(lambda: "Bram" not in repr(anna.all("presence")[-1]))


def test_presence_is_not_in_the_log(product: Product, board: Board, screen: Open):
    before = product.rows()["entry"]
    bram = screen(BRAM, board.id)
    bram.asks("editing", {"thing": 4})
    bram.close()
    assert product.rows()["entry"] == before


def test_the_heart_beats(board: Board, screen: Open):
    bram = screen(BRAM, board.id)
    until(lambda: bram.all("beat"), 12)
    beat = bram.all("beat")[-1]
    assert beat == {"incident": board.id, "seq": board.incident.seq, "hash": board.incident.head[:8]}


def test_twenty_at_once(product: Product, board: Board, screen: Open):
    """Twenty clients are released at the same moment; each gets numbers of its own, and all is read back."""
    watching = screen(DIRK, board.id)
    board.does(ANNA, "team.assign", person=DIRK.id, role="observer")
    crowd = [product.browse((ANNA, BRAM, CELIK, FLEUR)[number % 4]) for number in range(20)]
    gate = threading.Barrier(20)
    start = board.incident.seq

    def write(number: int) -> list[int]:
        gate.wait()
        found = []
        for turn in range(3):
            answer = crowd[number].post(
                f"{product.url}/incidents/{board.id}/notes/add",
                data={
                    "text": f"Van {number}, beurt {turn}.",
                    "once": f"menigte-{number:02}-{turn}",
                    "circle": "full_team",
                },
                headers={"Accept": "application/json"},
                timeout=30,
            )
            assert answer.status_code == 200, answer.text[:300]
            found.append(answer.json()["last"])
        return found

    with ThreadPoolExecutor(20) as pool:
        numbers = [number for found in pool.map(write, range(20)) for number in found]
    assert sorted(numbers) == list(range(start + 1, start + 61))
    incident = board.incident
    texts = {incident.entry(seq).fact.text for seq in numbers}
    assert texts == {f"Van {number}, beurt {turn}." for number in range(20) for turn in range(3)}
    pushed = shown([part for push in watching.until(start + 60) for part in push["parts"]])
    assert {f"line-{seq}" for seq in numbers} <= pushed.keys()


def test_twenty_claim_the_same_task(product: Product, board: Board):
    task = board.adds_task()
    crowd = [product.browse((ANNA, BRAM, CELIK, FLEUR)[number % 4]) for number in range(20)]
    gate = threading.Barrier(20)

    def claim(session) -> int:
        gate.wait()
        return product.does(session, board.id, "tasks.claim", task=task).status_code

    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(claim, crowd))
    assert found == [303] * 5 + [409] * 15
    assert len([entry for entry in board.incident.entries() if entry.fact.kind == "task_assigned"]) == 1


def test_entering_a_phase_puts_cards_in_the_order_of_the_page(product: Product, screen: Open):
    """Applied one by one, as the browser does it, the parts give the order that a fresh page has."""
    id = product.ledger.open(ANNA.credential, klein(), "Volgorde").incident.id
    board = Board(product.ledger, id)
    board.does(ANNA, "team.assign", person=BRAM.id, role="spokesperson")
    bram = screen(BRAM, id)
    lists: dict[str, list[str]] = {}
    for due in ("2027-01-05T10:00", "2027-01-02T10:00", "2027-01-09T10:00"):
        board.adds_task(due=due)
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    last = board.adds_task(due="2027-01-03T10:00")
    for push in bram.until(last):
        for part in push["parts"]:
            if not part["into"] or not part["id"].startswith("item-"):
                continue
            for one in lists.values():
                if part["id"] in one:
                    one.remove(part["id"])
            into = lists.setdefault(part["into"], [])
            into.insert(into.index(part["before"]) if part["before"] in into else len(into), part["id"])
    page = product.browse(BRAM).get(f"{product.url}/incidents/{id}", timeout=5).text
    fresh = re.findall(r'id="(item-\d+)"', page)
    for name, cards in lists.items():
        assert cards == [card for card in fresh if card in cards], name
