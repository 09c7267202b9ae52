"""Gives the injects of running exercises when their time has come, as the world outside would."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Final

from crisis import store
from crisis.asking import Asked
from crisis.board.exercise import Exercise, Inject, running
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.people import Account
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.scenario.arguments import ENVELOPE, Names, NothingMade
from crisis.scenario.cast import Cast
from crisis.scenario.offsets import BadMoment

#: Seconds between looks.
EVERY: Final = 1.0
#: Who says what comes from outside.
WORLD: Final = Account(0, "", "Oefening", frozenset({"outside_world"}))
_SAYS_NO: Final = (Refused, Unreadable, NotAllowed, NotFound, NothingMade, BadMoment)
_GONE: Final = "Waar dit op volgt, is er niet."
_log: Final = logging.getLogger(__name__)


class Feeder:
    """Looks every second. Two of them, or one that stops halfway, give each inject once: the log remembers its key."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._run, name="giving injects", daemon=True).start()

    def stop(self) -> None:
        """Give nothing more."""
        self._stopped.set()

    def tick(self) -> None:
        """One round over all open exercises."""
        with self.ledger.database.read() as connection:
            heads = store.heads(connection)
        for head in heads:
            if head.exercise and not head.closed and not head.simulated:
                self._safely(head.id)

    def feed(self, id: int) -> list[Inject]:
        """Give what is due in one exercise, in order; gives what was given."""
        incident = self.ledger.load(id)
        exercise = None if incident.closed else running(incident)
        due = exercise.due(self.ledger.now()) if exercise else []
        return [one for one in due if exercise and self._give(id, exercise, one)]

    def _give(self, id: int, exercise: Exercise, inject: Inject) -> bool:
        # No form can send such a key, so that nobody of the team can use it up.
        key = f"inject:{exercise.id}:{inject.number}"
        with self.ledger.database.read() as connection:
            before = store.remembered(connection, id, key)
        if before:
            # It was given, and whoever gave it stopped before it was written down.
            self._record(id, exercise, inject, key, {"made": before.first})
            return True
        try:
            incident = self.ledger.load(id)
            asked = Asked(inject.act, self._arguments(incident, exercise, inject), once=key)
            made = self.ledger.perform(id, lambda _: WORLD, asked).first
        except _SAYS_NO as no:
            why = _GONE if isinstance(no, NotFound | NothingMade) else getattr(no, "sentence", str(no))
            self._record(id, exercise, inject, key, {"why": why[:300]})
            return False
        self._record(id, exercise, inject, key, {"made": made})
        return True

    def _arguments(self, incident: Incident, exercise: Exercise, inject: Inject) -> dict[str, object]:
        """As a form would send them: what it names was made by earlier ones, what it dates counts from the start."""
        # As they stand now: an earlier one of this round may have made something.
        labels = {one.label: one.made for one in incident[Exercise][exercise.id].injects if one.label}
        begun = exercise.time_of(inject) - timedelta(seconds=inject.after)
        names = Names(Cast(()), begun, labels=labels)
        given = {name: one for name, one in inject.given.items() if name not in ENVELOPE}
        return names.arguments(inject.act, given, incident)

    def _record(self, id: int, exercise: Exercise, inject: Inject, key: str, what: dict[str, object]) -> None:
        given = {"exercise": exercise.id, "number": inject.number, **what}
        try:
            self.ledger.perform(id, lambda _: WORLD, Asked("exercise.record", given, once=f"{key}:told"))
        except (Refused, Unreadable):
            _log.exception("inject %s of incident %s could not be written down", inject.number, id)

    def _safely(self, id: int) -> None:
        """One exercise that stumbles does not hold up the others."""
        try:
            self.feed(id)
        except Exception:
            _log.exception("giving the injects of incident %s failed; the next round follows", id)

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            try:
                self.tick()
            except Exception:
                _log.exception("a round of injects failed; the next one follows")
