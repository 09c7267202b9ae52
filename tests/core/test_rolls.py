"""How many per role, who is next, and the roll against the norm of the playbook (domain rules 11 to 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crisis import access, rolls
from crisis.board.meetings.facts import MeetingOpened, MeetingPlanned
from crisis.board.notes import NoteAdded
from crisis.board.opening import Opened
from crisis.board.team import Candidate, Roster
from crisis.board.team.calling import acts, next_in_line, ran_out, short
from crisis.board.team.calling.facts import CallAnswered, CallOutStarted, RecipientCalled
from crisis.board.team.calling.thing import CallOut
from crisis.incident import Fact
from crisis.rolls import Roll
from crisis.view import View
from tests.cast import (
    ANNA,
    EVA,
    FIRST,
    FLEUR,
    START,
    Given,
    Player,
    Told,
    fold,
    joined,
    klein,
    later,
    opened,
    told,
)

LINE = tuple(Candidate(number, f"Jongerenwerker {number}") for number in range(1, 6))
OUT = FIRST
LINK = Player(0, "Jurist", standing=("called",))
NOTIFIER = Player(0, "Zij aan Zij", standing=("notifier",))
NORMS = {"acknowledge_within": "10m", "arrive_within": "45m"}
NOT_THE_PRODUCT = "Voor deze rol beslist iemand van het team wie daarna komt."


def given(*facts: Fact | Told, **about: Any) -> Given:
    """As everywhere, on a playbook that says this about youth work."""
    begun, *rest = opened()
    assert isinstance(begun, Opened)
    document = klein().document()
    document["team"] = [*document["team"], {"role": "youth_work", **about}]
    return Given(fold((replace(begun, playbook=document), *rest, *facts)))


def calls(one: Candidate) -> RecipientCalled:
    return RecipientCalled(OUT, one.function, one.title, ("youth_work",), one.person, one.person_name)


STARTED = CallOutStarted(("youth_work",), "Kamer 2", chains={"youth_work": LINE})
#: The first two of the line are called, as numbers OUT + 1 and OUT + 2.
TWO = (STARTED, calls(LINE[0]), calls(LINE[1]))


def roll(board: Given, at: timedelta = timedelta(), player: Player = ANNA) -> Roll:
    held = access.roles(board.incident, player.id, frozenset(player.standing))
    found = rolls.latest(View(board.incident, access.audience(board.incident, held), START + at))
    assert found
    return found


# --- how many ---


def test_as_many_are_called_as_the_playbook_asks():
    roster = Roster({"youth_work": LINE})
    facts = given(number=3).when(acts.call_out, roster=roster, place="Hier", roles=["youth_work"]).facts()
    assert [one.title for one in facts[1:]] == ["Jongerenwerker 1", "Jongerenwerker 2", "Jongerenwerker 3"]


def test_who_has_the_role_counts_and_is_not_called_again():
    line = (Candidate(9, "Fleur", FLEUR.id, "Fleur"), *LINE)
    there = given(joined(FLEUR, "youth_work"), number=2)
    facts = there.when(acts.call_out, roster=Roster({"youth_work": line}), place="Hier", roles=["youth_work"]).facts()
    assert [one.title for one in facts[1:]] == ["Jongerenwerker 1"]


def test_a_person_with_two_functions_takes_one_place():
    """Domain rule 11."""
    twice = (Candidate(8, "Eva 1", EVA.id, "Eva"), Candidate(9, "Eva 2", EVA.id, "Eva"), LINE[0])
    roster = Roster({"youth_work": twice})
    facts = given(number=2).when(acts.call_out, roster=roster, place="Hier", roles=["youth_work"]).facts()
    assert [one.title for one in facts[1:]] == ["Eva 1", "Jongerenwerker 1"]


def test_it_stops_the_moment_enough_are_coming():
    half = given(*TWO, CallAnswered(OUT + 1, "coming"), number=2).incident
    out = half[CallOut][OUT]
    assert (short(half, "youth_work", out), next_in_line(half, out, "youth_work")) == (1, LINE[2])
    full = given(*TWO, CallAnswered(OUT + 1, "coming"), joined(FLEUR, "youth_work"), number=2)
    assert next_in_line(full.incident, full.incident[CallOut][OUT], "youth_work") is None
    full.when(acts.call_next, call_out=OUT, role="youth_work").refused(
        "Voor deze rollen is er niemand meer om op te roepen, of er is al iemand onderweg."
    )


def test_who_joined_by_coming_counts_once():
    line = (Candidate(1, "Jurist", EVA.id, "Eva"), LINE[1])
    begun = (CallOutStarted(("youth_work",), "Hier", chains={"youth_work": line}), calls(line[0]))
    after = given(*begun, number=2).when(acts.answer, by=LINK, called=OUT + 1, answer="coming")
    after.facts()
    assert short(after.incident, "youth_work", after.incident[CallOut][OUT]) == 1


def test_each_place_runs_out_by_itself():
    incident = given(*TWO, CallAnswered(OUT + 1, "cannot"), number=2).incident
    out = incident[CallOut][OUT]
    assert ran_out(incident, out, "youth_work", later(minutes=1)) == 1
    assert ran_out(incident, out, "youth_work", later(minutes=15)) == 2


# --- the next in line ---


def test_one_button_calls_the_next_and_all_that_ran_out():
    given(*TWO, number=2).when(acts.call_next, call_out=OUT, role="youth_work").then(calls(LINE[2]))
    late = given(*TWO, number=2).when(acts.call_next, call_out=OUT, role="youth_work", clock=later(minutes=15))
    late.then(calls(LINE[2]), calls(LINE[3]))
    other = given(*TWO).when(acts.call_next, call_out=OUT, role="chair")
    other.refused("Deze rol hoort niet bij de oproep.")


@pytest.mark.parametrize("how", [{}, {"call_next": "proposed"}])
def test_the_product_calls_nobody_by_itself(how: dict[str, str]):
    """Domain rule 13."""
    late = given(*TWO, number=2, **how).when(
        acts.call_next, by=NOTIFIER, call_out=OUT, role="youth_work", clock=later(minutes=20)
    )
    late.refused(NOT_THE_PRODUCT)


def test_unless_the_playbook_says_so_and_their_time_is_over():
    """Domain rule 13."""
    board = given(*TWO, number=2, call_next="automatic")
    asked = {"call_out": OUT, "role": "youth_work"}
    board.when(acts.call_next, by=NOTIFIER, clock=later(minutes=14), **asked).refused(NOT_THE_PRODUCT)
    board.when(acts.call_next, by=NOTIFIER, clock=later(minutes=15), **asked).then(calls(LINE[2]), calls(LINE[3]))


# --- against the clock ---


def test_answer_and_arrival_against_the_norm():
    answered = told(CallAnswered(OUT + 1, "coming", later(minutes=50)), at=later(minutes=4))
    arrived = told(CallAnswered(OUT + 2, "arrived"), at=later(minutes=30))
    found = roll(given(*TWO, answered, arrived, number=2, **NORMS), timedelta(minutes=31))
    first, second = found.rows
    assert first.answer
    assert first.arrival
    assert second.answer
    assert second.arrival
    assert first.answer.told == "antwoord na 4 min (norm 10 min): op tijd"
    assert first.arrival.told == "verwacht om 14:50 (norm 45 min): te laat"
    assert second.answer.told == "antwoord na 30 min (norm 10 min): te laat"
    assert second.arrival.told == "er na 30 min (norm 45 min): op tijd"
    assert (found.kept("answer"), found.kept("arrival")) == ((1, 2), (1, 2))
    assert (found.answered, found.share, found.median) == (2, 100, 17)


def test_silence_is_late_only_after_the_norm():
    assert roll(given(*TWO, **NORMS), timedelta(minutes=10)).rows[0].answer is None
    late = roll(given(*TWO, **NORMS), timedelta(minutes=11)).rows[0].answer
    assert late
    assert late.told == "nog geen antwoord na 11 min (norm 10 min): te laat"
    assert roll(given(*TWO), timedelta(hours=3)).rows[0].answer is None, "no norm, no verdict"


def test_having_read_it_counts_as_an_answer_in_time():
    read = told(CallAnswered(OUT + 1, "acknowledged"), at=later(minutes=3))
    comes = told(CallAnswered(OUT + 1, "coming", later(minutes=40)), at=later(minutes=20))
    timing = roll(given(*TWO, read, comes, **NORMS), timedelta(minutes=21)).rows[0].answer
    assert timing
    assert timing.told == "antwoord na 3 min (norm 10 min): op tijd"


def test_the_clock_starts_at_the_first_signal():
    there = told(CallAnswered(OUT + 1, "arrived"), at=later(minutes=20))
    assert roll(given(*TWO, there)).first == 20, "the opening, when no report is older"
    report = NoteAdded(text="Leuzen op de gevel.", note_kind="report", circle="restricted")
    signal = told(report, at=START - timedelta(minutes=25))
    board = given(*TWO, there, signal)
    assert roll(board).first == 45
    assert roll(board, player=FLEUR).first == 20, "a report of another circle tells nobody its time"
    report = NoteAdded(text="Vorige week.", note_kind="report", circle="full_team")
    older = told(report, at=START - timedelta(days=7))
    assert roll(given(*TWO, there, older)).first == 20, "what happened long before is no signal"


def test_the_team_is_together_when_it_meets_or_when_every_role_is_there():
    there = told(CallAnswered(OUT + 1, "arrived"), at=later(minutes=20))
    assert roll(given(*TWO)).convened is None
    assert roll(given(*TWO, there)).convened == 20
    planned = MeetingPlanned("Overleg", later(minutes=30), "full_team")
    met = (planned, told(MeetingOpened(OUT + 4), at=later(minutes=33)))
    assert roll(given(*TWO, there, *met)).convened == 33


def test_the_roll_counts_per_role():
    found = roll(given(*TWO, CallAnswered(OUT + 1, "coming"), number=3))
    assert [(one.role, one.there, one.wanted, one.filled) for one in found.places] == [("youth_work", 1, 3, False)]
    assert found.sentences[0] == "Geantwoord: 1 van 2 (50%), meestal na 0 min."
