"""The people of a scenario: who is meant by a name, and the accounts they play on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crisis import people
from crisis.ledger import Credential, Ledger
from crisis.people import Account
from crisis.playbook.problems import shown
from crisis.playbook.wording import unknown
from crisis.refusals import NotSignedIn
from crisis.scenario.shape import Participant

#: How many names are compared with one that is unknown.
_CHOICES: Final = 100


@dataclass(frozen=True)
class Cast:
    """The addresses of everybody who plays along."""

    emails: tuple[str, ...]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for email in dict.fromkeys(self.emails):
            for name in (email, email.partition("@")[0]):
                found.setdefault(name, []).append(email)
        return found

    def meant(self, given: str) -> list[str]:
        """The addresses that fit an address, or the part of it before the @."""
        return self._by_name.get(given.strip().lower(), [])

    def wrong(self, given: str) -> str | None:
        """Why a name does not mean one person, in Dutch."""
        found = self.meant(given)
        if len(found) == 1:
            return None
        if found:
            return f"{shown(given)} kan meer mensen zijn; schrijf het hele adres"
        return unknown("persoon", given, [email.partition("@")[0] for email in self.emails[:_CHOICES]])


class NoAccount(Exception):
    """Somebody cannot play along; the message says who and why, in Dutch."""


def make_accounts(ledger: Ledger, cast: Iterable[Participant], password: str | None = None) -> None:
    """Make the accounts that are missing; those that exist stay as they are. Raises NoAccount.

    Without a password nobody can sign in on the accounts made here.
    """
    with ledger.database.write() as connection:
        for one in cast:
            known = people.by_email(connection, one.email)
            if known is None:
                people.add(connection, one.email, one.name, password=password, standing=one.standing)
            elif not known.active:
                raise NoAccount(f"Het account {one.email} is uitgezet en kan niet meespelen.")


def let_open(ledger: Ledger, opener: Participant) -> None:
    """Give the one who opens the incident the standing role that is needed for it."""
    with ledger.database.write() as connection:
        account = people.by_email(connection, opener.email)
        if account is not None:
            people.give_standing(connection, account.id, "coordinator")


def acting_as(email: str) -> Credential:
    """Acts as the account with this address; raises NotSignedIn when it is gone or switched off."""
    return lambda connection: _active(people.by_email(connection, email))


def _active(account: Account | None) -> Account:
    if account is None or not account.active:
        raise NotSignedIn
    return account
