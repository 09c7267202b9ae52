"""Which messages follow from the log: who is to be told what, and whether that is still needed when its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis.board.communications import Communication
from crisis.board.communications.releasing import CommunicationReleased, CommunicationWithdrawn
from crisis.board.team.calling import Called, CallOut
from crisis.board.team.calling.facts import (
    CallAnswered,
    CallOutEnded,
    CallOutStarted,
    CallReminded,
    RecipientCalled,
)
from crisis.incident import Entry, Incident
from crisis.notify import published
from crisis.notify.channels import Alarm, Files, Mail, Send
from crisis.notify.groups import Group
from crisis.notify.webhooks import Site, Teams

#: Nobody is on the way for longer than this; who hears later that a call-out ended is only alarmed by it.
FURTHEST: Final = timedelta(hours=24)
_PEOPLE: Final = (Mail, Files, Alarm)


@dataclass(frozen=True)
class Wanted:
    """A message that an entry asks for: about whom or what on the board, and by which kinds of ways."""

    about: int
    by: tuple[type, ...] = _PEOPLE

    def goes(self, way: Send) -> bool:
        """Whether it goes this way."""
        return isinstance(way, self.by)


def wanted(incident: Incident, entry: Entry) -> list[Wanted]:
    """The messages that an entry asks for."""
    match entry.fact:
        case RecipientCalled():
            return [Wanted(entry.seq)]
        case CallReminded(called=called):
            return [Wanted(called)]
        case CallOutStarted():
            return [Wanted(entry.seq, (Group,))]
        case CallOutEnded(call_out=call_out, released=released):
            return [*map(Wanted, released), Wanted(call_out, (Group,))]
        case CommunicationReleased(communication=number) | CommunicationWithdrawn(communication=number):
            return _published(incident, incident[Communication].get(number))
    return []


def _published(incident: Incident, message: Communication | None) -> list[Wanted]:
    if message is None:  # its content was removed
        return []
    told = {Site: published.on_site(incident, message), Teams: published.in_teams(incident, message)}
    return [Wanted(message.id, (kind,)) for kind, yes in told.items() if yes]


def needed(
    incident: Incident, seq: int, about: Called | CallOut | Communication, now: datetime, *, reached: bool
) -> bool:
    """Whether the message of entry `seq` still says something; `reached`: whether an earlier one may have arrived."""
    entry = incident.entry(seq)
    if isinstance(about, Communication):
        return now - entry.recorded_at <= FURTHEST and published.still(about, entry, reached=reached)
    if isinstance(entry.fact, CallOutEnded):
        return now - entry.recorded_at <= FURTHEST and (reached or _spoken(incident, about))
    if isinstance(about, CallOut):
        return not about.ended
    return about.waiting and not incident[CallOut][about.call_out].ended


def _spoken(incident: Incident, about: Called | CallOut) -> bool:
    """Whether somebody was heard, so that they know of the call-out without a message."""
    if isinstance(about, CallOut):
        return False
    facts = (entry.fact for entry in incident.history(about.id))
    return any(isinstance(one, CallAnswered) and one.answer != "no_answer" for one in facts)
