"""Leading an exercise: who sees what will come, who may steer, and the look back for the whole team."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from crisis import access
from crisis.board.exercise import Exercise, running
from crisis.board.notes import Note
from crisis.board.press import Inquiry
from crisis.board.rumours import Rumour
from crisis.playbook import load
from crisis.scenario.feeding import Feeder
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player, list_function
from tests.web.acts import LEADING
from tests.web.conftest import House

SECRET = "Er rijden bussen met mensen naar het plein"
SCRIPT = [
    {"after": 60, "act": "rumours.hear", "given": {"text": SECRET}, "words": SECRET, "label": "bussen"},
    {
        "after": 120,
        "act": "rumours.hear_again",
        "given": {"rumour": "bussen"},
        "words": "Nog eens",
        "expects": "bellen",
    },
    {"after": 180, "act": "rumours.hear_again", "given": {"rumour": "weg"}, "words": "Wijst nergens naar"},
    {"after": 7200, "act": "notes.add", "given": {"text": "Het is weer stil op straat."}, "words": "Het is weer stil."},
]


class Drill:
    """An exercise that Fleur leads, on a clock of the test."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.now = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
        house.ledger.now = lambda: self.now  # type: ignore[method-assign]
        self.board = house.board(exercise=True)
        self.board.does(ANNA, "team.release", person=FLEUR.id, role="district_manager")
        self.board.does(ANNA, "team.assign", person=FLEUR.id, role="exercise_leader")
        self.id = self.board.does(FLEUR, "exercise.start", title="Bussen", injects=SCRIPT, speed="1").last
        self.feeder = Feeder(house.ledger)

    @property
    def run(self) -> Exercise:
        return self.board.incident[Exercise][self.id]

    def passes(self, **length: float) -> None:
        """Time goes by, and what is due is given."""
        self.now += timedelta(**length)
        self.feeder.tick()

    def states(self) -> list[str]:
        return [one.state for one in self.run.injects]


@pytest.fixture
def drill(house: House) -> Drill:
    return Drill(house)


def test_injects_come_in_their_time_and_once(drill: Drill):
    drill.passes(seconds=59)
    assert drill.states() == ["waiting"] * 4
    drill.passes(seconds=1)
    drill.passes(seconds=0)
    (rumour,) = drill.board.incident[Rumour].values()
    assert SECRET in rumour.headline
    drill.passes(seconds=120)
    assert drill.states() == ["given", "given", "skipped", "waiting"]
    assert drill.run.injects[1].made
    assert "er niet" in drill.run.injects[2].why
    entries = [entry for entry in drill.board.incident.entries() if entry.fact.kind == "rumour_heard"]
    assert [entry.actor.name for entry in entries] == ["Oefening"]


def test_two_feeders_and_a_stop_halfway_give_each_inject_once(drill: Drill):
    drill.now += timedelta(seconds=60)
    other = Feeder(drill.house.ledger)
    other._record = lambda *_: None  # type: ignore[method-assign]  # it stops before it writes down what it gave
    other.tick()
    assert len(drill.board.incident[Rumour]) == 1
    assert drill.states()[0] == "waiting"
    drill.feeder.tick()
    assert len(drill.board.incident[Rumour]) == 1
    assert drill.states()[0] == "given"
    assert drill.run.injects[0].made == next(iter(drill.board.incident[Rumour]))


def test_the_clock_stands_still_and_goes_faster(drill: Drill):
    drill.passes(seconds=30)
    drill.board.does(FLEUR, "exercise.pause", exercise=drill.id)
    drill.passes(hours=5)
    assert drill.states() == ["waiting"] * 4
    drill.board.does(FLEUR, "exercise.resume", exercise=drill.id, speed="10")
    drill.passes(seconds=3)
    assert drill.states()[0] == "given"
    assert drill.run.elapsed(drill.now) == 60


def test_skip_hurry_and_add(drill: Drill):
    drill.board.does(FLEUR, "exercise.skip", exercise=drill.id, number=1)
    drill.board.does(FLEUR, "exercise.hurry", exercise=drill.id, number=4)
    drill.board.does(FLEUR, "exercise.add", exercise=drill.id, kind="report", words="Er is rook.", minutes=10)
    drill.passes(seconds=1)
    assert drill.states() == ["skipped", "waiting", "waiting", "given", "waiting"]
    drill.passes(minutes=11)
    assert "Er is rook." in [note.text for note in drill.board.incident[Note].values()]


@pytest.mark.parametrize("where", ["", "/log", "/team", "/exercise", "/playbook", "/log.jsonl", "/changes?since=1"])
@pytest.mark.parametrize("player", [ANNA, BRAM, CELIK, DIRK], ids=lambda one: one.name)
def test_nobody_of_the_team_sees_what_will_come(drill: Drill, player: Player, where: str):
    drill.board.does(FLEUR, "exercise.add", exercise=drill.id, kind="report", words="Geheim vuur", minutes=90)
    visitor = drill.house.visitor(player)
    for path in (
        f"/incidents/{drill.board.id}{where}",
        f"/incidents/{drill.board.id}{where}{'&' if '?' in where else '?'}q=x",
    ):
        page = visitor.get(path).text
        assert SECRET not in page
        assert "Geheim vuur" not in page
    assert visitor.get(f"/incidents/{drill.board.id}/entries/{drill.id}").status_code == 404
    assert visitor.get(f"/incidents/{drill.board.id}/things/{drill.id}").status_code == 404


def test_the_leader_sees_the_script(drill: Drill):
    page = drill.house.visitor(FLEUR).get(f"/incidents/{drill.board.id}/exercise").text
    assert SECRET in page
    assert "Nog te komen (4)" in page
    assert "OEFENING" in page


@pytest.mark.parametrize("act", sorted(LEADING - {"exercise.start", "exercise.record"}))
def test_every_act_of_the_leader_by_each_of_the_five(drill: Drill, act: str):
    given = {"exercise": drill.id, "number": 1, "kind": "report", "words": "Er is rook.", "speed": "5"}
    fields = {"exercise.skip": ("number",), "exercise.hurry": ("number",), "exercise.resume": ("speed",)}
    wanted = ("exercise", *fields.get(act, ()), *(("kind", "words") if act == "exercise.add" else ()))
    sent = {name: given[name] for name in wanted}
    for player, status in ((None, 401), (EVA, 404), (DIRK, 403), (CELIK, 403), (BRAM, 403), (ANNA, 403)):
        assert drill.house.visitor(player).does(drill.board, act, **sent).status_code == status
    before = drill.board.incident.seq
    assert drill.house.visitor(FLEUR).does(drill.board, act, **sent).status_code == 303
    assert drill.board.incident.seq > before


def test_a_browser_cannot_make_up_a_script(drill: Drill):
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    visitor = drill.house.visitor(FLEUR)
    sent = {"title": "Eigen", "injects": '[{"after": 0}]', "scenario": "bestaat-niet"}
    assert visitor.does(drill.board, "exercise.start", **sent).status_code == 422
    assert visitor.does(drill.board, "exercise.record", exercise=drill.id, number=1, made=1).status_code == 403
    assert running(drill.board.incident) is None


def test_only_an_exercise_has_a_leader_and_a_script(house: House, board: Board):
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/exercise").status_code == 404
    answer = house.visitor(ANNA).does(board, "team.assign", person=EVA.id, role="exercise_leader")
    assert answer.status_code == 409
    assert "alleen in een oefening" in answer.text
    form = house.visitor(ANNA).get(f"/incidents/{board.id}/team/assign").text
    assert "Oefenleider" not in form


def test_the_look_back_sets_what_came_beside_what_was_done(drill: Drill):
    visitor = drill.house.visitor(ANNA)
    drill.passes(seconds=60)
    (rumour,) = drill.board.incident[Rumour]
    assert visitor.get(f"/incidents/{drill.board.id}/debrief").status_code == 404, "not while it goes on"
    drill.now += timedelta(minutes=4)
    drill.board.does(BRAM, "rumours.check", rumour=rumour, with_whom="politie")
    drill.passes(seconds=1)
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    page = visitor.get(f"/incidents/{drill.board.id}/debrief").text
    assert SECRET in page
    assert "na 4 minuten" in page
    assert "woordvoerder" in page
    assert "Bram" not in page.split("<main")[1].split("Wat vroeg het draaiboek")[0], "functions, not persons"
    assert "Het is weer stil" not in page, "what was not given is not told"
    assert re.search("Niet gedaan|Nog open|Op tijd|Te laat", page)
    for player, status in ((BRAM, 200), (CELIK, 200), (DIRK, 404), (EVA, 404), (None, 303)):
        answer = drill.house.visitor(player).get(f"/incidents/{drill.board.id}/debrief")
        assert answer.status_code == status


def test_an_exercise_on_a_shipped_scenario_from_the_page(house: House):
    done = house.ledger.open(ANNA.credential, load("incident-gebedshuis"), "Oefenen", exercise=True)
    board = Board(house.ledger, done.incident.id)
    board.does(ANNA, "team.assign", person=ANNA.id, role="exercise_leader")
    page = house.visitor(ANNA).get(f"/incidents/{board.id}/exercise").text
    found = re.search(r'name="scenario" value="([a-z-]+)"', page)
    assert found, "there is a scenario for this playbook"
    sent = {"scenario": found[1], "speed": "600"}
    assert house.visitor(ANNA).post(f"/incidents/{board.id}/exercise/start", sent).status_code == 303
    run = running(board.incident)
    assert run is not None
    assert len(run.injects) >= 10


def test_a_leader_may_begin_without_a_scenario(house: House):
    board = house.board(exercise=True)
    board.does(ANNA, "team.assign", person=ANNA.id, role="exercise_leader")
    assert "Zonder scenario" in house.visitor(ANNA).get(f"/incidents/{board.id}/exercise").text
    sent = {"scenario": "zelf", "speed": "1"}
    assert house.visitor(ANNA).post(f"/incidents/{board.id}/exercise/start", sent).status_code == 303
    run = running(board.incident)
    assert run is not None
    assert run.injects == ()


def test_what_an_inject_promises_counts_from_the_start_of_the_script_once(house: House):
    drill = Drill(house)
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    given = {"medium": "Omroep", "question": "Gaat het door?", "promised_at": "+1h30m"}
    injects = [{"after": 3600, "act": "press.record", "given": given, "words": "Gaat het door?"}]
    drill.id = drill.board.does(FLEUR, "exercise.start", title="Pers", injects=injects, speed="1").last
    drill.passes(hours=1)
    (inquiry,) = drill.board.incident[Inquiry].values()
    assert inquiry.promised_at == drill.now + timedelta(minutes=30)


def test_a_role_of_exercises_reads_nothing_in_what_is_real(house: House, board: Board):
    """However somebody came by it: by a call-out, say, of a function that the directory lists for it."""
    list_function(house.ledger, "Oefenleider", ["exercise_leader"], EVA)
    called = board.does(ANNA, "team.call_out", place="Stadskantoor", roles=["exercise_leader"]).last
    board.does(ANNA, "team.record_call", called=called, outcome="coming", minutes=5)
    held = access.roles(board.incident, EVA.id, frozenset())
    assert access.audience(board.incident, held).circles == ()


def test_what_was_for_a_small_circle_is_not_told_to_the_team_afterwards(house: House):
    drill = Drill(house)
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    given = {"text": "Geheim vuur", "circle": "restricted"}
    injects = [{"after": 0, "act": "notes.add", "given": given, "words": "Geheim vuur", "expects": "Geheim plan"}]
    drill.id = drill.board.does(FLEUR, "exercise.start", title="Tweede ronde", injects=injects, speed="1").last
    page = house.visitor(BRAM).get(f"/incidents/{drill.board.id}/debrief").text
    assert "Tweede ronde" not in page, "what runs now is not told by what was"
    drill.passes(seconds=1)
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    for path in ("debrief", "log.jsonl", "log"):
        text = house.visitor(BRAM).get(f"/incidents/{drill.board.id}/{path}").text
        assert "Geheim vuur" not in text
        assert "Geheim plan" not in text
    assert "Afgeschermd" in house.visitor(BRAM).get(f"/incidents/{drill.board.id}/debrief").text
    assert "Geheim vuur" in house.visitor(CELIK).get(f"/incidents/{drill.board.id}/debrief").text


def test_nobody_of_the_team_can_use_up_the_key_of_an_inject(drill: Drill):
    visitor = drill.house.visitor(BRAM)
    for key in (f"inject-{drill.id}-1", f"inject:{drill.id}:1", f"inject:{drill.id}:1:told"):
        path = f"/incidents/{drill.board.id}/notes/add"
        visitor.post(path, {"text": "Een gewone regel.", "once": key})
    drill.passes(seconds=60)
    assert drill.states()[0] == "given"


def test_one_inject_that_cannot_be_read_holds_up_nothing(drill: Drill):
    drill.board.does(FLEUR, "exercise.end", exercise=drill.id)
    bad = {"medium": "Omroep", "question": "Gaat het door?", "promised_at": "+zz"}
    injects = [
        {"after": 0, "act": "press.record", "given": bad, "words": "Kapot"},
        {"after": 0, "act": "notes.add", "given": {"text": "Het regent."}, "words": "Het regent."},
    ]
    drill.id = drill.board.does(FLEUR, "exercise.start", title="Kapot", injects=injects, speed="1").last
    drill.passes(seconds=1)
    assert drill.states() == ["skipped", "given"]


def test_closing_ends_the_script_and_the_team_looks_back(drill: Drill):
    drill.passes(seconds=60)
    drill.board.does(ANNA, "incident.close", reason="De oefening is klaar.", despite="Alles is geoefend.")
    assert drill.run.ended
    assert drill.house.visitor(BRAM).get(f"/incidents/{drill.board.id}/debrief").status_code == 200


def test_a_player_does_not_become_leader_beside_the_leader(drill: Drill):
    answer = drill.house.visitor(ANNA).does(drill.board, "team.assign", person=ANNA.id, role="exercise_leader")
    assert answer.status_code == 409
    assert "Er is al een oefenleider" in answer.text


def test_who_leads_and_chairs_gets_no_odd_circle_in_a_form(house: House):
    board = house.board(exercise=True)
    board.does(ANNA, "team.assign", person=ANNA.id, role="exercise_leader")
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/sitraps/draft?circle=exercise").status_code == 200
