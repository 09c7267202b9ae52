"""What can have happened to a dialogue meeting."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from crisis import dates
from crisis.board.dialogues.thing import KINDS, MOODS, Arranged, Dialogue, Invited, Report
from crisis.glossary import ended, persons
from crisis.incident import Entry, Fact, Incident, Names

#: What the organiser is called when the municipality does it alone.
MUNICIPALITY: Final = "gemeente"


@dataclass(frozen=True)
class DialoguePlanned(Arranged, Fact, kind="dialogue_planned"):
    """A dialogue meeting was planned."""

    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the meeting."""
        values = {one.name: getattr(self, one.name) for one in fields(Arranged)}
        incident.put(Dialogue(id=entry.seq, changed=entry.seq, circle=entry.circle, **values))

    def sentence(self, names: Names) -> str:
        """What, when, for whom and by whom."""
        when = f", {dates.short(self.at)}" if self.at else ""
        who = f"Georganiseerd door {self.organiser.rstrip('.')}. De gemeente maakt het mogelijk."
        if self.organiser_mode == "organise":
            others = f", samen met {self.organiser.rstrip('.')}" if self.organiser != MUNICIPALITY else ""
            who = f"De gemeente organiseert het zelf{others}."
        closed = f" Gesloten. Reden: {ended(self.closed_because)}" if self.openness == "closed" else ""
        kind = "Bijeenkomst" if self.title.startswith("Gesprek") else KINDS[self.dialogue_kind]
        what = f"{kind} ‘{self.title}’ gepland{when}, voor {self.audience.rstrip('.')}."
        return f"{what} {who}{closed}"


@dataclass(frozen=True)
class DialogueChanged(Fact, kind="dialogue_changed"):
    """What was agreed about a meeting changed; only what is named here."""

    about = "dialogue"
    dialogue: int
    fields: tuple[str, ...]
    organiser: str = ""
    openness: str = "open"
    closed_because: str = ""
    audience: str = ""
    goal: str = ""
    question: str = ""
    decision_space: str = ""
    stage: str = ""
    host: str = ""
    moderator: str = ""
    note_taker: str = ""
    aftercare: str = ""
    place: str = ""
    at: datetime | None = None
    capacity: int | None = None
    communication_owner: str = ""
    programme: tuple[str, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Change the named fields."""
        changes = {name: getattr(self, name) for name in self.fields}
        incident.amend(incident[Dialogue][self.dialogue], entry, **changes)

    def sentence(self, names: Names) -> str:
        """What is different now."""
        told = [WORDS[name] for name in self.fields]
        return f"Bijeenkomst {names.named(self.dialogue)} aangevuld: {', '.join(told)}."


#: What the fields of an arrangement are called in a sentence.
WORDS = {
    "organiser": "organisator",
    "openness": "openheid",
    "closed_because": "waarom gesloten",
    "audience": "voor wie",
    "goal": "doel",
    "question": "vraag",
    "decision_space": "beslisruimte",
    "stage": "‘of’ of ‘hoe’",
    "host": "gastheer of gastvrouw",
    "moderator": "gespreksleider",
    "note_taker": "verslag",
    "aftercare": "nazorg",
    "place": "plaats",
    "at": "tijd",
    "capacity": "aantal plaatsen",
    "communication_owner": "communicatie",
    "programme": "programma",
}


@dataclass(frozen=True)
class DialoguePrepared(Fact, kind="dialogue_prepared"):
    """A step of the preparation was done, or turned out not to be."""

    about = "dialogue"
    dialogue: int
    step: int
    done: bool = True
    #: What the step was called then.
    words: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Tick it, or not."""
        dialogue = incident[Dialogue][self.dialogue]
        ready = (set(dialogue.ready) | {self.step}) if self.done else (set(dialogue.ready) - {self.step})
        incident.amend(dialogue, entry, ready=tuple(sorted(ready)))

    def sentence(self, names: Names) -> str:
        """Which step."""
        word = "klaar" if self.done else "toch niet klaar"
        return f"Voorbereiding van {names.named(self.dialogue)}, {word}: {self.words}."


@dataclass(frozen=True)
class DialogueInvited(Fact, kind="dialogue_invited"):
    """A group was invited."""

    about = "dialogue"
    dialogue: int
    group: str
    by_whom: str
    number: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the group, or its new number; what it answered stays."""
        dialogue = incident[Dialogue][self.dialogue]
        groups = {one.group: one for one in dialogue.invited}
        coming = groups[self.group].coming if self.group in groups else None
        groups[self.group] = Invited(self.group, self.by_whom, self.number, coming)
        incident.amend(dialogue, entry, invited=tuple(groups.values()))

    def sentence(self, names: Names) -> str:
        """Which group, how many people, by whom."""
        who = f"{self.group}, {persons(self.number)}, door {self.by_whom.rstrip('.')}"
        return f"Uitgenodigd voor {names.named(self.dialogue)}: {who}."


@dataclass(frozen=True)
class DialogueAnswered(Fact, kind="dialogue_answered"):
    """A group told how many of them come."""

    about = "dialogue"
    dialogue: int
    group: str
    coming: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the number."""
        dialogue = incident[Dialogue][self.dialogue]
        invited = tuple(
            replace(one, coming=self.coming) if one.group == self.group else one for one in dialogue.invited
        )
        incident.amend(dialogue, entry, invited=invited)

    def sentence(self, names: Names) -> str:
        """How many of which group."""
        coming = f"{'er komt' if self.coming == 1 else 'er komen'} {persons(self.coming)}"
        return f"Antwoord van {self.group} voor {names.named(self.dialogue)}: {coming}."


@dataclass(frozen=True)
class DialogueReported(Report, Fact, kind="dialogue_reported", written=True):
    """A meeting was held, and this is what happened."""

    about = "dialogue"
    dialogue: int = 0

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the report."""
        report = Report(**{one.name: getattr(self, one.name) for one in fields(Report)})
        incident.amend(incident[Dialogue][self.dialogue], entry, report=report, held_at=entry.occurred_at)

    def sentence(self, names: Names) -> str:
        """Numbers, mood and what was heard."""
        mood = f"Stemming: {MOODS[self.mood_before].lower()}, daarna {MOODS[self.mood_after].lower()}."
        themes = "; ".join(one.rstrip(".") for one in self.themes)
        told = f"Verslag van {names.named(self.dialogue)}: {persons(self.attendance)}. {mood} Gehoord: {ended(themes)}"
        return f"{told} Het midden: {self.middle_voice}"


@dataclass(frozen=True)
class DialogueCancelled(Fact, kind="dialogue_cancelled"):
    """A meeting does not take place."""

    about = "dialogue"
    text = "Bijeenkomst {dialogue} gaat niet door. Reden: {reason}"
    dialogue: int
    reason: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Mark it."""
        incident.amend(incident[Dialogue][self.dialogue], entry, cancelled=self.reason)
