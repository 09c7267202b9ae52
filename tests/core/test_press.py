"""Contact with the press: a medium, a question, a promise; never a journalist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crisis.board import press
from crisis.board.press import Inquiry, InquiryAnswered, InquiryDropped, InquiryRecorded
from crisis.refusals import NotAllowed
from tests.cast import BRAM, DIRK, FIRST, FLEUR, Board, given, later
from tests.core.test_attention import wanted

TYPED: dict[str, Any] = {"medium": "regionale omroep", "question": "Gaat het gebed door?"}
RECORDED = InquiryRecorded("regionale omroep", "Gaat het gebed door?", "spokesperson", "full_team", later(hours=1))
ANSWERED = InquiryAnswered(FIRST, "Ja, het gebed gaat door.", "spokesperson")
DROPPED = InquiryDropped(FIRST, "De omroep belde zelf af.")


def test_a_question_of_a_medium_is_for_the_spokesperson():
    after = given().when(press.record, BRAM, **TYPED, promised_at="2026-11-23 15:00").then(RECORDED)
    assert after[Inquiry][FIRST].open
    assert after[Inquiry][FIRST].headline == "Regionale omroep: Gaat het gebed door?"
    assert RECORDED.sentence(after) == (
        "Persvraag van regionale omroep: Gaat het gebed door? Voor: woordvoerder. "
        "Antwoord beloofd vóór ma 23 nov 15:00."
    )


@pytest.mark.parametrize("field", ["medium", "question"])
def test_no_journalist_is_named(field: str):
    given().when(press.record, **{**TYPED, field: "Mevrouw Jansen"}).unreadable(
        **{
            field: "‘Mevrouw Jansen’ lijkt de naam van een persoon. Van een journalist leggen we geen naam vast, "
            "alleen het medium. Schrijf de groep of de functie op."
        }
    )


def test_a_number_of_a_journalist_asks_for_a_choice():
    given().when(press.record, **{**TYPED, "question": "Bel 0612345678 terug."}).unreadable(
        question="Dit lijkt een persoonsgegeven: telefoonnummer (0612345678). Schrijf het anders, of zeg waarom het "
        "moet blijven."
    )


def test_the_answer_stays_with_who_gave_it_and_when():
    when = given(RECORDED).when(press.answer, inquiry=FIRST, answer="Ja, het gebed gaat door.", clock=later(hours=2))
    found = when.then(ANSWERED)[Inquiry][FIRST]
    assert (found.open, found.answered_at, found.standing(later(days=1))[2]) == (False, later(hours=2), "Beantwoord")
    other = InquiryAnswered(FIRST, "Daar gaan wij over.", "police_liaison")
    typed = {"answer": "Daar gaan wij over.", "owner_role": "police_liaison"}
    after = given(RECORDED).when(press.answer, inquiry=FIRST, **typed).then(other)
    assert other.sentence(after).endswith("beantwoord door politie: Daar gaan wij over.")


@pytest.mark.parametrize(("act", "typed"), [(press.answer, {"answer": "Ja."}), (press.drop, {"reason": "Belde af."})])
def test_it_ends_once(act: Any, typed: dict[str, str]):
    given(RECORDED, ANSWERED).when(act, inquiry=FIRST, **typed).refused("Deze persvraag is al beantwoord.")
    given(RECORDED, DROPPED).when(act, inquiry=FIRST, **typed).refused("Deze persvraag hoeft geen antwoord meer.")
    hidden = InquiryRecorded("omroep", "Wat?", "spokesperson", "restricted")
    given(hidden).when(act, BRAM, inquiry=FIRST, **typed).not_found()


@pytest.mark.parametrize(
    ("minutes", "waits", "late"), [(40, 0, 0), (46, 1, 0), (60, 0, 1)], ids=["early", "soon", "overdue"]
)
def test_a_promise_to_a_medium_asks_for_the_spokesperson(minutes: int, waits: int, late: int):
    incident, span = given(RECORDED).incident, timedelta(minutes=minutes)
    assert len(wanted(incident, "Pers wacht", after=span)) == waits
    found = wanted(incident, "Pers te laat", after=span)
    assert [one.role for one in found] == ["spokesperson"] * late
    assert not wanted(given(RECORDED, ANSWERED).incident, "Pers te laat", after=span)
    assert not wanted(incident, "Pers te laat", DIRK, after=span), "not for that circle"


def test_without_a_promise_nothing_is_late():
    incident = given(InquiryRecorded("omroep", "Wat?", "spokesperson", "full_team")).incident
    assert not wanted(incident, "Pers te laat", after=timedelta(days=9))


def test_the_press_is_for_woordvoering(opened: Board):
    for player in (FLEUR, DIRK):
        with pytest.raises(NotAllowed):
            opened.does(player, "press.record", **TYPED)
    number = opened.does(BRAM, "press.record", **TYPED).last
    opened.does(BRAM, "press.drop", inquiry=number, reason="Belde zelf af.")
    assert not opened.incident[Inquiry][number].open
