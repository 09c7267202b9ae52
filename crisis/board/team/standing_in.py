"""Who stands in for the mayor, and from when until when. Source: domain rule 18."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.actions import action
from crisis.board.team.members import MemberJoined, roles_of
from crisis.incident import By, Entry, Fact, Incident, Names, Person, Rows, Thing
from crisis.inputs import When
from crisis.refusals import Refused, Unreadable

LONGEST: Final = timedelta(days=60)


@dataclass(frozen=True)
class StandIn(Thing):
    """A period in which somebody acts for the mayor."""

    label = "Waarneming"

    person: int
    person_name: str
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        """Whose."""
        return f"waarneming door {self.person_name}"

    def rows(self, names: Names) -> Rows:
        """From when until when."""
        yield "Geldt", dates.span(self.since, self.until)


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


def may_decide_as_mayor(incident: Incident, by: By) -> bool:
    """The mayor always; who got the role on this incident only while standing in."""
    if "mayor" not in by.roles:
        return False
    if "mayor" not in roles_of(incident, by.id):
        return True
    return any(one.person == by.id and one.since <= by.at < one.until for one in incident[StandIn].values())


@action("team.stand_in", "Waarneming burgemeester instellen")
def stand_in(incident: Incident, by: By, person: Person, starts: When, until: When) -> Iterator[Fact]:
    """Say who stands in for the mayor, and from when until when."""
    if person.guest:
        raise Refused("Een gast kan de burgemeester niet waarnemen.")
    if person.id == by.id and "mayor" not in by.roles:
        raise Refused("U kunt uzelf niet laten waarnemen. Vraag een ander om dit vast te leggen.")
    if not starts < until <= starts + LONGEST:
        raise Unreadable({"until": f"Kies een moment na het begin, hoogstens {LONGEST.days} dagen later."})
    if "mayor" not in roles_of(incident, person.id):
        yield MemberJoined(person.id, person.name, "mayor")
    yield StandInSet(person.id, person.name, starts, until)
