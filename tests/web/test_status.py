"""The status page and the tension page, by each of the five: as page, as part, and back in time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from crisis.glossary import CIRCLES
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.conftest import House
from tests.web.test_canary import READERS

LEVEL = {"level": "3", "reason": "Groepen roepen naar elkaar.", "source_type": "resident"}


def stand(house: House, player: Player, board: Board, since: int) -> list[str]:
    """The part of the status page that somebody is sent after an entry."""
    parts = house.visitor(player).get(f"/incidents/{board.id}/changes?since={since}").json["parts"]
    return [part["html"] for part in parts if part["id"] == "stand"]


@pytest.mark.parametrize("player", [ANNA, BRAM, CELIK, DIRK, FLEUR], ids=lambda player: player.name)
def test_page_and_part_tell_the_same(house: House, board: Board, player: Player):
    since = board.incident.seq
    for circle in CIRCLES:
        board.writes(text=f"Woord voor {circle}.", kind="fact", circle=circle)
        board.does(ANNA, "tension.read", **LEVEL, circle=circle, area=f"Gebied {circle}")
    page = house.visitor(player).get(f"/incidents/{board.id}/status").text
    assert 'id="stand"' in page
    [part] = stand(house, player, board, since)
    assert part in page
    gauge = house.visitor(player).get(f"/incidents/{board.id}/tension").text
    for circle, readers in READERS.items():
        assert (f"Gebied {circle}" in gauge) == (player in readers)
        if player not in readers or circle in ("restricted", "core_team"):
            assert f"Woord voor {circle}." not in page


def test_a_stranger_finds_nothing(house: House, board: Board):
    visitor = house.visitor(EVA)
    for path in ("status", "tension", "changes?since=1"):
        assert visitor.get(f"/incidents/{board.id}/{path}").status_code == 404


def test_who_watches_for_the_mayor_lands_on_the_status_page(house: House, board: Board):
    base = f"/incidents/{board.id}"
    dirk = house.visitor(DIRK)
    answer = dirk.get(base)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{base}/status")
    assert dirk.get(f"{base}?at=2").headers["Location"] == f"{base}/status?at=2"
    assert dirk.get(f"{base}?show=open").status_code == 200
    assert f'href="{base}?show=open"' in dirk.get(f"{base}/status").text
    for player in (ANNA, BRAM, CELIK):
        assert house.visitor(player).get(base).status_code == 200
    board.does(ANNA, "team.assign", person=DIRK.id, role="observer")
    assert dirk.get(base).status_code == 200


def test_the_burgemeester_keeps_a_way_to_act(house: House, board: Board):
    base = f"/incidents/{board.id}"
    starts, until = (board.ledger.now() + timedelta(hours=hours) for hours in (-1, 1))
    board.does(ANNA, "team.stand_in", person=FLEUR.id, starts=starts.isoformat(), until=until.isoformat())
    board.does(ANNA, "team.release", person=FLEUR.id, role="district_manager")
    mayor = house.visitor(FLEUR)
    assert mayor.get(base).headers["Location"] == f"{base}/status"
    assert f'href="{base}?show=open"' in mayor.get(f"{base}/log").text
    assert 'href="' + base + '/scale/set"' in mayor.get(f"{base}?show=open").text


@pytest.mark.parametrize("circle", ["restricted", "core_team", "full_team"])
def test_what_dirk_may_not_read_moves_nothing_on_his_page(house: House, board: Board, circle: str):
    since = board.incident.seq
    before = house.visitor(DIRK).get(f"/incidents/{board.id}/status").text
    board.writes(text="Kanarie", kind="rumour", circle=circle)
    board.does(ANNA, "tension.read", **LEVEL | {"reason": "Kanarie"}, circle=circle)
    board.adds_task(title="Kanarie", owner_role="mayor", due="2099-01-01T10:00", circle=circle)
    assert stand(house, DIRK, board, since) == []
    after = house.visitor(DIRK).get(f"/incidents/{board.id}/status").text
    assert _shape(after) == _shape(before)


@pytest.mark.parametrize("player", [ANNA, BRAM, CELIK, DIRK, FLEUR], ids=lambda player: player.name)
def test_an_opinion_never_goes_out(house: House, board: Board, player: Player):
    since = board.incident.seq
    for kind in ("opinion", "assessment", "note"):
        board.writes(text=f"Kanarie {kind}", kind=kind, circle="public", verification="confirmed")
    board.does(ANNA, "assessments.assess", facts="Kanarie feiten", middle="Kanarie midden")
    assert stand(house, player, board, since) == []
    board.does(ANNA, "scale.set", level="3", reason="De burgemeester leidt dit zelf.")
    [part] = stand(house, player, board, since)
    page = house.visitor(player).get(f"/incidents/{board.id}/status").text
    assert "Kanarie" not in part + page
    assert "Beleidsteam" in part


def test_an_act_is_for_who_has_a_role_in_the_team(house: House, board: Board):
    answers = {one: house.visitor(one).does(board, "tension.read", **LEVEL).status_code for one in (BRAM, CELIK, DIRK)}
    assert answers == {BRAM: 303, CELIK: 303, DIRK: 403}
    assert "tension/read" not in house.visitor(DIRK).get(f"/incidents/{board.id}/tension").text


def test_the_status_page_goes_back_in_time(house: House, board: Board):
    board.writes(text="Eerst bekend.", kind="fact", circle="public")
    then = board.incident.seq
    board.writes(text="Later bekend.", kind="fact", circle="public")
    board.does(ANNA, "tension.read", **LEVEL, circle="public")
    page = house.visitor(DIRK).get(f"/incidents/{board.id}/status?at={then}").text
    assert "Eerst bekend." in page
    assert "Later bekend." not in page
    assert "gespannen" not in page
    assert "Dit is het verleden" in page
    assert "Nog geen meting" in house.visitor(DIRK).get(f"/incidents/{board.id}/tension?at={then}").text


def test_the_line_can_be_of_one_area(house: House, board: Board):
    for area, level in (("Crabbehof", "2"), ("Reeland & De Staart", "4")):
        board.does(ANNA, "tension.read", **LEVEL | {"level": level, "area": area})
    anna, base = house.visitor(ANNA), f"/incidents/{board.id}/tension"
    assert "Grimmig (4), stijgend" in anna.get(base).text
    one = anna.get(base, query_string={"area": "Crabbehof"}).text
    assert "Onrustig (2), gemeten" in one
    assert one.count("<circle") == 2  # once for a wide screen, once for a phone
    assert 'area=Reeland%20%26%20De%20Staart"' in anna.get(base).text
    unknown = anna.get(base, query_string={"area": "<b>"}).text
    assert "<b>" not in unknown
    assert unknown.count("<circle") == 4


def test_a_reading_can_be_recorded_with_the_moment_it_is_about(house: House, board: Board):
    form = house.visitor(ANNA).get(f"/incidents/{board.id}/tension/read").text
    assert 'name="occurred_at"' in form
    assert "1 – rustig" in form


def test_the_first_page_says_phase_scale_and_since_when(house: House, board: Board):
    page = house.visitor(DIRK).get("/").text
    assert re.search(r"Fase Melding</span><span>Schaal kernteam</span><span>Sinds <time", page)


def _shape(page: str) -> str:
    """A page without what differs each time."""
    page = re.sub(r'nonce="[^"]*"|data-v="\d+"|data-seq="\d+"|at=\d+|max="\d+"', "", page)
    return re.sub(r'id="asof-seq">\d+|id="asof-time">[\d:]+', "", page)
