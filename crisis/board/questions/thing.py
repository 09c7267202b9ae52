"""What a question is, and what the contact centre may read aloud of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crisis import dates
from crisis.glossary import ROLES, quoted
from crisis.incident import Incident, Names, Rows, Standing, Thing

#: Who asks: kinds of people, never one person.
ASKERS: Final[dict[str, str]] = {
    "residents": "Bewoners",
    "press": "Pers",
    "council": "Gemeenteraad",
    "contact_centre": "Klantcontactcentrum (KCC)",
    "partners": "Partners",
    "staff": "Medewerkers",
}
STATUSES: Final[dict[str, str]] = {
    "open": "Open",
    "assigned": "Wordt beantwoord",
    "answered": "Beantwoord",
    "closed": "Speelt niet meer",
}
_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "open": ("warn", "open"),
    "assigned": ("info", "busy"),
    "answered": ("good", "done"),
    "closed": ("", "gone"),
}
#: Circles for people outside the team, and those that are too small for a sheet that leaves the room.
_OUTSIDE: Final = frozenset({"partners", "public"})
_SMALL: Final = frozenset({"restricted", "core_team"})


@dataclass(frozen=True)
class Question(Thing):
    """What people want to know, how often that was heard, and the answer."""

    label = "Vraag"

    words: str
    asker: str
    first_heard: datetime
    count: int = 1
    owner_role: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    #: Whether the answer may go out, whatever the circle.
    outside: bool = False
    closed: str = ""

    @property
    def name(self) -> str:
        """The words, shortened."""
        return quoted(self.words)

    @property
    def headline(self) -> str:
        """The words, whole."""
        return self.words

    @property
    def status(self) -> str:
        """Where the answer stands: a key of `STATUSES`."""
        return "closed" if self.closed else "answered" if self.answer else "assigned" if self.owner_role else "open"

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.closed and not self.answer

    @property
    def told(self) -> str:
        """The answer as far as it is meant for outside; empty while there is none."""
        return self.answer if self.outside or self.circle in _OUTSIDE else ""

    @property
    def on_sheet(self) -> bool:
        """Whether it stands on the sheet for the contact centre."""
        return not self.closed and bool(self.told or self.circle not in _SMALL)

    def standing(self, now: datetime) -> Standing:
        """Whether there is an answer."""
        return (*_LOOKS[self.status], STATUSES[self.status])

    def rows(self, names: Names) -> Rows:
        """Who asks, how often, and what we say."""
        yield "Wie vraagt", ASKERS[self.asker]
        yield "Hoe vaak gehoord", f"{self.count} keer, voor het eerst {dates.short(self.first_heard)}"
        yield "Wie antwoordt", ROLES.get(self.owner_role, "")
        yield "Antwoord", f"{self.answer} ({dates.full(self.answered_at)})" if self.answered_at else ""
        yield "Mag naar buiten", ("Ja" if self.told else "Nee") if self.answer else ""
        yield "Speelt niet meer", self.closed


@dataclass(frozen=True)
class Unsaid(Thing):
    """What we do not say now, and what we say instead."""

    label = "Wat we niet zeggen"

    words: str
    instead: str = ""
    lifted: str = ""

    @property
    def name(self) -> str:
        """The words, shortened."""
        return quoted(self.words)

    @property
    def headline(self) -> str:
        """The words, whole."""
        return self.words

    @property
    def on_sheet(self) -> bool:
        """Whether the contact centre has to know."""
        return not self.lifted and self.circle not in _SMALL

    def standing(self, now: datetime) -> Standing:
        """Whether it still holds."""
        return ("", "gone", "Mag weer gezegd worden") if self.lifted else ("warn", "lock", "Zeggen we niet")

    def rows(self, names: Names) -> Rows:
        """What to say instead, and why it may be said again."""
        yield "Wat we wel zeggen", self.instead
        yield "Mag weer, want", self.lifted


def unanswered(incident: Incident, circles: Collection[str]) -> list[Question]:
    """Questions that wait for an answer, as far as these circles read them; the most asked first."""
    waiting = [one for one in incident[Question].values() if one.open and one.circle in circles]
    return sorted(waiting, key=lambda one: (-one.count, one.id))
