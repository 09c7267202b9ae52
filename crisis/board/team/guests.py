"""Guests: a partner without an account, with one role on this incident, until a moment, by a link of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final

from crisis import dates
from crisis.actions import action
from crisis.board.team.members import Member, MemberJoined, MemberReleased
from crisis.glossary import ROLES, spoken
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Line, Typed, When, one_of
from crisis.refusals import Refused, Unreadable

#: Roles of partners; who leads, speaks or reads the smallest circles for the municipality has an account.
GUEST_ROLES: Final[dict[str, str]] = {
    role: ROLES[role]
    for role in ("partner_liaison", "youth_work", "education_liaison", "care_liaison", "community_ally", "observer")
}
#: A guest stays no longer than this without being invited again.
LONGEST: Final = timedelta(days=14)

GuestRole = Annotated[str, Typed, one_of(GUEST_ROLES)]


@dataclass(frozen=True)
class Guest(Thing):
    """Somebody of a partner, by function and organisation. `person`: the account, once the link was opened."""

    label = "Gast"
    asks = True

    title: str
    role: str
    until: datetime
    person: int | None = None
    revoked: bool = False

    @property
    def name(self) -> str:
        """Which function."""
        return self.title

    def rows(self, names: Names) -> Rows:
        """As what, and until when."""
        yield "Rol", ROLES[self.role]
        yield "Tot", dates.full(self.until)
        yield "Toegang", "Ingetrokken" if self.revoked else ""

    def welcome(self, now: datetime) -> bool:
        """Whether the link still opens the door."""
        return not self.revoked and now < self.until


@dataclass(frozen=True)
class GuestInvited(Fact, kind="guest_invited", line="team"):
    """A partner without an account may take part."""

    title: str
    role: str
    until: datetime
    circle: str = "partners"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the guest."""
        incident.put(Guest(entry.seq, entry.seq, entry.circle, self.title, self.role, self.until))

    def sentence(self, names: Names) -> str:
        """Who, as what, and until when."""
        return f"{self.title} mag als gast meedoen als {spoken(self.role)}, tot {dates.short(self.until)}."


@dataclass(frozen=True)
class GuestEntered(Fact, kind="guest_entered", line="team"):
    """Somebody came in by the link of a guest: the first time, or again."""

    about = "guest"
    text = "{guest} kwam binnen als gast."
    guest: int
    person: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Remember the account that was made for the guest."""
        incident.amend(incident[Guest][self.guest], entry, person=self.person)


@dataclass(frozen=True)
class GuestRevoked(Fact, kind="guest_revoked", line="team"):
    """A guest may not take part any more."""

    about = "guest"
    text = "De toegang van gast {guest} is ingetrokken."
    guest: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Close the door."""
        incident.amend(incident[Guest][self.guest], entry, revoked=True)


def guest_of(incident: Incident, person: int) -> Guest | None:
    """The guest who uses this account, if it is one."""
    return next((one for one in incident[Guest].values() if one.person == person), None)


@action("team.invite_guest", "Gast uitnodigen")
def invite_guest(incident: Incident, by: By, title: Line, role: GuestRole, until: When) -> Iterator[Fact]:
    """Let a partner without an account take part in one role. The link is made afterwards, for this guest alone."""
    if not by.at < until <= by.at + LONGEST:
        raise Unreadable({"until": f"Kies een moment binnen {LONGEST.days} dagen. Daarna kunt u opnieuw uitnodigen."})
    if role in incident.plan.core_roles | incident.plan.restricted_roles:
        raise Unreadable({"role": "Deze rol leest hier mee met het kernteam. Kies een andere rol."})
    yield GuestInvited(title, role, until)


@dataclass(frozen=True)
class LinkMade(Fact, kind="link_made", line="team"):
    """Somebody made a link for a guest or a screen; an earlier one does nothing any more."""

    about = "thing"
    text = "Er is een link gemaakt voor {thing}."
    thing: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Nothing on the board changes; that somebody holds the link is what counts."""


@action("team.make_link", "Link maken", by_hand=False)
def make_link(incident: Incident, by: By, thing: Thing) -> Iterator[Fact]:
    """Write down that a link was made, by whom: who holds it acts as the guest."""
    yield LinkMade(thing.id)


@action("team.enter", "Binnenkomen als gast", by_hand=False)
def enter(incident: Incident, by: By, guest: Guest) -> Iterator[Fact]:
    """Open the door with the link; the first time this gives the guest the role."""
    if guest.person not in (None, by.id):
        raise Refused("Deze uitnodiging is van een ander.")
    if not guest.welcome(by.at) or (guest.person is not None and not _here(incident, by.id)):
        raise Refused("Deze uitnodiging geldt niet meer. Vraag de voorzitter om een nieuwe.")
    yield GuestEntered(guest.id, by.id)
    if guest.person is None:
        yield MemberJoined(by.id, by.name, guest.role)


@action("team.revoke_guest", "Toegang intrekken")
def revoke_guest(incident: Incident, by: By, guest: Guest) -> Iterator[Fact]:
    """Close the door for a guest, at once and for good."""
    if guest.revoked:
        return
    yield GuestRevoked(guest.id)
    for member in _here(incident, guest.person):
        yield MemberReleased(member.id)


def _here(incident: Incident, person: int | None) -> list[Member]:
    return [one for one in incident[Member].values() if one.person == person and one.until is None]
