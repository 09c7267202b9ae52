"""What became of the one message about a call-out that goes to a group, such as a channel for chat, not to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisis.actions import action
from crisis.board.team.calling.acts import Delivery
from crisis.board.team.calling.thing import CallOut
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Line


@dataclass(frozen=True)
class CallOutTold(Fact, kind="call_out_told", line="team"):
    """A group was told about a call-out, or could not be told."""

    about = "call_out"
    call_out: int
    outcome: str
    channel: str
    detail: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Nothing but that it was touched: a group does not answer."""
        incident.amend(incident[CallOut][self.call_out], entry)

    def sentence(self, names: Names) -> str:
        """By which channel, and how."""
        words = {"sent": "verstuurd", "failed": "niet verstuurd", "uncertain": "misschien verstuurd"}
        detail = f" ({self.detail})" if self.detail else ""
        return f"Groepsbericht over de {names.named(self.call_out)} {words[self.outcome]}, per {self.channel}{detail}."


@action("team.record_group", "Groepsbericht vastleggen", by_hand=False)
def record_group(
    incident: Incident, by: By, call_out: CallOut, outcome: Delivery, channel: Line, detail: Line | None = None
) -> Iterator[Fact]:
    """Write down what became of a message to a group; done by the product itself."""
    yield CallOutTold(call_out.id, outcome, channel, detail or "")
