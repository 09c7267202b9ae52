"""Decisions: domain rule 31, revising and withdrawing."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board import decisions
from crisis.board.decisions import Decision, DecisionRevised, DecisionTaken, DecisionWithdrawn, standing
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, DIRK, FIRST, FLEUR, START, Board, given, later

TYPED: dict[str, Any] = {
    "question": "Blijft het plein vanavond open?",
    "options": ["openhouden", "afsluiten"],
    "chosen": "Het plein blijft open.",
    "why": "De buurt is rustig.",
    "decided_by": "Voorzitter",
}
SAID: dict[str, Any] = {**TYPED, "options": ("openhouden", "afsluiten"), "circle": "full_team"}
TAKEN = DecisionTaken(**SAID)
RESTRICTED = DecisionTaken(**{**SAID, "circle": "restricted"})
AGAIN: dict[str, Any] = {"chosen": "Het plein gaat dicht.", "why": "Het wordt druk.", "decided_by": "Burgemeester"}
REVISED = DecisionRevised(
    **{**SAID, **AGAIN, "circle": "full_team"},
    decision=FIRST,
)


# --- taking ---


def test_a_decision_keeps_what_was_weighed():
    after = given().when(decisions.take, **TYPED).then(TAKEN)
    found = after[Decision][FIRST]
    assert (found.question, found.options, found.chosen) == (TAKEN.question, TAKEN.options, TAKEN.chosen)
    assert (found.why, found.decided_by, found.body, found.decided_at) == (TAKEN.why, "Voorzitter", "team", START)
    assert found.holds


def test_a_decision_can_be_taken_with_everything():
    more = {"body": "triangle", "present": ["politie", "voorzitter"], "dissent": "Politie: te vroeg."}
    more |= {"public_summary": "Het plein blijft open.", "circle": "restricted"}
    times = {"valid_from": "2026-11-23 15:00", "valid_until": "2026-11-23 23:00", "review_at": "2026-11-23 18:00"}
    read = {"valid_from": later(hours=1), "valid_until": later(hours=9), "review_at": later(hours=4)}
    expected = {**SAID, **more, **read, "present": ("politie", "voorzitter")}
    given().when(decisions.take, **TYPED, **more, **times).then(DecisionTaken(**expected))


@pytest.mark.parametrize("field", sorted(TYPED))
def test_without_this_it_is_no_decision(field: str):
    given().when(decisions.take, **{**TYPED, field: ""}).unreadable(**{field: "Vul dit in."})


@pytest.mark.parametrize("field", sorted(TYPED))
def test_leaving_it_out_is_no_way_around(field: str):
    typed = {name: value for name, value in TYPED.items() if name != field}
    given().when(decisions.take, **typed).unreadable(**{field: "Vul dit in."})


@pytest.mark.parametrize("options", [[], (), [""], ["  "]])
def test_no_options_at_all_is_no_answer(options: Any):
    given().when(decisions.take, **{**TYPED, "options": options}).unreadable(options="Vul dit in.")


def test_there_were_no_options_when_somebody_says_so():
    given().when(decisions.take, **{**TYPED, "options": "geen"}).then(DecisionTaken(**{**SAID, "options": ("geen",)}))


@pytest.mark.parametrize("until", ["2026-11-23 15:00", "2026-11-23 14:30"])
def test_a_decision_ends_after_it_begins(until: str):
    given().when(decisions.take, **TYPED, valid_from="2026-11-23 15:00", valid_until=until).unreadable(
        valid_until="Het besluit eindigt voordat het begint. Kijk de tijden na."
    )


def test_a_body_is_one_of_three():
    given().when(decisions.take, **TYPED, body="raad").unreadable(body="Kies een van: Team, Driehoek, Burgemeester.")


def test_how_a_decision_reads_in_the_log():
    incident = given().incident
    assert TAKEN.sentence(incident) == (
        "Besluit: Het plein blijft open. Vraag: Blijft het plein vanavond open? Reden: De buurt is rustig. "
        "Besloten door: Voorzitter."
    )
    short = {
        **SAID,
        "question": "Plein open",
        "chosen": "Ja",
        "why": "Rustig",
        "decided_by": "OvJ.",
        "body": "triangle",
    }
    assert DecisionTaken(**short).sentence(incident) == (
        "Besluit: Ja. Vraag: Plein open. Reden: Rustig. Besloten door: OvJ (driehoek)."
    )


def test_a_long_choice_has_a_short_name():
    incident = given(DecisionTaken(**{**SAID, "chosen": "x" * 200})).incident
    assert incident[Decision][FIRST].name == f"‘{'x' * 79}…’"


# --- revising ---


def test_a_revised_decision_takes_the_place_of_the_old_one_and_both_stay():
    after = given(TAKEN).when(decisions.revise, decision=FIRST, **AGAIN).then(REVISED)
    old, new = after[Decision][FIRST], after[Decision][FIRST + 1]
    assert (old.revised_by, old.chosen, old.holds) == (FIRST + 1, "Het plein blijft open.", False)
    assert (new.revises, new.chosen, new.question, new.holds) == (FIRST, AGAIN["chosen"], TAKEN.question, True)
    assert standing(after) == [new]


def test_who_was_there_and_who_objected_belongs_to_the_first_decision():
    first = DecisionTaken(**SAID, present=("politie",), dissent="Politie: te vroeg.", public_summary="Open.", meeting=3)
    after = given(first).when(decisions.revise, decision=FIRST, **AGAIN).then(REVISED)
    assert after[Decision][FIRST + 1].present == ()


def test_options_and_body_may_change_with_it():
    typed = {"options": ["dicht", "half dicht"], "body": "mayor"}
    expected = {**SAID, **AGAIN, "options": ("dicht", "half dicht"), "body": "mayor"}
    given(TAKEN).when(decisions.revise, decision=FIRST, **AGAIN, **typed).then(
        DecisionRevised(**expected, decision=FIRST)
    )


def test_a_decision_that_still_has_to_begin_keeps_its_beginning():
    first = DecisionTaken(**SAID, valid_from=later(hours=5))
    given(first).when(decisions.revise, decision=FIRST, **AGAIN).then(
        DecisionRevised(**{**SAID, **AGAIN}, valid_from=later(hours=5), decision=FIRST)
    )
    given(first).when(decisions.revise, decision=FIRST, **AGAIN, valid_until="2026-11-23 16:00").unreadable(
        valid_until="Het besluit eindigt voordat het begint. Kijk de tijden na."
    )


def test_a_revised_decision_is_in_the_circle_of_the_first():
    facts = given(RESTRICTED).when(decisions.revise, decision=FIRST, **AGAIN).facts()
    assert [fact.circle for fact in facts] == ["restricted"]


def test_the_log_says_which_decision_was_replaced():
    assert REVISED.sentence(given(TAKEN).incident).endswith(f"Dit komt in de plaats van #{FIRST}.")


def test_a_revised_decision_cannot_be_revised_or_withdrawn_again():
    sentence = f"Dit besluit is al herzien. Ga verder met #{FIRST + 1}."
    given(TAKEN, REVISED).when(decisions.revise, decision=FIRST, **AGAIN).refused(sentence)
    given(TAKEN, REVISED).when(decisions.withdraw, decision=FIRST, reason="Fout.").refused(sentence)


# --- withdrawing ---


def test_a_withdrawn_decision_no_longer_holds():
    after = given(TAKEN).when(decisions.withdraw, decision=FIRST, reason="De situatie is anders.")
    incident = after.then(DecisionWithdrawn(FIRST, "De situatie is anders."))
    assert (incident[Decision][FIRST].withdrawn, standing(incident)) == ("De situatie is anders.", [])
    assert incident.entry(incident.seq).fact.sentence(incident) == (
        "Besluit ‘Het plein blijft open.’ ingetrokken. Reden: De situatie is anders."
    )


def test_a_withdrawn_decision_stays_withdrawn():
    withdrawn = DecisionWithdrawn(FIRST, "Fout.")
    sentence = "Dit besluit is al ingetrokken."
    given(TAKEN, withdrawn).when(decisions.withdraw, decision=FIRST, reason="Nog eens.").refused(sentence)
    given(TAKEN, withdrawn).when(decisions.revise, decision=FIRST, **AGAIN).refused(sentence)


def test_withdrawing_needs_a_reason():
    given(TAKEN).when(decisions.withdraw, decision=FIRST, reason="x").unreadable(
        reason="Schrijf wat meer: ten minste 3 tekens."
    )


def test_the_newest_decision_stands_first():
    second = DecisionTaken(**{**SAID, "chosen": "Extra toezicht."})
    assert [one.id for one in standing(given(TAKEN, second).incident)] == [FIRST + 1, FIRST]


# --- who ---


@pytest.mark.parametrize(("act", "typed"), [(decisions.revise, AGAIN), (decisions.withdraw, {"reason": "Fout."})])
def test_who_does_not_read_the_circle_finds_no_decision(act: Any, typed: dict[str, Any]):
    given(RESTRICTED).when(act, by=BRAM, decision=FIRST, **typed).not_found()
    given().when(act, decision=FIRST, **typed).not_found()
    given().when(act, decision=3, **typed).not_found()


@pytest.mark.parametrize("player", [BRAM, DIRK, FLEUR], ids=lambda one: one.name)
def test_who_decides_nothing(opened: Board, player: Any):
    with pytest.raises(NotAllowed):
        opened.does(player, "decisions.take", **TYPED)


def test_a_decision_survives_being_stored(opened: Board):
    number = opened.does(ANNA, "decisions.take", **TYPED, review_at="2026-11-30 10:00").last
    opened.does(ANNA, "decisions.revise", decision=number, **AGAIN)
    opened.does(ANNA, "decisions.withdraw", decision=number + 1, reason="Niet meer nodig.")
    assert opened.incident[Decision][number + 1].withdrawn == "Niet meer nodig."
