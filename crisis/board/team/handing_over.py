"""Handing a role over to somebody else, with a note of what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from crisis.actions import action
from crisis.board.team.guests import guest_of
from crisis.board.team.members import Member, MemberJoined, MemberReleased, roles_of
from crisis.glossary import ROLES, spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Person, Rows, Thing
from crisis.inputs import Text
from crisis.refusals import Refused


@dataclass(frozen=True)
class Handover(Thing):
    """What one person told the next about a role."""

    label = "Overdracht"

    role: str
    given_by: str
    taken_by: str
    words: str

    @property
    def name(self) -> str:
        """Of which role."""
        return f"overdracht {spoken(self.role)}"

    def rows(self, names: Names) -> Rows:
        """From whom to whom, and what was told."""
        yield "Rol", ROLES[self.role]
        yield "Van", self.given_by
        yield "Aan", self.taken_by
        yield "Overdracht", self.words


@dataclass(frozen=True)
class RoleHandedOver(Fact, kind="role_handed_over", line="handover", written=True):
    """Somebody handed a role over and said what is open."""

    role: str
    given_by: str
    taken_by: str
    words: str
    circle: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Keep what was told."""
        incident.put(Handover(entry.seq, entry.seq, entry.circle, self.role, self.given_by, self.taken_by, self.words))

    def sentence(self, names: Names) -> str:
        """From whom to whom; the note itself."""
        return f"Overdracht {spoken(self.role)}, van {self.given_by} aan {self.taken_by}. {self.words}"


#: What other kinds bring along when a role goes from one person to another.
on_hand_over: list[Callable[[Incident, By, Member, Person], Iterable[Fact]]] = []


@action("team.hand_over", "Rol overdragen")
def hand_over(incident: Incident, by: By, member: Member, person: Person, words: Text) -> Iterator[Fact]:
    """Hand a role over to somebody who takes it on from now. What was assigned to the one goes to the other."""
    if member.person != by.id and "chair" not in by.roles:
        raise Refused("Dit is de rol van een ander. Vraag de voorzitter.")
    if member.role == "mayor":
        raise Refused("Deze rol draagt u niet over. Stel een waarneming in.")
    if guest_of(incident, by.id):
        raise Refused("Een gast kan een rol niet overdragen. Vraag de voorzitter.")
    if member.until is not None:
        raise Refused("Deze persoon heeft deze rol niet meer.")
    if person.guest:
        raise Refused("Een gast kan deze rol niet overnemen. Kies iemand met een account.")
    if person.id == member.person:
        raise Refused("Deze persoon heeft de rol al. Kies wie het overneemt.")
    yield RoleHandedOver(member.role, member.person_name, person.name, words, by.circle(None, incident))
    if member.role not in roles_of(incident, person.id):
        yield MemberJoined(person.id, person.name, member.role)
    for contribute in on_hand_over:
        yield from contribute(incident, by, member, person)
    yield MemberReleased(member.id)
