"""Measures of the mayor: on what ground, where, until when, and whether the circumstance is still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Annotated, Final

from crisis import dates
from crisis.actions import action
from crisis.board import phases
from crisis.board.tasks import TaskAdded
from crisis.board.team import filled
from crisis.board.team.members import role_reads
from crisis.glossary import spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Standing, Thing
from crisis.inputs import Circle, Entries, Line, Reason, Text, Typed, When, one_of
from crisis.refusals import NotFound, Refused, Unreadable

#: What a mayor can impose, with the legal basis. Source: domain.md 2.6.
MEASURES: Final[dict[str, str]] = {
    "emergency_order": "Noodbevel (art. 175 Gemeentewet)",
    "emergency_ordinance": "Noodverordening (art. 176 Gemeentewet)",
    "light_order": "Lichte bevelsbevoegdheid (art. 172 lid 3 Gemeentewet)",
    "area_ban": "Gebiedsverbod of meldplicht (art. 172a Gemeentewet)",
    "search_area": "Veiligheidsrisicogebied (art. 151b Gemeentewet)",
    "cameras": "Cameratoezicht (art. 151c Gemeentewet)",
    "holding": "Bestuurlijke ophouding (art. 154a en 176a Gemeentewet)",
    "local_bylaw": "Op grond van de APV",
    "demonstration_terms": "Voorschriften of beperkingen bij een demonstratie (art. 5 Wom)",
    "demonstration_end": "Beëindigen van een demonstratie (art. 7 Wom)",
    "closure": "Sluiting (art. 174 Gemeentewet of 13b Opiumwet)",
    "permit": "Vergunning of subsidie weigeren of intrekken",
}
#: How long after the last check somebody has to say that the circumstance is still there.
CHECKED_EVERY: Final = timedelta(hours=24)
#: What follows on an emergency ordinance: the task, its owner and the hours it may take. Source: art. 176 Gemeentewet.
_CLOCKS: Final = (
    ("Noodverordening melden aan de gemeenteraad", "council_registry", 12),
    ("Noodverordening melden aan de commissaris van de Koning", "legal_advisor", 12),
    ("Noodverordening melden aan de officier van justitie", "legal_advisor", 12),
    ("Noodverordening ter bekrachtiging op de agenda van de raad", "council_registry", 48),
)

#: Who sees to a legal clock that its owner may not read; both read every circle.
_STAND_INS: Final = ("public_order_advisor", "chair")

MeasureKind = Annotated[str, Typed, one_of(MEASURES)]


@dataclass(frozen=True)
class Imposed:
    """What a measure says."""

    measure_kind: str
    area: str
    valid_from: datetime
    valid_until: datetime
    grounds: str
    alternatives: str
    proportionality: str
    decided_by: str
    circle: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class Measure(Imposed, Thing):
    """A measure, in force until its end or until it is withdrawn."""

    label = "Maatregel"
    asks = True

    checked_at: datetime | None = None
    withdrawn: str = ""
    withdrawn_at: datetime | None = None

    @property
    def name(self) -> str:
        """Kind and area."""
        return f"‘{MEASURES[self.measure_kind]}, {self.area}’"

    def in_force(self, now: datetime) -> bool:
        """Whether it holds, or will hold."""
        return not self.withdrawn and now < self.valid_until

    def to_check(self, now: datetime) -> bool:
        """Whether somebody has to look whether the circumstance is still there."""
        last = self.checked_at or self.valid_from
        return self.in_force(now) and now >= last + CHECKED_EVERY

    @property
    def headline(self) -> str:
        """Kind and area."""
        return f"{MEASURES[self.measure_kind]}, {self.area}"

    def standing(self, now: datetime) -> Standing:
        """Whether it is in force."""
        if self.withdrawn:
            return ("", "gone", "Ingetrokken")
        return ("warn", "lock", "Van kracht") if self.in_force(now) else ("", "done", "Afgelopen")

    def rows(self, names: Names) -> Rows:
        """The grounds and the weighing, as a court would ask for them."""
        yield "Geldt", dates.span(self.valid_from, self.valid_until)
        yield "Gronden", self.grounds
        yield "Uit het logboek", ", ".join(f"#{number}" for number in self.evidence)
        yield "Lichtere middelen", self.alternatives
        yield "Niet zwaarder dan nodig", self.proportionality
        yield "Besloten door", self.decided_by
        yield "Laatst nagegaan", dates.full(self.checked_at) if self.checked_at else ""
        yield "Ingetrokken", f"{self.withdrawn} ({dates.full(self.withdrawn_at)})" if self.withdrawn_at else ""


@dataclass(frozen=True)
class MeasureImposed(Imposed, Fact, kind="measure_imposed", written=True):
    """The mayor imposed a measure."""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the measure."""
        values = {one.name: getattr(self, one.name) for one in fields(Imposed)} | {"circle": entry.circle}
        incident.put(Measure(id=entry.seq, changed=entry.seq, **values))

    def sentence(self, names: Names) -> str:
        """What, where, how long, by whom and why."""
        span = f"van {dates.short(self.valid_from)} tot {dates.short(self.valid_until)}"
        what = f"Maatregel: {MEASURES[self.measure_kind]}, {self.area.rstrip('.')}, {span}."
        return f"{what} Besluit van: {self.decided_by.rstrip('.')}. Reden: {self.grounds}"


@dataclass(frozen=True)
class MeasureChecked(Fact, kind="measure_checked"):
    """Somebody looked whether the circumstance is still there, and it is."""

    about = "measure"
    text = "Maatregel {measure} is nog nodig: {reason}"
    measure: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set when that was."""
        incident.amend(incident[Measure][self.measure], entry, checked_at=entry.occurred_at)


@dataclass(frozen=True)
class MeasureWithdrawn(Fact, kind="measure_withdrawn"):
    """A measure ended before its time."""

    about = "measure"
    text = "Maatregel {measure} ingetrokken. Reden: {reason}"
    measure: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """End it."""
        incident.amend(incident[Measure][self.measure], entry, withdrawn=self.reason, withdrawn_at=entry.occurred_at)


def in_force(incident: Incident, now: datetime) -> list[Measure]:
    """The measures that hold or will hold."""
    return [one for one in incident[Measure].values() if one.in_force(now)]


@action("measures.impose", "Maatregel vastleggen")
def impose(
    incident: Incident,
    by: By,
    kind: MeasureKind,
    area: Line,
    valid_from: When,
    valid_until: When,
    grounds: Text,
    alternatives: Text,
    proportionality: Text,
    decided_by: Line,
    evidence: Entries = (),
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Record a measure with its grounds; an emergency ordinance brings its legal clocks along as tasks."""
    if valid_until <= valid_from:
        raise Unreadable({"valid_until": "De maatregel eindigt voordat hij begint. Kijk de tijden na."})
    evidence = tuple(dict.fromkeys(evidence))
    for number in evidence:
        _must_be_readable(incident, by, number)
    where = by.circle(circle, incident)
    imposed = MeasureImposed(
        kind, area, valid_from, valid_until, grounds, alternatives, proportionality, decided_by, where, evidence
    )
    yield imposed
    if kind == "emergency_ordinance":
        yield from _clocks(incident, by, incident.seq, where)


@action("measures.check", "Nog nodig")
def check(incident: Incident, by: By, measure: Measure, reason: Reason) -> Iterator[Fact]:
    """Say that the circumstance is still there, and how one knows; asked every day while it is in force."""
    _must_hold(measure, by)
    yield MeasureChecked(measure.id, reason)


@action("measures.withdraw", "Maatregel intrekken")
def withdraw(incident: Incident, by: By, measure: Measure, reason: Reason) -> Iterator[Fact]:
    """End a measure before its time."""
    _must_hold(measure, by)
    yield MeasureWithdrawn(measure.id, reason)


def _clocks(incident: Incident, by: By, measure: int, circle: str) -> Iterator[Fact]:
    run = phases.current(incident)
    reader = next((one for one in _STAND_INS if one in filled(incident)), _STAND_INS[-1])
    for title, owner, hours in _CLOCKS:
        due = by.occurred_at + timedelta(hours=hours)
        told = role_reads(incident, owner, circle)
        yield TaskAdded(
            title=title,
            circle=circle,
            details="" if told else f"De {spoken(owner)} leest deze taak niet. Breng de melding zelf over.",
            owner_role=owner if told else reader,
            due=due,
            phase=run.id if run else None,
            required=True,
            origin=measure,
        )


def _must_be_readable(incident: Incident, by: By, number: int) -> None:
    try:
        known = incident.entry(number).circle in by.circles
    except NotFound:
        known = False
    if not known:
        raise Unreadable({"evidence": f"Regel #{number} bestaat niet. Kijk het nummer na in het logboek."})


def _must_hold(measure: Measure, by: By) -> None:
    if measure.withdrawn:
        raise Refused("Deze maatregel is al ingetrokken.")
    if not measure.in_force(by.occurred_at):
        raise Refused(f"Deze maatregel is al afgelopen, op {dates.short(measure.valid_until)}.")
