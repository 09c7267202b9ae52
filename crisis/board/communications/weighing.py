"""Around an approval: letting another role sign as well, and asking whether a text feeds what divides people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from crisis.actions import action
from crisis.board.communications.drafting import must_be_open
from crisis.board.communications.thing import FUEL, Communication, Look
from crisis.glossary import CHECKS, ROLES, ended, spoken
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Line, Reason, Role, Typed, one_of
from crisis.refusals import Unreadable

Question = Annotated[str, Typed, one_of(FUEL)]
#: Who may sign for the municipality.
SIGNERS: Final = {role: ROLES[role] for role in ("mayor", "municipal_secretary", "chair", "public_order_advisor")}
Signer = Annotated[str, Typed, one_of(SIGNERS)]
CheckOn = Annotated[str, Typed, one_of(CHECKS)]
Questions = Annotated[tuple[Question, ...], Field(max_length=len(FUEL))]


@dataclass(frozen=True)
class ApprovalDelegated(Fact, kind="approval_delegated", line="communication"):
    """Another role may approve this text as well."""

    about = "communication"
    communication: int
    role: str
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set who."""
        incident.amend(incident[Communication][self.communication], entry, delegate=self.role)

    def sentence(self, names: Names) -> str:
        """To whom and why."""
        name = names.named(self.communication)
        return f"Ook {spoken(self.role)} mag akkoord geven op {name}. Reden: {self.reason}"


@dataclass(frozen=True)
class LookAsked(Fact, kind="look_asked", line="communication"):
    """A role was asked to look at a text."""

    about = "communication"
    communication: int
    role: str
    on: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the look."""
        now = incident[Communication][self.communication]
        incident.amend(now, entry, looks=(*now.looks, Look(self.role, self.on)))

    def sentence(self, names: Names) -> str:
        """Whom, and on what."""
        who = spoken(self.role)
        return f"Gevraagd aan {who} om {names.named(self.communication)} na te kijken op {CHECKS[self.on].lower()}."


@dataclass(frozen=True)
class FuelWeighed(Fact, kind="fuel_weighed", line="communication"):
    """Somebody answered whether a text feeds what divides people. `yes`: the questions answered with yes."""

    about = "communication"
    communication: int
    yes: tuple[str, ...] = ()
    why: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Keep the answers."""
        incident.amend(incident[Communication][self.communication], entry, fuel=self.yes, fuel_why=self.why)

    def sentence(self, names: Names) -> str:
        """How many questions were answered with yes, and why it is all right."""
        count = f"{len(self.yes)} keer ja. {ended(self.why)}" if self.yes else "vier keer nee."
        return f"Brandstofcheck van {names.named(self.communication)}: {count}"


@action("communications.ask_look", "Vragen om mee te kijken")
def ask_look(incident: Incident, by: By, communication: Communication, role: Role, on: CheckOn) -> Iterator[Fact]:
    """Ask a role to look at this text as well."""
    must_be_open(communication)
    if not any((one.role, one.on) == (role, on) for one in communication.looks):
        yield LookAsked(communication.id, role, on)


@action("communications.delegate", "Ook een ander laten tekenen")
def delegate(incident: Incident, by: By, communication: Communication, role: Signer, reason: Reason) -> Iterator[Fact]:
    """Let another role approve this text as well, because who approves cannot be reached in time."""
    must_be_open(communication)
    if role == communication.approver:
        raise Unreadable({"role": "Deze rol gaat er al over. Kies een andere."})
    if role in by.roles:
        raise Unreadable({"role": "Dit is uw eigen rol. Kies een andere, of laat een ander dit vastleggen."})
    if communication.delegate != role:
        yield ApprovalDelegated(communication.id, role, reason)


@action("communications.weigh", "Brandstofcheck doen")
def weigh(
    incident: Incident, by: By, communication: Communication, yes: Questions = (), why: Line | None = None
) -> Iterator[Fact]:
    """Answer the four questions about fuel. A yes stops nothing, but asks for one line."""
    must_be_open(communication)
    if yes and not why:
        raise Unreadable({"why": "Bij een ja hoort één zin: waarom kan het toch?"})
    yield FuelWeighed(communication.id, tuple(one for one in FUEL if one in yes), why or "")
