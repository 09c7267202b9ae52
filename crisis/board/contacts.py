"""Contact with communities: who of us spoke with which group or code, what was heard, asked and promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crisis import dates
from crisis.actions import action
from crisis.board.promises import PromiseMade
from crisis.glossary import ended
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Circle, Line, Role, Text, When
from crisis.refusals import Unreadable


@dataclass(frozen=True)
class Contact(Thing):
    """One conversation with a group, an organisation or an ally by code."""

    label = "Gesprek"

    group: str
    by_whom: str
    at: datetime
    heard: str
    asked: str = ""
    promised: str = ""

    @property
    def name(self) -> str:
        """With whom."""
        return f"gesprek met {self.group}"

    def rows(self, names: Names) -> Rows:
        """Who listened, when, and what was said."""
        yield "Wie van ons", self.by_whom
        yield "Wanneer", dates.full(self.at)
        yield "Gehoord", self.heard
        yield "Gevraagd", self.asked
        yield "Toegezegd", self.promised


@dataclass(frozen=True)
class ContactRecorded(Fact, kind="contact_recorded", written=True):
    """Somebody of us spoke with a community."""

    group: str
    by_whom: str
    heard: str
    circle: str
    asked: str = ""
    promised: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the conversation."""
        incident.put(
            Contact(
                entry.seq,
                entry.seq,
                entry.circle,
                self.group,
                self.by_whom,
                entry.occurred_at,
                self.heard,
                self.asked,
                self.promised,
            )
        )

    def sentence(self, names: Names) -> str:
        """Listening first: what was heard, then what was asked and promised."""
        asked = f" Gevraagd: {ended(self.asked)}" if self.asked else ""
        promised = f" Toegezegd: {ended(self.promised)}" if self.promised else ""
        return f"Gesproken met {self.group} ({self.by_whom}). Gehoord: {ended(self.heard)}{asked}{promised}"


@action("contacts.record", "Gesprek vastleggen")
def record(
    incident: Incident,
    by: By,
    group: Line,
    by_whom: Line,
    heard: Text,
    asked: Text | None = None,
    promised: Text | None = None,
    promised_by: Role | None = None,
    promised_before: When | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Record a conversation with a community; what was promised becomes a promise on the board."""
    _must_be_whole(promised, promised_by, promised_before)
    where = by.circle(circle, incident)
    yield ContactRecorded(group, by_whom, heard, where, asked or "", promised or "")
    if promised and promised_by and promised_before:
        yield PromiseMade(promised, group, promised_by, promised_before, where, incident.seq)


def _must_be_whole(promised: str | None, owner: str | None, due: datetime | None) -> None:
    wrong = {}
    if (owner or due) and not promised:
        wrong["promised"] = "Schrijf op wat er is toegezegd. Is er niets toegezegd? Laat de eigenaar en de datum leeg."
    if promised and not owner:
        wrong["promised_by"] = "Een toezegging heeft een eigenaar nodig. Kies een rol."
    if promised and not due:
        wrong["promised_before"] = "Een toezegging heeft een datum nodig. Vul die in."
    if wrong:
        raise Unreadable(wrong)
