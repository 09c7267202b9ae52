"""Adopting a newer version of the playbook in a running incident: it adds, and nothing that was done is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from pydantic import ValidationError

from crisis.actions import action
from crisis.board.communications import Communication
from crisis.board.communications.planned import come_with as messages_of_phase
from crisis.board.phases import PhaseRun, current
from crisis.board.tasks import Task
from crisis.board.tasks.planned import new_since
from crisis.board.team.guests import Guest
from crisis.board.team.members import Member
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.playbook import BrokenPlaybook, Playbook
from crisis.playbook.fields import STORED
from crisis.refusals import Refused

#: What the phase that is going on gets of the newer version, beyond what it has.
_NEW: Final[tuple[Callable[[Incident, By], Iterable[Fact]], ...]] = (new_since, messages_of_phase)

_UNFIT: Final = "Deze versie past niet bij wat hier al loopt, of samen is het te groot. Pas het bestand aan."
#: What a chair must always be able to do, since nobody else can.
_WAYS_OUT: Final = ("playbook.adopt", "incident.close")


@dataclass(frozen=True)
class PlaybookAdopted(Fact, kind="playbook_adopted", line="phase"):
    """From here on the incident runs on this version, which is kept whole in the log."""

    playbook: dict[str, Any]
    before: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Phases to come, roles and criteria are those of the newer version; what is on the board stays."""
        incident.playbook = Playbook.from_document(self.playbook)

    def sentence(self, names: Names) -> str:
        """From which version to which."""
        title, version = self.playbook["title"], self.playbook["version"]
        return f"Draaiboek ‘{title}’ gaat van versie {self.before} naar versie {version}."


@action("playbook.adopt", "Nieuwere versie gebruiken", by_hand=False)
def adopt(incident: Incident, by: By, playbook: dict[str, Any]) -> Iterator[Fact]:
    """Go on with a newer version of the same playbook; what the current phase lacks of it comes on the board."""
    try:
        newer = merged(incident, Playbook.from_document(playbook))
    except (ValidationError, BrokenPlaybook):
        raise Refused(_UNFIT) from None
    if newer.key != incident.plan.key:
        raise Refused("Dit is een ander draaiboek. Een incident blijft bij zijn eigen draaiboek.")
    if newer.version < incident.plan.version:
        raise Refused("In de bibliotheek staat een oudere versie. Dit incident werkt al met een nieuwere.")
    if newer == incident.plan:
        raise Refused("Dit incident werkt al met deze versie.")
    _must_leave_a_way(newer)
    _must_keep_guests_outside(incident, newer)
    yield PlaybookAdopted(newer.document(), incident.plan.version)
    for contribute in _NEW:
        yield from contribute(incident, by)


def _must_leave_a_way(newer: Playbook) -> None:
    """A version in which the chair may not go on to the next one, or close, could never be left."""
    denied = [pattern for member in newer.team if member.role == "chair" for pattern in member.denies]
    if any(fnmatchcase(name, pattern) for name in _WAYS_OUT for pattern in denied):
        raise Refused("In deze versie kan de voorzitter niet meer verder. Pas 'denies' van de voorzitter aan.")


def _must_keep_guests_outside(incident: Incident, newer: Playbook) -> None:
    """Who was invited in a role that reads little may not come to read much by a change of file."""
    inner = newer.core_roles | newer.restricted_roles
    mine = incident.plan.core_roles | incident.plan.restricted_roles
    for guest in incident[Guest].values():
        if not guest.revoked and guest.role in inner - mine:
            raise Refused(f"Gast {guest.name} leest in deze versie mee met het kernteam. Trek die toegang eerst in.")


def coming(incident: Incident, newer: Playbook) -> list[str]:
    """What the phase that is going on gets at once: the titles of work that is not on the board yet."""
    run = current(incident)
    if run is None:
        return []
    phase = newer.phase(run.phase)
    tasks = {one.key for one in incident[Task].values()}
    messages = {one.key for one in incident[Communication].values()}
    titles = [f"Taak: {one.title}" for one in phase.tasks if one.key not in tasks]
    return titles + [f"Bericht: {one.title}" for one in phase.communications if one.key not in messages]


def merged(incident: Incident, newer: Playbook) -> Playbook:
    """The newer version with what is in use here and left out there: phases that were entered, roles that are held."""
    entered = {run.phase for run in incident[PhaseRun].values()}
    held = {one.role for one in incident[Member].values() if one.until is None}
    old, given = incident.plan, newer.model_dump()
    for name, used in (("phases", entered), ("team", held), ("moments", {one.key for one in old.moments})):
        there = {one.key for one in getattr(newer, name)}
        gone = [one for one in getattr(old, name) if one.key in used - there]
        given[name] = (*given[name], *(one.model_dump() for one in gone))
    values = {name: value for name, value in given.items() if value is not None}
    return Playbook.model_validate(values, context=STORED)
