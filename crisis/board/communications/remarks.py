"""What colleagues say to each other about a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.actions import action
from crisis.board.communications.thing import Communication
from crisis.glossary import CIRCLES
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Text


@dataclass(frozen=True)
class Remark(Thing):
    """What a colleague said about a message: for the team, not for who approves it."""

    label = "Opmerking"

    communication: int
    words: str
    by: str
    version: int

    @property
    def name(self) -> str:
        """About which version."""
        return f"opmerking bij versie {self.version}"

    def rows(self, names: Names) -> Rows:
        """Who said what, about which message."""
        yield "Bij", names.named(self.communication)
        yield "Wie", self.by
        yield "Opmerking", self.words


@dataclass(frozen=True)
class CommunicationCommented(Fact, kind="communication_commented", written=True):
    """Somebody said something about a message."""

    communication: int
    words: str
    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the remark."""
        version = incident[Communication][self.communication].version
        incident.put(
            Remark(entry.seq, entry.seq, entry.circle, self.communication, self.words, entry.actor.name, version)
        )

    def sentence(self, names: Names) -> str:
        """About which message, and what."""
        return f"Opmerking bij {names.named(self.communication)}: {self.words}"


@action("communications.comment", "Opmerking maken")
def comment(incident: Incident, by: By, communication: Communication, words: Text) -> Iterator[Fact]:
    """Say something about a text, for the team and not for who approves."""
    order = list(CIRCLES)
    circle = min(communication.circle, "full_team", key=order.index)
    yield CommunicationCommented(communication.id, words, circle)
