"""A meeting of the team as it stands on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crisis.incident import Incident, Thing
from crisis.refusals import Refused

#: Which body meets.
KINDS: Final[dict[str, str]] = {"team": "Teamoverleg", "triangle": "Driehoek"}
#: The columns of BOBOC that are typed; 'Controle' is the list of open work on top of the next meeting.
COLUMNS: Final[dict[str, str]] = {"picture": "Beeld", "judgement": "Oordeel"}
#: Who sits in the driehoek; whoever opens the meeting is there too. Source: domain.md 2.6.
TRIANGLE: Final = frozenset({"mayor", "prosecution_liaison", "police_liaison"})
#: The agenda when nobody gives another. Source: domain.md 2.5.
AGENDA: Final = (
    "Wie is er, wie doet het verslag",
    "Wat moet er nu meteen gebeuren",
    "Beeld: feiten, wat weten we niet, geruchten",
    "Omgevingsbeeld: wat leeft er",
    "Duiding: wie staan tegenover elkaar, waar zit het midden mee",
    "Scenario’s: verwacht, tegenvaller, meevaller",
    "Fase en schaal, is de driehoek nodig",
    "Besluiten",
    "Opdrachten met eigenaar en tijd",
    "Woordvoering en eerste bericht",
    "Wie zit nog niet aan tafel, wie moet dit weten",
    "Volgende keer",
)


@dataclass(frozen=True)
class Attendee:
    """Somebody who was asked to a meeting, by function, and whether they were there."""

    person: int
    name: str
    roles: tuple[str, ...]
    present: bool = False


@dataclass(frozen=True)
class Minute:
    """One line of the minutes: its entry, the column it stands in and the words."""

    seq: int
    column: str
    text: str


@dataclass(frozen=True)
class Meeting(Thing):
    """A meeting, planned, going on or closed."""

    asks = True

    kind: str
    title: str
    at: datetime
    place: str = ""
    agenda: tuple[str, ...] = ()
    moved: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled: str = ""
    attendees: tuple[Attendee, ...] = ()
    minutes: tuple[Minute, ...] = ()

    @property
    def name(self) -> str:
        """Its title."""
        return f"‘{self.title}’"

    @property
    def status(self) -> str:
        """`planned`, `open`, `closed` or `cancelled`."""
        if self.cancelled:
            return "cancelled"
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "planned"

    @property
    def absent(self) -> tuple[Attendee, ...]:
        """Who was asked and is not there."""
        return tuple(one for one in self.attendees if not one.present)

    def column(self, name: str) -> list[Minute]:
        """The lines of one column."""
        return [one for one in self.minutes if one.column == name]


def upcoming(incident: Incident) -> list[Meeting]:
    """Meetings that are planned, the first one first."""
    planned = [one for one in incident[Meeting].values() if one.status == "planned"]
    return sorted(planned, key=lambda one: (one.at, one.id))


def going_on(incident: Incident) -> list[Meeting]:
    """Meetings that are open now."""
    return [one for one in incident[Meeting].values() if one.status == "open"]


def must_be_planned(meeting: Meeting) -> None:
    """Refuse what only fits a meeting that has not begun."""
    sentences = {
        "open": "Dit overleg is al begonnen.",
        "closed": "Dit overleg is al gesloten.",
        "cancelled": "Dit overleg gaat niet door.",
    }
    if meeting.status != "planned":
        raise Refused(sentences[meeting.status])


def must_be_open(meeting: Meeting) -> None:
    """Refuses what only fits a meeting that is going on."""
    sentences = {
        "planned": "Dit overleg is nog niet geopend. Open het eerst.",
        "closed": "Dit overleg is al gesloten. Schrijf het in het logboek of plan een nieuw overleg.",
        "cancelled": "Dit overleg gaat niet door.",
    }
    if meeting.status != "open":
        raise Refused(sentences[meeting.status])
