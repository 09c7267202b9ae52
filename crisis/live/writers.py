"""Who is in which text, and passing words on to them: to nobody who may not read them at that moment."""

from __future__ import annotations

import base64
import logging
import threading
from dataclasses import dataclass, replace
from typing import Any, Final

from flask_socketio import SocketIO

from crisis import access, writing
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.people import Account
from crisis.refusals import NotFound
from crisis.writing import Working

#: An incident and the number of a thing on it.
Key = tuple[int, int]
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Writer:
    """Somebody who has a text open, and where in it."""

    account: Account
    at: int = 0


class Writers:
    """Everybody who has a text open. Looks by itself at what the log, or another process, did to those texts."""

    def __init__(self, socketio: SocketIO, ledger: Ledger) -> None:
        self.socketio = socketio
        self.ledger = ledger
        self._writers: dict[Key, dict[str, Writer]] = {}
        #: The last change of a text that was passed on, and up to where the log was looked at for it.
        self._told: dict[Key, int] = {}
        self._looked: dict[Key, int] = {}
        self._moved: set[int] = set()
        self._wake = threading.Event()
        self._stopped = False
        ledger.appended.connect(self._hint)
        threading.Thread(target=self._run, name="texts", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        self._wake.set()

    def has(self, key: Key, sid: str | None = None) -> bool:
        """Whether somebody has a text open, or whether this socket has."""
        writers = self._writers.get(key, {})
        return bool(writers) if sid is None else sid in writers

    def add(self, key: Key, sid: str, account: Account, rev: int) -> None:
        """Somebody opened a text as it was after change `rev`."""
        self._writers.setdefault(key, {})[sid] = Writer(account)
        self._told.setdefault(key, rev)

    def remove(self, key: Key, sid: str) -> bool:
        """Somebody left a text; gives whether they were in it."""
        if self._writers.get(key, {}).pop(sid, None) is None:
            return False
        self.tell_people(key)
        return True

    def gone(self, sid: str) -> None:
        """A socket closed, or went to another incident."""
        for key in list(self._writers):
            self.remove(key, sid)

    def place(self, key: Key, sid: str, at: Any) -> None:
        """Somebody is at a place in a text, if this is one."""
        writer = self._writers.get(key, {}).get(sid)
        if writer and type(at) is int and 0 <= at <= 2 * writing.LONGEST:
            self._writers[key][sid] = replace(writer, at=at)

    def follows(self, key: Key, working: Working) -> bool:
        """Whether this is the change after the one that was passed on last; else another process wrote too."""
        before, self._told[key] = self._told.get(key, 0), working.rev
        return working.rev in (before, before + 1)

    def _receivers(self, key: Key, incident: Incident) -> dict[str, Writer]:
        """Who is in a text and may be: who may no longer is put out before anything is sent."""
        found = {}
        for sid, writer in list(self._writers.get(key, {}).items()):
            held = access.roles(incident, writer.account.id, writer.account.standing)
            try:
                writing.editable(incident, access.audience(incident, held), key[1])
                found[sid] = writer
            except NotFound:
                self.put_out(key, sid)
        return found

    def put_out(self, key: Key, sid: str) -> None:
        """Somebody may no longer be in a text; they and the others are told so."""
        if self._writers.get(key, {}).pop(sid, None):
            self.socketio.emit("text_over", {"incident": key[0], "thing": key[1]}, to=sid)
            self.tell_people(key)

    def tell(self, key: Key, incident: Incident, working: Working, update: bytes | None, but: str = "") -> None:
        """Pass on how a text changed: by an update, or only in what of the log is in it."""
        about = {"incident": key[0], "thing": key[1], "epoch": working.epoch, "base": working.base}
        receivers = self._receivers(key, incident)
        for sid in receivers.keys() - {but}:
            words = {"update": as_text(update)} if update else {}
            self.socketio.emit("words", about | words | {"people": _others(receivers, sid)}, to=sid)

    def tell_people(self, key: Key) -> None:
        """Tell everybody in a text who else is, and where."""
        receivers = self._receivers(key, self.ledger.load(key[0]))
        for sid in receivers:
            message = {"incident": key[0], "thing": key[1], "people": _others(receivers, sid)}
            self.socketio.emit("writers", message, to=sid)

    def _hint(self, sender: Any, incident: int, seq: int) -> None:
        self._moved.add(incident)
        self._wake.set()

    def _run(self) -> None:
        while not self._stopped:
            self._wake.wait(self.ledger.database.settings.exchange_seconds)
            self._wake.clear()
            for key in list(self._writers):
                try:
                    self._look_at(key)
                except Exception:
                    _log.exception("a text could not be looked at; the next time follows")
            while self._moved:
                try:
                    self._forget(self._moved.pop())
                except Exception:
                    _log.exception("a text that is over was not thrown away; it goes with the next change")

    def _forget(self, id: int) -> None:
        """Throw away what was typed and never saved in texts that are over: what counts stands in the log."""
        with self.ledger.database.read() as connection:
            found = writing.of_incident(connection, id)
        over = [thing for thing in found if writing.over(self.ledger.load(id), thing)] if found else []
        if over:
            with self.ledger.database.write(id) as connection:
                for thing in over:
                    writing.forget(connection, id, thing)

    def _look_at(self, key: Key) -> None:
        """See what the log, or another process, did to a text that somebody has open."""
        incident = self.ledger.load(key[0])
        if not self._receivers(key, incident):
            self._moved.add(key[0])  # perhaps it ended, by another process
            for known in (self._told, self._looked):
                known.pop(key, None)
            if not self._writers.get(key):
                self._writers.pop(key, None)
            return
        with self.ledger.database.read() as connection:
            working = writing.find(connection, *key)
        if working is None:
            for sid in list(self._writers.get(key, {})):
                self.put_out(key, sid)
            return
        if self._looked.get(key) != incident.seq:
            with self.ledger.database.write(key[0]) as connection:
                found = writing.find(connection, *key)
                working = writing.follow(connection, incident, found) if found else working
            self._looked[key] = incident.seq
        if working.rev != self._told.get(key):
            self._told[key] = working.rev
            self.tell(key, incident, working, writing.since(working.state, b"\0"))


def _others(writers: dict[str, Writer], sid: str) -> list[dict[str, Any]]:
    """Who else is in the text, by the name of their account."""
    mine = writers[sid].account.id
    others = sorted((one.account.name, one.at) for one in writers.values() if one.account.id != mine)
    return [{"name": name, "at": at} for name, at in others]


def as_text(given: bytes) -> str:
    """Bytes as they go over the socket."""
    return base64.b64encode(given).decode()
