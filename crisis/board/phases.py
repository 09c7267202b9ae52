"""Phases: what happens in the city. Entering one is a decision, and brings the work of the playbook along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crisis import dates
from crisis.actions import action
from crisis.incident import By, Entry, Fact, Incident, Names, Thing
from crisis.inputs import Positions, Title, Weighed, When
from crisis.refusals import Refused


@dataclass(frozen=True)
class PhaseRun(Thing):
    """One time that the incident is in a phase; deadlines hang on this, not on the phase in the playbook."""

    asks = True

    phase: str
    title: str
    kind: str
    entered_at: datetime
    reason: str
    met: tuple[str, ...]
    by: str
    left_at: datetime | None = None

    @property
    def name(self) -> str:
        """The playbook's name of the phase."""
        return self.title


@dataclass(frozen=True)
class KeyMoment(Thing):
    """A moment that work is planned back from, such as a Friday prayer."""

    key: str
    title: str
    at: datetime

    @property
    def name(self) -> str:
        """What the playbook calls it."""
        return self.title


@dataclass(frozen=True)
class PhaseEntered(Fact, kind="phase_entered"):
    """A phase began; the one before it ended at the same moment."""

    text = "Fase ‘{title}’ begonnen. Reden: {reason}"
    phase: str
    title: str
    phase_kind: str
    reason: str
    met: tuple[str, ...] = ()
    asked: int = 0

    def change(self, incident: Incident, entry: Entry) -> None:
        """End the open run and begin the next."""
        open_run = current(incident)
        if open_run:
            incident.amend(open_run, entry, left_at=entry.occurred_at)
        incident.put(
            PhaseRun(
                entry.seq,
                entry.seq,
                entry.circle,
                self.phase,
                self.title,
                self.phase_kind,
                entry.occurred_at,
                self.reason,
                self.met,
                f"{entry.actor.name} ({entry.actor.function})",
            )
        )

    def sentence(self, names: Names) -> str:
        """With the criteria that were met, or that none were."""
        together = "; ".join(one.rstrip(".") for one in self.met)
        met = f" Vervuld ({len(self.met)} van {self.asked}): {together}." if self.met else ""
        none = " Zonder vervulde criteria." if self.asked and not self.met else ""
        return f"{super().sentence(names)}{met}{none}"


@dataclass(frozen=True)
class MomentSet(Fact, kind="moment_set", line="phase"):
    """A key moment got its time, or another time."""

    text = "Sleutelmoment ‘{title}’ staat op {at}"
    key: str
    title: str
    at: datetime

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the moment down, or move it."""
        known = next((one for one in incident[KeyMoment].values() if one.key == self.key), None)
        if known:
            incident.amend(known, entry, at=self.at)
        else:
            incident.put(KeyMoment(entry.seq, entry.seq, entry.circle, self.key, self.title, self.at))

    def sentence(self, names: Names) -> str:
        """With the moment in words."""
        return f"Sleutelmoment ‘{self.title}’ staat op {dates.full(self.at)}."


#: What other kinds add when a phase begins, and when a key moment is set.
on_entering: list[Callable[[Incident, By], Iterable[Fact]]] = []
on_moment: list[Callable[[Incident, By, str], Iterable[Fact]]] = []


def current(incident: Incident) -> PhaseRun | None:
    """The open run; there is exactly one from opening on."""
    return next((run for run in reversed(list(incident[PhaseRun].values())) if run.left_at is None), None)


def moments(incident: Incident) -> dict[str, datetime]:
    """The key moments that have a time."""
    return {moment.key: moment.at for moment in incident[KeyMoment].values()}


@action("phases.enter", "Naar deze fase")
def enter(incident: Incident, by: By, phase: Title, reason: Weighed, met: Positions = ()) -> Iterator[Fact]:
    """Begin a phase: the next, an earlier one again, or a later one. `met`: positions in its `enter_when`."""
    definition = next((one for one in incident.plan.phases if one.phase == phase), None)
    if definition is None:
        raise Refused("Deze fase staat niet in het draaiboek.")
    run = current(incident)
    if run and run.phase == phase:
        raise Refused(f"Fase ‘{run.title}’ loopt al.")
    if run and by.occurred_at < run.entered_at:
        raise Refused(f"De vorige fase begon pas op {dates.short(run.entered_at)}. Kies een later tijdstip.")
    criteria = definition.enter_when
    if any(not 0 <= position < len(criteria) for position in met):
        raise Refused("Een van de criteria hoort niet bij deze fase. Laad de pagina opnieuw.")
    ticked = tuple(criteria[position] for position in sorted(set(met)))
    asked = len(criteria) if run else 0
    yield PhaseEntered(phase, definition.title, definition.kind, reason, ticked, asked)
    for contribute in on_entering:
        yield from contribute(incident, by)


@action("phases.set_moment", "Sleutelmoment instellen")
def set_moment(incident: Incident, by: By, name: Title, at: When) -> Iterator[Fact]:
    """Give a key moment of the playbook its time; open deadlines that hang on it move along."""
    definition = next((one for one in incident.plan.moments if one.moment == name), None)
    if definition is None:
        raise Refused("Dit sleutelmoment staat niet in het draaiboek.")
    if moments(incident).get(name) == at:
        return
    yield MomentSet(name, definition.title, at)
    for contribute in on_moment:
        yield from contribute(incident, by, name)
