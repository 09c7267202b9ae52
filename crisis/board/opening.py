"""The beginning and the end of an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crisis.actions import action
from crisis.board import exercise, measures, promises, rumours
from crisis.board.communications import Communication
from crisis.board.phases import current, enter
from crisis.board.scale import set_scale
from crisis.board.tasks import open_tasks
from crisis.board.team import MemberJoined, Roster, calling
from crisis.incident import By, Entry, Fact, Incident, Names, Thing
from crisis.inputs import Reason, Title, Weighed
from crisis.playbook import Playbook
from crisis.refusals import Refused


@dataclass(frozen=True)
class Opened(Fact, kind="incident_opened"):
    """An incident was opened on a playbook, which is kept whole: page one of the log."""

    text = "Incident ‘{title}’ geopend."
    title: str
    code: str
    playbook: dict[str, Any]
    exercise: bool = False
    simulated: bool = False

    def change(self, incident: Incident, entry: Entry) -> None:
        """Everything starts here."""
        incident.title, incident.code = self.title, self.code
        incident.exercise, incident.simulated = self.exercise, self.simulated
        incident.playbook = Playbook.from_document(self.playbook)
        incident.classification = incident.playbook.classification or "zaakvertrouwelijk"
        incident.opened = entry

    def sentence(self, names: Names) -> str:
        """With the playbook and its version."""
        what = "Oefening" if self.exercise else "Incident"
        playbook = f"{self.playbook['title']}, versie {self.playbook['version']}"
        return f"{what} ‘{self.title}’ geopend op draaiboek ‘{playbook}’."


@dataclass(frozen=True)
class Closed(Fact, kind="incident_closed"):
    """The incident was closed."""

    text = "Incident afgesloten. Reden: {reason}"
    reason: str
    before_aftercare: bool = False

    def change(self, incident: Incident, entry: Entry) -> None:
        """From here on it can only be read, or opened again."""
        incident.closed = entry

    def sentence(self, names: Names) -> str:
        """Says so when aftercare was skipped."""
        return super().sentence(names) + (" Er was nog geen nazorg." if self.before_aftercare else "")


@dataclass(frozen=True)
class Reopened(Fact, kind="incident_reopened"):
    """A closed incident was opened again."""

    text = "Incident heropend. Reden: {reason}"
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Work can go on."""
        incident.closed = None


@action("incident.open", "Incident openen")
def open_incident(
    incident: Incident,
    by: By,
    roster: Roster,
    title: Title,
    code: Title,
    playbook: dict[str, Any],
    exercise: bool = False,
    simulated: bool = False,
) -> Iterator[Fact]:
    """Open an incident in the first phase of its playbook; who opens it becomes chair."""
    yield Opened(title, code, playbook, exercise, simulated)
    yield MemberJoined(by.id, by.name, "chair", roster.others("chair", by.id))
    first = incident.plan.first_phase
    if first.scale is not None:
        yield from set_scale(incident, by, str(first.scale), "Schaal van de eerste fase in het draaiboek.")
    yield from enter(incident, by, first.phase, "Eerste fase van het draaiboek.")


@action("incident.close", "Incident afsluiten")
def close(incident: Incident, by: By, reason: Weighed, despite: Reason | None = None) -> Iterator[Fact]:
    """Close the incident: never with a measure in force; `despite` open work of nobody only with a reason."""
    if standing := measures.in_force(incident, by.occurred_at):
        raise Refused(f"Er is nog een maatregel van kracht: {_named(standing[:1], by)}. Trek die eerst in.")
    ownerless = [task for task in open_tasks(incident) if task.assignee is None and task.owner_role is None]
    if ownerless and not despite:
        names = _named(ownerless, by)
        raise Refused(f"Er zijn nog taken zonder eigenaar: {names}. Geef ze een eigenaar, of zeg waarom het toch kan.")
    waiting = promises.outstanding(incident)
    if waiting and not despite:
        names = _named(waiting, by)
        raise Refused(f"Er zijn nog toezeggingen: {names}. Meld ze eerst terug, of zeg waarom het toch kan.")
    asked = [one for one in incident[Communication].values() if one.status == "in_review"]
    if asked and not despite:
        names = _named(asked, by)
        raise Refused(f"Er wachten nog berichten op akkoord: {names}. Trek ze in, of zeg waarom het toch kan.")
    told = rumours.unsettled(incident)
    if told and not despite:
        names = _named(told, by)
        raise Refused(f"Er zijn nog open geruchten: {names}. Leg een uitkomst vast, of zeg waarom het toch kan.")
    if script := exercise.running(incident):
        yield from exercise.acts.end(incident, by, script)
    if running := calling.current(incident):
        yield from calling.acts.stand_down(incident, by, running, "Het incident is afgesloten.")
    run = current(incident)
    early = run is not None and run.kind not in {"aftercare", "evaluation"}
    yield Closed(f"{reason} Toch, want: {despite}" if despite else reason, early)


@action("incident.reopen", "Incident heropenen")
def reopen(incident: Incident, by: By, reason: Weighed) -> Iterator[Fact]:
    """Open a closed incident again."""
    if incident.closed is None:
        raise Refused("Dit incident is niet afgesloten.")
    yield Reopened(reason)


def _named(things: Sequence[Thing], by: By) -> str:
    """The first few by name, or by number when this person may not read them."""
    return ", ".join(one.name if one.circle in by.circles else f"#{one.id}" for one in things[:3])
