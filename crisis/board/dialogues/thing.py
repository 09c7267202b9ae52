"""A dialogue meeting in the city as it stands on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crisis import dates
from crisis.incident import Names, Rows, Thing
from crisis.refusals import Refused

#: What kind of conversation it is.
KINDS: Final[dict[str, str]] = {
    "neighbourhood": "Buurtgesprek",
    "community": "Gesprek met een gemeenschap",
    "town_hall": "Inloop of bewonersavond",
    "allies": "Gesprek met Bondgenoten en sleutelpersonen",
    "school_talk": "Gesprek op school",
    "professional_talk": "Gesprek met professionals",
}
MODES: Final[dict[str, str]] = {
    "facilitate": "Wij maken het mogelijk",
    "organise": "Wij organiseren het zelf",
    "attend": "Wij zijn te gast",
}
OPENNESS: Final[dict[str, str]] = {"open": "Open", "closed": "Gesloten, met een reden"}
#: Whether people may still say yes or no, or only how.
STAGES: Final[dict[str, str]] = {
    "whether": "De vraag is nog óf het doorgaat",
    "how": "De vraag is alleen nog hóe het gaat",
    "listen": "Er ligt geen plan: wij komen luisteren",
}
#: How the mood was, from tense to good. Source: issue 3, a scale of five with words.
MOODS: Final[dict[str, str]] = {"1": "Fel", "2": "Gespannen", "3": "Afwachtend", "4": "Rustig", "5": "Open en warm"}
#: What has to be ready before the evening begins.
PREPARATION: Final = (
    "Doel en vraag besproken met wie organiseert",
    "Gastheer of gastvrouw, gespreksleider en verslag geregeld",
    "Ruimte, toegankelijkheid en taal geregeld",
    "Wie nodigt wie uit is afgesproken",
    "Wat ligt vast en waarover kan worden meegedacht staat op papier",
    "Hoe en wanneer wij terugkoppelen is afgesproken",
    "Nazorg voor aanwezigen en collega’s is geregeld",
)
#: What a large meeting asks besides.
CROWD: Final = (
    "Capaciteit en nooduitgangen van de zaal nagaan",
    "Inloop, opvang en looproutes regelen",
    "Politie en eerste hulp op de hoogte brengen",
    "Afspreken wat we doen als er meer mensen komen dan passen",
)


@dataclass(frozen=True)
class Invited:
    """A group that was invited: by whom, how many people, and how many answered that they come."""

    group: str
    by_whom: str
    number: int
    coming: int | None = None


@dataclass(frozen=True)
class Report:
    """What happened: numbers and words, nobody's name and no photographs."""

    attendance: int
    mood_before: str
    mood_after: str
    themes: tuple[str, ...]
    middle_voice: str
    questions: tuple[str, ...] = ()
    surprises: str = ""

    def told(self) -> Rows:
        """What happened, as labelled texts."""
        yield "Aanwezig", str(self.attendance)
        yield "Stemming vooraf", MOODS[self.mood_before]
        yield "Stemming na afloop", MOODS[self.mood_after]
        yield "Gehoord", "\n".join(self.themes)
        yield "Het midden", self.middle_voice
        yield "Vragen die wachten", "\n".join(self.questions)
        yield "Wat ons verraste", self.surprises


@dataclass(frozen=True)
class Arranged:
    """What is agreed about a meeting beforehand."""

    title: str
    dialogue_kind: str
    organiser_mode: str
    organiser: str
    openness: str
    audience: str
    goal: str
    question: str
    closed_because: str = ""
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


@dataclass(frozen=True)
class Dialogue(Arranged, Thing):
    """A dialogue meeting from plan to report."""

    label = "Bijeenkomst"

    invited: tuple[Invited, ...] = ()
    ready: tuple[int, ...] = ()
    report: Report | None = None
    held_at: datetime | None = None
    cancelled: str = ""

    @property
    def name(self) -> str:
        """Its title."""
        return f"‘{self.title}’"

    @property
    def status(self) -> str:
        """`planned`, `held` or `cancelled`."""
        return "cancelled" if self.cancelled else "held" if self.report else "planned"

    @property
    def headline(self) -> str:
        """Its title."""
        return self.title

    def rows(self, names: Names) -> Rows:
        """What is agreed, and nothing of the report."""
        yield "Soort", KINDS[self.dialogue_kind]
        yield "Rol van de gemeente", MODES[self.organiser_mode]
        yield "Organisator", self.organiser
        yield "Wanneer", dates.full(self.at) if self.at else "Nog af te spreken"
        yield "Waar", self.place
        yield "Voor wie", self.audience
        yield "Open of gesloten", OPENNESS[self.openness] + (f": {self.closed_because}" if self.closed_because else "")
        yield "Doel", self.goal
        yield "Vraag", self.question
        yield "Beslisruimte", self.decision_space
        yield "Of of hoe", STAGES.get(self.stage, "")
        yield "Plaatsen", str(self.capacity) if self.capacity else ""
        yield "Gastheer of gastvrouw", self.host
        yield "Gespreksleider", self.moderator
        yield "Verslag", self.note_taker
        yield "Nazorg", self.aftercare
        yield "Communicatie", self.communication_owner
        yield "Programma", "\n".join(self.programme)
        yield "Gaat niet door", self.cancelled

    @property
    def missing(self) -> list[str]:
        """What must be agreed before an invitation may go out. Source: domain rule 33."""
        wanted = {
            "wat vastligt en waarover kan worden meegedacht": self.decision_space,
            "of de vraag nog ‘of’ is of al ‘hoe’": self.stage,
            "wie de communicatie doet": self.communication_owner,
            "de reden waarom het gesloten is": self.closed_because or self.openness == "open",
        }
        return [what for what, given in wanted.items() if not given]


def must_be_planned(dialogue: Dialogue) -> None:
    """Refuses what no longer fits a meeting that was held or cancelled."""
    if dialogue.status == "held":
        raise Refused("Van deze bijeenkomst is al verslag gedaan.")
    if dialogue.status == "cancelled":
        raise Refused("Deze bijeenkomst gaat niet door.")
