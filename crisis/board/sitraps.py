"""Situation reports (sitrap): a draft that people write together, then set with a number. What is set stays so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any, Final

from crisis import dates
from crisis.actions import action
from crisis.glossary import CIRCLES
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Standing, Thing
from crisis.inputs import Circle, Nothing, Typed, When, text
from crisis.merging import merge
from crisis.refusals import Refused

#: The most that fits in one section.
LONGEST: Final = 4000
#: The sections in the order of reading. Source: domain.md 6.1.
SECTIONS: Final[dict[str, str]] = {
    "situation": "Situatie nu",
    "expectation": "Verwachting",
    "actions_open": "Acties: open",
    "actions_done": "Acties: uitgevoerd",
    "bottlenecks": "Knelpunten",
    "decisions_asked": "Gevraagde besluiten",
    "communication_line": "Communicatielijn",
}
LABELS: Final[Mapping[str, str]] = {**SECTIONS, "next_at": "Volgend rapport om"}
#: What stands in a section that nobody filled in.
EMPTY: Final = "Niet ingevuld."

Section = Annotated[str, text(LONGEST, 0), Typed]


@dataclass(frozen=True)
class Told:
    """What a report says; `next_at` is when the next one comes."""

    situation: str = ""
    expectation: str = ""
    actions_open: str = ""
    actions_done: str = ""
    bottlenecks: str = ""
    decisions_asked: str = ""
    communication_line: str = ""
    next_at: datetime | None = None

    def sections(self) -> Iterator[tuple[str, str]]:
        """Every section with its heading, in the order of reading; the moment of the next report last."""
        for name, label in SECTIONS.items():
            yield label, getattr(self, name)
        yield LABELS["next_at"], dates.full(self.next_at) if self.next_at else ""


@dataclass(frozen=True)
class SituationReport(Told, Thing):
    """A situation report: a draft until it is set, and from then on as it is."""

    label = "Situatierapport"
    asks = True

    #: In the order of setting, counted per circle: nobody sees from a number that others read more.
    number: int = 0
    set_at: datetime | None = None
    set_by: str = ""
    #: The entry by which it was set.
    set_in: int = 0
    dropped: bool = False

    @property
    def name(self) -> str:
        """With its number, or that it is a draft."""
        return f"situatierapport {self.number}" if self.number else f"concept-situatierapport #{self.id}"

    @property
    def draft(self) -> bool:
        """Whether it may still be written on."""
        return not self.number and not self.dropped

    def standing(self, now: datetime) -> Standing:
        """Draft, set or dropped."""
        if self.dropped:
            return ("", "gone", "Vervallen")
        return ("good", "done", "Vastgesteld") if self.number else ("mark", "edit", "Concept")

    def rows(self, names: Names) -> Rows:
        """The sections, and who set it when."""
        yield from self.sections()
        yield "Vastgesteld", f"{dates.full(self.set_at)} door {self.set_by}" if self.set_at else ""
        yield "Kring", CIRCLES[self.circle]


@dataclass(frozen=True)
class SitrapDrafted(Told, Fact, kind="sitrap_drafted", line="sitrap"):
    """Somebody began a report."""

    text = "Concept-situatierapport gemaakt."
    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the draft."""
        told = {one.name: getattr(self, one.name) for one in fields(Told)}
        incident.put(SituationReport(entry.seq, entry.seq, entry.circle, **told))


@dataclass(frozen=True)
class SitrapEdited(Told, Fact, kind="sitrap_edited", line="sitrap"):
    """The text of a draft changed; only what is named in `fields`."""

    about = "sitrap"
    sitrap: int = 0
    fields: tuple[str, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Change the named sections."""
        changes = {name: getattr(self, name) for name in self.fields}
        incident.amend(incident[SituationReport][self.sitrap], entry, **changes)

    def sentence(self, names: Names) -> str:
        """Which sections are different now."""
        told = ", ".join(LABELS[name].lower() for name in self.fields)
        return f"Concept-situatierapport #{self.sitrap} aangepast: {told}."


@dataclass(frozen=True)
class SitrapSet(Fact, kind="sitrap_set", line="sitrap"):
    """A report was set, and got its number."""

    about = "sitrap"
    sitrap: int
    number: int
    next_at: datetime | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Number it; from now on it stays as it is."""
        report = incident[SituationReport][self.sitrap]
        changes: dict[str, Any] = {"set_at": entry.occurred_at, "set_by": entry.actor.function, "set_in": entry.seq}
        incident.amend(report, entry, number=self.number, **changes)

    def sentence(self, names: Names) -> str:
        """Which one, and when the next one comes."""
        then = f" Volgend rapport: {dates.short(self.next_at)}." if self.next_at else ""
        return f"Situatierapport {self.number} vastgesteld.{then}"


@dataclass(frozen=True)
class SitrapDropped(Fact, kind="sitrap_dropped", line="sitrap"):
    """A draft is not used."""

    about = "sitrap"
    text = "Het {sitrap} is vervallen."
    sitrap: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Mark it."""
        incident.amend(incident[SituationReport][self.sitrap], entry, dropped=True)

    def sentence(self, names: Names) -> str:
        """Which one."""
        return f"Concept-situatierapport #{self.sitrap} is vervallen."


def of(incident: Incident, circle: str) -> list[SituationReport]:
    """The reports that were set for a circle, the oldest first."""
    found = [one for one in incident[SituationReport].values() if one.number and one.circle == circle]
    return sorted(found, key=lambda one: one.number)


@action("sitraps.draft", "Concept maken")
def draft(
    incident: Incident,
    by: By,
    circle: Circle | None = None,
    situation: Section | None = None,
    expectation: Section | None = None,
    actions_open: Section | None = None,
    actions_done: Section | None = None,
    bottlenecks: Section | None = None,
    decisions_asked: Section | None = None,
    communication_line: Section | None = None,
    next_at: When | None = None,
) -> Iterator[Fact]:
    """Begin a report. The form comes filled in from the log; somebody looks at it before it is recorded."""
    given = locals()
    told = {name: given[name] for name in LABELS if given[name]}
    if not told:
        raise Refused("Vul ten minste één onderdeel in.")
    where = by.circle(circle, incident)
    drafts = [one for one in incident[SituationReport].values() if one.draft and one.circle in by.circles]
    there = [one for one in drafts if one.circle == where]
    if there:
        raise Refused(f"Er is al een concept: #{there[0].id}. Werk daarin verder, of laat het vervallen.")
    yield SitrapDrafted(**told, circle=where)


@action("sitraps.edit", "Concept aanpassen")
def edit(
    incident: Incident,
    by: By,
    sitrap: SituationReport,
    situation: Section | None = None,
    expectation: Section | None = None,
    actions_open: Section | None = None,
    actions_done: Section | None = None,
    bottlenecks: Section | None = None,
    decisions_asked: Section | None = None,
    communication_line: Section | None = None,
    next_at: When | Nothing | None = None,
    seen: int | None = None,
) -> Iterator[Fact]:
    """Change the text of a draft; `seen` is the number of the entry that the form was made from."""
    _must_be_draft(sitrap)
    given = locals()
    proposed = {name: given[name] for name in LABELS if given[name] is not None}
    if sitrap.next_at and next_at and dates.form_value(next_at) == dates.form_value(sitrap.next_at):
        del proposed["next_at"]  # the form shows whole minutes; sending it back as it was is no change
    emptied = {"next_at": None} if proposed.get("next_at") == "" else {}
    changes: dict[str, Any] = merge(incident, sitrap, seen, proposed | emptied, LABELS, {})
    if changes:
        yield SitrapEdited(sitrap=sitrap.id, fields=tuple(changes), **changes)


@action("sitraps.set", "Vaststellen")
def set_report(incident: Incident, by: By, sitrap: SituationReport, seen: int | None = None) -> Iterator[Fact]:
    """Set the report as it was `seen`, and give it the next number of its circle."""
    _must_be_draft(sitrap)
    if seen is not None and seen < sitrap.changed:
        who = incident.entry(sitrap.changed).actor.name
        raise Refused(f"Het concept is intussen gewijzigd door {who}. Lees het opnieuw en stel het dan vast.")
    if not sitrap.situation:
        raise Refused("Schrijf eerst op wat de situatie nu is.")
    yield SitrapSet(sitrap.id, len(of(incident, sitrap.circle)) + 1, sitrap.next_at)


@action("sitraps.drop", "Laten vervallen")
def drop(incident: Incident, by: By, sitrap: SituationReport) -> Iterator[Fact]:
    """Say that a draft is not used."""
    _must_be_draft(sitrap)
    yield SitrapDropped(sitrap.id)


def _must_be_draft(sitrap: SituationReport) -> None:
    if sitrap.number:
        raise Refused("Dit rapport is al vastgesteld. Maak een nieuw concept.")
    if sitrap.dropped:
        raise Refused("Dit concept is vervallen. Maak een nieuw concept.")
