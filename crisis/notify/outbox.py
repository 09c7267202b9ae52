"""What became of every message of an incident, in words; and the messages themselves while they lie as files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from crisis.board.team.calling import Called, CallOut
from crisis.board.team.calling.facts import CallOutEnded, CallReminded
from crisis.incident import Incident
from crisis.notify import tables
from crisis.notify.letters import name_of, subject_of
from crisis.notify.ways import FILES, SITE, TEAMS, files
from crisis.settings import Settings

#: How many messages stand on one page.
MOST: Final = 100
_LINK: Final = re.compile(r"\S*(/oproep/[\w-]+)")
_WORDS: Final = {
    "queued": "Wacht op verzending",
    "sending": "Wordt nu verstuurd",
    "sent": "Verstuurd",
    "failed": "Niet verstuurd",
    "uncertain": "Misschien verstuurd: bel na",
    "dropped": "Niet meer nodig",
}
_LIES: Final = "Ligt klaar: geef het door"


@dataclass(frozen=True)
class Posted:
    """One message: to which function, about what, by which channel, and how it stands."""

    id: int
    to: str
    about: str
    channel: str
    #: One of `queued`, `again`, `sending`, `sent`, `lies`, `failed`, `uncertain` and `dropped`.
    look: str
    state: str
    #: When it came to stand so, and when the next try is.
    at: datetime | None
    next_at: datetime | None
    tries: int
    detail: str
    #: The message to read, without a mail server; and the page to answer on, of which the text holds the address.
    text: str
    link: str


def posted(
    connection: Connection, settings: Settings, incident: Incident, before: int = 0
) -> tuple[list[Posted], int | None]:
    """The newest messages of an incident; and from before which number there are more."""
    found = tables.of_incident(connection, incident.id, before, MOST + 1, but=(SITE, TEAMS))
    rows = [_posted(settings, incident, one) for one in found[:MOST]]
    return rows, found[MOST - 1].id if len(found) > MOST else None


def _posted(settings: Settings, incident: Incident, message: tables.Message) -> Posted:
    about, fact = subject_of(incident, message), incident.entry(message.seq).fact
    call_out = incident[CallOut][about.call_out if isinstance(about, Called) else about.id]
    what = "hoeft niet meer te komen" if isinstance(fact, CallOutEnded) else "oproep"
    what = "herinnering" if isinstance(fact, CallReminded) else what
    text = _text(settings, incident, message)
    look = message.outcome or message.state
    again = look == "queued" and message.attempts > 0
    link = _LINK.search(text)
    return Posted(
        id=message.id,
        to=about.title if isinstance(about, Called) else "Groep",
        about=f"{what} (test)" if call_out.test else what,
        channel=message.channel,
        look="again" if again else "lies" if text and look == "sent" else look,
        state=_LIES if text and look == "sent" else "Nieuwe poging" if again else _WORDS[look],
        at=_moment(message.at),
        next_at=_moment(message.next_at) if again else None,
        tries=message.attempts,
        detail=message.detail if look != "dropped" else "",
        text=text,
        link=link[1] if link and isinstance(about, Called) and about.waiting else "",
    )


def _text(settings: Settings, incident: Incident, message: tables.Message) -> str:
    """With a mail server no page shows a message: the link in it is for who was called alone."""
    if settings.smtp or message.channel != FILES:
        return ""
    return files(settings).text(name_of(incident, message)) or ""


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
