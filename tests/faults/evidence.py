"""Brings together what the checker looks at: the log from the database, what was told, and what screens show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields

from crisis import recording, store
from crisis.board.notes import NoteAdded
from crisis.board.tasks.facts import TaskAdded, TaskChanged, TaskCommented
from crisis.incident import Entry as Recorded
from crisis.incident import Incident, replay
from crisis.ledger import Ledger
from crisis.parts import parts
from crisis.view import View
from tests.cast import Player
from tests.faults.checker import Act, Entry, Finding, Picture, findings
from tests.faults.follower import Follower
from tests.faults.pictures import drawn
from tests.server import Product


def found(product: Product, id: int, acts: Sequence[Act], followers: Iterable[Follower] = ()) -> list[Finding]:
    """What the checker finds, after everybody came to rest."""
    head, log = written(product.ledger, id)
    return findings(head, log, acts, [one.screen(product.url) for one in followers])


def written(ledger: Ledger, id: int) -> tuple[int, list[Entry]]:
    """The number in the head row, and the log as the tables have it; nothing that was read before is used."""
    with ledger.database.read() as connection:
        head = store.existing(connection, id)
        links = store.links(connection, id)
    return head.seq, [_entry(recording.entry(link)) for link in links]


def replayed(ledger: Ledger, id: int) -> Incident:
    """The incident as a fold over the log in the tables."""
    with ledger.database.read() as connection:
        head = store.existing(connection, id)
        links = store.links(connection, id)
    return replay(id, head.uuid, [recording.entry(link) for link in links])


def picture_of(ledger: Ledger, incident: Incident, player: Player) -> Picture:
    """What somebody's board must show, drawn here from an incident."""
    audience = ledger.audience(incident, player.account)
    return drawn(part.message() for part in parts(View(incident, audience, ledger.now()), 0))


def verified(product: Product, id: int) -> str:
    """What `crisis verify` says, as a process of its own; fails when the chain does not hold."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_")}
    environment |= {**product.environment, "CRISIS_HOME": str(product.home)}
    done = subprocess.run(
        [sys.executable, "-m", "crisis", "verify", str(id)], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _entry(recorded: Recorded) -> Entry:
    fact = recorded.fact
    named = fact.fields if isinstance(fact, TaskChanged) else tuple(one.name for one in fields(fact))
    about = getattr(fact, fact.about) if fact.about else None
    thing = recorded.seq if isinstance(fact, NoteAdded | TaskAdded) else about
    return Entry(recorded.seq, {name: getattr(fact, name) for name in named}, _words(recorded), thing)


def _words(recorded: Recorded) -> str:
    """Words that stand in the line of this entry, whoever reads it."""
    fact = recorded.fact
    if isinstance(fact, NoteAdded):
        return fact.text
    if isinstance(fact, TaskCommented):
        return fact.comment
    if isinstance(fact, TaskAdded) or (isinstance(fact, TaskChanged) and "title" in fact.fields):
        return str(fact.title)
    return ""
