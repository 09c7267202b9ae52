"""What a phase brings with it: tasks, dialogue meetings and messages."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from crisis.playbook.fields import (
    Approver,
    Audience,
    Body,
    CheckOn,
    Circle,
    Due,
    Key,
    LineOfAction,
    Openness,
    OrganiserMode,
    Paragraph,
    Product,
    Role,
    Sentence,
    Title,
    slots,
)


class Part(BaseModel):
    """A piece of a playbook: never changes, and knows no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: The name of the field that identifies the part among its neighbours.
    KEY: ClassVar[str] = ""

    @property
    def key(self) -> str:
        """What identifies the part among its neighbours, for a task `bel-bestuur`."""
        return str(getattr(self, self.KEY))


class Task(Part):
    """One thing somebody does, with an owner by role."""

    KEY: ClassVar[str] = "task"

    task: Key = Field(description="Kenmerk van de taak, één keer per draaiboek, zoals bel-bestuur.")
    title: Title = Field(description="Wat er moet gebeuren; begin met een werkwoord of noem het ding.")
    owner: Role = Field(description="De rol die de taak doet.")
    due: Due | None = Field(None, description="Termijn: T+30m vanaf de start van de fase, of M-4h(moment).")
    done_when: Sentence | None = Field(None, description="Waaraan u ziet dat de taak klaar is.")
    line: LineOfAction | None = Field(None, description="Handelingslijn van Dordrecht.")
    required: StrictBool = Field(False, description="Of de taak niet mag worden overgeslagen.")
    needs: tuple[Key, ...] = Field((), max_length=20, description="Taken die eerst klaar moeten zijn.")
    release: Sentence | None = Field(None, description="Wat eerst gebeurd moet zijn (na vrijgave), in woorden.")
    repeat_on_reentry: StrictBool = Field(False, description="Of de taak terugkomt als de fase opnieuw begint.")
    circle: Circle | None = Field(None, description="Wie de taak mag zien, als dat een kleinere kring is.")
    hint: Paragraph | None = Field(None, description="Uitleg of een les van eerder.")


class Dialogue(Part):
    """A meeting with residents or groups, and what may be decided there."""

    KEY: ClassVar[str] = "dialogue"

    dialogue: Key = Field(description="Kenmerk van de bijeenkomst, één keer per draaiboek.")
    title: Title = Field(description="Naam van de bijeenkomst.")
    organiser_mode: OrganiserMode = Field("facilitate", description="Wat de gemeente doet.")
    organiser: Sentence | None = Field(None, description="Wie de bijeenkomst organiseert, als functie.")
    openness: Openness = Field("open", description="Open, of gesloten met een reden.")
    closed_because: Sentence | None = Field(None, description="Reden als de bijeenkomst gesloten is.")
    audience: Sentence | None = Field(None, description="Voor wie de bijeenkomst is.")
    goal: Paragraph | None = Field(None, description="Wat de bijeenkomst moet opleveren.")
    decision_space: Paragraph | None = Field(None, description="Waarover nog kan worden meebeslist.")
    communication_owner: Sentence | None = Field(None, description="Wie uitnodigt en verslag doet, als functie.")
    owner: Role | None = Field(None, description="De rol die het regelt namens het team.")
    due: Due | None = Field(None, description="Uiterste moment van de bijeenkomst.")
    hint: Paragraph | None = Field(None, description="Uitleg of een les van eerder.")


class Check(Part):
    """A colleague who looks at a text before it goes to the approver."""

    role: Role = Field(description="De rol die meekijkt.")
    on: CheckOn = Field(description="Waarop: feiten, juridisch, toon, of alleen op de hoogte.")


class Communication(Part):
    """A message, who makes, checks and approves it, and a text to start from."""

    KEY: ClassVar[str] = "communication"

    communication: Key = Field(description="Kenmerk van het bericht, één keer per draaiboek.")
    title: Title = Field(description="Naam van het bericht.")
    product: Product = Field(description="Soort bericht.")
    audience: tuple[Audience, ...] = Field((), max_length=15, description="Voor wie het bericht is.")
    drafted_by: Role | None = Field(None, description="De rol die het bericht maakt.")
    checks: tuple[Check, ...] = Field((), max_length=10, description="Wie meekijken, en waarop.")
    approved_by: Approver | None = Field(None, description="Wie akkoord geeft: een rol, of mandate.")
    preapproved: StrictBool = Field(False, description="Vooraf goedgekeurd: alleen de invulplekken wijzigen.")
    due: Due | None = Field(None, description="Termijn waarop het bericht uit is.")
    circle: Circle | None = Field(None, description="Wie het bericht mag zien, als dat een andere kring is.")
    text: Body | None = Field(None, description="Begintekst, met invulplekken zoals {{plaats}}.")
    hint: Paragraph | None = Field(None, description="Uitleg of een les van eerder.")

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the places in the text that are to be filled in, each once, in order."""
        return slots(self.text or "")
