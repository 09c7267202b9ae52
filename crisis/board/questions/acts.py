"""What one does with questions: hear, count, answer, and agree on what is not said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from crisis.actions import action
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
from crisis.board.questions.thing import ASKERS, Question, Unsaid
from crisis.incident import By, Fact, Incident
from crisis.inputs import Circle, Count, Reason, Role, Text, Typed, Yes, one_of, text
from crisis.merging import merge
from crisis.refusals import Refused, Unreadable, refuse_names

Asker = Annotated[str, Typed, one_of(ASKERS)]
Asking = Annotated[str, text(500), Typed]
_ABOUT: Final = "Een vraag is van een groep, niet van één persoon."
_LABELS: Final = {"answer": "Antwoord", "outside": "Mag naar buiten"}
_WORDS: Final = {"outside": {"True": "Ja", "False": "Nee"}}


#: Who keeps the line of what is said, and so may answer any question.
_KEEP_THE_LINE: Final = frozenset(
    {
        *("chair", "public_order_advisor", "communications_advisor", "spokesperson"),
        *("information_coordinator", "environment_analyst"),
    }
)


@action("questions.ask", "Vraag gehoord")
def ask(
    incident: Incident,
    by: By,
    text: Asking,
    asker: Asker = "residents",
    number: Count = 1,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Put down what people want to know, and which people."""
    refuse_names({"text": text}, _ABOUT)
    _must_count(number)
    yield QuestionAsked(text, asker, by.circle(circle, incident), number)


@action("questions.count", "Nog eens gehoord")
def count(incident: Incident, by: By, question: Question, number: Count = 1) -> Iterator[Fact]:
    """Count that the same was asked again, once or more often."""
    _must_count(number)
    _must_be_asked(question)
    yield QuestionCounted(question.id, number)


@action("questions.assign", "Wie antwoordt?")
def assign(incident: Incident, by: By, question: Question, owner_role: Role) -> Iterator[Fact]:
    """Say which role makes the answer."""
    _must_be_asked(question)
    if question.owner_role != owner_role:
        yield QuestionAssigned(question.id, owner_role)


@action("questions.answer", "Antwoord geven")
def answer(
    incident: Incident, by: By, question: Question, answer: Text, outside: Yes | None = None, seen: int | None = None
) -> Iterator[Fact]:
    """Give the answer, or a better one; `outside` says that it may be read aloud to everybody who calls.

    `seen` is the number of the entry that the form was made from.
    """
    _must_be_asked(question)
    _may_speak(by, question, outside=bool(outside))
    proposed = {"answer": answer} | ({} if outside is None else {"outside": outside})
    changed = merge(incident, question, seen, proposed, _LABELS, _WORDS)
    if changed:
        now: dict[str, Any] = {"answer": question.answer, "outside": question.outside} | changed
        yield QuestionAnswered(question.id, **now)


@action("questions.withdraw", "Antwoord intrekken")
def withdraw(incident: Incident, by: By, question: Question, reason: Reason) -> Iterator[Fact]:
    """Take an answer back that does not hold any more; it leaves the sheet at once."""
    if not question.answer:
        raise Refused("Deze vraag heeft geen antwoord om in te trekken.")
    yield AnswerWithdrawn(question.id, reason)


@action("questions.close", "Speelt niet meer")
def close(incident: Incident, by: By, question: Question, reason: Reason) -> Iterator[Fact]:
    """Say that nobody asks this any more."""
    _must_be_asked(question)
    yield QuestionClosed(question.id, reason)


@action("questions.withhold", "Vastleggen wat we niet zeggen")
def withhold(
    incident: Incident, by: By, text: Asking, instead: Text | None = None, circle: Circle | None = None
) -> Iterator[Fact]:
    """Agree on what is not said for now, and on what is said instead."""
    refuse_names({"text": text, "instead": instead}, "Ook hier staan geen namen.")
    yield UnsaidAdded(text, by.circle(circle, incident), instead or "")


@action("questions.lift", "Mag weer gezegd worden")
def lift(incident: Incident, by: By, unsaid: Unsaid, reason: Reason) -> Iterator[Fact]:
    """Say that it may be said again."""
    if unsaid.lifted:
        raise Refused("Dit mag al weer gezegd worden.")
    yield UnsaidLifted(unsaid.id, reason)


def _must_count(number: int) -> None:
    if not number:
        raise Unreadable({"number": "Tel er ten minste één."})


def _must_be_asked(question: Question) -> None:
    if question.closed:
        raise Refused("Deze vraag speelt niet meer. Leg hem opnieuw vast als hij terugkomt.")


def _may_speak(by: By, question: Question, *, outside: bool) -> None:
    """Who was given a question may answer it; what may be said to everybody is for who keeps the line."""
    if by.roles & _KEEP_THE_LINE:
        return
    if question.owner_role not in by.roles:
        raise Refused("Deze vraag is niet aan uw rol gegeven. Vraag woordvoering wie antwoordt.")
    if outside:
        raise Refused("Of dit naar buiten mag, bepaalt woordvoering. Laat dat veld leeg.")
