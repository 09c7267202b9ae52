"""A product to measure: a home of its own, people who are signed in, and incidents of any length."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from crisis import people
from crisis.access import Audience
from crisis.asking import Asked
from crisis.database import Database
from crisis.glossary import CIRCLES
from crisis.incident import Incident
from crisis.ledger import Credential, Ledger
from crisis.playbook import Playbook, load
from crisis.settings import Settings
from crisis.view import View
from crisis.web.visit import credential

#: Roles with different eyes, so that a board has as many audiences as in a real incident.
ROLES = ("communications_advisor", "police_liaison", "district_manager", "log_keeper")
_SENTENCES = (
    "Het is rustig op het plein; de wijkagent loopt een extra ronde en spreekt met omwonenden.",
    "Melding van de meldkamer: twee leuzen op de gevel, een kapotte ruit, niemand gewond. Het gebouw is afgezet "
    "en de sporen worden vandaag veiliggesteld. Het bestuur van het gebedshuis is ingelicht.",
    "Woordvoering stemt de eerste reactie af met de politie.",
    "De jeugdwerkers horen dat er vanavond een groep wil komen kijken. Zij blijven in de buurt en bellen zodra er "
    "iets verandert.",
    "Afgesproken: om acht uur opnieuw bij elkaar, eerder als de stemming omslaat.",
)


@dataclass
class Office:
    """A database with people, a ledger on it, and who may act."""

    home: Path
    ledger: Ledger
    anna: int
    others: list[int] = field(default_factory=list)

    def token(self, person: int) -> str:
        """A new signed-in device, as what its cookie holds."""
        with self.ledger.database.write() as connection:
            return people.start_session(connection, person, "bench")

    def credential(self, person: int) -> Credential:
        """What a page of this person hands to the ledger: the session is looked up in every act."""
        return credential(people.digest(self.token(person)))

    def incident(self, entries: int = 0, team: bool = False) -> int:
        """A new incident, filled up to this many entries; gives its number."""
        credential = self.credential(self.anna)
        id = self.ledger.open(credential, playbook(), "Meting", exercise=True).incident.id
        for number, person in enumerate(self.others if team else ()):
            given = {"person": person, "role": ROLES[number % len(ROLES)]}
            self.ledger.perform(id, credential, Asked("team.assign", given))
        self.fill(id, entries, credential)
        return id

    def fill(self, id: int, entries: int, credential: Credential) -> None:
        """Act until the log is this long: lines mostly, now and then a task that somebody takes up."""
        seq = self.ledger.load(id).seq
        while seq < entries:
            if seq % 20 or seq + 2 > entries:
                asked = Asked("notes.add", {"text": sentence(seq)})
            else:
                asked = Asked("tasks.add", {"title": f"Afspraak {seq} nagaan", "assignee": self.anna})
            seq = self.ledger.perform(id, credential, asked).last


def sentence(number: int) -> str:
    """A line of the log."""
    return f"{_SENTENCES[number % len(_SENTENCES)]} ({number})"


def everything(incident: Incident, ledger: Ledger) -> View:
    """An incident through eyes that read all of it."""
    return View(incident, Audience(tuple(CIRCLES), frozenset()), ledger.now())


@cache
def playbook() -> Playbook:
    """The playbook of all measurements."""
    return load("incident-gebedshuis")


@contextmanager
def office(others: int = 0) -> Iterator[Office]:
    """A new home with Anna, who may do everything, and this many others; gone after the block."""
    with tempfile.TemporaryDirectory(prefix="crisis-bench-") as folder:
        database = Database(Settings.read({"CRISIS_HOME": folder}))
        database.migrate()
        with database.write() as connection:
            anna = people.add(connection, "anna@voorbeeld.example", "Anna", password=None, standing=["coordinator"])
            more = [_somebody(connection, number) for number in range(others)]
        yield Office(Path(folder), Ledger(database), anna, more)
        database.dispose()


def _somebody(connection: Connection, number: int) -> int:
    return people.add(connection, f"p{number}@voorbeeld.example", f"Persoon {number}", password=None)
