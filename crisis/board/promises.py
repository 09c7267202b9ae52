"""Promises made to people in the city. They stay on the board until they are reported back to who they were made to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crisis import dates
from crisis.actions import action
from crisis.glossary import ROLES, ended, quoted, spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Standing, Thing
from crisis.inputs import Circle, Line, Reason, Role, Text, When
from crisis.refusals import Refused


@dataclass(frozen=True)
class Promise(Thing):
    """What was promised, to whom, by which role, before when, and how it was reported back."""

    label = "Toezegging"
    asks = True

    words: str
    to_whom: str
    owner_role: str
    due: datetime
    origin: int | None = None
    reported: str = ""
    reported_at: datetime | None = None
    dropped: str = ""

    @property
    def name(self) -> str:
        """The promise itself, shortened."""
        return quoted(self.words)

    @property
    def open(self) -> bool:
        """Whether it still has to be reported back."""
        return not self.reported and not self.dropped

    @property
    def headline(self) -> str:
        """The promise, whole."""
        return self.words

    def standing(self, now: datetime) -> Standing:
        """Whether it was reported back."""
        if self.reported:
            return ("good", "check", "Teruggemeld")
        if self.dropped:
            return ("", "gone", "Gaat niet door")
        return ("bad", "late", "Te laat") if self.due <= now else ("info", "waiting", "Nog terugmelden")

    def rows(self, names: Names) -> Rows:
        """To whom, by whom, before when, and how it ended."""
        yield "Aan wie", self.to_whom
        yield "Eigenaar", ROLES[self.owner_role]
        yield "Vóór", dates.full(self.due)
        yield "Gedaan in", names.named(self.origin) if self.origin else ""
        told = self.reported and self.reported_at
        yield "Teruggemeld", f"{self.reported} ({dates.full(self.reported_at)})" if told and self.reported_at else ""
        yield "Gaat niet door", self.dropped


@dataclass(frozen=True)
class PromiseMade(Fact, kind="promise_made", written=True):
    """Somebody promised something on behalf of the municipality."""

    words: str
    to_whom: str
    owner_role: str
    due: datetime
    circle: str
    origin: int | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the promise."""
        incident.put(
            Promise(
                entry.seq,
                entry.seq,
                entry.circle,
                self.words,
                self.to_whom,
                self.owner_role,
                self.due,
                self.origin,
            )
        )

    def sentence(self, names: Names) -> str:
        """With addressee, owner and date."""
        rest = f"Aan: {self.to_whom.rstrip('.')}. Eigenaar: {spoken(self.owner_role)}, vóór {dates.short(self.due)}."
        return f"Toezegging: {ended(self.words)} {rest}"


@dataclass(frozen=True)
class PromiseReported(Fact, kind="promise_reported"):
    """The people to whom a promise was made heard what came of it."""

    about = "promise"
    text = "Toezegging {promise} is teruggemeld: {how}"
    promise: int
    how: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close the promise."""
        incident.amend(incident[Promise][self.promise], entry, reported=self.how, reported_at=entry.occurred_at)


@dataclass(frozen=True)
class PromiseDropped(Fact, kind="promise_dropped"):
    """A promise cannot be kept, and who it was made to was told so."""

    about = "promise"
    text = "Toezegging {promise} kan niet doorgaan. Waarom, en hoe dat is verteld: {reason}"
    promise: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close the promise with its reason."""
        incident.amend(incident[Promise][self.promise], entry, dropped=self.reason, reported_at=entry.occurred_at)


def outstanding(incident: Incident) -> list[Promise]:
    """Promises that still have to be reported back, the first due first."""
    waiting = [one for one in incident[Promise].values() if one.open]
    return sorted(waiting, key=lambda one: (one.due, one.id))


@action("promises.make", "Toezegging vastleggen")
def make(
    incident: Incident, by: By, words: Text, to_whom: Line, owner_role: Role, due: When, circle: Circle | None = None
) -> Iterator[Fact]:
    """Record a promise; it needs an owner and a date, and somebody to report back to."""
    yield PromiseMade(words, to_whom, owner_role, due, by.circle(circle, incident))


@action("promises.report_back", "Terugmelden")
def report_back(incident: Incident, by: By, promise: Promise, how: Text) -> Iterator[Fact]:
    """Say how it was reported back to the same people."""
    _must_be_open(promise)
    yield PromiseReported(promise.id, how)


@action("promises.drop", "Kan niet doorgaan")
def drop(incident: Incident, by: By, promise: Promise, reason: Reason) -> Iterator[Fact]:
    """Say that a promise cannot be kept, and how that was told."""
    _must_be_open(promise)
    yield PromiseDropped(promise.id, reason)


def _must_be_open(promise: Promise) -> None:
    if promise.reported:
        raise Refused("Deze toezegging is al teruggemeld.")
    if promise.dropped:
        raise Refused("Deze toezegging kan niet doorgaan. Dat is al verteld.")
