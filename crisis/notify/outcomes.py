"""What became of telling the site and Teams about a message, in words, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection

from crisis import dates
from crisis.board.communications.releasing import CommunicationWithdrawn
from crisis.incident import Incident
from crisis.notify import tables
from crisis.notify.ways import SITE, TEAMS

_NAMES: Final = {SITE: "de website", TEAMS: "Teams"}
_WORDS: Final = {
    "queued": "Wacht op verzending",
    "sending": "Wordt nu verstuurd",
    "failed": "Niet gelukt: doe het zelf",
    "uncertain": "Misschien verstuurd: kijk of het er staat",
    "dropped": "Niet meer nodig",
}


@dataclass(frozen=True)
class Told:
    """How it went with one address: `look` is a state of the table of messages."""

    look: str
    where: str
    state: str
    detail: str


def outcomes(connection: Connection, incident: Incident, number: int, today: date) -> list[Told]:
    """What the site and Teams were told about a message, the oldest first."""
    found = tables.about(connection, incident.id, number, (SITE, TEAMS))
    return [_told(incident, one, today) for one in found]


def _told(incident: Incident, one: tables.Message, today: date) -> Told:
    look, name = one.outcome or one.state, _NAMES[one.channel]
    what = "Intrekking" if isinstance(incident.entry(one.seq).fact, CommunicationWithdrawn) else ""
    where = f"{what} naar {name}" if what else f"Naar {name}"
    if look == "sent":
        at = datetime.fromtimestamp(one.at, UTC)
        on = "om" if dates.local(at).date() == today else "op"
        sent = f"{what} verstuurd" if what else "Verstuurd"
        return Told(look, "", f"{sent} naar {name} {on} {dates.short(at, today)}", "")
    return Told(look, where, _WORDS[look], one.detail if look != "dropped" else "")
