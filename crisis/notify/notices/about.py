"""Which entries somebody is told about: what happened in bare words, where to look, and who has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import access
from crisis.board.communications import Communication
from crisis.board.communications.drafting import CommunicationSubmitted
from crisis.board.communications.reviewing import CallAsked
from crisis.board.opening import Opened
from crisis.board.phases import PhaseEntered, PhaseRun
from crisis.board.scale import ScaleSet
from crisis.board.team.standing_in import may_decide_as_mayor
from crisis.incident import By, Entry, Incident
from crisis.people import Account

#: Who is told how it stands.
HEARS: Final = frozenset({"mayor", "mayors_office", "municipal_secretary"})
#: Who calls when who approves asks for it, besides who drafts the message.
_CALLS: Final = frozenset({"spokesperson", "communications_advisor"})
#: What is older than this is no news: a product that stood still does not tell about the past.
_NEWS: Final = timedelta(hours=48)


@dataclass(frozen=True)
class Notice:
    """What an entry is told about. Nothing in here is of the incident but a number."""

    words: str
    circle: str
    #: The thing to look at; none for the status page.
    thing: int | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody waits for who gets it, so that it never waits for a digest."""
        return self.thing is not None


def notice(incident: Incident, entry: Entry) -> Notice | None:
    """What is told about an entry, if anything. The first phase and scale are part of opening."""
    match entry.fact:
        case Opened():
            return Notice("Er is een incident geopend", entry.circle)
        case PhaseEntered() if entry.seq > _first(incident):
            return Notice("De fase is gewijzigd", entry.circle)
        case ScaleSet() if entry.seq > _first(incident):
            return Notice("De schaal is gewijzigd", entry.circle)
        case CommunicationSubmitted(communication=number) if number in incident[Communication]:
            return Notice("Er wacht een tekst op uw akkoord", incident.thing(number).circle, number)
        case CallAsked(communication=number) if number in incident[Communication]:
            return Notice("Iemand wil gebeld worden over een tekst", incident.thing(number).circle, number)
    return None


def concerns(incident: Incident, entry: Entry, account: Account, now: datetime) -> bool:
    """Whether this entry is still news for somebody who may know it. Asked when it is queued, and when it is sent."""
    told = notice(incident, entry)
    held = access.roles(incident, account.id, account.standing)
    fresh = now - entry.recorded_at <= _NEWS and account.active and account.id != entry.actor.id
    if told is None or not fresh or not access.audience(incident, held).reads(told.circle):
        return False
    if told.thing is None:
        return bool(held & HEARS)
    message = incident[Communication][told.thing]
    if incident.closed or message.status != "in_review":
        return False
    if isinstance(entry.fact, CallAsked):
        callers = _CALLS | ({message.drafted_by} if message.drafted_by else set())
        return message.call_asked == entry.recorded_at and bool(held & callers)
    return message.submitted_at == entry.recorded_at and _signs(incident, message, account, entry, now)


def _signs(incident: Incident, message: Communication, account: Account, entry: Entry, now: datetime) -> bool:
    """Whether somebody may approve it from the start; a colleague, who may after a while, is not mailed."""
    held = access.roles(incident, account.id, account.standing)
    first = next((role for role in message.signers(entry.recorded_at) if role in held), None)
    if first is None or account.id in message.writers or not access.may(incident, held, "communications.approve"):
        return False
    return first != "mayor" or may_decide_as_mayor(
        incident, By(account.id, account.name, held, (), now, now, account.standing)
    )


def _first(incident: Incident) -> int:
    return next(iter(incident[PhaseRun]), 0)
