"""Reads the log behind a bookmark, queues what has to be sent, sends it, and writes down what became of it."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection

from crisis import directory, store
from crisis.asking import Asked
from crisis.board.team import calling
from crisis.board.team.calling import Called, CallOut
from crisis.board.team.calling.facts import CallReminded, RecipientCalled
from crisis.board.team.calling.thing import REMINDERS
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.notify import next_in_line, tables, wording
from crisis.notify.channels import PATIENCE, Letter, NotSent, channels
from crisis.people import Account
from crisis.refusals import NotFound, Refused, Unreadable

#: Seconds between looks at the log when nobody gives a hint.
EVERY: Final = 5.0
#: Seconds until the next try, after each failure; then it is given up, and somebody has to call.
BACK_OFF: Final = (5, 15, 45, 120, 300)
#: After this many seconds nobody is sending it any more.
GONE: Final = 3 * PATIENCE
#: The product itself.
MYSELF: Final = Account(0, "", "Zij aan Zij", frozenset({"notifier"}))
#: Time between one message and a reminder that follows by itself, but for the seconds that a round takes.
_APART: Final = REMINDERS[0] - timedelta(seconds=30)
_log: Final = logging.getLogger(__name__)


class Notifier:
    """One thread that reads and sends. Losing a hint costs some seconds; a crash loses nothing and doubles nothing."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.ways = channels(ledger.database.settings)
        self._changed = threading.Event()
        self._stopped = False
        ledger.appended.connect(self._hint)

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="notifying", daemon=True).start()

    def stop(self) -> None:
        """Send no more."""
        self._stopped = True
        self._changed.set()

    def recover(self) -> None:
        """What was being sent when a product stopped may have arrived: it is not sent again, somebody has to call."""
        with self.ledger.database.read() as connection:
            lost = tables.messages(connection, "sending", int(time.time()) - GONE)
            untold = {state: tables.messages(connection, state) for state in ("sent", "failed", "uncertain")}
        for one in lost:
            self._finished(one, "uncertain", "de server stopte tijdens het versturen")
        for state, found in untold.items():
            for one in found:
                self._record(one, state, one.detail)

    def tick(self) -> None:
        """Queue what the log asks for, remind who did not answer, and send what is due."""
        self.recover()
        with self.ledger.database.read() as connection:
            # A simulated incident has a clock and answers of its own; its people must not be called.
            heads = [head for head in store.heads(connection) if head.closed is None and not head.simulated]
        for head in heads:
            self._collect(head.id, head.seq)
            self._remind(self.ledger.load(head.id))
            for asked in next_in_line.due(self.ledger.load(head.id), self.ledger.now()):
                self._acts(head.id, asked)
        with self.ledger.database.read() as connection:
            due = tables.messages(connection, "queued", int(time.time()))
        for one in due:
            try:
                self._send(one)
            except Exception:
                _log.exception("message %s; the others do not wait for it", one.id)

    def _collect(self, id: int, seq: int) -> None:
        with self.ledger.database.read() as connection:
            after = tables.read_up_to(connection, id)
        if after >= seq:
            return
        incident = self.ledger.load(id)
        with self.ledger.database.write(id) as connection:
            store.head(connection, id, lock=True)  # another notifier waits here, and then finds the bookmark moved
            after = tables.read_up_to(connection, id)
            for entry in incident.entries(after=after):
                called = _asks(entry.fact, entry.seq)
                if called is not None:
                    for channel in self.ways:
                        tables.queue(connection, id, entry.seq, called, channel)
            tables.move_bookmark(connection, id, max(after, incident.seq))

    def _remind(self, incident: Incident) -> None:
        running = calling.current(incident)
        for one in calling.of(incident, running) if running else ():
            if one.state in ("sent", "uncertain") and self._silent(incident, one):
                once = f"remind-{one.id}-{one.reminded + 1}"
                self._acts(incident.id, Asked("team.remind", {"called": one.id}, once=once))

    def _silent(self, incident: Incident, one: Called) -> bool:
        """Whether it is time for the next reminder; after a standstill they do not come all at once."""
        if one.reminded >= len(REMINDERS):
            return False
        asked = [entry.recorded_at for entry in incident.history(one.id) if isinstance(entry.fact, _ASKING)]
        return self.ledger.now() >= max(one.called_at + REMINDERS[one.reminded], asked[-1] + _APART)

    def _send(self, message: tables.Message) -> None:
        incident = self.ledger.load(message.incident_id)
        called = incident[Called][message.called]
        call_out = incident[CallOut][called.call_out]
        if call_out.ended or not called.waiting:
            with self.ledger.database.write() as connection:
                tables.mark(connection, message, "logged", "niet meer nodig")
            return
        with self.ledger.database.write() as connection:
            if not tables.claim(connection, message):
                return
            letter = self._letter(connection, incident, call_out, called, message)
        if letter is None:
            self._finished(message, "failed", "staat niet meer in het adresboek")
            return
        try:
            self.ways[message.channel](letter)
        except NotSent as failure:
            self._failed(message, failure)
            return
        except Exception:
            _log.exception("sending message %s", message.id)
            self._finished(message, "uncertain", "onverwachte fout")
            return
        self._finished(message, "sent", "")

    def _letter(
        self, connection: Connection, incident: Incident, call_out: CallOut, called: Called, message: tables.Message
    ) -> Letter | None:
        function = directory.load(connection).functions.get(called.function)
        if function is None or not function.active:
            return None
        token = tables.make_link(connection, incident.id, called.id)
        base = self.ledger.database.settings.address
        reminder = isinstance(incident.entry(message.seq).fact, CallReminded)
        return Letter(
            id=f"{incident.uuid}-{message.seq}-{message.channel}",
            email=function.email,
            phone=function.phone,
            subject=wording.subject(incident, call_out, reminder),
            body=wording.body(incident, call_out, called, f"{base}/oproep/{token}"),
        )

    def _failed(self, message: tables.Message, failure: NotSent) -> None:
        if failure.again and message.attempts < len(BACK_OFF):
            later = int(time.time()) + BACK_OFF[message.attempts]
            with self.ledger.database.write() as connection:
                tables.mark(connection, message, "queued", str(failure), later)
        else:
            self._finished(message, "failed", str(failure))

    def _finished(self, message: tables.Message, state: str, detail: str) -> None:
        with self.ledger.database.write() as connection:
            tables.mark(connection, message, state, detail)
        self._record(message, state, detail)

    def _record(self, message: tables.Message, state: str, detail: str) -> None:
        """Write it in the log; when that fails the next round does it."""
        given = {"called": message.called, "outcome": state, "channel": message.channel, "detail": detail}
        self._acts(message.incident_id, Asked("team.record_delivery", given, once=f"delivery-{message.id}-{state}"))
        with self.ledger.database.write() as connection:
            tables.mark(connection, message, "logged", f"{state} {detail}".strip())

    def _acts(self, id: int, asked: Asked) -> None:
        try:
            self.ledger.perform(id, lambda connection: MYSELF, asked)
        except (Refused, NotFound, Unreadable):
            _log.info("%s was no longer needed", asked.name)

    def _hint(self, sender: Any, incident: int, seq: int) -> None:
        self._changed.set()

    def _run(self) -> None:
        while not self._stopped:
            self._changed.wait(EVERY)
            self._changed.clear()
            try:
                self.tick()
            except Exception:
                _log.exception("notifying failed; the next round follows")


_ASKING: Final = (RecipientCalled, CallReminded)


def _asks(fact: object, seq: int) -> int | None:
    """Whom an entry asks to be told, as the number of who is called."""
    if isinstance(fact, RecipientCalled):
        return seq
    return fact.called if isinstance(fact, CallReminded) else None
