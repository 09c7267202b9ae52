"""What the site and Teams are handed when a message is released, withdrawn or corrected."""

from __future__ import annotations

import json
from typing import Any, Final

from crisis import dates, markup
from crisis.board.communications import Communication
from crisis.board.communications.releasing import CommunicationReleased, CommunicationWithdrawn
from crisis.incident import Entry, Incident
from crisis.notify.wording import EXERCISE

#: What happened, for the machine that reads it and for the people that read along.
_TYPES: Final = {
    "release": "Uitgebracht",
    "correction": "Rectificatie",
    "withdrawal": "Ingetrokken",
}
#: Who reads along in a channel of Teams is not known.
_TOO_SMALL: Final = frozenset({"restricted", "core_team"})


def on_site(incident: Incident, message: Communication) -> bool:
    """Whether the site is told: the way was chosen for this message, or for the one that it corrects."""
    before = incident[Communication].get(message.corrects or 0)
    ways = {way for one in (message, before) if one and one.release for way in one.release.channels}
    return message.release is not None and "website" in ways and not incident.exercise and not incident.simulated


def in_teams(incident: Incident, message: Communication) -> bool:
    """Whether Teams is told: of every release but for what stays in a small circle."""
    return message.release is not None and message.circle not in _TOO_SMALL and not incident.simulated


def still(message: Communication, entry: Entry, *, reached: bool) -> bool:
    """Whether telling it still says something; `reached`: whether what is taken back may stand there."""
    if isinstance(entry.fact, CommunicationWithdrawn):
        return reached
    return isinstance(entry.fact, CommunicationReleased) and message.status == "released"


def for_site(incident: Incident, message: Communication, entry: Entry) -> str:
    """For the site, as JSON. What is withdrawn has no words any more, so that nobody shows them again."""
    kind, release = _type(message, entry), message.release
    gone = kind == "withdrawal"
    told: dict[str, Any] = {
        "type": kind,
        "id": message.id,
        "code": incident.code,
        "exercise": incident.exercise,
        "title": message.title,
        "text": "" if gone else markup.plain(message.words),
        "html": "" if gone else str(markup.html(message.words)),
        "audience": list(message.audience),
        "product": message.product,
        "released_at": dates.stamp(release.at) if release else None,
        "next_update": dates.stamp(release.next_update) if release and release.next_update and not gone else None,
        "corrects": message.corrects,
    }
    return json.dumps(told)


def for_teams(incident: Incident, message: Communication, entry: Entry) -> str:
    """For Teams: a card with title and text, as plain runs, since a text block would read markup in them."""
    kind = _type(message, entry)
    mark = f"{EXERCISE}: " if incident.exercise else ""
    said = "Dit bericht geldt niet meer." if kind == "withdrawal" else markup.plain(message.words)
    body = [_run(f"{mark}{_TYPES[kind]}: {message.title}", weight="Bolder", size="Medium"), _run(said)]
    schema = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4"}
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {**schema, "body": body}}
    return json.dumps({"type": "message", "attachments": [card]})


def _run(text: str, **looks: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **looks}]}


def _type(message: Communication, entry: Entry) -> str:
    if isinstance(entry.fact, CommunicationWithdrawn):
        return "withdrawal"
    return "correction" if message.corrects else "release"
