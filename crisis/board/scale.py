"""Scale: how much organisation is put on the incident, apart from what happens in the city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crisis.actions import action
from crisis.glossary import SCALES
from crisis.incident import By, Entry, Fact, Incident, Names, Thing
from crisis.inputs import Level, Several, Weighed
from crisis.refusals import Refused


@dataclass(frozen=True)
class ScaleStep(Thing):
    """A level of scale, from when, why and decided by whom."""

    level: str
    since: datetime
    reason: str
    met: tuple[str, ...]
    by: str

    @property
    def name(self) -> str:
        """The level in words."""
        return SCALES[self.level]


@dataclass(frozen=True)
class ScaleSet(Fact, kind="scale_set", line="phase"):
    """The scale went up or down."""

    level: str
    reason: str
    met: tuple[str, ...] = ()
    before: str | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the step."""
        decider = f"{entry.actor.name} ({entry.actor.function})"
        incident.put(
            ScaleStep(
                entry.seq,
                entry.seq,
                entry.circle,
                self.level,
                entry.occurred_at,
                self.reason,
                self.met,
                decider,
            )
        )

    def sentence(self, names: Names) -> str:
        """Up or down, as the words say."""
        order = list(SCALES)
        lower = self.before is not None and order.index(self.level) < order.index(self.before)
        way = "Afgeschaald naar" if lower else "Opgeschaald naar" if self.before else "Schaal:"
        met = f" Vervuld: {'; '.join(one.rstrip('.') for one in self.met)}." if self.met else ""
        return f"{way} ‘{SCALES[self.level]}’. Reden: {self.reason}{met}"


def current(incident: Incident) -> ScaleStep | None:
    """The step that holds now."""
    return next(reversed(list(incident[ScaleStep].values())), None)


@action("scale.set", "Schaal wijzigen")
def set_scale(incident: Incident, by: By, level: Level, reason: Weighed, met: Several = ()) -> Iterator[Fact]:
    """Scale up or down; the phase stays as it is."""
    step = current(incident)
    if step and step.level == level:
        raise Refused(f"De schaal is al ‘{step.name}’.")
    if step and by.occurred_at < step.since:
        raise Refused("De vorige schaal ging later in. Kies een later tijdstip.")
    yield ScaleSet(level, reason, met, step.level if step else None)
