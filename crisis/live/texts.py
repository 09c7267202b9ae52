"""Writing together over the sockets: what a browser may ask. Words only ever go into working texts."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from flask_socketio import SocketIO
from sqlalchemy import Connection

from crisis import people, store, writing
from crisis.database import Turn
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.live.screens import Screens
from crisis.live.writers import Key, Writers, as_text
from crisis.people import Account
from crisis.refusals import NotFound, NotSignedIn

Answer = dict[str, Any]
#: Bytes of a state vector: one of a thousand clients is smaller.
_LARGEST_VECTOR: Final = 16 * 1024
_REFUSED: Final = {"ok": False, "code": "notFound"}
_CODES: Final[dict[type[Exception], str]] = {
    writing.OtherEpoch: "otherEpoch",
    writing.TooLong: "tooLong",
    writing.BadUpdate: "unreadable",
}


class Texts:
    """Takes words. What is written is durable before it is acknowledged or passed on."""

    def __init__(self, socketio: SocketIO, ledger: Ledger, screens: Screens) -> None:
        self.ledger = ledger
        self.screens = screens
        self.writers = Writers(socketio, ledger)
        #: At most one of us waits to write to the database: an act is never behind a crowd of words.
        self._turn = Turn()
        #: What a browser may ask, each by who asks.
        self.handlers: dict[str, Callable[[str, Any], Answer]] = {
            "join_text": self._join,
            "leave_text": self._leave,
            "send_words": self._send_words,
            "move_caret": self._move_caret,
            "saved_text": self._saved,
        }

    def _join(self, sid: str, asked: Any) -> Answer:
        key, vector = self._key(sid, asked), _bytes(asked, "vector", _LARGEST_VECTOR)
        if key is None:
            return _REFUSED
        try:
            with self._turn, self.ledger.database.write(key[0]) as connection:
                account, incident = self._allowed(connection, sid, key)
                working = writing.open_text(connection, incident, key[1], alone=not self.writers.has(key))
                # In the same turn as the reading: nothing can be taken in between, and be missed.
                self.writers.add(key, sid, account, working.rev)
            same = vector is not None and asked.get("epoch") == working.epoch
            lacking = writing.since(working.state, vector if same and vector else b"\0")
        except (NotSignedIn, NotFound):
            return _REFUSED
        except writing.BadUpdate as refusal:
            return {"ok": False, "code": _CODES[type(refusal)]}
        self.writers.tell_people(key)
        known = writing.vector(working.state)
        return {
            "ok": True,
            "epoch": working.epoch,
            "base": working.base,
            "update": as_text(lacking),
            "vector": as_text(known),
        }

    def _leave(self, sid: str, asked: Any) -> Answer:
        key = self._key(sid, asked)
        return {"ok": True} if key and self.writers.remove(key, sid) else _REFUSED

    def _send_words(self, sid: str, asked: Any) -> Answer:
        key, update = self._joined(sid, asked), _bytes(asked, "update", writing.LARGEST_UPDATE)
        if key is None:
            return _REFUSED
        try:
            if update is None:
                raise writing.BadUpdate
            with self._turn, self.ledger.database.write(key[0]) as connection:
                incident = self._allowed(connection, sid, key)[1]
                working = writing.merge(connection, *key, str(asked.get("epoch")), update)
                followed = self.writers.follows(key, working)
        except (NotSignedIn, NotFound):
            self.writers.put_out(key, sid)
            return _REFUSED
        except (writing.OtherEpoch, writing.TooLong, writing.BadUpdate) as refusal:
            return {"ok": False, "code": _CODES[type(refusal)]}
        self.writers.place(key, sid, asked.get("at"))
        self.writers.tell(key, incident, working, update if followed else writing.since(working.state, b"\0"), sid)
        return {"ok": True}

    def _move_caret(self, sid: str, asked: Any) -> Answer:
        key = self._joined(sid, asked)
        if key is None:
            return _REFUSED
        self.writers.place(key, sid, asked.get("at"))
        self.writers.tell_people(key)
        return {"ok": True}

    def _saved(self, sid: str, asked: Any) -> Answer:
        key = self._joined(sid, asked)
        seq = asked.get("seq") if key else None
        if key is None or type(seq) is not int:
            return _REFUSED
        try:
            with self._turn, self.ledger.database.write(key[0]) as connection:
                account, incident = self._allowed(connection, sid, key)
                working = writing.note_saved(connection, incident, key[1], seq, account.id)
                if working:
                    self.writers.follows(key, working)
        except (NotSignedIn, NotFound):
            return _REFUSED
        if working:
            self.writers.tell(key, incident, working, None)
        return {"ok": True}

    def _key(self, sid: str, asked: Any) -> Key | None:
        """Which text is meant: only ever one of the incident that this screen watches."""
        screen = self.screens.get(sid)
        if screen is None or screen.incident is None or not isinstance(asked, dict):
            return None
        number = asked.get("thing")
        if asked.get("incident") != screen.incident or type(number) is not int or not 0 < number < 2**31:
            return None
        return screen.incident, number

    def _joined(self, sid: str, asked: Any) -> Key | None:
        key = self._key(sid, asked)
        return key if key and self.writers.has(key, sid) else None

    def _allowed(self, connection: Connection, sid: str, key: Key) -> tuple[Account, Incident]:
        """Who asks and the incident as they are in this transaction; raises NotSignedIn or NotFound."""
        screen = self.screens.get(sid)
        account, _ = people.session(connection, screen.digest if screen else "")
        store.head(connection, key[0], lock=True)
        incident = self.ledger.load(key[0])
        writing.editable(incident, self.ledger.audience(incident, account), key[1])
        return account, incident


def _bytes(asked: Any, name: str, largest: int) -> bytes | None:
    """Bytes that came as base64; None when there are none, or too many."""
    given = asked.get(name) if isinstance(asked, dict) else None
    if not isinstance(given, str) or not given or len(given) > largest * 4 // 3 + 4:
        return None
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        return None
