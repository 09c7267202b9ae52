"""Which messages follow from the log: who is to be told what, and whether that is still needed when its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis.board.team.calling import Called, CallOut
from crisis.board.team.calling.facts import (
    CallAnswered,
    CallOutEnded,
    CallOutStarted,
    CallReminded,
    RecipientCalled,
)
from crisis.incident import Entry, Incident

#: Nobody is on the way for longer than this; who hears later that a call-out ended is only alarmed by it.
FURTHEST: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Wanted:
    """A message that an entry asks for: about whom or what on the board, and whether it is to a group."""

    about: int
    group: bool = False


def wanted(entry: Entry) -> list[Wanted]:
    """The messages that an entry asks for."""
    match entry.fact:
        case RecipientCalled():
            return [Wanted(entry.seq)]
        case CallReminded(called=called):
            return [Wanted(called)]
        case CallOutStarted():
            return [Wanted(entry.seq, group=True)]
        case CallOutEnded(call_out=call_out, released=released):
            return [*map(Wanted, released), Wanted(call_out, group=True)]
    return []


def needed(incident: Incident, seq: int, about: Called | CallOut, now: datetime, *, reached: bool) -> bool:
    """Whether the message of entry `seq` still says something; `reached`: whether an earlier one may have arrived."""
    entry = incident.entry(seq)
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
