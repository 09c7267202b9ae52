"""What can have happened to a meeting of the team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from crisis import dates
from crisis.board.meetings.thing import COLUMNS, KINDS, Attendee, Meeting, Minute
from crisis.glossary import persons
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class MeetingPlanned(Fact, kind="meeting_planned"):
    """A meeting was planned."""

    title: str
    at: datetime
    circle: str
    meeting_kind: str = "team"
    place: str = ""
    agenda: tuple[str, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the meeting."""
        incident.put(
            Meeting(entry.seq, entry.seq, entry.circle, self.meeting_kind, self.title, self.at, self.place, self.agenda)
        )

    def sentence(self, names: Names) -> str:
        """With time and place."""
        kind = KINDS[self.meeting_kind]
        what = "Overleg" if self.title.startswith(kind) else kind
        return f"{what} ‘{self.title}’ gepland: {_when(self.at, self.place)}."


@dataclass(frozen=True)
class MeetingMoved(Fact, kind="meeting_moved"):
    """A planned meeting got another time or place."""

    about = "meeting"
    meeting: int
    at: datetime
    place: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Move it; calendars count how often that happened."""
        meeting = incident[Meeting][self.meeting]
        incident.amend(meeting, entry, at=self.at, place=self.place, moved=meeting.moved + 1)

    def sentence(self, names: Names) -> str:
        """With the new time and place."""
        return f"Overleg {names.named(self.meeting)} is verzet: {_when(self.at, self.place)}."


@dataclass(frozen=True)
class MeetingCancelled(Fact, kind="meeting_cancelled"):
    """A planned meeting does not take place."""

    about = "meeting"
    text = "Overleg {meeting} gaat niet door. Reden: {reason}"
    meeting: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Mark it."""
        meeting = incident[Meeting][self.meeting]
        incident.amend(meeting, entry, cancelled=self.reason, moved=meeting.moved + 1)


@dataclass(frozen=True)
class MeetingOpened(Fact, kind="meeting_opened"):
    """A meeting began; these people were asked."""

    about = "meeting"
    meeting: int
    attendees: tuple[Attendee, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Open it with its list of attendees."""
        meeting = incident[Meeting][self.meeting]
        incident.amend(meeting, entry, opened_at=entry.occurred_at, attendees=self.attendees)

    def sentence(self, names: Names) -> str:
        """How many were asked."""
        return f"Overleg {names.named(self.meeting)} geopend. Gevraagd: {persons(len(self.attendees))}."


@dataclass(frozen=True)
class MeetingAttended(Fact, kind="meeting_attended"):
    """Some of those who were asked came in, or left; who was not asked before is `added`."""

    about = "meeting"
    meeting: int
    people: tuple[int, ...]
    people_names: str
    present: bool = True
    added: tuple[Attendee, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Mark who is there."""
        meeting = incident[Meeting][self.meeting]
        marked = tuple(
            replace(one, present=self.present) if one.person in self.people else one for one in meeting.attendees
        )
        incident.amend(meeting, entry, attendees=(*marked, *self.added))

    def sentence(self, names: Names) -> str:
        """Who, by name and function as they were then."""
        what = "Aanwezig" if self.present else "Niet aanwezig"
        return f"{what} bij {names.named(self.meeting)}: {self.people_names}."


@dataclass(frozen=True)
class MeetingMinuted(Fact, kind="meeting_minuted", written=True):
    """Something was said in a meeting."""

    about = "meeting"
    meeting: int
    column: str
    words: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add it to its column."""
        meeting = incident[Meeting][self.meeting]
        minute = Minute(entry.seq, self.column, self.words)
        incident.amend(meeting, entry, minutes=(*meeting.minutes, minute))

    def sentence(self, names: Names) -> str:
        """With its column."""
        return f"{COLUMNS[self.column]}: {self.words}"


@dataclass(frozen=True)
class MeetingClosed(Fact, kind="meeting_closed"):
    """A meeting ended."""

    about = "meeting"
    meeting: int
    absent: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close it."""
        incident.amend(incident[Meeting][self.meeting], entry, closed_at=entry.occurred_at)

    def sentence(self, names: Names) -> str:
        """With who was absent."""
        return f"Overleg {names.named(self.meeting)} gesloten." + (f" Afwezig: {self.absent}." if self.absent else "")


def _when(at: datetime, place: str) -> str:
    return dates.short(at) + (f", {place.rstrip('.')}" if place else "")
