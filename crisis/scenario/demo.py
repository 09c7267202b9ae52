"""A living board to look around on: a played exercise, and accounts with a password that everybody knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from crisis import people
from crisis.glossary import ROLES, STANDING
from crisis.ledger import Ledger
from crisis.scenario.cast import make_accounts
from crisis.scenario.demo_book import fill
from crisis.scenario.loading import Scenario, load
from crisis.scenario.playing import play
from crisis.scenario.shape import Participant

#: Known to everybody who can read, so only for accounts that belong to nobody.
PASSWORD: Final = "samen-zij-aan-zij"  # noqa: S105
DOMAIN: Final = "@voorbeeld.example"
#: Has an account and no role anywhere, to show what a stranger sees. Made last: a sign that all is there.
STRANGER: Final = Participant(email=f"eva{DOMAIN}", name="Eva Smit")
_AGO: Final = timedelta(minutes=3)


class InUse(RuntimeError):
    """There are real accounts here: no place for accounts with a known password. The message is in Dutch."""


@dataclass(frozen=True)
class Demo:
    """The exercise and its accounts; `incident` is its number when it was played just now."""

    scenario: Scenario
    incident: int | None = None

    @classmethod
    def prepared(cls, ledger: Ledger) -> Demo:
        """Make the accounts and play the exercise, the first time; raises InUse, BrokenFile or Stopped."""
        demo = cls(load("demo"))
        if any(not one.email.endswith(DOMAIN) for one in demo.accounts):
            raise ValueError("a demo account outside the demo domain")
        with ledger.database.read() as connection:
            if people.by_email(connection, STRANGER.email) is not None:
                return demo
            if any(not one.email.endswith(DOMAIN) for one in people.everybody(connection)):
                raise InUse("Deze database is al in gebruik. Kies voor de oefening een andere map: CRISIS_HOME.")
        make_accounts(ledger, demo.scenario.people, PASSWORD)
        fill(ledger, DOMAIN)
        played = play(ledger, _just_now(ledger, demo.scenario))
        make_accounts(ledger, [STRANGER], PASSWORD)
        return replace(demo, incident=played)

    @property
    def accounts(self) -> tuple[Participant, ...]:
        """Everybody who can sign in."""
        return (*self.scenario.people, STRANGER)

    def lines(self) -> list[str]:
        """The accounts as a table for the terminal."""
        rows = [("E-mail", "Functie", "Wachtwoord")]
        rows += [(one.email, self.function(one), PASSWORD) for one in self.accounts]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        return [f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in rows]

    def function(self, person: Participant) -> str:
        """What somebody is at the end of the exercise, in Dutch."""
        roles = list(person.roles)
        for step in self.scenario.steps:
            if self.scenario.cast.meant(str(step.given.get("person", ""))) == [person.email]:
                if step.do == "team.assign":
                    roles.append(step.given["role"])
                if step.do == "team.release":
                    roles.remove(step.given["role"])
        roles += [role for role in person.callable if role not in roles]
        words = [ROLES[role] for role in roles] + [STANDING[role] for role in person.standing]
        return ", ".join(dict.fromkeys(words)) or "geen rol (buitenstaander)"


def _just_now(ledger: Ledger, scenario: Scenario) -> Scenario:
    """The scenario, moved so that its last step lies a few minutes back."""
    starts = (ledger.now() - scenario.length - _AGO).replace(second=0, microsecond=0)
    return replace(scenario, starts=starts)
