"""Proposed changes of the playbook: what an incident taught, for the next time. Who looks after it decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.actions import action
from crisis.glossary import quoted
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Line, Reason, Text


@dataclass(frozen=True)
class Proposal(Thing):
    """What should become different, where in the playbook, and why."""

    label = "Voorstel voor het draaiboek"

    place: str
    words: str
    reason: str

    @property
    def name(self) -> str:
        """The proposal itself, shortened."""
        return quoted(self.words)

    @property
    def headline(self) -> str:
        """The proposal, whole."""
        return self.words

    def rows(self, names: Names) -> Rows:
        """Where it belongs, and why."""
        yield "Waar in het draaiboek", self.place
        yield "Waarom", self.reason


@dataclass(frozen=True)
class ChangeProposed(Fact, kind="change_proposed", line="incident", written=True):
    """Somebody proposed to change the playbook."""

    text = "Voorstel voor het draaiboek, bij {place}: {words} Waarom: {reason}"
    place: str
    words: str
    reason: str
    circle: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the proposal down."""
        incident.put(Proposal(entry.seq, entry.seq, entry.circle, self.place, self.words, self.reason))

    def sentence(self, names: Names) -> str:
        """With what is proposed as a name, so that it reads as one sentence."""
        return f"Voorstel voor het draaiboek, bij ‘{self.place}’: {self.words} Waarom: {self.reason}"


@action("proposals.propose", "Voorstel doen")
def propose(incident: Incident, by: By, place: Line, words: Text, reason: Reason) -> Iterator[Fact]:
    """Propose to change the playbook. Who looks after the playbooks reads this outside the incident too."""
    yield ChangeProposed(place, words, reason, by.circle(None, incident))
