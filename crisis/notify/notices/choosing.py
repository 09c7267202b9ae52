"""How often somebody wants notices: at once, collected at set times of the day, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from crisis import dates, store
from crisis.board.team import roles_of
from crisis.ledger import Ledger
from crisis.notify.notices.about import HEARS
from crisis.people import Account
from crisis.refusals import Unreadable

#: The ways, with the words on the screen.
WAYS: Final[dict[str, str]] = {
    "now": "Meteen",
    "digest": "Gebundeld, op vaste tijden",
    "never": "Niet",
}
#: How many times a day at most.
MOST: Final = 3
#: Who may be asked for something, besides who is told how it stands.
_ASKED: Final = frozenset({"chair", "spokesperson", "communications_advisor"})
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True)
class Choice:
    """What somebody chose; who chose nothing is told at once. `times` are HH:MM on the clock in Amsterdam."""

    how: str = "now"
    times: tuple[str, ...] = ()

    def collected(self, happened: datetime, now: datetime) -> bool:
        """Whether a time to send what was collected came between these two moments."""
        return any(happened < moment <= now for moment in self._moments(now))

    def _moments(self, now: datetime) -> Iterator[datetime]:
        """The times of today and yesterday. One that is skipped in a night comes an hour later, a double one once."""
        today = dates.local(now).date()
        for day in (today, today - timedelta(days=1)):
            for one in self.times:
                clock = datetime.combine(day, time.fromisoformat(one), dates.AMSTERDAM)
                yield clock.astimezone(UTC)


def read_choice(how: str, times: Sequence[str]) -> Choice:
    """What was typed; raises Unreadable with what to do."""
    if how not in WAYS:
        raise Unreadable({"how": "Kies hoe vaak u een bericht wilt."})
    if how != "digest":
        return Choice(how)
    typed = [one.strip() for one in times[:MOST] if one.strip()]
    found = [_TIME.fullmatch(one) for one in typed]
    if not typed:
        raise Unreadable({"time": "Vul minstens één tijd in, bijvoorbeeld 08:30."})
    if None in found:
        raise Unreadable({"time": "Vul een tijd in als 08:30 of 17:00."})
    return Choice(how, tuple(sorted({f"{one[1]:0>2}:{one[2]}" for one in found if one})))


def may_choose(ledger: Ledger, account: Account) -> bool:
    """Whether notices go to somebody: by a role of the account, or on an incident that goes on."""
    if account.standing & HEARS:
        return True
    with ledger.database.read() as connection:
        heads = [one for one in store.heads(connection) if one.closed is None and not one.simulated]
    mine = [one.id for one in heads if account.id in json.loads(one.members)]
    return any(roles_of(ledger.load(id), account.id) & (HEARS | _ASKED) for id in mine)
