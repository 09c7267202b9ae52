"""The people of the tests, and `given(...).when(...).then(...)` for acts without a database.

Anna leads, Bram communicates, Celik advises for the police, Dirk watches for the mayor, Eva is a stranger.
Fleur manages the district, for when a plain team member is needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection

from crisis import access, people
from crisis.actions import ACTIONS, Action
from crisis.asking import Asked, ask
from crisis.board.opening import Opened
from crisis.board.phases import PhaseEntered
from crisis.board.tasks.facts import TaskAdded
from crisis.board.team import MemberJoined, Roster
from crisis.directory import Keeper, add_function, add_organisation
from crisis.incident import Actor, By, Entry, Fact, Incident, Thing
from crisis.ledger import Done, Ledger
from crisis.people import Account
from crisis.playbook import Playbook, load
from crisis.refusals import NotFound, Refused, Unreadable

KLEIN_FILE: Final = Path(__file__).parent / "core" / "klein.yaml"
#: A Monday, 14:00 on the clock in Amsterdam.
START: Final = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
PASSWORD: Final = "zeven gele fietsen"


@dataclass(frozen=True)
class Player:
    """Somebody of the cast. The number is that of the account, in every database of the tests."""

    id: int
    name: str
    role: str | None = None
    standing: tuple[str, ...] = ()
    password: str = PASSWORD

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.lower()}@voorbeeld.nl"

    @property
    def account(self) -> Account:
        """The account, as it is in every database of the tests."""
        return Account(self.id, self.email, self.name, frozenset(self.standing))

    def credential(self, connection: Connection) -> Account:
        """Acts as this person: what `ledger.perform` asks for."""
        account = people.by_id(connection, self.id)
        assert account is not None, f"{self.name} has no account in this database"
        return account


ANNA: Final = Player(1, "Anna", "chair", ("coordinator",))
BRAM: Final = Player(2, "Bram", "spokesperson")
CELIK: Final = Player(3, "Celik", "police_liaison")
DIRK: Final = Player(4, "Dirk", None, ("mayors_office",))
EVA: Final = Player(5, "Eva")
FLEUR: Final = Player(6, "Fleur", "district_manager")
CAST: Final = (ANNA, BRAM, CELIK, DIRK, EVA, FLEUR)
#: Who gets a role from Anna, in this order.
TEAM: Final = (BRAM, CELIK, FLEUR)
#: In `given(...)` the incident is opened and the team is there; this is the number of the next entry.
FIRST: Final = 4 + len(TEAM)


def settle(connection: Connection) -> None:
    """Make the accounts of the cast in an empty database."""
    for player in CAST:
        made = people.add(connection, player.email, player.name, password=player.password, standing=player.standing)
        assert made == player.id


@cache
def klein() -> Playbook:
    """The small playbook of the tests."""
    return load(KLEIN_FILE)


@dataclass
class Board:
    """An incident in a real ledger, with the team of the cast on it."""

    ledger: Ledger
    id: int

    @property
    def incident(self) -> Incident:
        """As it stands now."""
        return self.ledger.load(self.id)

    def does(self, player: Player, act: str, **given: Any) -> Done:
        """Let somebody act; `once`, `occurred_at`, `kept` and `clock` (for exercises) are not part of the input."""
        about = {name: given.pop(name) for name in ("once", "occurred_at", "kept") if name in given}
        clock = given.pop("clock", None)
        return self.ledger.perform(self.id, player.credential, Asked(act, given, at=clock, **about))

    def adds_task(self, player: Player = ANNA, title: str = "Wijkagent bellen", **given: Any) -> int:
        """A new task; gives its number."""
        return self.does(player, "tasks.add", title=title, **given).last

    def writes(self, player: Player = ANNA, text: str = "Het is rustig op het plein.", **given: Any) -> int:
        """A new log line; gives its number."""
        return self.does(player, "notes.add", text=text, **given).last


def open_board(ledger: Ledger, title: str = "Bekladding moskee", **given: Any) -> Board:
    """Anna opens an incident on the small playbook and puts the team together."""
    board = Board(ledger, ledger.open(ANNA.credential, klein(), title, **given).incident.id)
    for player in TEAM:
        board.does(ANNA, "team.assign", person=player.id, role=player.role)
    return board


def list_function(ledger: Ledger, title: str, roles: list[str], person: Player | None = None, **given: str) -> int:
    """Put a function in the directory that can be called; gives its number."""
    with ledger.database.write() as connection:
        keeper = Keeper(connection, ANNA.account, ledger.now())
        home = add_organisation(keeper, f"{title}, dienst", roles)
        typed = {"title": title, "roles": roles, "phone": "06-55501234", "email": "piket@dienst.example", **given}
        return add_function(keeper, home, typed | ({"person": str(person.id)} if person else {}))


# --- given / when / then, without a database ---


def joined(player: Player, role: str | None = None) -> Fact:
    """Somebody is in the team."""
    return MemberJoined(player.id, player.name, role or player.role or "observer")


def task_added(title: str = "Wijkagent bellen", circle: str = "full_team", **fields: Any) -> Fact:
    """A task is on the board."""
    return TaskAdded(title=title, circle=circle, **fields)


@dataclass(frozen=True)
class Told:
    """A fact with who recorded it and when."""

    fact: Fact
    by: Player
    at: datetime


def told(fact: Fact, by: Player = ANNA, at: datetime = START) -> Told:
    """A fact that somebody else than Anna recorded, or later than at the start."""
    return Told(fact, by, at)


def opened() -> tuple[Fact, ...]:
    """What every `given` starts with: the incident in its first phase, and the team."""
    return (
        Opened("Bekladding moskee", "INC-20261123-1400", klein().document()),
        MemberJoined(ANNA.id, ANNA.name, "chair"),
        PhaseEntered("melding", "Melding", "incident", "Eerste fase van het draaiboek."),
        *(joined(player) for player in TEAM),
    )


def given(*facts: Fact | Told) -> Given:
    """An opened incident with the team on it, after these facts; the first of them has number FIRST."""
    return Given(fold((*opened(), *facts)))


def fold(facts: Iterable[Fact | Told], incident: Incident | None = None) -> Incident:
    """Let an incident read facts, with made-up places in the chain."""
    incident = incident or Incident(1, "00000000-0000-4000-8000-000000000001")
    for one in facts:
        known = one if isinstance(one, Told) else told(one)
        held = access.roles(incident, known.by.id, frozenset(known.by.standing))
        function = ", ".join(sorted(held))
        _read(incident, known.fact, Actor(known.by.id, known.by.name, function), known.at, known.at)
    return incident


@dataclass
class Given:
    """What was the case."""

    incident: Incident

    def when(
        self,
        act: Callable[..., Iterator[Fact]],
        by: Player = ANNA,
        *,
        clock: datetime = START,
        occurred_at: datetime | None = None,
        kept: str | None = None,
        roster: Roster | None = None,
        **typed: Any,
    ) -> When:
        """Somebody does an act, with its input as typed; things and people by number. `roster`: who can be called."""
        action = next(one for one in ACTIONS.values() if one.do is act)
        incident = self.incident.fork()
        held = access.roles(incident, by.id, frozenset(by.standing))
        circles = access.audience(incident, held).circles
        who = By(by.id, by.name, held, circles, clock, occurred_at or clock, frozenset(by.standing))
        return When(incident, lambda: _done(incident, who, action, Asked(action.name, typed, kept=kept), roster))


@dataclass
class When:
    """What was done. `incident` is the board after it."""

    incident: Incident
    do: Callable[[], list[Fact]]

    def then(self, *facts: Fact) -> Incident:
        """It was recorded as these facts and no others; gives the incident after it."""
        assert self.do() == list(facts)
        return self.incident

    def facts(self) -> list[Fact]:
        """What was recorded, for when only a part of it matters."""
        return self.do()

    def refused(self, sentence: str) -> None:
        """The incident does not allow it, and says so in exactly this sentence."""
        with pytest.raises(Refused) as refusal:
            self.do()
        assert refusal.value.sentence == sentence

    def unreadable(self, **fields: str) -> None:
        """The input is wrong, with exactly these sentences per field."""
        with pytest.raises(Unreadable) as refusal:
            self.do()
        assert refusal.value.fields == fields

    def not_found(self) -> None:
        """It does not exist, or may not be seen."""
        with pytest.raises(NotFound):
            self.do()


def later(**span: float) -> datetime:
    """A moment after the start: `later(hours=2)`."""
    return START + timedelta(**span)


def snapshot(incident: Incident) -> dict[str, Any]:
    """Everything an incident knows, as values that can be compared."""
    things = {number: incident.thing(number) for number in sorted(incident.touched(0))}
    return {
        "seq": incident.seq,
        "head": incident.head,
        "plain": {name: value for name, value in vars(incident).items() if not name.startswith("_")},
        "entries": list(incident.entries()),
        "things": things,
        "order": {kind: list(incident[kind]) for kind in _kinds(things)},
        "history": {number: [entry.seq for entry in incident.history(number)] for number in things},
        "touched": list(incident.touched(0).items()),
    }


def _kinds(things: dict[int, Thing]) -> set[type[Thing]]:
    return {type(thing) for thing in things.values()}


def _done(incident: Incident, by: By, action: Action, asked: Asked, roster: Roster | None) -> list[Fact]:
    arguments = ask(action, asked, incident, by, _find)
    if action.roster:
        arguments["roster"] = roster or Roster()
    facts = []
    for fact in action.do(incident, by, **arguments):
        _read(incident, fact, Actor(by.id, by.name, ", ".join(sorted(by.roles))), by.at, by.occurred_at)
        facts.append(fact)
    return facts


def _find(wanted: int | str) -> Account | None:
    named = (player.account for player in CAST if str(wanted) in (str(player.id), player.name.lower(), player.email))
    return next(named, None)


_HASHES = itertools.count(1)


def _read(incident: Incident, fact: Fact, actor: Actor, at: datetime, occurred: datetime) -> None:
    circle = fact.circle_in(incident)
    incident.read(Entry(incident.seq + 1, fact, actor, at, occurred, circle, f"{next(_HASHES):064x}"))
