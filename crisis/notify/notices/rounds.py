"""Queues notices with the bookmark of the log, and sends them: at most once, like every other message."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection

from crisis import people
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.notify.channels import Letter, NotSent, Send
from crisis.notify.notices import tables, wording
from crisis.notify.notices.about import concerns, notice
from crisis.notify.notices.choosing import Choice
from crisis.notify.notices.tables import Row
from crisis.notify.notices.wording import Told
from crisis.notify.sending import BACK_OFF, GONE
from crisis.people import Account
from crisis.refusals import NotFound

_log: Final = logging.getLogger(__name__)


class Notices:
    """The notices of all incidents, by mail or else as files."""

    def __init__(self, ledger: Ledger, way: Send) -> None:
        self.ledger = ledger
        self.way = way
        self._in_hand: set[int] = set()

    def queue(self, connection: Connection, incident: Incident, after: int) -> None:
        """Put in line what the entries after a number ask for, in the transaction that moves the bookmark."""
        told = [entry for entry in incident.entries(after=after) if notice(incident, entry)]
        accounts = people.everybody(connection) if told else []
        for entry in told:
            for account in accounts:
                if concerns(incident, entry, account, self.ledger.now()):
                    tables.queue(connection, incident.id, entry.seq, account.id)

    def deliver(self) -> None:
        """Send what is due, each person apart."""
        with self.ledger.database.read() as connection:
            rows = sorted(tables.waiting(connection), key=attrgetter("person_id", "id"))
        for person, mine in groupby(rows, key=attrgetter("person_id")):
            try:
                for batch in self._batches(person, [*mine]):
                    self._send(person, batch)
            except Exception:
                _log.exception("notices to person %s; the others do not wait for them", person)

    def recover(self) -> None:
        """What was being sent when a product stopped may have arrived: it is not sent again."""
        with self.ledger.database.read() as connection:
            lost = tables.lost(connection, int(time.time()) - GONE, self._in_hand)
        if lost:
            self._settle(lost, "uncertain", "de server stopte tijdens het versturen")

    def _batches(self, person: int, rows: list[Row]) -> Iterator[list[Row]]:
        """What goes out now, in mails; what is no news any more, or not wanted, is taken out of line."""
        with self.ledger.database.read() as connection:
            account, chosen = people.by_id(connection, person), tables.choice(connection, person)
        needed = [one for one in rows if account and chosen.how != "never" and self._needed(account, one)]
        if gone := [one for one in rows if one not in needed]:
            with self.ledger.database.write() as connection:
                tables.move(connection, gone, "queued", "dropped")
        at_once = [one for one in needed if chosen.how == "now" or self._asks(one)]
        yield from ([one] for one in at_once)
        collected = [one for one in needed if one not in at_once and self._collected(chosen, one)]
        if collected:
            yield collected

    def _send(self, person: int, batch: list[Row]) -> None:
        self._in_hand |= {one.id for one in batch}
        try:
            # Asked again for each mail: a slow mail server may have taken minutes, and a role is taken back in seconds.
            with self.ledger.database.read() as connection:
                account = people.by_id(connection, person)
            if account is None:
                return
            mine = [one for one in batch if self._needed(account, one)]
            with self.ledger.database.write() as connection:
                mine = tables.move(connection, mine, "queued", "sending")
            if mine:
                self._hand_over(mine, self._letter(account, mine))
        finally:
            self._in_hand -= {one.id for one in batch}

    def _hand_over(self, rows: list[Row], letter: Letter) -> None:
        try:
            self.way(letter)
        except NotSent as failure:
            self._failed(rows, failure)
        except Exception:
            _log.exception("sending %s", letter.id)
            self._settle(rows, "uncertain", "onverwachte fout")
        else:
            self._settle(rows, "sent", "")

    def _failed(self, rows: list[Row], failure: NotSent) -> None:
        tries = max(one.attempts for one in rows)
        if not failure.again or tries >= len(BACK_OFF):
            self._settle(rows, "failed", str(failure))
            return
        again = {"attempts": tries + 1, "next_at": int(time.time()) + BACK_OFF[tries], "detail": str(failure)[:300]}
        with self.ledger.database.write() as connection:
            tables.move(connection, rows, "sending", "queued", **again)

    def _settle(self, rows: list[Row], outcome: str, detail: str) -> None:
        with self.ledger.database.write() as connection:
            tables.move(connection, rows, "sending", outcome, detail=detail)

    def _letter(self, account: Account, rows: list[Row]) -> Letter:
        base = self.ledger.database.settings.address
        told = [self._told(row) for row in rows]
        asks = any(one.notice.asks for one in told)
        subject, body = wording.one(told[0], base) if len(rows) == 1 else wording.digest(told, base)
        # The name follows from the log and the person, so that a double would show as one.
        first = self.ledger.load(rows[0].incident_id).uuid
        name = f"{first}-{rows[0].seq}-{rows[-1].id}-p{account.id}"
        return Letter(name, account.email, "", subject, body, urgent=asks)

    def _told(self, row: Row) -> Told:
        incident = self.ledger.load(row.incident_id)
        found = notice(incident, incident.entry(row.seq))
        if found is None:
            raise NotFound
        return Told(incident.id, incident.code, incident.exercise, found)

    def _needed(self, account: Account, row: Row) -> bool:
        incident = self.ledger.load(row.incident_id)
        return concerns(incident, incident.entry(row.seq), account, self.ledger.now())

    def _asks(self, row: Row) -> bool:
        return self._told(row).notice.asks

    def _collected(self, chosen: Choice, row: Row) -> bool:
        happened = self.ledger.load(row.incident_id).entry(row.seq).recorded_at
        return chosen.collected(happened, self.ledger.now())
