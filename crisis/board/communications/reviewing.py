"""Looking at a text of others: checking, asking for another, agreeing with exactly these words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crisis.actions import action
from crisis.board.communications.drafting import must_be_filled, must_be_open
from crisis.board.communications.thing import Approval, Communication
from crisis.board.team.standing_in import may_decide_as_mayor
from crisis.glossary import CHECKS, ROLES, spoken
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Line, Reason, Role
from crisis.refusals import Refused, Unreadable

_CHANGED: Final = "De tekst is intussen gewijzigd. Lees hem opnieuw."


@dataclass(frozen=True)
class CommunicationChecked(Fact, kind="communication_checked"):
    """Somebody looked at a text and found it right."""

    about = "communication"
    communication: int
    role: str
    on: str
    digest: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Remember for which text."""
        now = incident[Communication][self.communication]
        looks = tuple(
            replace(one, digest=self.digest, by=entry.actor.name, at=entry.recorded_at)
            if (one.role, one.on) == (self.role, self.on)
            else one
            for one in now.looks
        )
        incident.amend(now, entry, looks=looks)

    def sentence(self, names: Names) -> str:
        """On what."""
        return f"{names.named(self.communication)} is nagekeken op {CHECKS[self.on].lower()}, als {spoken(self.role)}."


@dataclass(frozen=True)
class ChangesRequested(Fact, kind="changes_requested", line="communication"):
    """Somebody asked for another text."""

    about = "communication"
    text = "{communication} moet anders: {reason}"
    communication: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """It goes back to who writes."""
        now = incident[Communication][self.communication]
        lost = entry.seq if now.approval else now.voided
        incident.amend(now, entry, status="changes_requested", asked_changes=self.reason, approval=None, voided=lost)


@dataclass(frozen=True)
class CommunicationApproved(Fact, kind="communication_approved"):
    """Somebody agreed with exactly this text. `recorded_by`: who wrote it down when it was said by telephone."""

    about = "communication"
    communication: int
    digest: str
    approver: str
    person: int | None = None
    by_phone: bool = False

    def change(self, incident: Incident, entry: Entry) -> None:
        """Bind the approval to the text."""
        now = incident[Communication][self.communication]
        recorder = entry.actor.name if self.by_phone else ""
        given = Approval(self.digest, self.approver, self.person, entry.occurred_at, recorder)
        incident.amend(now, entry, status="approved", approval=given, voided=None, asked_changes="", call_asked=None)

    def sentence(self, names: Names) -> str:
        """By whom, and that it was by telephone."""
        phone = ", per telefoon" if self.by_phone else ""
        return f"{self.approver} gaat akkoord met {names.named(self.communication)}{phone}."


@dataclass(frozen=True)
class CallAsked(Fact, kind="call_asked", line="communication"):
    """Who approves wants to be called about a text."""

    about = "communication"
    communication: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Ask for the call."""
        incident.amend(incident[Communication][self.communication], entry, call_asked=entry.recorded_at)

    def sentence(self, names: Names) -> str:
        """About what."""
        return f"Gevraagd om te bellen over {names.named(self.communication)}."


@action("communications.check", "Nagekeken, klopt")
def check(incident: Incident, by: By, communication: Communication, digest: Line) -> Iterator[Fact]:
    """Say that this text is right, for every way of looking that was asked of your roles."""
    must_be_open(communication)
    _must_be_seen(communication, digest)
    if by.id in communication.writers:
        raise Refused("U schreef mee aan deze tekst. Laat een ander ernaar kijken.")
    mine = [one for one in communication.looks if by.roles & {*communication.lookers(one, by.at)}]
    if not mine:
        raise Refused("Van uw rol is geen controle gevraagd. Schrijf een opmerking.")
    for one in mine:
        if one.digest != communication.digest:
            yield CommunicationChecked(communication.id, one.role, one.on, communication.digest)


@action("communications.request_changes", "Niet akkoord")
def request_changes(incident: Incident, by: By, communication: Communication, reason: Reason) -> Iterator[Fact]:
    """Say what has to be different before this can go out."""
    must_be_open(communication)
    if communication.status not in ("in_review", "approved"):
        raise Refused("Deze tekst is nog niet ingediend. Schrijf een opmerking.")
    if not _approves(incident, by, communication) and not any(one.role in by.roles for one in communication.looks):
        raise Refused("Van uw rol is geen oordeel gevraagd. Schrijf een opmerking.")
    yield ChangesRequested(communication.id, reason)


@action("communications.approve", "Akkoord")
def approve(incident: Incident, by: By, communication: Communication, digest: Line) -> Iterator[Fact]:
    """Agree with exactly the text that was shown. Who wrote in it does not approve it."""
    if communication.status == "approved":
        return
    _must_be_submitted(communication)
    _must_be_seen(communication, digest)
    if not _approves(incident, by, communication):
        raise Refused(_not_yours(communication, by))
    if by.id in communication.writers:
        raise Refused("U schreef mee aan deze tekst. Een ander geeft akkoord.")
    function = ROLES[_as(by, communication)]
    yield CommunicationApproved(communication.id, digest, f"{by.name} ({function.lower()})", by.id)


@action("communications.approve_by_phone", "Akkoord per telefoon vastleggen")
def approve_by_phone(
    incident: Incident, by: By, communication: Communication, digest: Line, approver: Role
) -> Iterator[Fact]:
    """Write down that who approves agreed on the telephone. That it went like this stays visible."""
    if communication.status == "approved":
        return
    _must_be_submitted(communication)
    _must_be_seen(communication, digest)
    if approver != communication.approver:
        raise Unreadable({"approver": f"Over dit bericht beslist: {spoken(communication.approver)}."})
    if approver in by.roles:
        raise Refused("Dit is uw eigen akkoord. Geef het zelf, of laat een ander het vastleggen.")
    if by.id in communication.writers:
        raise Refused("U schreef mee aan deze tekst. Laat een ander vastleggen dat er akkoord is.")
    yield CommunicationApproved(communication.id, digest, ROLES[approver], None, by_phone=True)


@action("communications.call_me", "Bel mij hierover")
def call_me(incident: Incident, by: By, communication: Communication) -> Iterator[Fact]:
    """Ask to be called about a text."""
    _must_be_submitted(communication)
    if not _approves(incident, by, communication):
        raise Refused(_not_yours(communication, by))
    if communication.call_asked is None:
        yield CallAsked(communication.id)


def _must_be_submitted(communication: Communication) -> None:
    must_be_open(communication)
    if communication.status != "in_review":
        raise Refused("Deze tekst is nog niet ingediend.")
    must_be_filled(communication)


def _must_be_seen(communication: Communication, digest: str) -> None:
    if digest != communication.digest:
        raise Refused(_CHANGED)


def _as(by: By, communication: Communication) -> str:
    return next((role for role in communication.signers(by.at) if role in by.roles), "")


def _approves(incident: Incident, by: By, communication: Communication) -> bool:
    role = _as(by, communication)
    return may_decide_as_mayor(incident, by) if role == "mayor" else bool(role) and role in by.roles


def _not_yours(communication: Communication, by: By) -> str:
    if "mayor" in by.roles and communication.approver == "mayor":
        return "Uw waarneming van de burgemeester loopt nu niet. Laat die eerst instellen."
    return f"Over dit bericht beslist: {spoken(communication.approver)}."
