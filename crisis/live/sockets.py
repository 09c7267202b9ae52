"""The sockets: what a browser may ask over one, and when one is ended. Nothing in the log is ever written from here."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from flask import Flask, request
from flask_socketio import SocketIO

from crisis import people
from crisis.live.guard import Guard, origins
from crisis.live.hints import Hints
from crisis.live.packets import LARGEST, StrictJSON, TextPacket, harden
from crisis.live.screens import Screen, Screens, looked_up
from crisis.live.sending import Sending
from crisis.live.texts import Texts
from crisis.refusals import NotSignedIn
from crisis.web.visit import Product, session_digest

#: Seconds between looks at sessions and memberships.
SWEEP: Final = 5.0
#: Seconds that a socket may stay open without watching anything.
_PATIENCE: Final = 15.0
#: Unreadable packets after which a connection ends.
_FOULS: Final = 20
#: More messages than this in so many seconds are not those of somebody who types.
_PACE: Final = (40, 3.0)
_REFUSED: Final = {"ok": False, "code": "notFound"}
_log: Final = logging.getLogger(__name__)


class Live:
    """Live boards: screens watch, changed parts are sent, and what may no longer be open is ended."""

    def __init__(self, app: Flask, product: Product, guard: Guard) -> None:
        harden()
        self.ledger = product.ledger
        self.settings = product.settings
        self.screens = Screens(guard.open)
        self.socketio = SocketIO(
            app,
            async_mode="threading",
            manage_session=False,
            serializer=TextPacket,
            json=StrictJSON,
            cors_allowed_origins=origins(product.settings),
            max_http_buffer_size=LARGEST,
            ping_interval=5,
            ping_timeout=5,
            http_compression=False,
            cookie=None,
        )
        self.sending = Sending(self.socketio, self.ledger, self.screens)
        self.texts = Texts(self.socketio, self.ledger, self.screens)
        if self.settings.redis_url:
            self.hints = Hints(self.settings.redis_url, self.sending.wake)
            self.ledger.appended.connect(self.hints.tell)
        self._stopped = threading.Event()
        self._fouls: Counter[str] = Counter()
        self._said: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_PACE[0]))
        self._listen()
        for name in ("engineio.server", "socketio.server"):
            logging.getLogger(name).addFilter(_Brief())
        self.sending.look_again = self._look_again
        guard.transports = lambda: len(self.socketio.server.eio.sockets)
        self.sending.start()
        threading.Thread(target=self._sweep, name="sweeping", daemon=True).start()

    def stop(self) -> None:
        """End the threads."""
        self._stopped.set()
        self.sending.stop()
        self.texts.writers.stop()

    def _listen(self) -> None:
        handlers: dict[str, Callable[..., Any]] = {
            "connect": self._connect,
            "disconnect": self._disconnect,
            "watch": self._watch,
            "editing": self._editing,
            "idle": self._editing,
        }
        for name, handler in handlers.items():
            self.socketio.on_event(name, handler)
        for name, of_text in self.texts.handlers.items():
            self.socketio.on_event(name, lambda asked=None, answer=of_text: answer(_sid(), asked))
        self.socketio.on_error_default(_refused)
        eio = self.socketio.server.eio
        eio.handlers["message"] = self._civil(eio.handlers["message"])

    def _civil(self, handle: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
        """Counts what cannot be read, instead of writing a traceback for each, and ends who goes on."""

        def handler(eio_sid: str, data: Any) -> Any:
            if self._hurried(eio_sid):
                self.socketio.server.eio.disconnect(eio_sid)
                return None
            try:
                return handle(eio_sid, data)
            except Exception:
                self._fouls[eio_sid] += 1
                if self._fouls[eio_sid] > _FOULS:
                    self.socketio.server.eio.disconnect(eio_sid)
                return None

        return handler

    def _hurried(self, eio_sid: str) -> bool:
        """Whether a client says so much that others would wait for it."""
        said, now = self._said[eio_sid], time.monotonic()
        said.append(now)
        return len(said) == _PACE[0] and now - said[0] < _PACE[1]

    def _connect(self, auth: Any = None) -> bool:
        digest = session_digest(self.settings, request)
        try:
            with self.ledger.database.read() as connection:
                account, _ = people.session(connection, digest)
        except NotSignedIn:
            return False
        self.screens.add(_sid(), Screen(digest, str(request.remote_addr), account.name))
        return True

    def _disconnect(self, *reason: Any) -> None:
        screen = self.screens.remove(_sid())
        self.texts.writers.gone(_sid())
        if screen:
            self.sending.tell_presence(screen.incident)

    def _watch(self, asked: Any = None) -> dict[str, Any]:
        id = asked.get("incident") if isinstance(asked, dict) else None
        screen = self.screens.get(_sid())
        if type(id) is not int or screen is None or not 0 < id < 2**31:
            return _REFUSED
        found = looked_up(self.ledger, replace(screen, incident=id))
        if found is None or found.audience is None:
            return _REFUSED
        if screen.incident != id:
            self.texts.writers.gone(_sid())
        self._move(_sid(), screen, found)
        seq = self.sending.watched(id)
        self.sending.tell_presence(id)
        return {"ok": True, "seq": seq}

    def _editing(self, asked: Any = None) -> dict[str, Any]:
        number = asked.get("thing") if isinstance(asked, dict) else None
        screen = self.screens.get(_sid())
        if screen is None or screen.incident is None:
            return _REFUSED
        self.screens.put(_sid(), replace(screen, editing=number if type(number) is int else None))
        self.sending.tell_presence(screen.incident)
        return {"ok": True}

    def _sweep(self) -> None:
        while not self._stopped.wait(SWEEP):
            try:
                for sid, screen in self.screens.items():
                    self._look_at(sid, screen)
                self._close_strays()
                for gone in self._said.keys() - self.socketio.server.eio.sockets.keys():
                    del self._said[gone]
            except Exception:
                _log.exception("sweep failed; the next one follows")

    def _look_at(self, sid: str, screen: Screen) -> None:
        if screen.incident is None:
            if time.monotonic() - screen.since > _PATIENCE:
                self._end(sid, "idle")
            return
        found = looked_up(self.ledger, screen)
        if found is None or found.audience is None:
            self._end(sid, "removed" if found else "ended")
        elif found.audience != screen.audience:
            self._move(sid, screen, found)
            self.socketio.emit("audience", {"incident": screen.incident}, to=sid)

    def _look_again(self, incident: int) -> None:
        """The team changed: before anything is sent, every screen gets the audience it has now."""
        for sid, screen in self.screens.items():
            if screen.incident == incident:
                self._look_at(sid, screen)

    def _move(self, sid: str, old: Screen, new: Screen) -> None:
        server = self.socketio.server
        if old.incident is not None:
            server.leave_room(sid, old.room)
        server.enter_room(sid, new.room)
        self.screens.put(sid, new)

    def _end(self, sid: str, why: str) -> None:
        """Say why, leave, and close the transport as well: leaving alone would let a client join again."""
        server = self.socketio.server
        eio_sid = server.manager.eio_sid_from_sid(sid, "/")
        self.socketio.emit("ended", {"why": why}, to=sid)
        server.disconnect(sid)
        if eio_sid:
            server.eio.disconnect(eio_sid)

    def _close_strays(self) -> None:
        """Close transports that never joined."""
        server = self.socketio.server
        joined = {server.manager.eio_sid_from_sid(sid, "/") for sid, _ in self.screens.items()}
        transports = dict(server.eio.sockets)
        for eio_sid, transport in transports.items():
            if eio_sid in joined:
                continue
            first = getattr(transport, "crisis_since", None)
            if first is None:
                transport.crisis_since = time.monotonic()
            elif time.monotonic() - first > _PATIENCE:
                server.eio.disconnect(eio_sid)
        for eio_sid in self._fouls.keys() - transports.keys():
            del self._fouls[eio_sid]


class _Brief(logging.Filter):
    """Foul packets are counted and told in a line; a traceback for each would fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, drop the traceback."""
        record.exc_info = record.exc_text = None
        return True


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _refused(error: Exception) -> dict[str, Any]:
    _log.warning("a socket event failed: %s", type(error).__name__)
    return {"ok": False, "code": "refused"}
