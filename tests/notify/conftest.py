"""A notifier without a thread on a real ledger: `tick()` is one round, and the clock is the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import delete

from crisis.board.team.calling import Called, CallOut, of
from crisis.board.team.calling.facts import CallDelivered
from crisis.directory.tables import check_table, function_table, organisation_table, standby_table
from crisis.ledger import Ledger
from crisis.notify import Notifier, notices, sending, tables
from crisis.notify.notices import rounds
from crisis.notify.notices.tables import choice_table, notice_table
from tests.cast import ANNA, DIRK, Board, Player, list_function, open_board
from tests.notify.post import AlarmService, Post


@dataclass
class Out:
    """A call-out on a real board."""

    board: Board

    @property
    def roll(self) -> list[Called]:
        """Everybody who is called, as they stand."""
        incident = self.board.incident
        return of(incident, next(reversed(list(incident[CallOut].values()))))

    @property
    def outcomes(self) -> list[tuple[str, str, str]]:
        """What the log says of the messages: outcome, channel and detail."""
        facts = (entry.fact for entry in self.board.incident.entries())
        return [(one.outcome, one.channel, one.detail) for one in facts if isinstance(one, CallDelivered)]

    def rows(self, state: str) -> list[tables.Message]:
        """The messages of this incident in a state."""
        with self.board.ledger.database.read() as connection:
            return [one for one in tables.messages(connection, state) if one.incident_id == self.board.id]


@dataclass
class Office:
    """A ledger with a clock, an empty directory, and the ways to call from it."""

    ledger: Ledger
    home: Path
    clock: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.ledger.now = lambda: self.clock

    def later(self, **span: float) -> None:
        """Let time pass on the ledger's clock."""
        self.clock += timedelta(**span)

    def settings(self, **chosen: str) -> None:
        """Set things as the environment would."""
        known = self.ledger.database.settings
        self.ledger.database.settings = replace(known, home=self.home, public_url="https://zaz.example", **chosen)  # type: ignore[arg-type]

    def notifier(self) -> Notifier:
        """A notifier with the settings of now."""
        return Notifier(self.ledger)

    def lists(self, title: str, *roles: str, person: Player | None = None, **given: str) -> int:
        """Put a function in the directory."""
        return list_function(self.ledger, title, list(roles), person, **given)

    def calls(self, *roles: str, board: Board | None = None, exercise: bool = False, **given: object) -> Out:
        """Anna calls out for these roles, on a board that holds no secrets for the messages."""
        board = board or open_board(self.ledger, "Geheime titel", exercise=exercise)
        board.writes(text="Verborgen regel over het plein.")
        board.does(ANNA, "team.call_out", roles=list(roles), place="Stadskantoor, kamer 2", **given)
        return Out(board)

    def chooses(self, player: Player, how: str, *times: str) -> None:
        """Somebody says how often they want notices. Dirk wants none, so that tests of call-outs count those alone."""
        with self.ledger.database.write() as connection:
            notices.choose(connection, player.id, notices.Choice(how, times))

    @property
    def mail(self) -> list[EmailMessage]:
        """The messages in the outbox."""
        found = sorted((self.home / "outbox").glob("*.eml"))
        return [message_from_bytes(one.read_bytes(), policy=default) for one in found]


ROLES = ("enforcement", "care_liaison", "youth_work")


def three(office: Office) -> None:
    """One function for each of these roles."""
    for role, name in zip(ROLES, ("handhaving", "zorg", "jeugd"), strict=True):
        office.lists(f"Teamleider {name}", role, email=f"{name}@dienst.example")


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Iterator[Office]:
    """An office with nobody in its directory yet, on each database."""
    before = ledger.database.settings
    _empty(ledger)
    made = Office(ledger, tmp_path / "office")
    made.settings()
    made.chooses(DIRK, "never")
    yield made
    ledger.database.settings = before
    _empty(ledger)


def _empty(ledger: Ledger) -> None:
    """Nobody in the directory and nothing to send: on PostgreSQL the tests share a database."""
    with ledger.database.write() as connection:
        connection.execute(delete(notice_table))
        connection.execute(delete(choice_table))
        for table in (check_table, standby_table, function_table, organisation_table, tables.message_table):
            connection.execute(delete(table))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once."""
    for one in (sending, rounds):
        monkeypatch.setattr(one, "BACK_OFF", (0,) * 5)


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server that is up."""
    made = Post().up()
    yield made
    made.down()


@pytest.fixture
def alarm() -> Iterator[Callable[..., AlarmService]]:
    """Makes an alarm service: `alarm(503, 202)` first fails and then takes it."""
    made: list[AlarmService] = []

    def make(*answers: int) -> AlarmService:
        made.append(AlarmService(list(answers)))
        return made[-1]

    yield make
    for one in made:
        one.close()
