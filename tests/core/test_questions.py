"""Questions: heard, counted, answered; and what the contact centre may read aloud of it."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board.questions import Question, Unsaid, acts, unanswered
from crisis.board.questions.facts import (
    AnswerWithdrawn,
    QuestionAnswered,
    QuestionAsked,
    QuestionAssigned,
    QuestionClosed,
    QuestionCounted,
    UnsaidAdded,
    UnsaidLifted,
)
from crisis.refusals import Conflict, NotAllowed, Refused
from tests.cast import ANNA, BRAM, DIRK, FIRST, FLEUR, Board, given, later, told

ASKED = QuestionAsked("Is het plein open?", "residents", "full_team")
ANSWERED = QuestionAnswered(FIRST, "Ja, het plein is open.")
CLOSED = QuestionClosed(FIRST, "Niemand vraagt het meer.")
UNSAID = UnsaidAdded("Wie de melding deed.", "full_team", "Daar gaat de politie over.")


def test_one_field_is_enough():
    after = given().when(acts.ask, FLEUR, text="Is het plein open?").then(ASKED)
    found = after[Question][FIRST]
    assert (found.status, found.count, found.asker) == ("open", 1, "residents")
    assert ASKED.sentence(after) == "Vraag: Is het plein open? Van: bewoners."
    often = QuestionAsked("Is het plein open?", "contact_centre", "full_team", 12)
    given().when(acts.ask, text="Is het plein open?", asker="contact_centre", number=12).then(often)
    assert often.sentence(after) == "Vraag: Is het plein open? Van: klantcontactcentrum, 12 keer."


def test_a_question_is_of_a_group():
    given().when(acts.ask, text="Wat doet meneer De Vries?").unreadable(
        text="‘meneer De Vries’ lijkt de naam van een persoon. Een vraag is van een groep, niet van één persoon. "
        "Schrijf de groep of de functie op."
    )


def test_one_tap_counts_one_and_a_number_counts_more():
    after = given(ASKED).when(acts.count, FLEUR, question=FIRST).then(QuestionCounted(FIRST, 1))
    assert after[Question][FIRST].count == 2
    assert QuestionCounted(FIRST, 6).sentence(after) == "Vraag ‘Is het plein open?’ is nog 6 keer gesteld."
    given(ASKED).when(acts.count, question=FIRST, number=0).unreadable(number="Tel er ten minste één.")


def test_a_role_makes_the_answer():
    assigned = QuestionAssigned(FIRST, "district_manager")
    after = given(ASKED).when(acts.assign, question=FIRST, owner_role="district_manager").then(assigned)
    assert (after[Question][FIRST].status, after[Question][FIRST].open) == ("assigned", True)
    given(ASKED, assigned).when(acts.assign, question=FIRST, owner_role="district_manager").then()


def test_an_answer_stays_inside_until_somebody_says_that_it_may_go_out():
    after = given(ASKED).when(acts.answer, question=FIRST, answer="Ja, het plein is open.").then(ANSWERED)
    found = after[Question][FIRST]
    assert (found.status, found.told, found.on_sheet) == ("answered", "", True)
    out = QuestionAnswered(FIRST, "Ja, het plein is open.", True)
    after = given(ASKED, ANSWERED).when(acts.answer, question=FIRST, answer="Ja, het plein is open.", outside="ja")
    assert after.then(out)[Question][FIRST].told == "Ja, het plein is open."
    given(ASKED, out).when(acts.answer, question=FIRST, answer="Ja, het plein is open.").then()


@pytest.mark.parametrize(
    ("circle", "told_", "on_sheet"),
    [("restricted", "", False), ("core_team", "", False), ("mayor", "", True), ("partners", "Ja.", True)],
)
def test_the_sheet_holds_no_question_of_a_small_circle_and_only_answers_for_outside(
    circle: str, told_: str, on_sheet: bool
):
    asked = QuestionAsked("Is het plein open?", "residents", circle)
    found = given(asked, QuestionAnswered(FIRST, "Ja.")).incident[Question][FIRST]
    assert (found.told, found.on_sheet) == (told_, on_sheet)


def test_two_who_answer_at_once_see_each_other():
    other = told(QuestionAnswered(FIRST, "Nee, het plein is dicht."), by=BRAM, at=later(minutes=1))
    before = given(ASKED, other, QuestionCounted(FIRST, 1))
    typed = {"question": FIRST, "answer": "Ja.", "seen": FIRST}
    with pytest.raises(Conflict) as refusal:
        before.when(acts.answer, **typed).facts()
    assert refusal.value.sentence == "Intussen gewijzigd door Bram: antwoord. Kies welke tekst blijft."
    assert refusal.value.clashes["answer"].theirs == "Nee, het plein is dicht."


def test_an_answer_that_does_not_hold_is_withdrawn_and_the_question_is_open_again():
    gone = AnswerWithdrawn(FIRST, "Het plein gaat dicht.")
    after = given(ASKED, ANSWERED).when(acts.withdraw, question=FIRST, reason="Het plein gaat dicht.").then(gone)
    assert (after[Question][FIRST].status, after[Question][FIRST].answer) == ("open", "")
    given(ASKED).when(acts.withdraw, question=FIRST, reason="Klopt niet.").refused(
        "Deze vraag heeft geen antwoord om in te trekken."
    )


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        (acts.count, {}),
        (acts.assign, {"owner_role": "chair"}),
        (acts.answer, {"answer": "Ja."}),
        (acts.close, {"reason": "Het is voorbij."}),
    ],
)
def test_what_nobody_asks_any_more_is_over(act: Any, typed: dict[str, str]):
    given(ASKED).when(acts.close, question=FIRST, reason="Niemand vraagt het meer.").then(CLOSED)
    given(ASKED, CLOSED).when(act, question=FIRST, **typed).refused(
        "Deze vraag speelt niet meer. Leg hem opnieuw vast als hij terugkomt."
    )


def test_what_is_not_said_stands_on_the_sheet_until_it_may_be_said():
    typed = {"text": "Wie de melding deed.", "instead": "Daar gaat de politie over."}
    after = given().when(acts.withhold, **typed).then(UNSAID)
    assert after[Unsaid][FIRST].on_sheet
    assert UNSAID.sentence(after) == "Wat we niet zeggen: Wie de melding deed. Wel: Daar gaat de politie over."
    lifted = UnsaidLifted(FIRST, "De politie vertelt het zelf.")
    after = given(UNSAID).when(acts.lift, unsaid=FIRST, reason="De politie vertelt het zelf.").then(lifted)
    assert not after[Unsaid][FIRST].on_sheet
    given(UNSAID, lifted).when(acts.lift, unsaid=FIRST, reason="Nog eens.").refused("Dit mag al weer gezegd worden.")


def test_the_most_asked_comes_first_and_small_circles_stay_apart():
    hidden = QuestionAsked("Wie?", "press", "restricted", 9)
    incident = given(ASKED, QuestionAsked("Waar?", "press", "full_team", 3), hidden, ANSWERED).incident
    assert [one.words for one in unanswered(incident, ["full_team"])] == ["Waar?"]
    assert [one.words for one in unanswered(incident, ["restricted", "full_team"])] == ["Wie?", "Waar?"]


def test_the_street_asks_and_counts_and_woordvoering_answers(opened: Board):
    number = opened.does(FLEUR, "questions.ask", text="Is het plein open?").last
    opened.does(FLEUR, "questions.count", question=number, number=4)
    with pytest.raises(NotAllowed):
        opened.does(FLEUR, "questions.close", question=number, reason="Het is voorbij.")
    with pytest.raises(Refused):
        opened.does(FLEUR, "questions.answer", question=number, answer="Ja.")
    with pytest.raises(NotAllowed):
        opened.does(DIRK, "questions.ask", text="Iets?")
    opened.does(BRAM, "questions.answer", question=number, answer="Ja.")
    opened.does(ANNA, "questions.withdraw", question=number, reason="Toch niet.")
    assert opened.incident[Question][number].count == 5


def test_who_was_given_a_question_answers_it_and_nobody_else_who_only_hears():
    given(ASKED).when(acts.answer, FLEUR, question=FIRST, answer="Ja.").refused(
        "Deze vraag is niet aan uw rol gegeven. Vraag woordvoering wie antwoordt."
    )
    mine = (ASKED, QuestionAssigned(FIRST, "district_manager"))
    given(*mine).when(acts.answer, FLEUR, question=FIRST, answer="Ja.").then(QuestionAnswered(FIRST, "Ja."))
    given(*mine).when(acts.answer, FLEUR, question=FIRST, answer="Ja.", outside=True).refused(
        "Of dit naar buiten mag, bepaalt woordvoering. Laat dat veld leeg."
    )
