"""Wall screens: a display in the crisis room that shows where we are, without an account and without people's names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.actions import action
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Line, When
from crisis.refusals import Unreadable

#: A display is put up anew after this.
LONGEST: Final = timedelta(days=7)


@dataclass(frozen=True)
class Display(Thing):
    """One screen on a wall, by the place where it hangs."""

    label = "Wandscherm"

    place: str
    until: datetime
    ended: bool = False

    @property
    def name(self) -> str:
        """Where it hangs."""
        return f"wandscherm {self.place}"

    def rows(self, names: Names) -> Rows:
        """Until when."""
        yield "Tot", dates.full(self.until)
        yield "Stand", "Uitgezet" if self.ended else ""

    def shows(self, now: datetime) -> bool:
        """Whether its link still shows anything."""
        return not self.ended and now < self.until


@dataclass(frozen=True)
class DisplayPut(Fact, kind="display_put", line="team"):
    """A screen may show this incident on a wall."""

    place: str
    until: datetime
    circle: str = "partners"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the screen."""
        incident.put(Display(entry.seq, entry.seq, entry.circle, self.place, self.until))

    def sentence(self, names: Names) -> str:
        """Where, and until when."""
        return f"Wandscherm in {self.place} mag meekijken, tot {dates.short(self.until)}."


@dataclass(frozen=True)
class DisplayTaken(Fact, kind="display_taken", line="team"):
    """A screen shows nothing any more."""

    about = "display"
    text = "Het {display} kijkt niet meer mee."
    display: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """End it."""
        incident.amend(incident[Display][self.display], entry, ended=True)


@action("displays.put", "Wandscherm toevoegen")
def put(incident: Incident, by: By, place: Line, until: When) -> Iterator[Fact]:
    """Let a screen on a wall show where we are. The link is made afterwards, for this screen alone."""
    if not by.at < until <= by.at + LONGEST:
        raise Unreadable({"until": f"Kies een moment binnen {LONGEST.days} dagen."})
    yield DisplayPut(place, until)


@action("displays.take_down", "Wandscherm uitzetten")
def take_down(incident: Incident, by: By, display: Display) -> Iterator[Fact]:
    """Let a screen show nothing any more."""
    if not display.ended:
        yield DisplayTaken(display.id)
