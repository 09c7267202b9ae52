"""The yearly 'klopt dit nog?' to each function whose contact data nobody looked at for a year."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from crisis import dates
from crisis.directory import Function, Keeper, checking
from crisis.ledger import Ledger
from crisis.notify import wording
from crisis.notify.channels import Letter, NotSent, Send
from crisis.notify.ways import ALARM, MAIL

#: How many are asked per round: a list that was read in on one day does not become a wave of mail a year later.
MOST: Final = 10
#: It can wait, so no telephone buzzes for it at night or in a weekend.
_OFFICE_HOURS: Final = (time(9), time(17))
_log: Final = logging.getLogger(__name__)


class Yearly:
    """Asks each function at most once a year, by mail or else by the alarm service; never by files."""

    def __init__(self, ledger: Ledger, ways: Mapping[str, Send]) -> None:
        self.ledger = ledger
        self.ways = ways

    def round(self) -> None:
        """Ask those whose turn it is."""
        now = self.ledger.now()
        if not self.ways.keys() & {MAIL, ALARM} or not _office_hours(now):
            return
        with self.ledger.database.read() as connection:
            due = checking.due(connection, now)
        reachable = ((one, channel) for one in due if (channel := self._channel(one)))
        for one, channel in [*reachable][:MOST]:
            self._ask(one, channel, now)

    def _channel(self, function: Function) -> str | None:
        if MAIL in self.ways and function.email:
            return MAIL
        return ALARM if ALARM in self.ways and function.phone else None

    def _ask(self, function: Function, channel: str, now: datetime) -> None:
        settings = self.ledger.database.settings
        with self.ledger.database.write() as connection:
            token = checking.claim(connection, function.id, now)
        if token is None:
            return
        text = wording.yearly(settings.municipality, function, f"{settings.address}/klopt/{token}")
        name = f"klopt-{function.id}-{dates.local(now).date()}"
        letter = Letter(name, function.email, function.phone, wording.YEARLY, text, urgent=False)
        try:
            self.ways[channel](letter)
        except NotSent as failure:
            self._settle(function, "waiting" if failure.again else "failed", channel, str(failure))
        except Exception:
            _log.exception("asking function %s", function.id)
            self._settle(function, "uncertain", channel, "onverwachte fout")
        else:
            self._settle(function, "sent", channel, "")

    def _settle(self, function: Function, state: str, channel: str, detail: str) -> None:
        with self.ledger.database.write() as connection:
            keeper = Keeper(connection, None, self.ledger.now(), called="Zij aan Zij")
            checking.settle(keeper, function.id, state, channel, detail)


def _office_hours(at: datetime) -> bool:
    here = dates.local(at)
    return here.weekday() < 5 and _OFFICE_HOURS[0] <= here.time() < _OFFICE_HOURS[1]
