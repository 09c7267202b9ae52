"""Bringing a message out, taking it back, and correcting what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from crisis import dates
from crisis.actions import action
from crisis.board.communications.drafting import Body, CommunicationDrafted, must_be_filled, must_be_open
from crisis.board.communications.thing import CHANNELS, Communication, Release
from crisis.board.communications.wording import lacking, only_filled, unfilled
from crisis.glossary import CHECKS, ended, spoken
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Reason, Typed, When, one_of
from crisis.refusals import Refused, Unreadable

Channel = Annotated[str, Typed, one_of(CHANNELS)]
Channels = Annotated[tuple[Channel, ...], Field(min_length=1, max_length=len(CHANNELS))]


@dataclass(frozen=True)
class CommunicationReleased(Fact, kind="communication_released", written=True):
    """A message went out, with exactly this text."""

    about = "communication"
    communication: int
    digest: str
    channels: tuple[str, ...]
    next_update: datetime | None = None
    mandate: bool = False
    despite: str = ""
    order_reason: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Freeze it; what it corrects is not true any more."""
        now = incident[Communication][self.communication]
        out = Release(entry.occurred_at, entry.actor.name, self.channels, self.next_update, self.mandate)
        incident.amend(now, entry, status="released", release=out)
        if now.corrects:
            wrong = incident[Communication][now.corrects]
            over = wrong.ended_at or entry.occurred_at  # what was taken back earlier was not public until now
            incident.amend(wrong, entry, status="corrected", ended_at=over, corrected_by=now.id)

    def sentence(self, names: Names) -> str:
        """Along which ways, and what was promised."""
        ways = ", ".join(CHANNELS[one] for one in self.channels)
        more = f" Volgend bericht beloofd: {dates.short(self.next_update)}." if self.next_update else ""
        mandate = " Onder mandaat, vooraf goedgekeurde tekst." if self.mandate else ""
        despite = f" Toch uitgebracht, want: {ended(self.despite)}" if self.despite else ""
        order = f" Andere volgorde, want: {ended(self.order_reason)}" if self.order_reason else ""
        return f"{names.named(self.communication)} is uitgebracht via {ways}.{more}{mandate}{order}{despite}"


@dataclass(frozen=True)
class CommunicationWithdrawn(Fact, kind="communication_withdrawn"):
    """A message is not going out, or was taken back."""

    about = "communication"
    text = "{communication} is ingetrokken. Reden: {reason}"
    communication: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """End it."""
        now = incident[Communication][self.communication]
        incident.amend(now, entry, status="withdrawn", ended_at=entry.occurred_at, ended_why=self.reason)


@action("communications.release", "Uitbrengen")
def release(
    incident: Incident,
    by: By,
    communication: Communication,
    channels: Channels,
    next_update: When | None = None,
    order_reason: Reason | None = None,
    despite: Reason | None = None,
) -> Iterator[Fact]:
    """Record that the message went out: approved, or a holding statement in which only the agreed places changed."""
    must_be_open(communication)
    must_be_filled(communication)
    mandate = communication.status != "approved"
    if mandate and not under_mandate(communication):
        raise Refused(_why_not(communication))
    _must_have_been_there(incident, by, communication)
    if next_update and next_update <= by.at:
        raise Unreadable({"next_update": "Dit moment is al voorbij. Kies wanneer u meer vertelt."})
    missing = [*lacking(communication, next_update), *([] if mandate else _unseen(communication))]
    if missing and not despite:
        raise Unreadable({"despite": f"Er ontbreekt nog: {', '.join(missing)}. Vul aan, of zeg waarom het kan."})
    first = before_press(incident, communication)
    if first and not order_reason:
        names = ", ".join(one.name if one.circle in by.circles else f"#{one.id}" for one in first[:2])
        told = f"Direct betrokkenen horen het vóór de pers. Breng eerst {names} uit, of zeg waarom het anders kan."
        raise Unreadable({"order_reason": told})
    yield CommunicationReleased(
        communication.id,
        communication.digest,
        channels,
        next_update,
        mandate,
        (despite or "") if missing else "",
        (order_reason or "") if first else "",
    )


@action("communications.withdraw", "Intrekken")
def withdraw(incident: Incident, by: By, communication: Communication, reason: Reason) -> Iterator[Fact]:
    """Say that a message does not go out, or was taken back."""
    if communication.status in ("withdrawn", "corrected"):
        return
    yield CommunicationWithdrawn(communication.id, reason)


@action("communications.correct", "Rectificatie maken")
def correct(incident: Incident, by: By, communication: Communication, words: Body) -> Iterator[Fact]:
    """Begin a message that says what was wrong, to the same people, along the same chain."""
    if communication.release is None:
        raise Refused("Dit bericht is nog niet uit. Wijzig de tekst zelf.")
    if communication.corrected_by or any(
        one.corrects == communication.id and one.open for one in incident[Communication].values()
    ):
        raise Refused("Hiervan is al een rectificatie. Werk die verder uit.")
    yield CommunicationDrafted(
        f"Rectificatie: {communication.title}"[:200],
        "correction_notice",
        words,
        communication.audience,
        communication.circle,
        author=by.id,
        author_name=by.name,
        looks=tuple((one.role, one.on) for one in communication.looks),
        approver=communication.approver,
        corrects=communication.id,
    )


def under_mandate(communication: Communication) -> bool:
    """Whether it may go out without anybody's agreement: agreed beforehand, and only its places were filled in."""
    if not communication.preapproved or communication.attachments or unfilled(communication.words):
        return False
    return only_filled(communication.template, communication.words)


def before_press(incident: Incident, communication: Communication) -> list[Communication]:
    """Messages to who is directly affected that are still to go out before this one, when it is for the press.

    The first message, which says no more than that we know, waits for nobody.
    """
    meant = "press" in communication.audience and "directly_affected" not in communication.audience
    if not meant or communication.product == "holding_statement":
        return []
    others = (one for one in incident[Communication].values() if one.id != communication.id and one.open)
    return [one for one in others if "directly_affected" in one.audience]


def _must_have_been_there(incident: Incident, by: By, communication: Communication) -> None:
    """What went out earlier than it was written or agreed never went out like this."""
    last = communication.approval.at if communication.approval else incident.entry(communication.changed).recorded_at
    if by.occurred_at < min(last, by.at):
        raise Refused("Op dat moment was deze tekst er nog niet, of nog zonder akkoord. Kies een later tijdstip.")


def _unseen(communication: Communication) -> list[str]:
    """The looks that were asked for and did not come."""
    return [f"de controle van {spoken(one.role)} ({CHECKS[one.on].lower()})" for one in communication.waiting_looks]


def _why_not(communication: Communication) -> str:
    if communication.voided:
        return "Het akkoord is vervallen, want de tekst of een bijlage is gewijzigd. Dien het bericht opnieuw in."
    if communication.preapproved and communication.attachments:
        return "Een bijlage is niet vooraf goedgekeurd. Dan is akkoord nodig: dien het bericht in."
    if communication.preapproved:
        return "U wijzigde meer dan de invulplekken. Dan is akkoord nodig: dien het bericht in."
    return "Er is nog geen akkoord. Dien het bericht in."
