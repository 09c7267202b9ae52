"""Sends what is due by one channel, at most once, and writes down in the log what became of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from crisis.asking import Asked
from crisis.board.communications import Communication
from crisis.board.team.calling import CallOut
from crisis.board.team.calling.facts import CallOutEnded
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.notify import following, tables
from crisis.notify.channels import PATIENCE, NotSent, Send, Unsure
from crisis.notify.groups import Group
from crisis.notify.letters import letter, subject_of
from crisis.notify.webhooks import Webhook
from crisis.people import Account
from crisis.refusals import NotFound, Refused, Unreadable

#: Seconds until the next try, after each failure; then it is given up, and somebody has to call.
BACK_OFF: Final = (5, 15, 45, 120, 300)
#: After this many seconds nobody is sending it any more.
GONE: Final = 3 * PATIENCE
#: The product itself.
MYSELF: Final = Account(0, "", "Zij aan Zij", frozenset({"notifier"}))
_RELEASED: Final = "hoeft niet meer te komen"
_log: Final = logging.getLogger(__name__)


class Sending:
    """The way of a message from the line to the log. Each channel has a worker of its own; they share this."""

    def __init__(self, ledger: Ledger, ways: Mapping[str, Send]) -> None:
        self.ledger = ledger
        self.ways = ways
        #: What is being sent here, now: a slow server is not a crash.
        self._in_hand: set[int] = set()

    def deliver(self, channel: str) -> None:
        """Send what is due by one channel, in order."""
        with self.ledger.database.read() as connection:
            due = tables.messages(connection, "queued", int(time.time()), channel)
        for one in due:
            try:
                self._send(one)
            except Exception:
                _log.exception("message %s; the others do not wait for it", one.id)

    def recover(self) -> None:
        """What was being sent when a product stopped may have arrived: it is not sent again, somebody has to call."""
        with self.ledger.database.read() as connection:
            lost = tables.messages(connection, "sending", int(time.time()) - GONE)
            untold = [one for state in ("sent", "failed", "uncertain") for one in tables.messages(connection, state)]
            astray = [one for one in tables.messages(connection, "queued") if one.channel not in self.ways]
        for one in lost:
            if one.id not in self._in_hand:
                self._finished(one, "uncertain", "de server stopte tijdens het versturen")
        for one in untold:
            self._record(one, one.state, one.detail)
        for one in astray:
            with self.ledger.database.write() as connection:
                mine = tables.claim(connection, one)
            if mine:
                self._finished(one, "failed", "deze weg is niet meer ingesteld")

    def _send(self, message: tables.Message) -> None:
        self._in_hand.add(message.id)
        try:
            self._send_once(message)
        finally:
            self._in_hand.discard(message.id)

    def _send_once(self, message: tables.Message) -> None:
        incident = self.ledger.load(message.incident_id)
        with self.ledger.database.write() as connection:
            if not self._needed(connection, incident, message):
                tables.drop(connection, message)
                return
            if not tables.claim(connection, message):
                return
            made = letter(connection, incident, message, self.ledger.database.settings.address)
        if made is None:
            self._finished(message, "failed", "staat niet meer in het adresboek")
            return
        try:
            self.ways[message.channel](made)
        except NotSent as failure:
            self._failed(message, failure)
        except Unsure as unsure:
            self._finished(message, "uncertain", str(unsure))
        except Exception:
            _log.exception("sending message %s", message.id)
            self._finished(message, "uncertain", "onverwachte fout")
        else:
            self._finished(message, "sent", "")

    def _needed(self, connection: Connection, incident: Incident, message: tables.Message) -> bool:
        # Who was told of a call-out by one channel is told of its end by all. A group, the site and Teams have their
        # own channel alone.
        group = isinstance(self.ways[message.channel], Group | Webhook)
        reached = tables.reached(connection, message, by=message.channel if group else "")
        about, now = subject_of(incident, message), self.ledger.now()
        return following.needed(incident, message.seq, about, now, reached=reached)

    def _failed(self, message: tables.Message, failure: NotSent) -> None:
        if failure.again and message.attempts < len(BACK_OFF):
            later = int(time.time()) + BACK_OFF[message.attempts]
            with self.ledger.database.write() as connection:
                tables.postpone(connection, message, str(failure), later)
        else:
            self._finished(message, "failed", str(failure))

    def _finished(self, message: tables.Message, outcome: str, detail: str) -> None:
        with self.ledger.database.write() as connection:
            first = tables.settle(connection, message, outcome, detail)
        if first:
            self._record(message, outcome, detail)

    def _record(self, message: tables.Message, outcome: str, detail: str) -> None:
        """Write it in the log; when that fails the next round does it, when the log is closed it is kept apart."""
        incident = self.ledger.load(message.incident_id)
        about = subject_of(incident, message)
        # What went to the site or to Teams is no news for the team: it stands on the page of the message.
        written = not isinstance(about, Communication) and self._in_log(incident, message, outcome, detail)
        with self.ledger.database.write() as connection:
            tables.told(connection, message, outcome, kept=not written)

    def _in_log(self, incident: Incident, message: tables.Message, outcome: str, detail: str) -> bool:
        ended = isinstance(incident.entry(message.seq).fact, CallOutEnded)
        said = ": ".join(part for part in (_RELEASED if ended else "", detail) if part)
        given = {"outcome": outcome, "channel": message.channel, "detail": said}
        group = isinstance(subject_of(incident, message), CallOut)
        name, about = ("team.record_group", "call_out") if group else ("team.record_delivery", "called")
        once = f"delivery-{message.id}-{outcome}"
        return perform(self.ledger, incident.id, Asked(name, {**given, about: message.called}, once=once))


def perform(ledger: Ledger, id: int, asked: Asked) -> bool:
    """Let the product itself act; gives whether the incident took it."""
    try:
        ledger.perform(id, lambda connection: MYSELF, asked)
    except (Refused, NotFound, Unreadable):
        _log.info("%s was no longer needed", asked.name)
        return False
    return True
