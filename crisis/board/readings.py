"""'Gelezen': a line or decision that everybody must know of, and who said that they read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.actions import action
from crisis.incident import By, Entry, Fact, Incident, Names, Thing
from crisis.refusals import Refused


@dataclass(frozen=True)
class Reading(Thing):
    """What has to be read, and the numbers of the people who said that they did."""

    asks = True

    what: int
    readers: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """What has to be read."""
        return f"gelezen #{self.what}"


@dataclass(frozen=True)
class ReadingAsked(Fact, kind="reading_asked", line="note"):
    """Somebody asked everybody to read something."""

    about = "what"
    text = "Gevraagd om te lezen: {what}."
    what: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Begin to count; who asks has read it, and so has who wrote it."""
        known = dict.fromkeys((entry.actor.id, incident.entry(self.what).actor.id))
        incident.put(Reading(entry.seq, entry.seq, entry.circle, self.what, tuple(known)))


@dataclass(frozen=True)
class ReadingConfirmed(Fact, kind="reading_confirmed", line="note"):
    """Somebody said that they read it."""

    about = "what"
    reading: int
    what: int
    person: int
    reader: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Count them."""
        reading = incident[Reading][self.reading]
        # What is read may be in a smaller circle by now; who read it is then for that circle too.
        incident.amend(reading, entry, readers=(*reading.readers, self.person), circle=entry.circle)

    def sentence(self, names: Names) -> str:
        """Who read what."""
        return f"{self.reader} heeft {names.named(self.what)} gelezen."


def asked(incident: Incident, what: int) -> Reading | None:
    """The request to read a thing, if there is one."""
    return next((one for one in incident[Reading].values() if one.what == what), None)


@action("readings.ask", "Vraag om te lezen")
def ask(incident: Incident, by: By, what: Thing) -> Iterator[Fact]:
    """Ask everybody who may read it to say that they did."""
    if asked(incident, what.id) is None:
        yield ReadingAsked(what.id)


@action("readings.confirm", "Gelezen")
def confirm(incident: Incident, by: By, what: Thing) -> Iterator[Fact]:
    """Say that you read it."""
    reading = asked(incident, what.id)
    if reading is None:
        raise Refused("Hierbij is niet gevraagd om te lezen.")
    if by.id not in reading.readers:
        yield ReadingConfirmed(reading.id, what.id, by.id, by.name)
