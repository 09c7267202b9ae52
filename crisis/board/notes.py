"""Log lines that people write: what came in, what holds, what is assumed, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Annotated, Any, Final

from crisis import dates
from crisis.actions import action
from crisis.incident import By, Entry, Fact, Incident, Names, Thing
from crisis.inputs import Circle, Line, Reason, Several, Text, Typed, When, Yes, one_of
from crisis.refusals import Refused, Unreadable

NOTE_KINDS: Final[dict[str, str]] = {
    "note": "Notitie",
    "report": "Melding",
    "fact": "Feit",
    "assumption": "Aanname",
    "rumour": "Gerucht",
    "assessment": "Duiding",
    "opinion": "Mening",
    "decision": "Besluit",
    "contact_attempt": "Contactpoging",
    "handover": "Overdracht",
}
SOURCES: Final[dict[str, str]] = {
    "own_observation": "Eigen waarneming",
    "police": "Politie",
    "partner": "Partner",
    "resident": "Bewoner",
    "media": "Media",
    "open_source": "Open bron",
    "ally": "Bondgenoot (code)",
    "other": "Anders",
}
VERIFICATIONS: Final[dict[str, str]] = {
    "unverified": "Niet bevestigd",
    "probable": "Waarschijnlijk",
    "confirmed": "Bevestigd",
    "refuted": "Weerlegd",
}
#: How sure a new line is when nobody says so; kinds not named here are not a claim about the world.
_USUALLY: Final = {
    "report": "unverified",
    "rumour": "unverified",
    "assumption": "unverified",
    "fact": "confirmed",
}

NoteKind = Annotated[str, Typed, one_of(NOTE_KINDS)]
Source = Annotated[str, Typed, one_of(SOURCES)]
Verification = Annotated[str, Typed, one_of(VERIFICATIONS)]


@dataclass(frozen=True)
class Said:
    """What a log line says; the same for a first line and for its correction."""

    note_kind: str
    text: str
    circle: str
    source_type: str | None = None
    source_note: str = ""
    verification: str | None = None
    review_at: datetime | None = None
    why: str = ""
    options_rejected: str = ""
    decided_by: str = ""
    decided_as: str = ""
    present: tuple[str, ...] = ()
    reached: bool | None = None
    #: The number of what this line came from, such as a rumour that proved true.
    origin: int | None = None


@dataclass(frozen=True)
class Note(Said, Thing):
    """A log line on the board."""

    by: int = 0
    supersedes: int | None = None
    superseded_by: int | None = None
    correction_reason: str = ""

    @property
    def name(self) -> str:
        """Its number."""
        return f"#{self.id}"


@dataclass(frozen=True)
class NoteAdded(Said, Fact, kind="note_added"):
    """Somebody wrote a line in the log."""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the line."""
        incident.put(_note(self, entry))

    def sentence(self, names: Names) -> str:
        """The line itself."""
        return self.text


@dataclass(frozen=True)
class NoteCorrected(Said, Fact, kind="note_corrected"):
    """A line was replaced by a better one; both stay."""

    note: int = 0
    reason: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the new line and mark the old one."""
        old = incident[Note][self.note]
        incident.amend(old, entry, superseded_by=entry.seq, correction_reason=self.reason)
        incident.put(replace(_note(self, entry), supersedes=self.note))

    def sentence(self, names: Names) -> str:
        """The new line, and which one it replaces."""
        why = f" Reden: {self.reason}" if self.reason else ""
        return f"{self.text} (Verbetert #{self.note}.{why})"


@dataclass(frozen=True)
class NoteVerified(Fact, kind="note_verified"):
    """Somebody checked a line."""

    about = "note"
    note: int
    verification: str
    source_note: str = ""
    review_at: datetime | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set how sure it is, and when to ask again."""
        incident.amend(incident[Note][self.note], entry, verification=self.verification, review_at=self.review_at)

    def sentence(self, names: Names) -> str:
        """With the outcome in words."""
        source = f" Bron: {self.source_note}." if self.source_note else ""
        again = f" Opnieuw bekijken: {dates.short(self.review_at)}." if self.review_at else ""
        return f"#{self.note} is nu: {VERIFICATIONS[self.verification].lower()}.{source}{again}"


def _note(said: Said, entry: Entry) -> Note:
    values = {one.name: getattr(said, one.name) for one in fields(Said)}
    return Note(id=entry.seq, changed=entry.seq, by=entry.actor.id, **(values | {"circle": entry.circle}))


def current(incident: Incident, number: int) -> int:
    """The number of the line that stands now, when this one was corrected."""
    while later := incident[Note][number].superseded_by:
        number = later
    return number


@action("notes.add", "Vastleggen")
def add(
    incident: Incident,
    by: By,
    text: Text,
    kind: NoteKind = "note",
    source_type: Source | None = None,
    source_note: Line | None = None,
    circle: Circle | None = None,
    verification: Verification | None = None,
    review_at: When | None = None,
    why: Text | None = None,
    options_rejected: Text | None = None,
    decided_by: Line | None = None,
    decided_as: Line | None = None,
    present: Several = (),
    reached: Yes | None = None,
) -> Iterator[Fact]:
    """Write a line in the log. What came from the police goes to the small circle unless somebody chooses."""
    if kind == "decision":
        _weighed(why, decided_by)
    small = "restricted" if source_type == "police" and "restricted" in by.circles else None
    yield NoteAdded(
        note_kind=kind,
        text=text,
        circle=by.circle(circle or small, incident),
        source_type=source_type,
        source_note=source_note or "",
        verification=verification or _USUALLY.get(kind),
        review_at=review_at if kind == "assumption" else None,
        why=why or "",
        options_rejected=options_rejected or "",
        decided_by=decided_by or "",
        decided_as=decided_as or "",
        present=present,
        reached=reached if kind == "contact_attempt" else None,
    )


@action("notes.correct", "Regel verbeteren")
def correct(incident: Incident, by: By, note: Note, text: Text, reason: Reason | None = None) -> Iterator[Fact]:
    """Replace a line by a better one; the old one stays, struck through."""
    if note.superseded_by:
        raise Refused(f"Deze regel is al verbeterd. Verbeter #{note.superseded_by}.")
    if note.text == text:
        raise Refused("De nieuwe tekst is dezelfde als de oude.")
    said: dict[str, Any] = {one.name: getattr(note, one.name) for one in fields(Said)}
    yield NoteCorrected(**(said | {"text": text}), note=note.id, reason=reason or "")


@action("notes.verify", "Nagaan")
def verify(
    incident: Incident,
    by: By,
    note: Note,
    verification: Verification,
    source_note: Line | None = None,
    review_at: When | None = None,
) -> Iterator[Fact]:
    """Say how sure a line is now; an assumption can get the moment at which to ask again."""
    if note.superseded_by:
        raise Refused(f"Deze regel is verbeterd door #{note.superseded_by}. Ga die na.")
    if source_note or (note.verification, note.review_at) != (verification, review_at):
        yield NoteVerified(note.id, verification, source_note or "", review_at)


def _weighed(why: str | None, decided_by: str | None) -> None:
    missing = {}
    if not why:
        missing["why"] = "Schrijf op waarom dit is besloten."
    if not decided_by:
        missing["decided_by"] = "Schrijf op wie dit heeft besloten."
    if missing:
        raise Unreadable(missing)
