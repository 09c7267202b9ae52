"""Calling the team together in a play: who can be called is written in the scenario, and answers come by the link.

Nothing is sent: the incident of a play with a clock of its own is simulated, and messages skip those.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from crisis import people
from crisis.board.team import Candidate, Roster
from crisis.board.team.calling import Called
from crisis.ledger import Credential, Ledger
from crisis.people import Account
from crisis.scenario.shape import Participant

#: What somebody is who answers by the link in a message.
_CALLED: Final = frozenset({"called"})


def titles(cast: tuple[Participant, ...]) -> dict[str, str]:
    """What those who can be called are called on the roll, by their address."""
    return {one.email: one.function or one.name for one in cast if one.callable}


def rehearsing(ledger: Ledger, cast: tuple[Participant, ...]) -> Ledger:
    """The same ledger, with those of the scenario to be called; for their roles nobody of the real directory is."""
    real, twin = ledger.roster, copy(ledger)

    def roster(connection: Connection, at: datetime) -> Roster:
        chains: dict[str, list[Candidate]] = {}
        for number, one in enumerate(cast, 1):
            account = people.by_email(connection, one.email) if one.callable else None
            if account is not None:
                # Below zero: the number of no function in the directory.
                made = Candidate(-number, one.function or one.name, account.id, account.name)
                for role in one.callable:
                    chains.setdefault(role, []).append(made)
        mine = {role: tuple(line) for role, line in chains.items()}
        return Roster({**real(connection, at).chains, **mine})

    twin.roster = roster
    return twin


def by_link(called: Called, otherwise: Credential) -> Credential:
    """Who is called answers by the link, having no role yet; anybody else acts as themselves, and is refused."""

    def credential(connection: Connection) -> Account:
        account = otherwise(connection)
        return Account(0, "", called.title, _CALLED) if account.id == called.person else account

    return credential
