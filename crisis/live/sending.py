"""After every commit, the changed parts to each audience; the signal is only a hint, the log decides."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from flask_socketio import SocketIO

from crisis import store
from crisis.access import Audience
from crisis.board.team import Member
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.live.screens import Screens, presence, room
from crisis.parts import changes
from crisis.view import View

#: Seconds between heartbeats.
BEAT: Final = 10.0
_log: Final = logging.getLogger(__name__)


class Sending:
    """One thread that sends. It also looks at the log itself, for changes by another process."""

    def __init__(self, socketio: SocketIO, ledger: Ledger, screens: Screens) -> None:
        self.socketio = socketio
        self.ledger = ledger
        self.screens = screens
        self._sent: dict[int, int] = {}
        #: Who joins does so before a push or after it, never during one.
        self._sending = threading.RLock()
        self._changed = threading.Event()
        #: Incidents of which this process knows that they changed.
        self._hinted: set[int] = set()
        self._look = False
        self._stopped = False
        #: Looks at every screen of an incident again; set by the sockets.
        self.look_again: Callable[[int], None] = lambda incident: None
        ledger.appended.connect(self.hint)

    def start(self) -> None:
        """Begin to send."""
        threading.Thread(target=self._run, name="sending", daemon=True).start()

    def stop(self) -> None:
        """Send no more."""
        self._stopped = True
        self._changed.set()

    def hint(self, sender: Any, incident: int, seq: int) -> None:
        """Something was committed; losing this costs a second, not a change."""
        self._hinted.add(incident)
        self._changed.set()

    def wake(self) -> None:
        """Look at the log now, for another process says that it wrote."""
        self._look = True
        self._changed.set()

    def watched(self, incident: int) -> int:
        """Somebody joined; gives the entry after which this screen is sent everything."""
        with self._sending:
            if len(self.screens.of(incident)) <= 1 or incident not in self._sent:
                self._sent[incident] = self.ledger.load(incident).seq
            return self._sent[incident]

    def tell_presence(self, incident: int | None) -> None:
        """Tell everybody on an incident who is there."""
        with self._sending:  # an older list may not go out after a newer one
            here = self.screens.of(incident)
            if not here or incident is None:
                return
            loaded = self.ledger.load(incident)
            for audience in self.screens.audiences(incident):
                view = View(loaded, audience, self.ledger.now())
                message = {"incident": incident, "people": presence(view, here)}
                self._emit("presence", message, incident, audience)

    def _run(self) -> None:
        beat = looked = time.monotonic()
        while not self._stopped:
            self._changed.wait(self.ledger.database.settings.exchange_seconds)
            self._changed.clear()
            while self._hinted:
                self._each(partial(self._send_hinted, self._hinted.pop()))
            if self._look or time.monotonic() - looked > self.ledger.database.settings.exchange_seconds:
                looked, self._look = time.monotonic(), False
                self._each(self._send_all)
            if time.monotonic() - beat > BEAT:
                beat = time.monotonic()
                for id in self.screens.watched():
                    self._each(partial(self._beat, id))

    def _each(self, do: Callable[[], None]) -> None:
        """One incident that cannot be sent keeps no other waiting."""
        try:
            do()
        except Exception:
            _log.exception("sending failed; screens catch up by themselves")

    def _send_hinted(self, id: int) -> None:
        incident = self.ledger.known(id)
        if incident is not None and id in self.screens.watched() and incident.seq > self._sent.get(id, incident.seq):
            self._send(incident)

    def _send_all(self) -> None:
        """Look at the log itself, for what another process wrote."""
        watched = self.screens.watched()
        if not watched:
            return
        with self.ledger.database.read() as connection:
            heads = store.seqs(connection, watched)
        for incident, seq in heads.items():
            if seq > self._sent.get(incident, seq):
                self._each(partial(self._load_and_send, incident))
            self._sent.setdefault(incident, seq)

    def _load_and_send(self, id: int) -> None:
        self._send(self.ledger.load(id))

    def _send(self, incident: Incident) -> None:
        with self._sending:
            id, since = incident.id, self._sent[incident.id]
            if since >= incident.seq:
                return
            if Member in incident.touched(since).values() or _adopted(incident, since):
                self.look_again(id)
            for audience in self.screens.audiences(id):
                message = changes(incident, audience, since, self.ledger.now())
                self._emit("parts", message, id, audience)
            self._sent[id] = incident.seq

    def _beat(self, id: int) -> None:
        incident = self.ledger.load(id)
        for audience in self.screens.audiences(id):
            message = {"incident": id, "seq": incident.seq, "hash": incident.head[:8]}
            self._emit("beat", message, id, audience)

    def _emit(self, name: str, message: dict[str, Any], incident: int, audience: Audience) -> None:
        """The one place where anything goes to screens."""
        self.socketio.emit(name, message, to=room(incident, audience))


def _adopted(incident: Incident, since: int) -> bool:
    """Whether another version of the playbook may have changed what roles read."""
    return any(entry.fact.kind == "playbook_adopted" for entry in incident.entries(after=since))
