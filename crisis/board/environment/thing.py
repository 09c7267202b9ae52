"""What an environment report says, which one holds, and when the next one is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.board import phases
from crisis.incident import Incident, Names, Rows, Thing

#: Where it was heard: the street first. Kinds of sources, never accounts or authors. Source: domain.md 4.2.
SOURCES: Final[dict[str, str]] = {
    "district_manager": "Wijkmanager",
    "youth_work": "Jongerenwerk",
    "allies": "Bondgenoten",
    "neighbourhood_groups": "Buurtgroepen",
    "community_officer": "Wijkagent",
    "schools": "Scholen",
    "contact_centre": "Klantcontactcentrum (KCC)",
    "partners": "Partners",
    "press": "Pers",
    "open_sources": "Open bronnen op internet",
}
CONFIDENCES: Final[dict[str, str]] = {"low": "Laag", "medium": "Redelijk", "high": "Hoog"}
#: How long after the opening the first one is due. Source: domain.md 4.2.
FIRST: Final = timedelta(minutes=60)


@dataclass(frozen=True)
class Heard:
    """What was seen and heard in the city in a period, and what it advises."""

    behaviour: str
    sources: tuple[str, ...]
    confidence: str
    period_from: datetime | None = None
    period_until: datetime | None = None
    questions: tuple[str, ...] = ()
    meaning: str = ""
    rumours: str = ""
    ahead: str = ""
    harm_reduction: str = ""
    information: str = ""
    giving_meaning: str = ""


@dataclass(frozen=True)
class EnvironmentReport(Heard, Thing):
    """One version of the environment report."""

    label = "Omgevingsanalyse"
    asks = True

    at: datetime | None = None
    version: int = 1
    previous: int | None = None

    @property
    def name(self) -> str:
        """Which version."""
        return f"omgevingsanalyse, versie {self.version}"

    def rows(self, names: Names) -> Rows:
        """What people do, ask and feel; then what is coming and what is advised."""
        yield "Periode", dates.span(self.period_from, self.period_until)
        yield "Bronnen", ", ".join(SOURCES[one] for one in self.sources)
        yield "Wat mensen doen", self.behaviour
        yield "Wat mensen willen weten", "\n".join(self.questions)
        yield "Wat het voor hen betekent", self.meaning
        yield "Geruchten", self.rumours
        yield "Wat eraan komt", self.ahead
        yield "Advies: schade beperken", self.harm_reduction
        yield "Advies: informatie geven", self.information
        yield "Advies: betekenis geven", self.giving_meaning
        yield "Hoe zeker", CONFIDENCES[self.confidence]


def heard(said: Heard) -> dict[str, object]:
    """What a report or its fact says, by name of field."""
    return {one.name: getattr(said, one.name) for one in fields(Heard)}


def latest(incident: Incident, circles: Collection[str]) -> EnvironmentReport | None:
    """The report that holds now, as far as these circles read it."""
    seen = [one for one in incident[EnvironmentReport].values() if one.circle in circles]
    return seen[-1] if seen else None


def due(incident: Incident, circles: Collection[str]) -> datetime | None:
    """When a new report is due, in the rhythm in which the team meets; None when this phase has no rhythm."""
    run = phases.current(incident)
    every = incident.plan.phase(run.phase).meeting_every if run else None
    if every is None or incident.opened is None:
        return None
    last = latest(incident, circles)
    if last is None or last.at is None:
        return min(incident.opened.recorded_at + FIRST, every.after(incident.opened.recorded_at))
    return every.after(last.at)
