"""One evening in a real ledger, on paper for the operator and for a team member who may not read everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crisis.database import Database
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.report import pdf
from crisis.settings import Settings
from crisis.view import View
from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board, Player, later, open_board
from tests.report.paper import Paper

#: Stands only in what the small circle reads: in lines, titles, results and reasons.
CANARY = "KANARIE-GEEL"


@dataclass
class Evening:
    """The board after that evening, and the numbers that the tests ask for."""

    board: Board
    first: int
    better: int
    late: int
    decision: int

    @property
    def ledger(self) -> Ledger:
        """The ledger it is in."""
        return self.board.ledger

    def view(self, player: Player, at: int | None = None) -> View:
        """Through the eyes of somebody, now or after an earlier entry."""
        incident: Incident = self.board.incident
        audience = self.ledger.audience(incident, player.account)
        if at is None:
            return View(incident, audience, later(hours=9))
        return View(incident.at(at), audience, incident.entry(at).recorded_at, past=True)

    def paper(self, player: Player, at: int | None = None) -> Paper:
        """The PDF that somebody gets."""
        return Paper(pdf.log_for(self.ledger, self.view(player, at)))

    def paper_of_everything(self) -> Paper:
        """The PDF of the operator at the command line."""
        return Paper(pdf.whole_log(self.ledger, self.board.id))


@pytest.fixture(scope="session")
def home(settled_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the tables and the cast, for all tests of paper."""
    home = tmp_path_factory.mktemp("paper")
    shutil.copy(settled_sqlite, home / "crisis.db")
    return home


@pytest.fixture(scope="session")
def evening(home: Path) -> Iterator[Evening]:
    """An exercise with a correction, a late line, a decision, and a secret of the small circle."""
    database = Database(Settings.read({"CRISIS_HOME": str(home)}))
    board = open_board(Ledger(database), "Onrust bij de moskee", exercise=True)
    first = board.writes(CELIK, "Twintig jongeren op het plein.", kind="report", circle="full_team")
    task = board.adds_task(ANNA, "Bestuur van het gebedshuis bellen", owner_role="district_manager")
    board.does(FLEUR, "tasks.report_done", task=task, result="Afspraak om 17:00 in het buurthuis.")
    secret = board.adds_task(CELIK, f"{CANARY} taak", circle="restricted", details=f"{CANARY} uitleg")
    board.does(CELIK, "tasks.report_done", task=secret, result=f"{CANARY} uitkomst")
    board.writes(CELIK, f"{CANARY} over een verdachte.", circle="restricted")
    board.writes(
        CELIK,
        f"{CANARY} besluit",
        circle="restricted",
        kind="decision",
        why=f"{CANARY} reden",
        decided_by=CANARY,
    )
    better = board.does(
        FLEUR, "notes.correct", note=first, text="Twaalf jongeren op het plein.", reason="verkeerd geteld"
    ).last
    happened = board.incident.entry(1).recorded_at.replace(year=2025)
    late = board.writes(BRAM, "De bewoners vragen om een gesprek.", occurred_at=happened)
    decision = board.writes(
        ANNA,
        "Het avondgebed gaat door.",
        kind="decision",
        why="Sluiten voelt als straf.",
        options_rejected="Verplaatsen naar het buurthuis",
        decided_by="Anna",
        decided_as="voorzitter namens de burgemeester",
        present=["Celik (politie)", "bestuur"],
    )
    reason = "De filmpjes gaan rond en bewoners bellen."
    board.does(ANNA, "phases.enter", phase="onrust", reason=reason, met=[0, 1])
    board.does(ANNA, "scale.set", level="2", reason="Meer mensen nodig voor de avond.")
    board.writes(CELIK, f"{CANARY} aan het eind.", circle="restricted")
    yield Evening(board, first, better, late, decision)
    database.dispose()


@pytest.fixture(scope="session")
def whole(evening: Evening) -> Paper:
    """The PDF of the operator."""
    return evening.paper_of_everything()


@pytest.fixture(scope="session")
def fleurs(evening: Evening) -> Paper:
    """The PDF of Fleur, who does not read the small circle."""
    return evening.paper(FLEUR)
