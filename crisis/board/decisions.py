"""Decisions: the core record. What was asked, what was weighed, what was chosen, why, and by whom in which body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Annotated, Any, Final

from crisis import dates
from crisis.actions import action
from crisis.glossary import ended, quoted
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Standing, Thing
from crisis.inputs import Circle, Line, Reason, Several, Text, Typed, When, one_of
from crisis.refusals import Refused, Unreadable

#: Where a decision is taken.
BODIES: Final[dict[str, str]] = {"team": "Team", "triangle": "Driehoek", "mayor": "Burgemeester"}

Body = Annotated[str, Typed, one_of(BODIES)]


@dataclass(frozen=True)
class Decided:
    """What a decision says; the same for a first decision and for one that takes its place."""

    question: str
    options: tuple[str, ...]
    chosen: str
    why: str
    decided_by: str
    circle: str
    body: str = "team"
    present: tuple[str, ...] = ()
    dissent: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    review_at: datetime | None = None
    public_summary: str = ""
    meeting: int | None = None


@dataclass(frozen=True)
class Decision(Decided, Thing):
    """A decision on the board, with the one it replaces and the one that replaced it."""

    label = "Besluit"
    asks = True

    decided_at: datetime | None = None
    revises: int | None = None
    revised_by: int | None = None
    withdrawn: str = ""

    @property
    def name(self) -> str:
        """What was chosen, shortened."""
        return quoted(self.chosen)

    @property
    def holds(self) -> bool:
        """Whether it was neither revised nor withdrawn."""
        return self.revised_by is None and not self.withdrawn

    @property
    def headline(self) -> str:
        """What was chosen."""
        return self.chosen

    def standing(self, now: datetime) -> Standing | None:
        """That it does not hold any more."""
        if self.holds:
            return None
        return ("", "gone", f"Herzien door #{self.revised_by}" if self.revised_by else "Ingetrokken")

    def rows(self, names: Names) -> Rows:
        """From the question to what came in its place."""
        yield "Vraag", self.question
        yield "Keuzes", "\n".join(self.options)
        yield "Waarom", self.why
        yield "Besloten door", f"{self.decided_by} ({BODIES[self.body].lower()})"
        yield "Erbij", ", ".join(self.present)
        yield "Niet mee eens", self.dissent
        yield "Besloten op", dates.full(self.decided_at) if self.decided_at else ""
        yield "Geldt", dates.span(self.valid_from, self.valid_until)
        yield "Opnieuw bekijken", dates.full(self.review_at) if self.review_at else ""
        yield "Samenvatting voor de raad", self.public_summary
        yield "Genomen in", names.named(self.meeting) if self.meeting else ""
        yield "Komt in plaats van", f"#{self.revises}" if self.revises else ""
        yield "Ingetrokken", self.withdrawn


@dataclass(frozen=True)
class DecisionTaken(Decided, Fact, kind="decision_taken", written=True):
    """Something was decided."""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the decision."""
        incident.put(_decision(self, entry))

    def sentence(self, names: Names) -> str:
        """Question, choice, reason and decider."""
        return _told(self)


@dataclass(frozen=True)
class DecisionRevised(Decided, Fact, kind="decision_revised", written=True):
    """A later decision took the place of an earlier one."""

    decision: int = 0

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the new decision and mark the old one."""
        incident.amend(incident[Decision][self.decision], entry, revised_by=entry.seq)
        incident.put(replace(_decision(self, entry), revises=self.decision))

    def sentence(self, names: Names) -> str:
        """The new decision, and which one it replaces."""
        return f"{_told(self)} Dit komt in de plaats van #{self.decision}."


@dataclass(frozen=True)
class DecisionWithdrawn(Fact, kind="decision_withdrawn"):
    """A decision no longer holds, and nothing came in its place."""

    about = "decision"
    text = "Besluit {decision} ingetrokken. Reden: {reason}"
    decision: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Mark it."""
        incident.amend(incident[Decision][self.decision], entry, withdrawn=self.reason)


def standing(incident: Incident) -> list[Decision]:
    """The decisions that hold, the newest first."""
    return [one for one in reversed(list(incident[Decision].values())) if one.holds]


@action("decisions.take", "Besluit vastleggen")
def take(
    incident: Incident,
    by: By,
    question: Line,
    options: Several,
    chosen: Text,
    why: Text,
    decided_by: Line,
    body: Body = "team",
    present: Several = (),
    dissent: Text | None = None,
    valid_from: When | None = None,
    valid_until: When | None = None,
    review_at: When | None = None,
    public_summary: Text | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Record a decision with its options, motivation and decider; without those it is none."""
    yield DecisionTaken(**weighed(incident, by, locals()))


@action("decisions.revise", "Besluit herzien")
def revise(
    incident: Incident,
    by: By,
    decision: Decision,
    chosen: Text,
    why: Text,
    decided_by: Line,
    options: Several = (),
    body: Body | None = None,
    valid_until: When | None = None,
    review_at: When | None = None,
) -> Iterator[Fact]:
    """Take another decision in the place of this one; both stay visible. Who was there was there the first time."""
    _must_hold(decision)
    begins = decision.valid_from if decision.valid_from and decision.valid_from > by.occurred_at else None
    _must_begin_first(begins, valid_until)
    yield DecisionRevised(
        question=decision.question,
        options=options or decision.options,
        chosen=chosen,
        why=why,
        decided_by=decided_by,
        circle=decision.circle,
        body=body or decision.body,
        valid_from=begins,
        valid_until=valid_until,
        review_at=review_at,
        decision=decision.id,
    )


@action("decisions.withdraw", "Besluit intrekken")
def withdraw(incident: Incident, by: By, decision: Decision, reason: Reason) -> Iterator[Fact]:
    """Say that a decision no longer holds, and why."""
    _must_hold(decision)
    yield DecisionWithdrawn(decision.id, reason)


def weighed(incident: Incident, by: By, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a decision out of the arguments of an act; used by meetings too. Raises Unreadable."""
    values = {one.name: given[one.name] for one in fields(Decided) if given.get(one.name) is not None}
    _must_begin_first(given.get("valid_from"), given.get("valid_until"))
    return values | {"circle": by.circle(given.get("circle"), incident)}


def _must_begin_first(begins: datetime | None, ends: datetime | None) -> None:
    if begins and ends and ends <= begins:
        raise Unreadable({"valid_until": "Het besluit eindigt voordat het begint. Kijk de tijden na."})


def _must_hold(decision: Decision) -> None:
    if decision.revised_by:
        raise Refused(f"Dit besluit is al herzien. Ga verder met #{decision.revised_by}.")
    if decision.withdrawn:
        raise Refused("Dit besluit is al ingetrokken.")


def _decision(decided: Decided, entry: Entry) -> Decision:
    values = {one.name: getattr(decided, one.name) for one in fields(Decided)} | {"circle": entry.circle}
    return Decision(id=entry.seq, changed=entry.seq, decided_at=entry.occurred_at, **values)


def _told(decided: Decided) -> str:
    where = f" ({BODIES[decided.body].lower()})" if decided.body == "triangle" else ""
    return (
        f"Besluit: {ended(decided.chosen)} Vraag: {ended(decided.question)} Reden: {ended(decided.why)} "
        f"Besloten door: {decided.decided_by.rstrip('.')}{where}."
    )
