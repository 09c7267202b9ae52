"""Contact with the press: which medium asks what, when we promised an answer, and what we answered. No names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crisis import dates
from crisis.actions import action
from crisis.glossary import ROLES, ended, quoted, spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Standing, Thing
from crisis.inputs import Circle, Line, Reason, Role, Text, When
from crisis.refusals import Refused, refuse_names

_ABOUT: Final = "Van een journalist leggen we geen naam vast, alleen het medium."


@dataclass(frozen=True)
class Inquiry(Thing):
    """A question of a medium, until it was answered."""

    label = "Persvraag"
    asks = True

    medium: str
    question: str
    asked_at: datetime
    owner_role: str
    promised_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    dropped: str = ""

    @property
    def name(self) -> str:
        """The medium, with what it asks."""
        return quoted(f"{self.medium}: {self.question}")

    @property
    def headline(self) -> str:
        """The medium and its question, whole."""
        return f"{self.medium[:1].upper()}{self.medium[1:]}: {self.question}"

    @property
    def open(self) -> bool:
        """Whether the medium still waits."""
        return not self.answer and not self.dropped

    def standing(self, now: datetime) -> Standing:
        """Whether it was answered, and in time."""
        if self.answer:
            return ("good", "done", "Beantwoord")
        if self.dropped:
            return ("", "gone", "Hoeft niet meer")
        late = self.promised_at is not None and self.promised_at <= now
        return ("bad", "late", "Te laat") if late else ("warn", "waiting", "Wacht op antwoord")

    def rows(self, names: Names) -> Rows:
        """When it was asked, what was promised, who answers what."""
        yield "Gevraagd", dates.full(self.asked_at)
        yield "Antwoord beloofd vóór", dates.full(self.promised_at) if self.promised_at else ""
        yield "Wie antwoordt", ROLES[self.owner_role]
        yield "Geantwoord", f"{self.answer} ({dates.full(self.answered_at)})" if self.answered_at else ""
        yield "Hoeft niet meer", self.dropped


@dataclass(frozen=True)
class InquiryRecorded(Fact, kind="press_inquiry_recorded", written=True):
    """A medium asked something."""

    medium: str
    question: str
    owner_role: str
    circle: str
    promised_at: datetime | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the question."""
        said = (self.medium, self.question, entry.occurred_at, self.owner_role, self.promised_at)
        incident.put(Inquiry(entry.seq, entry.seq, entry.circle, *said))

    def sentence(self, names: Names) -> str:
        """Who asks what, and when they hear."""
        promised = f" Antwoord beloofd vóór {dates.short(self.promised_at)}." if self.promised_at else ""
        return f"Persvraag van {self.medium}: {ended(self.question)} Voor: {spoken(self.owner_role)}.{promised}"


@dataclass(frozen=True)
class InquiryAnswered(Fact, kind="press_inquiry_answered", written=True):
    """A medium got its answer."""

    about = "inquiry"
    inquiry: int
    answer: str
    owner_role: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set what was said, by which role and when."""
        said = {"answer": self.answer, "owner_role": self.owner_role, "answered_at": entry.occurred_at}
        incident.amend(incident[Inquiry][self.inquiry], entry, **said)

    def sentence(self, names: Names) -> str:
        """Who said what."""
        return f"Persvraag {names.named(self.inquiry)} beantwoord door {spoken(self.owner_role)}: {self.answer}"


@dataclass(frozen=True)
class InquiryDropped(Fact, kind="press_inquiry_dropped"):
    """A medium does not need an answer any more, or does not get one from us."""

    about = "inquiry"
    text = "Persvraag {inquiry} hoeft geen antwoord meer. Reden: {reason}"
    inquiry: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close it with its reason."""
        incident.amend(incident[Inquiry][self.inquiry], entry, dropped=self.reason)


@action("press.record", "Persvraag vastleggen")
def record(
    incident: Incident,
    by: By,
    medium: Line,
    question: Text,
    promised_at: When | None = None,
    owner_role: Role = "spokesperson",
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Record what a medium asks, and when we promised to answer; no name or number of a journalist."""
    refuse_names({"medium": medium, "question": question}, _ABOUT)
    yield InquiryRecorded(medium, question, owner_role, by.circle(circle, incident), promised_at)


@action("press.answer", "Persvraag beantwoorden")
def answer(
    incident: Incident, by: By, inquiry: Inquiry, answer: Text, owner_role: Role | None = None
) -> Iterator[Fact]:
    """Record what was answered, and by which role when that is another than was foreseen."""
    refuse_names({"answer": answer}, _ABOUT)
    _must_be_open(inquiry)
    yield InquiryAnswered(inquiry.id, answer, owner_role or inquiry.owner_role)


@action("press.drop", "Hoeft niet meer")
def drop(incident: Incident, by: By, inquiry: Inquiry, reason: Reason) -> Iterator[Fact]:
    """Say why a medium gets no answer from us."""
    _must_be_open(inquiry)
    yield InquiryDropped(inquiry.id, reason)


def _must_be_open(inquiry: Inquiry) -> None:
    if inquiry.answer:
        raise Refused("Deze persvraag is al beantwoord.")
    if inquiry.dropped:
        raise Refused("Deze persvraag hoeft geen antwoord meer.")
