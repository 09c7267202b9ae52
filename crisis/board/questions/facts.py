"""What can have happened to a question, and to what we do not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crisis.board.questions.thing import ASKERS, Question, Unsaid
from crisis.glossary import ended, spoken
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class QuestionAsked(Fact, kind="question_asked", written=True):
    """People want to know something."""

    words: str
    asker: str
    circle: str
    count: int = 1

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the question."""
        made = Question(entry.seq, entry.seq, entry.circle, self.words, self.asker, entry.occurred_at, self.count)
        incident.put(made)

    def sentence(self, names: Names) -> str:
        """The words, with who asks."""
        often = f", {self.count} keer" if self.count > 1 else ""
        return f"Vraag: {ended(self.words)} Van: {ASKERS[self.asker].removesuffix(' (KCC)').lower()}{often}."


@dataclass(frozen=True)
class QuestionCounted(Fact, kind="question_counted"):
    """The same was asked again."""

    about = "question"
    text = "Vraag {question} is nog {number} keer gesteld."
    question: int
    number: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Count it."""
        old = incident[Question][self.question]
        incident.amend(old, entry, count=old.count + self.number)


@dataclass(frozen=True)
class QuestionAssigned(Fact, kind="question_assigned"):
    """A role makes the answer."""

    about = "question"
    question: int
    owner_role: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the role."""
        incident.amend(incident[Question][self.question], entry, owner_role=self.owner_role)

    def sentence(self, names: Names) -> str:
        """Who answers what."""
        return f"Vraag {names.named(self.question)} wordt beantwoord door: {spoken(self.owner_role)}."


@dataclass(frozen=True)
class QuestionAnswered(Fact, kind="question_answered", written=True):
    """There is an answer, or a better one."""

    about = "question"
    #: What it changes, for who edits the same answer.
    fields: ClassVar = ("answer", "outside")
    question: int
    answer: str
    outside: bool = False

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the answer and whether it may go out."""
        found = {"answer": self.answer, "outside": self.outside, "answered_at": entry.occurred_at}
        incident.amend(incident[Question][self.question], entry, **found)

    def sentence(self, names: Names) -> str:
        """The answer, whole."""
        out = " Dit mag naar buiten." if self.outside else ""
        return f"Antwoord op {names.named(self.question)}: {ended(self.answer)}{out}"


@dataclass(frozen=True)
class AnswerWithdrawn(Fact, kind="question_answer_withdrawn"):
    """An answer does not hold any more; the question is open again."""

    about = "question"
    text = "Antwoord op {question} ingetrokken. Reden: {reason}"
    question: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Take the answer away; it stays in the history."""
        incident.amend(incident[Question][self.question], entry, answer="", outside=False, answered_at=None)


@dataclass(frozen=True)
class QuestionClosed(Fact, kind="question_closed"):
    """Nobody wants to know this any more."""

    about = "question"
    text = "Vraag {question} speelt niet meer. Reden: {reason}"
    question: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close it with its reason."""
        incident.amend(incident[Question][self.question], entry, closed=self.reason)


@dataclass(frozen=True)
class UnsaidAdded(Fact, kind="unsaid_added", line="question", written=True):
    """Something is not said for now."""

    words: str
    circle: str
    instead: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add it."""
        incident.put(Unsaid(entry.seq, entry.seq, entry.circle, self.words, self.instead))

    def sentence(self, names: Names) -> str:
        """What not, and what instead."""
        instead = f" Wel: {self.instead}" if self.instead else ""
        return f"Wat we niet zeggen: {ended(self.words)}{instead}"


@dataclass(frozen=True)
class UnsaidLifted(Fact, kind="unsaid_lifted", line="question"):
    """What was not said may be said again."""

    about = "unsaid"
    text = "Mag weer gezegd worden: {unsaid}. Reden: {reason}"
    unsaid: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Take it off the sheet."""
        incident.amend(incident[Unsaid][self.unsaid], entry, lifted=self.reason)
