"""A message to people outside or to colleagues: what it says, who looks at it, who agrees, and when it went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.board.communications.binding import Attachment, digest_of
from crisis.glossary import AUDIENCES, CHECKS, PRODUCTS, ROLES
from crisis.incident import Incident, Names, Rows, Standing, Thing

#: How it stands with a message, with the words on the screen.
STATUSES: Final[dict[str, str]] = {
    "draft": "Concept",
    "in_review": "Wacht op akkoord",
    "changes_requested": "Moet anders",
    "approved": "Akkoord",
    "released": "Uitgebracht",
    "withdrawn": "Ingetrokken",
    "corrected": "Gerectificeerd",
}
_LOOKS: Final = {
    "draft": ("", "document"),
    "in_review": ("mark", "waiting"),
    "changes_requested": ("warn", "warning"),
    "approved": ("good", "check"),
    "released": ("good", "done"),
    "withdrawn": ("", "gone"),
    "corrected": ("", "gone"),
}
#: Ways by which a message goes out.
CHANNELS: Final[dict[str, str]] = {
    "website": "Website",
    "press": "Pers",
    "social": "Sociale media",
    "letter": "Brief of flyer",
    "mail": "E-mail",
    "message": "WhatsApp of Signal",
    "spoken": "Mondeling",
    "contact_centre": "KCC en balie",
}
#: The four questions about fuel, from which each answers yes or no. Source: domain.md 3, brandstofcheck.
FUEL: Final[dict[str, str]] = {
    "identity": "Gaat het over de identiteit van een groep?",
    "pushers": "Geeft het antwoord op de vraag van wie ophitst, en niet op die van het midden?",
    "stage": "Geeft het een van de kampen een podium?",
    "denial": "Ontkent of verbiedt het iets op een manier die juist aandacht trekt?",
}


#: How long somebody has to look or to agree, before a colleague may do it. Source: issue 4, section B.
PATIENCE: Final = timedelta(minutes=15)
#: Who that colleague is. For the mayor nobody: that takes a stand-in, a telephone call or a reason.
COLLEAGUES: Final[dict[str, str]] = {
    "chair": "public_order_advisor",
    "public_order_advisor": "chair",
    "municipal_secretary": "chair",
    "police_liaison": "public_order_advisor",
    "prosecution_liaison": "legal_advisor",
    "legal_advisor": "public_order_advisor",
    "communications_advisor": "spokesperson",
    "spokesperson": "communications_advisor",
    "district_manager": "chair",
    "allies_coordinator": "district_manager",
}


@dataclass(frozen=True)
class Look:
    """Somebody who looks at a text before it is approved. `digest`: the text that was found to be right."""

    role: str
    on: str
    digest: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Approval:
    """Who agreed with exactly which text. `recorded_by`: who wrote it down, when it was said by telephone."""

    digest: str
    by: str
    person: int | None
    at: datetime
    recorded_by: str = ""


@dataclass(frozen=True)
class Release:
    """When it went out, by whom and along which ways, and when people were told to hear more."""

    at: datetime
    by: str
    channels: tuple[str, ...]
    next_update: datetime | None = None
    mandate: bool = False


@dataclass(frozen=True)
class Worded:
    """What a message is, and what it says."""

    title: str
    product: str
    words: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True)
class Communication(Worded, Thing):
    """A message from draft to release."""

    label = "Bericht"
    asks = True

    status: str = "draft"
    version: int = 1
    drafted_by: str | None = None
    author: int | None = None
    author_name: str = ""
    #: Everybody who wrote in it: none of them approves it.
    writers: tuple[int, ...] = ()
    looks: tuple[Look, ...] = ()
    approver: str = "mayor"
    #: The role that may approve as well, while the approver is away.
    delegate: str | None = None
    preapproved: bool = False
    #: The text that it began with; what is between braces may be filled in under mandate.
    template: str = ""
    due: datetime | None = None
    due_rule: str | None = None
    phase: int | None = None
    key: str | None = None
    hint: str = ""
    submitted_at: datetime | None = None
    approval: Approval | None = None
    #: The number of the entry by which an approval was lost, until there is another.
    voided: int | None = None
    asked_changes: str = ""
    call_asked: datetime | None = None
    fuel: tuple[str, ...] | None = None
    fuel_why: str = ""
    release: Release | None = None
    ended_at: datetime | None = None
    ended_why: str = ""
    corrects: int | None = None
    corrected_by: int | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def name(self) -> str:
        """Its title."""
        return f"‘{self.title}’"

    @property
    def headline(self) -> str:
        """Its title."""
        return self.title

    @property
    def digest(self) -> str:
        """What an approval binds to: the exact words, for whom they are, and what goes along."""
        return digest_of(self.title, self.words, self.audience, self.attachments)

    @property
    def open(self) -> bool:
        """Whether it still may go out."""
        return self.status in ("draft", "in_review", "changes_requested", "approved")

    @property
    def waiting_looks(self) -> list[Look]:
        """Who still has to look at this text; who only has to know of it holds nothing up."""
        return [one for one in self.looks if one.on != "informed" and one.digest != self.digest]

    @property
    def until(self) -> datetime | None:
        """Until when who was asked first has the time; after that a colleague may do it as well."""
        return self.submitted_at + PATIENCE if self.submitted_at and self.status == "in_review" else None

    def overdue(self, now: datetime) -> bool:
        """Whether looking or agreeing takes too long."""
        return self.until is not None and self.until <= now

    def lookers(self, look: Look, now: datetime) -> tuple[str, ...]:
        """The roles that may look in this way now."""
        return _with_colleague(look.role, self.overdue(now))

    def signers(self, now: datetime) -> tuple[str, ...]:
        """The roles that may agree now, who decides first."""
        named = (self.delegate,) if self.delegate else ()
        return tuple(dict.fromkeys((*_with_colleague(self.approver, self.overdue(now)), *named)))

    def standing(self, now: datetime) -> Standing:
        """How it stands."""
        return (*_LOOKS[self.status], STATUSES[self.status])

    def rows(self, names: Names) -> Rows:
        """For whom, the words, and the way they went."""
        yield "Soort", PRODUCTS[self.product]
        yield "Voor", ", ".join(AUDIENCES[one] for one in self.audience)
        yield "Tekst", self.words
        for one in self.attachments:
            yield "Bijlage", f"{one.name} ({one.kind}, {one.weight}): {one.alt}\nSHA-256: {one.digest}"
        for look in self.looks:
            done = f"{look.by}, {dates.short(look.at)}" if look.at and look.digest == self.digest else "nog niet"
            yield f"Gekeken: {CHECKS[look.on].lower()}", f"{ROLES[look.role]}: {done}"
        yield "Akkoord", approved(self.approval) if self.approval else ""
        yield "Uitgebracht", _released(self.release) if self.release else ""
        yield "Volgend bericht beloofd", _next(self.release)
        yield "Verbetert", names.named(self.corrects) if self.corrects else ""
        yield "Verbeterd door", names.named(self.corrected_by) if self.corrected_by else ""
        yield "Reden", self.ended_why


def _with_colleague(role: str, late: bool) -> tuple[str, ...]:
    return (role, COLLEAGUES[role]) if late and role in COLLEAGUES else (role,)


def approved(one: Approval) -> str:
    """Who agreed and when; that it was said by telephone stays visible for ever."""
    phone = f", per telefoon, vastgelegd door {one.recorded_by}" if one.recorded_by else ""
    return f"{one.by}, {dates.short(one.at)}{phone}"


def _released(one: Release) -> str:
    ways = ", ".join(CHANNELS[channel] for channel in one.channels)
    return f"{dates.full(one.at)}, door {one.by}, via {ways}" + (" (onder mandaat)" if one.mandate else "")


def _next(one: Release | None) -> str:
    return dates.full(one.next_update) if one and one.next_update else ""


def public_at(incident: Incident, moment: datetime) -> list[Communication]:
    """What was out, and not taken back or corrected yet, at a moment; the newest first."""
    out = [
        one
        for one in incident[Communication].values()
        if one.release and one.release.at <= moment and (one.ended_at is None or moment < one.ended_at)
    ]
    return sorted(out, key=lambda one: one.release.at if one.release else moment, reverse=True)


def promised(incident: Incident) -> Communication | None:
    """The last message that promised more, as long as nothing went out after it to keep that promise."""
    out = [one for one in incident[Communication].values() if one.release and one.status != "withdrawn"]
    last = max(out, key=lambda one: (one.release.at if one.release else one.submitted_at, one.id), default=None)
    return last if last and last.release and last.release.next_update else None
