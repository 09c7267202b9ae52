"""Reads the log behind a bookmark and puts in line what has to be sent; each channel has a worker that sends."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any, Final

from crisis import proposals, store
from crisis.asking import Asked
from crisis.board.team import calling
from crisis.board.team.calling import Called
from crisis.board.team.calling.facts import CallReminded, RecipientCalled
from crisis.board.team.calling.thing import REMINDERS
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.notify import expiring, next_in_line, tables
from crisis.notify.following import wanted
from crisis.notify.notices import Notices
from crisis.notify.sending import GONE, Sending, perform
from crisis.notify.ways import FILES, MAIL, ways
from crisis.notify.yearly import Yearly

#: Seconds between looks at the log when nobody gives a hint.
EVERY: Final = 5.0
#: Seconds between looks at whom to ask whether the directory is still right.
SELDOM: Final = 600.0
#: Time between one message and a reminder that follows by itself, but for the seconds that a round takes.
_APART: Final = REMINDERS[0] - timedelta(seconds=30)
#: The line of the notices, which is no channel of its own.
_NOTICES: Final = "notices"
_log: Final = logging.getLogger(__name__)


class Notifier:
    """Threads that read and send. Losing a hint costs some seconds; a crash loses nothing and doubles nothing."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.ways = ways(ledger.database.settings)
        self.sending = Sending(ledger, self.ways)
        self.notices = Notices(ledger, self.ways.get(MAIL) or self.ways[FILES])
        self.yearly = Yearly(ledger, self.ways)
        self._changed = threading.Event()
        self._due = {channel: threading.Event() for channel in (*self.ways, _NOTICES)}
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        ledger.appended.connect(self._hint)

    def start(self) -> None:
        """Begin: one thread reads, and one per channel sends, so that a slow mail server delays nothing but mail."""
        self._begin("notifying", self._run)
        self._begin("asking yearly", self._ask_yearly)
        for channel in self.ways:
            self._begin(f"sending by {channel}", self._work, channel, self.sending.deliver, channel)
        # Apart from the other mail: a call-out does not wait for notices.
        self._begin("sending notices", self._work, _NOTICES, self.notices.deliver)

    def stop(self) -> None:
        """Send no more; comes back when what was being sent is done."""
        self._stopped.set()
        for event in (self._changed, *self._due.values()):
            event.set()
        for thread in self._threads:
            thread.join(GONE)

    def tick(self) -> None:
        """One round without threads: read, and then send what is due by each channel."""
        self.read()
        for channel in self.ways:
            self.sending.deliver(channel)
        self.notices.deliver()

    def read(self) -> None:
        """Queue what the logs ask for, remind who did not answer, and end what is over by the clock."""
        self.sending.recover()
        self.notices.recover()
        with self.ledger.database.read() as connection:
            heads, read = store.heads(connection), tables.bookmarks(connection)
        for head in heads:
            # A simulated incident has a clock and answers of its own; its people must not be called.
            if head.simulated:
                if read.get(head.id, 0) < head.seq:
                    self._learn(head.id)
                continue
            # A closed incident is read up to its end: closing ends a call-out, and who is on the way must know.
            if read.get(head.id, 0) < head.seq:
                self._collect(head.id)
            if head.closed is None:
                self._remind(self.ledger.load(head.id))
                incident, now = self.ledger.load(head.id), self.ledger.now()
                for asked in (*next_in_line.due(incident, now), *expiring.due(incident, now)):
                    self._acts(head.id, asked)

    def _collect(self, id: int) -> None:
        incident = self.ledger.load(id)
        with self.ledger.database.write(id) as connection:
            store.head(connection, id, lock=True)  # another notifier waits here, and then finds the bookmark moved
            after = tables.read_up_to(connection, id)
            for entry in incident.entries(after=after):
                proposals.take_in(connection, incident, entry)
                for one in wanted(incident, entry):
                    for channel, way in self.ways.items():
                        if one.goes(way):
                            tables.queue(connection, id, entry.seq, one.about, channel)
            self.notices.queue(connection, incident, after)
            tables.move_bookmark(connection, id, max(after, incident.seq))

    def _learn(self, id: int) -> None:
        """What was learnt in a play counts as well; nobody is told anything of it."""
        incident = self.ledger.load(id)
        with self.ledger.database.write(id) as connection:
            store.head(connection, id, lock=True)
            after = tables.read_up_to(connection, id)
            for entry in incident.entries(after=after):
                proposals.take_in(connection, incident, entry)
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

    def _acts(self, id: int, asked: Asked) -> None:
        perform(self.ledger, id, asked)

    def _begin(self, name: str, run: Any, *given: Any) -> None:
        thread = threading.Thread(target=run, args=given, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _hint(self, sender: Any, incident: int, seq: int) -> None:
        self._changed.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._changed.wait(EVERY)
            self._changed.clear()
            _safely(self.read)
            for event in self._due.values():
                event.set()

    def _work(self, line: str, send: Any, *given: str) -> None:
        while not self._stopped.is_set():
            self._due[line].wait(EVERY)
            self._due[line].clear()
            _safely(send, *given)

    def _ask_yearly(self) -> None:
        while not self._stopped.wait(SELDOM):
            _safely(self.yearly.round)


_ASKING: Final = (RecipientCalled, CallReminded)


def _safely(do: Any, *given: str) -> None:
    try:
        do(*given)
    except Exception:
        _log.exception("a round failed; the next one follows")
