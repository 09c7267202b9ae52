"""A meeting as an iCalendar file. Source: RFC 5545; the same UID with a higher SEQUENCE takes its place in Outlook."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crisis.board.meetings import Meeting
from crisis.incident import Incident

#: Nobody says how long a meeting takes; calendars want to know.
_LONG = timedelta(minutes=45)


def invitation(incident: Incident, meeting: Meeting, address: str = "") -> str:
    """The file. It names the incident by its code only: calendars are read by more people than the board."""
    last = incident.entry(meeting.changed).recorded_at
    what = "OEFENING: " if incident.exercise else ""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zij aan Zij//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{incident.uuid}-{meeting.id}@zijaanzij",
        f"SEQUENCE:{meeting.moved}",
        f"DTSTAMP:{_moment(last)}",
        f"DTSTART:{_moment(meeting.at)}",
        f"DTEND:{_moment(meeting.at + _LONG)}",
        f"SUMMARY:{_text(f'{what}Overleg {incident.code}')}",
        *([f"LOCATION:{_text(meeting.place)}"] if meeting.place else []),
        *([f"URL:{address}/incidents/{incident.id}/things/{meeting.id}"] if address else []),
        f"STATUS:{'CANCELLED' if meeting.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _moment(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets; what follows begins with a space."""
    found, now = [], ""
    for sign in line:
        if len((now + sign).encode()) > 75:
            found.append(now)
            now = " "
        now += sign
    return [*found, now]
