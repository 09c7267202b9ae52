"""Who stands in for the mayor, and from when until when. Source: domain rule 18."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.actions import action
from crisis.board.team.members import Member, MemberJoined, MemberReleased, roles_of
from crisis.incident import By, Entry, Fact, Incident, Names, Person, Rows, Thing
from crisis.inputs import When
from crisis.refusals import Refused, Unreadable

LONGEST: Final = timedelta(days=60)
#: Who stands in has the role from the beginning on, not before.
_SOON: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class StandIn(Thing):
    """A period in which somebody acts for the mayor."""

    label = "Waarneming"

    person: int
    person_name: str
    since: datetime
    until: datetime
    ended: bool = False

    def holds(self, now: datetime) -> bool:
        """Whether it goes on now."""
        return not self.ended and self.since <= now < self.until

    @property
    def name(self) -> str:
        """Whose."""
        return f"waarneming door {self.person_name}"

    def rows(self, names: Names) -> Rows:
        """From when until when."""
        yield "Geldt", dates.span(self.since, self.until)
        yield "Stand", "Voorbij" if self.ended else ""


@dataclass(frozen=True)
class StandInSet(Fact, kind="stand_in_set", line="team"):
    """Somebody stands in for the mayor."""

    person: int
    name: str
    since: datetime
    until: datetime
    circle: str = "mayor"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the period."""
        incident.put(StandIn(entry.seq, entry.seq, entry.circle, self.person, self.name, self.since, self.until))

    def sentence(self, names: Names) -> str:
        """Who, and from when until when."""
        return f"{self.name} neemt waar voor de burgemeester, {dates.span(self.since, self.until)}."


@dataclass(frozen=True)
class StandInEnded(Fact, kind="stand_in_ended", line="team"):
    """A period of standing in is over."""

    about = "stand_in"
    text = "De {stand_in} voor de burgemeester is voorbij."
    stand_in: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """End it."""
        incident.amend(incident[StandIn][self.stand_in], entry, ended=True)


def may_decide_as_mayor(incident: Incident, by: By) -> bool:
    """The mayor by account always; who got the role on this incident only while standing in."""
    return "mayor" in by.standing or any(
        one.person == by.id and one.holds(by.at) for one in incident[StandIn].values() if "mayor" in by.roles
    )


@action("team.stand_in", "Waarneming burgemeester instellen")
def stand_in(incident: Incident, by: By, person: Person, starts: When, until: When) -> Iterator[Fact]:
    """Say who stands in for the mayor, and from when until when."""
    if person.guest:
        raise Refused("Een gast kan de burgemeester niet waarnemen.")
    if person.id == by.id:
        raise Refused("U kunt uzelf niet laten waarnemen. Vraag een ander om dit vast te leggen.")
    if starts > by.at + _SOON:
        raise Unreadable({"starts": "Stel de waarneming in als die begint."})
    if not starts < until <= starts + LONGEST:
        raise Unreadable({"until": f"Kies een moment na het begin, hoogstens {LONGEST.days} dagen later."})
    yield StandInSet(person.id, person.name, starts, until)
    if "mayor" not in roles_of(incident, person.id):
        yield MemberJoined(person.id, person.name, "mayor")


@action("team.end_stand_in", "Waarneming beëindigen")
def end_stand_in(incident: Incident, by: By, stand_in: StandIn) -> Iterator[Fact]:
    """End a period of standing in, and take the role back; the product does so when the time is over."""
    if stand_in.ended:
        return
    yield StandInEnded(stand_in.id)
    going_on = [one for one in incident[StandIn].values() if one.person == stand_in.person and not one.ended]
    for member in [] if going_on else incident[Member].values():
        if (member.person, member.role, member.until) == (stand_in.person, "mayor", None):
            yield MemberReleased(member.id)
