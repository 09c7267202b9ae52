"""What can have happened to an environment report, and what one does with it: make it, and see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from crisis.actions import action
from crisis.board.environment.thing import CONFIDENCES, SOURCES, EnvironmentReport, Heard, heard
from crisis.board.readings import ReadingAsked, ReadingConfirmed, asked
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Circle, Line, Text, Typed, When, one_of
from crisis.refusals import Unreadable, refuse_names

Sources = Annotated[
    tuple[Annotated[str, Typed, one_of(SOURCES)], ...],
    Field(min_length=1, max_length=len(SOURCES)),
]
Confidence = Annotated[str, Typed, one_of(CONFIDENCES)]
Top = Annotated[tuple[Line, ...], Field(max_length=5)]
_ABOUT = "De omgevingsanalyse gaat over groepen en over wat er leeft."


@dataclass(frozen=True)
class EnvironmentReported(Heard, Fact, kind="environment_reported"):
    """Somebody put together what is heard in the city."""

    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add a version; the earlier ones stay."""
        before = [one for one in incident[EnvironmentReport].values() if one.circle == entry.circle]
        place = {"at": entry.occurred_at, "version": len(before) + 1, "previous": before[-1].id if before else None}
        incident.put(EnvironmentReport(id=entry.seq, changed=entry.seq, circle=entry.circle, **heard(self), **place))  # type: ignore[arg-type]

    def sentence(self, names: Names) -> str:
        """How sure, from which sources, and what people do."""
        sources = ", ".join(SOURCES[one] for one in self.sources)
        return f"Omgevingsanalyse vastgelegd. Hoe zeker: {CONFIDENCES[self.confidence].lower()}. Bronnen: {sources}."


@action("environment.report", "Omgevingsanalyse vastleggen")
def report(
    incident: Incident,
    by: By,
    sources: Sources,
    behaviour: Text,
    confidence: Confidence,
    questions: Top = (),
    meaning: Text | None = None,
    rumours: Text | None = None,
    ahead: Text | None = None,
    harm_reduction: Text | None = None,
    information: Text | None = None,
    giving_meaning: Text | None = None,
    period_from: When | None = None,
    period_until: When | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Write a version of the environment report, and ask the team to see it."""
    texts = {"behaviour": behaviour, "meaning": meaning, "rumours": rumours, "ahead": ahead}
    advice = {"harm_reduction": harm_reduction, "information": information, "giving_meaning": giving_meaning}
    refuse_names({**texts, **advice, "questions": "\n".join(questions)}, _ABOUT)
    if period_from and period_until and period_until <= period_from:
        raise Unreadable({"period_until": "De periode eindigt voordat zij begint. Kijk de tijden na."})
    yield EnvironmentReported(
        behaviour=behaviour,
        sources=tuple(one for one in SOURCES if one in sources),
        confidence=confidence,
        period_from=period_from,
        period_until=period_until,
        questions=questions,
        **{name: text or "" for name, text in {**texts, **advice}.items() if name != "behaviour"},
        circle=by.circle(circle, incident),
    )
    yield ReadingAsked(incident.seq)


@action("environment.see", "Gezien")
def see(incident: Incident, by: By, report: EnvironmentReport) -> Iterator[Fact]:
    """Say that you saw the report, so that everybody knows that the team has it."""
    reading = asked(incident, report.id)
    if reading is None:
        yield ReadingAsked(report.id)
    elif by.id not in reading.readers:
        yield ReadingConfirmed(reading.id, report.id, by.id, by.name)
