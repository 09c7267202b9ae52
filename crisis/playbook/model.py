"""The playbook itself: frozen values in the shape of the YAML files."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import Field, StrictBool, StrictInt, ValidationError

from crisis.playbook.fields import (
    STORED,
    Act,
    CallNext,
    Circle,
    Classification,
    Day,
    Duration,
    Key,
    Kind,
    Paragraph,
    Role,
    Scale,
    Sentence,
    Title,
)
from crisis.playbook.items import Communication, Dialogue, Part, Task
from crisis.playbook.problems import BrokenFile, told
from crisis.playbook.reading import Document
from crisis.playbook.validation import misfits


class BrokenPlaybook(BrokenFile):
    """A playbook cannot be used; `errors` holds every `file:line: path: wat er mis is`."""


class Member(Part):
    """A role in the team, how fast it answers, and what it may do here besides the usual."""

    KEY: ClassVar[str] = "role"

    role: Role = Field(description="De rol in het team.")
    core: StrictBool = Field(False, description="Of de rol bij het kernteam hoort.")
    restricted: StrictBool = Field(False, description="Of de rol hier ook de kleinste kring leest.")
    when: Sentence | None = Field(None, description="Wanneer de rol erbij komt, als dat niet meteen is.")
    acknowledge_within: Duration | None = Field(None, description="Binnen welke tijd iemand antwoordt.")
    arrive_within: Duration | None = Field(None, description="Binnen welke tijd iemand aanwezig is.")
    number: StrictInt = Field(1, ge=1, le=9, description="Hoeveel mensen in deze rol nodig zijn.")
    call_next: CallNext = Field("proposed", description="Wie daarna komt: proposed stelt voor, automatic roept op.")
    grants: tuple[Act, ...] = Field((), max_length=50, description="Wat de rol hier extra mag (tasks.*).")
    denies: tuple[Act, ...] = Field((), max_length=50, description="Wat de rol hier niet mag.")


class Moment(Part):
    """A key moment that deadlines are counted from, such as Friday prayer."""

    KEY: ClassVar[str] = "moment"

    moment: Key = Field(description="Kenmerk van het sleutelmoment, zoals vrijdaggebed.")
    title: Title = Field(description="Naam van het sleutelmoment.")
    hint: Paragraph | None = Field(None, description="Wanneer en door wie het tijdstip wordt ingevuld.")


class Contact(Part):
    """Whom to call, by function; the number itself stands in the settings or the standby list."""

    KEY: ClassVar[str] = "contact"

    contact: Key = Field(description="Kenmerk van het contact.")
    title: Title = Field(description="Functie of organisatie, geen naam van een persoon.")
    when: Sentence | None = Field(None, description="Wanneer u dit contact belt.")
    phone_setting: Key | None = Field(None, description="Naam van de instelling met het nummer van de functie.")
    role: Role | None = Field(None, description="De rol die meestal belt.")


class Lesson(Part):
    """What an evaluation taught, and this version took in."""

    KEY: ClassVar[str] = "lesson"

    lesson: Key = Field(description="Kenmerk van het voorstel, zoals les-12.")
    text: Sentence = Field(description="Wat er daarom is veranderd.")


class Assessment(Part):
    """The questions for reading the situation (denkkader Brandsma)."""

    poles: Paragraph | None = Field(None, description="Vraag: welke twee verhalen staan tegenover elkaar?")
    fuel: Paragraph | None = Field(None, description="Vraag: welke uitspraken, beelden of data voeden het?")
    joiner_pressure: Paragraph | None = Field(None, description="Vraag: waar moeten mensen kiezen?")
    middle: Paragraph | None = Field(None, description="Vraag: waar zit het midden mee?")
    scapegoat_risk: Paragraph | None = Field(None, description="Vraag: wie kan de zondebok worden?")
    bridge_attempts: Paragraph | None = Field(None, description="Vraag: bouwt iemand te vroeg bruggen?")
    game_changers: Paragraph | None = Field(None, description="Vraag: welke verandering van de vier kiezen wij?")
    position: Paragraph | None = Field(None, description="Vraag: wie stelt de norm, wie leidt het midden?")
    own_bias: Paragraph | None = Field(None, description="Vraag: met welk wij-zij beeld kijken wij zelf?")


class Phase(Part):
    """A stretch of the incident with its own work."""

    KEY: ClassVar[str] = "phase"

    phase: Key = Field(description="Kenmerk van de fase, zoals melding.")
    title: Title = Field(description="Naam van de fase.")
    kind: Kind = Field(description="Vaste soort van de fase.")
    scale: Scale | None = Field(None, description="Schaal die meestal past: 0 lijn, 1 kern, 2 breed, 3 beleid.")
    enter_when: tuple[Sentence, ...] = Field((), max_length=20, description="Ingang: één is genoeg.")
    leave_when: tuple[Sentence, ...] = Field((), max_length=20, description="Uitgang: alle zijn nodig.")
    meeting_every: Duration | None = Field(None, description="Hoe vaak het team overlegt.")
    strategy_prompt: Paragraph | None = Field(None, description="Vraag voor de strategie in deze fase.")
    tasks: tuple[Task, ...] = Field((), max_length=100, description="Taken die met de fase komen.")
    dialogues: tuple[Dialogue, ...] = Field((), max_length=20, description="Bijeenkomsten van de fase.")
    communications: tuple[Communication, ...] = Field((), max_length=40, description="Berichten van de fase.")


class Header(Part):
    """What playbooks and shared blocks have in common."""

    KEY: ClassVar[str] = "playbook"

    playbook: Key = Field(description="Kenmerk, gelijk aan de naam van het bestand zonder .yaml.")
    version: StrictInt = Field(ge=1, le=9999, description="Versie, een heel getal; hoog op bij elke wijziging.")
    title: Title = Field(description="Naam voor de gebruiker.")
    owner: Sentence | None = Field(None, description="Afdeling die het draaiboek beheert.")
    adopted: Day | None = Field(None, description="Datum van vaststelling.")
    review_before: Day | None = Field(None, description="Datum waarvoor het opnieuw wordt bekeken.")
    includes: tuple[Key, ...] = Field((), max_length=10, description="Gedeelde blokken, zoals basis.")
    classification: Classification | None = Field(None, description="Vertrouwelijkheid bij het openen.")
    circle: Circle = Field("full_team", description="Wie gewone regels mag lezen.")
    crowd_above: StrictInt = Field(75, ge=1, le=100000, description="Boven dit aantal mensen: de drukte-lijst.")
    principles: tuple[Sentence, ...] = Field((), max_length=30, description="Uitgangspunten.")
    sources: tuple[Sentence, ...] = Field((), max_length=50, description="Bronnen.")
    mistakes: tuple[Sentence, ...] = Field((), max_length=30, description="Fouten van eerder, als les.")
    lessons: tuple[Lesson, ...] = Field((), max_length=60, description="Lessen die in deze versie zijn verwerkt.")
    team: tuple[Member, ...] = Field((), max_length=30, description="Rollen in het team.")
    moments: tuple[Moment, ...] = Field((), max_length=20, description="Sleutelmomenten voor termijnen met M.")
    assessment: Assessment = Field(Assessment(), description="Vragen voor de duiding.")
    contacts: tuple[Contact, ...] = Field((), max_length=60, description="Wie bel ik, per functie.")


class Playbook(Header):
    """A playbook with its shared blocks merged in, as it is pinned when an incident opens."""

    trigger: tuple[Sentence, ...] = Field((), max_length=30, description="Aanleidingen voor dit draaiboek.")
    not_for: Paragraph | None = Field(None, description="Waarvoor dit draaiboek niet is.")
    team: tuple[Member, ...] = Field(min_length=1, max_length=30, description="Rollen in het team.")
    phases: tuple[Phase, ...] = Field(min_length=1, max_length=20, description="Fasen, in de gewone volgorde.")

    @property
    def first_phase(self) -> Phase:
        """The phase an incident usually opens in."""
        return self.phases[0]

    @cached_property
    def grants(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """What it grants to and denies each role."""
        return tuple((member.role, tuple(member.grants), tuple(member.denies)) for member in self.team)

    @cached_property
    def core_roles(self) -> frozenset[str]:
        """The roles of the core team."""
        return frozenset(member.role for member in self.team if member.core)

    @cached_property
    def restricted_roles(self) -> frozenset[str]:
        """The roles that read the smallest circle here, besides those that always do."""
        return frozenset(member.role for member in self.team if member.restricted)

    def wanted(self, role: str) -> int:
        """How many people a role asks for: one, unless it says otherwise."""
        return next((member.number for member in self.team if member.role == role), 1)

    def phase(self, key: str) -> Phase:
        """The phase with this key; raises KeyError when there is none."""
        found = next((phase for phase in self.phases if phase.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def document(self) -> dict[str, Any]:
        """The whole playbook as plain JSON values without fractions; what the opening fact stores."""
        return self.model_dump(mode="json", exclude_none=True)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Read a stored document, also one of an older or newer version; raises BrokenPlaybook."""
        try:
            return cls.model_validate(document, extra="ignore", context=STORED)
        except ValidationError as error:
            name = str(document.get("playbook", "document")) if isinstance(document, dict) else "document"
            problems = misfits(Document(name, None), cls, error)
            raise BrokenPlaybook(told(name, problems)) from None
