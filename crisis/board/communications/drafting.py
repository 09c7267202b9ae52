"""Writing a message: beginning it, changing it together with others, and handing it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import Field

from crisis.actions import action
from crisis.board.communications.thing import Communication, Look, Worded
from crisis.board.communications.wording import filled, to_fill, unfilled
from crisis.board.tasks.facts import worked_out
from crisis.glossary import AUDIENCES, PRODUCTS, ROLES, lowered
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Circle, Several, Title, Typed, When, one_of, text
from crisis.merging import merge
from crisis.refusals import Refused, Unreadable

Product = Annotated[str, Typed, one_of(PRODUCTS)]
For = Annotated[str, Typed, one_of(AUDIENCES)]
Audience = Annotated[tuple[For, ...], Field(max_length=15)]
Approver = Annotated[str, Typed, one_of({role: ROLES[role] for role in ("mayor", "municipal_secretary", "chair")})]
#: A message of at most this many characters, as many as are written together.
Body = Annotated[str, text(20_000, 0), Typed]
_LABELS: Final = {"title": "Titel", "words": "Tekst", "audience": "Voor wie"}


@dataclass(frozen=True)
class CommunicationDrafted(Worded, Fact, kind="communication_drafted"):
    """A message was begun: by somebody, or by the playbook when its phase began."""

    circle: str = "mayor"
    drafted_by: str | None = None
    author: int | None = None
    author_name: str = ""
    looks: tuple[tuple[str, str], ...] = ()
    approver: str = "mayor"
    preapproved: bool = False
    due: datetime | None = None
    due_rule: str | None = None
    phase: int | None = None
    key: str | None = None
    hint: str = ""
    corrects: int | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the message."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        values["circle"], values["looks"] = entry.circle, tuple(Look(role, on) for role, on in self.looks)
        values["due"] = worked_out(incident, self.due_rule, self.phase) if self.due_rule else self.due
        writers = () if self.author is None else (self.author,)
        template = self.words if self.key else ""
        made = Communication(id=entry.seq, changed=entry.seq, template=template, writers=writers, **values)
        incident.put(made)

    def sentence(self, names: Names) -> str:
        """What and for whom; a text of the playbook is not repeated."""
        origin = " (uit het draaiboek)" if self.key else ""
        instead = f" Verbetert {names.named(self.corrects)}." if self.corrects else ""
        audience = ", ".join(lowered(AUDIENCES[one]) for one in self.audience) or "nog niet bekend"
        return f"Nieuw bericht{origin}: {PRODUCTS[self.product].lower()} ‘{self.title}’, voor {audience}.{instead}"


@dataclass(frozen=True)
class Rewritten:
    """The words that changed."""

    title: str = ""
    words: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommunicationEdited(Rewritten, Fact, kind="communication_edited"):
    """The words of a message changed; an approval of other words does not hold any more."""

    about = "communication"
    communication: int = 0
    fields: tuple[str, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set what changed; it is a draft again."""
        rewrite(incident, entry, self.communication, {name: getattr(self, name) for name in self.fields})

    def sentence(self, names: Names) -> str:
        """That there is a new version."""
        return f"Nieuwe versie van {names.named(self.communication)}."


@dataclass(frozen=True)
class CommunicationFilled(Fact, kind="communication_filled"):
    """The open places of a text were filled in, other than by writing in it."""

    about = "communication"
    communication: int
    words: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the words; it is a draft again."""
        rewrite(incident, entry, self.communication, {"words": self.words})

    def sentence(self, names: Names) -> str:
        """That nothing is open any more."""
        return f"De open plekken in {names.named(self.communication)} zijn ingevuld."


def rewrite(incident: Incident, entry: Entry, number: int, changes: dict[str, Any]) -> None:
    """Change what goes out: it is a draft again, and what was agreed does not hold any more."""
    now = incident[Communication][number]
    lost = entry.seq if now.approval else now.voided
    writers = tuple(dict.fromkeys((*now.writers, entry.actor.id)))
    again = {
        "status": "draft",
        "approval": None,
        "voided": lost,
        "submitted_at": None,
        "call_asked": None,
        "delegate": None,
    }
    incident.amend(now, entry, **changes, **again, writers=writers, version=now.version + 1)


@dataclass(frozen=True)
class CommunicationSubmitted(Fact, kind="communication_submitted"):
    """A text was handed in to be looked at and approved."""

    about = "communication"
    text = "{communication} is ingediend voor akkoord."
    communication: int
    digest: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """From here on it waits for others."""
        now = incident[Communication][self.communication]
        incident.amend(now, entry, status="in_review", submitted_at=entry.recorded_at, asked_changes="")


@action("communications.draft", "Bericht maken")
def draft(
    incident: Incident,
    by: By,
    title: Title,
    product: Product,
    audience: Audience,
    words: Body = "",
    approver: Approver = "mayor",
    due: When | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Begin a message. Who approves it reads it too, so it is for team and mayor unless somebody chooses otherwise."""
    yield CommunicationDrafted(
        title,
        product,
        words,
        audience,
        by.circle(circle or _usual(by), incident),
        author=by.id,
        author_name=by.name,
        approver=approver,
        due=due,
    )


@action("communications.edit", "Tekst opslaan")
def edit(
    incident: Incident,
    by: By,
    communication: Communication,
    title: Title | None = None,
    words: Body | None = None,
    audience: Audience = (),
    seen: int | None = None,
) -> Iterator[Fact]:
    """Keep a version of the text. An approval of other words is lost, visibly."""
    must_be_open(communication)
    given = {"title": title, "words": words, "audience": audience or None}
    proposed = {name: value for name, value in given.items() if value is not None}
    changes: dict[str, Any] = merge(incident, communication, seen, proposed, _LABELS, {})
    if changes:
        yield CommunicationEdited(communication=communication.id, fields=tuple(changes), **changes)


@action("communications.fill", "Invullen")
def fill(incident: Incident, by: By, communication: Communication, values: Several) -> Iterator[Fact]:
    """Fill in the places of a text, in their order; the rest of it stays as it was agreed."""
    must_be_open(communication)
    base = to_fill(communication)
    asked = unfilled(base)
    if len(values) != len(asked):
        raise Unreadable({"values": f"Vul elke plek in, één per regel: {', '.join(asked)}."})
    complete = filled(base, dict(zip(asked, values, strict=True)))
    if complete != communication.words:
        yield CommunicationFilled(communication.id, complete)


@action("communications.submit", "Indienen voor akkoord")
def submit(
    incident: Incident, by: By, communication: Communication, words: Body | None = None, seen: int | None = None
) -> Iterator[Fact]:
    """Ask the others to look at this text, and who approves to agree; what stands in the box is kept first."""
    must_be_open(communication)
    if words is not None:
        yield from edit(incident, by, communication, words=words, seen=seen)
        communication = incident[Communication][communication.id]
    if communication.status in ("in_review", "approved"):
        return
    if not communication.words:
        raise Refused("Er is nog geen tekst. Schrijf die eerst.")
    must_be_filled(communication)
    yield CommunicationSubmitted(communication.id, communication.digest)


def must_be_open(communication: Communication) -> None:
    """Refuses what would change a message that is out or over."""
    if communication.release:
        raise Refused("Dit bericht is uitgebracht en verandert niet meer. Maak een rectificatie.")
    if not communication.open:
        raise Refused("Dit bericht is ingetrokken.")


def must_be_filled(communication: Communication) -> None:
    """Refuses a text with places that nobody filled in."""
    if left := unfilled(communication.words):
        raise Refused(f"Vul eerst in: {', '.join(left)}.")


def _usual(by: By) -> str | None:
    return "mayor" if "mayor" in by.circles else None
