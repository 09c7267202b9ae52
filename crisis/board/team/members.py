"""The team: who holds which role in this incident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crisis.actions import action
from crisis.board.team.roster import Roster
from crisis.glossary import ROLES, spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Person, Thing
from crisis.inputs import Role
from crisis.refusals import Refused


@dataclass(frozen=True)
class Member(Thing):
    """One person in one role, from joining until release."""

    asks = True

    person: int
    person_name: str
    role: str
    since: datetime
    until: datetime | None = None
    #: How many others could be called for the role; None when nobody could know.
    deputies: int | None = None

    @property
    def name(self) -> str:
        """Person and role."""
        return f"{self.person_name} ({ROLES[self.role]})"


@dataclass(frozen=True)
class MemberJoined(Fact, kind="member_joined", line="team"):
    """Somebody took a role."""

    text = "{name} doet mee als {role}"
    person: int
    name: str
    role: str
    #: How many others the directory knew for this role then; a number, so that no name of it is shown.
    deputies: int | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the member."""
        place = (entry.seq, entry.seq, entry.circle)
        since = entry.occurred_at
        incident.put(Member(*place, self.person, self.name, self.role, since, deputies=self.deputies))

    def sentence(self, names: Names) -> str:
        """With the role in Dutch."""
        return f"{self.name} doet mee als {spoken(self.role)}."


@dataclass(frozen=True)
class MemberReleased(Fact, kind="member_released", line="team"):
    """Somebody gave a role back."""

    about = "member"
    text = "{member} is vrijgesteld."
    member: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """End the membership."""
        incident.amend(incident[Member][self.member], entry, until=entry.occurred_at)


#: Gives the circles that roles read; set by the module that knows them, which stands above the board.
readers: list[Callable[[Incident, frozenset[str]], tuple[str, ...]]] = []


def reads(incident: Incident, person: int, circle: str) -> bool:
    """Whether somebody in the team may read what is in a circle."""
    held = roles_of(incident, person)
    return all(circle in circles(incident, held) for circles in readers)


def role_reads(incident: Incident, role: str, circle: str) -> bool:
    """Whether a role may read what is in a circle, whoever holds it."""
    return all(circle in circles(incident, frozenset({role})) for circles in readers)


def members(incident: Incident) -> list[Member]:
    """Who is in the team now, in the order in which roles are read out."""
    order = list(ROLES)
    now = [member for member in incident[Member].values() if member.until is None]
    return sorted(now, key=lambda member: (order.index(member.role), member.id))


def roles_of(incident: Incident, person: int) -> frozenset[str]:
    """The roles that somebody holds now."""
    return frozenset(member.role for member in members(incident) if member.person == person)


def filled(incident: Incident) -> frozenset[str]:
    """The roles that somebody holds now, whoever it is."""
    return frozenset(member.role for member in members(incident))


@action("team.assign", "Rol geven")
def assign(incident: Incident, by: By, roster: Roster, person: Person, role: Role) -> Iterator[Fact]:
    """Give somebody a role; who has it already keeps it."""
    if role in roles_of(incident, person.id):
        return
    if role == "exercise_leader" and not incident.exercise:
        raise Refused("Een oefenleider is er alleen in een oefening.")
    if role == "exercise_leader" and role in filled(incident) and role not in by.roles:
        raise Refused("Er is al een oefenleider. Alleen die kan een ander deze rol geven.")
    if role == "mayor":
        raise Refused("De burgemeester heeft deze rol al. Neemt iemand waar? Stel dan de waarneming in.")
    if person.guest:
        raise Refused("Een gast heeft één rol op één incident. Nodig deze partner opnieuw uit.")
    if person.id == by.id and "chair" not in by.roles:
        raise Refused("U kunt uzelf geen rol geven. Vraag de voorzitter.")
    yield MemberJoined(person.id, person.name, role, roster.others(role, person.id))


@action("team.release", "Vrijstellen")
def release(incident: Incident, by: By, person: Person, role: Role) -> Iterator[Fact]:
    """Take a role back; the last chair cannot go."""
    held = [member for member in members(incident) if member.role == role]
    mine = [member for member in held if member.person == person.id]
    if mine and role == "chair" and len(held) == 1:
        raise Refused("Dit is de enige voorzitter. Geef eerst een ander die rol.")
    for member in mine:
        yield MemberReleased(member.id)
