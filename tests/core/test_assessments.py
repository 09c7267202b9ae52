"""The assessment and the strategy: versions side by side, never about persons, never out of their circle."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from crisis.actions import ACTIONS
from crisis.board import assessments
from crisis.board.assessments import (
    QUESTIONS,
    TRACK,
    Assessment,
    Read,
    SituationAssessed,
    Strategy,
    StrategySet,
    latest,
    strategy,
    without_strategy,
)
from crisis.board.phases import PhaseEntered
from crisis.glossary import CIRCLES
from crisis.incident import By
from crisis.refusals import Conflict, NotAllowed, Refused
from tests.cast import ANNA, BRAM, CELIK, DIRK, FIRST, FLEUR, START, Board, Player, given, told

FIRST_READ = SituationAssessed(facts="Er is geklad.", poles="‘Veilig’ tegenover ‘welkom’.")
HIDDEN = SituationAssessed(facts="Geheim feit.", middle="Moe.", circle="restricted")
CHOSEN = StrategySet("Rust bewaren en luisteren.", 3, FIRST)
ALL = tuple(CIRCLES)


# --- the assessment ---


def test_the_questions_of_both_tracks_are_the_fields():
    asked = {*QUESTIONS, *TRACK}
    assert asked == {one.name for one in fields(Read)}
    assert set(ACTIONS["assessments.assess"].inputs.model_fields) == {*asked, "seen"}


def test_the_situation_is_read():
    typed = {"facts": "Er is geklad.", "poles": "‘Veilig’ tegenover ‘welkom’."}
    after = given().when(assessments.assess, **typed).then(FIRST_READ)
    found = after[Assessment][FIRST]
    assert (found.facts, found.poles, found.version, found.phase, found.name) == (
        *(typed["facts"], typed["poles"], 1, 3),
        "duiding, versie 1",
    )
    assert FIRST_READ.sentence(after) == "Duiding vastgelegd: feiten, twee verhalen tegenover elkaar."


def test_what_is_left_out_stays_and_what_is_emptied_goes():
    after = given(FIRST_READ).when(assessments.assess, middle="Het midden is moe.", poles="")
    incident = after.then(replace(FIRST_READ, middle="Het midden is moe.", poles=""))
    assert [one.version for one in incident[Assessment].values()] == [1, 2]
    assert latest(incident, ALL) == incident[Assessment][FIRST + 1]
    assert incident[Assessment][FIRST].poles == FIRST_READ.poles


def test_writing_the_same_again_is_no_new_version():
    given(FIRST_READ).when(assessments.assess, facts="Er is geklad.").then()
    given(FIRST_READ).when(assessments.assess).then()


@pytest.mark.parametrize("typed", [{}, {"facts": ""}, {"facts": "  ", "middle": ""}])
def test_an_empty_assessment_says_nothing(typed: dict[str, str]):
    given().when(assessments.assess, **typed).refused("Vul ten minste één vraag in.")


def test_emptying_everything_is_refused_as_well():
    given(FIRST_READ).when(assessments.assess, facts="", poles="").refused("Vul ten minste één vraag in.")


@pytest.mark.parametrize("field", sorted({*QUESTIONS, *TRACK}))
def test_no_question_is_answered_with_a_name(field: str):
    given().when(assessments.assess, **{field: "Het gaat om Jan de Vries."}).unreadable(
        **{
            field: "‘Jan de Vries’ lijkt de naam van een persoon. De duiding gaat over groepen, verhalen en plekken. "
            "Schrijf de groep of de functie op."
        }
    )


def test_a_name_stays_out_also_with_a_reason_to_keep_it():
    with pytest.raises(Exception, match="lijkt de naam") as refusal:
        given().when(assessments.assess, facts="Meneer Jansen is boos.", kept="Hij is bekend.").facts()
    assert list(refusal.value.fields) == ["facts"]


def test_groups_streets_and_functions_may_be_called_by_name():
    facts = "De jongeren van de Johan de Wittstraat en de Omar Moskee; de wijkagent bij het Statenplein."
    given().when(assessments.assess, facts=facts).then(SituationAssessed(facts=facts))


def test_an_assessment_belongs_to_the_phase_that_runs():
    unrest = PhaseEntered("onrust", "Onrust in de wijk", "unrest", "Groepen op straat.")
    when = given(unrest).when(assessments.assess, facts="Groepen.")
    when.facts()
    assert [one.phase for one in when.incident[Assessment].values()] == [FIRST]


def test_nothing_is_copied_out_of_a_circle_that_one_does_not_read():
    """Who reads less goes on from what they can read, and never publishes the words of the small circle."""
    facts = given(FIRST_READ, HIDDEN).when(assessments.assess, by=BRAM, middle="Het midden is stil.").facts()
    assert facts == [replace(FIRST_READ, middle="Het midden is stil.")]
    assert given(HIDDEN).when(assessments.assess, by=BRAM, fuel="Filmpjes.").facts() == [
        SituationAssessed(fuel="Filmpjes.")
    ]


def test_the_assessment_that_holds_is_the_newest_that_one_may_read():
    incident = given(FIRST_READ, HIDDEN).incident
    assert latest(incident, ALL) == incident[Assessment][FIRST + 1]
    assert latest(incident, ALL[1:]) == incident[Assessment][FIRST]
    assert latest(incident, ()) is None


def test_two_who_answer_other_questions_do_not_meet():
    known = given(FIRST_READ, replace(FIRST_READ, middle="Moe."))
    after = known.when(assessments.assess, facts="Er is geklad.", fuel="Filmpjes.", middle="", seen=FIRST)
    after.then(replace(FIRST_READ, middle="Moe.", fuel="Filmpjes."))


def test_two_who_answer_the_same_question_see_both():
    theirs = told(replace(FIRST_READ, middle="Moe."), by=CELIK)
    mine = given(FIRST_READ, theirs).when(assessments.assess, middle="Boos.", seen=FIRST)
    with pytest.raises(Conflict) as conflict:
        mine.facts()
    clash = conflict.value.clashes["middle"]
    assert (clash.label, clash.theirs, clash.yours, clash.by) == ("Waar het midden mee zit", "Moe.", "Boos.", "Celik")


def test_what_was_written_in_a_smaller_circle_is_no_conflict_and_stays_there():
    facts = given(FIRST_READ, HIDDEN).when(assessments.assess, by=BRAM, middle="Boos.", seen=FIRST).facts()
    assert facts == [replace(FIRST_READ, middle="Boos.")]


# --- the strategy ---


def test_a_strategy_is_for_the_phase_and_rests_on_the_assessment():
    after = given(FIRST_READ).when(assessments.choose, strategy_text="Rust bewaren en luisteren.").then(CHOSEN)
    found = strategy(after)
    assert found == after[Strategy][FIRST + 1]
    assert found is not None
    assert (found.words, found.version, found.name) == ("Rust bewaren en luisteren.", 1, "strategie, versie 1")
    assert CHOSEN.sentence(after) == "Strategie voor fase ‘Melding’: Rust bewaren en luisteren."


def test_a_strategy_can_do_without_an_assessment():
    given().when(assessments.choose, strategy_text="Rust bewaren.").then(StrategySet("Rust bewaren.", 3))


def test_the_same_strategy_again_is_no_new_version():
    given(FIRST_READ, CHOSEN).when(assessments.choose, strategy_text=CHOSEN.words).then()


def test_a_new_phase_asks_for_a_strategy_of_its_own():
    unrest = PhaseEntered("onrust", "Onrust in de wijk", "unrest", "Groepen op straat.")
    incident = given(FIRST_READ, CHOSEN, unrest).incident
    assert strategy(incident) is None
    assert without_strategy(incident)
    given(FIRST_READ, CHOSEN, unrest).when(assessments.choose, strategy_text=CHOSEN.words).then(
        StrategySet(CHOSEN.words, FIRST + 2, FIRST)
    )


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        *[("monitoring", False), ("tension", True), ("threat", True), ("incident", True), ("unrest", True)],
        *[("aftercare", True), ("evaluation", False)],
    ],
)
def test_some_phases_ask_for_a_strategy(kind: str, asked: bool):
    assert without_strategy(given(PhaseEntered("x", "X", kind, "Daarom nu.")).incident) is asked
    assert not without_strategy(given(CHOSEN).incident)


def test_a_strategy_needs_words_and_no_names():
    given().when(assessments.choose, strategy_text="").unreadable(strategy_text="Vul dit in.")
    given().when(assessments.choose, strategy_text="Praten met mevrouw De Boer.").unreadable(
        strategy_text="‘mevrouw De Boer’ lijkt de naam van een persoon. De duiding gaat over groepen, verhalen en "
        "plekken. Schrijf de groep of de functie op."
    )


def test_without_a_phase_there_is_no_strategy():
    anna = By(ANNA.id, ANNA.name, frozenset({"chair"}), ALL, START, START)
    incident = given(PhaseEntered("x", "X", "incident", "Daarom nu.")).incident
    empty = type(incident)()
    with pytest.raises(Refused, match=r"^Er loopt geen fase\.$"):
        list(assessments.choose(empty, anna, "Rust."))
    assert strategy(empty) is None
    assert not without_strategy(empty)


def test_a_strategy_of_another_circle_is_not_known():
    hidden = StrategySet("Geheim plan.", 3, None, "restricted")
    incident = given(hidden).incident
    assert strategy(incident, ALL[1:]) is None
    assert strategy(incident) is not None
    given(HIDDEN, hidden).when(assessments.choose, by=BRAM, strategy_text="Geheim plan.").then(
        StrategySet("Geheim plan.", 3, None, "full_team")
    )


# --- who ---


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK, FLEUR], ids=lambda one: one.name)
@pytest.mark.parametrize(("act", "typed"), [("assess", {"facts": "x"}), ("choose", {"strategy_text": "Rust."})])
def test_who_does_not_read_the_situation_for_the_team(opened: Board, player: Player, act: str, typed: dict[str, Any]):
    with pytest.raises(NotAllowed):
        opened.does(player, f"assessments.{act}", **typed)


def test_an_assessment_survives_being_stored(opened: Board):
    opened.does(ANNA, "assessments.assess", facts="Er is geklad.", own_bias="Wij kennen de buurt slecht.")
    opened.does(ANNA, "assessments.assess", facts="Er is twee keer geklad.")
    opened.does(ANNA, "assessments.choose", strategy_text="Rust bewaren.")
    found = latest(opened.incident, ALL)
    assert found is not None
    assert (found.version, found.own_bias) == (2, "Wij kennen de buurt slecht.")
    assert strategy(opened.incident) is not None
