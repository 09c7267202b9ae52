"""Somebody who writes in a shared text with a real Socket.IO client and a document of their own, as a browser does."""

from __future__ import annotations

import base64
from typing import Any

from pycrdt import Doc, Text

from tests.server import Screen


def as_text(given: bytes) -> str:
    """Bytes as they go over the socket."""
    return base64.b64encode(given).decode()


class Pen:
    """A document that is kept in line with that of the server; `pen.write` changes it and sends the change."""

    def __init__(self, screen: Screen, incident: int, thing: int) -> None:
        self.screen = screen
        self.about = {"incident": incident, "thing": thing}
        self.epoch = ""
        self.read = 0
        self.document: Doc[Text] = Doc({"text": Text()})

    def join(self) -> dict[str, Any]:
        """Open the text; what came is in the document."""
        known = {"epoch": self.epoch, "vector": as_text(self.document.get_state())} if self.epoch else {}
        answer: dict[str, Any] = self.screen.asks("join_text", self.about | known)
        if answer["ok"]:
            self.epoch = answer["epoch"]
            self.document.apply_update(base64.b64decode(answer["update"]))
        return answer

    def typed(self, words: str, at: int = 0) -> bytes:
        """Change the document alone; gives the update. Places are counted in bytes here."""
        before = self.document.get_state()
        self.document.get("text", type=Text).insert(at, words)
        return self.document.get_update(before)

    def erased(self, first: int, last: int) -> bytes:
        """Delete in the document alone; gives the update."""
        before = self.document.get_state()
        del self.document.get("text", type=Text)[first:last]
        return self.document.get_update(before)

    def send(self, update: bytes, **more: Any) -> dict[str, Any]:
        """Send an update."""
        answer: dict[str, Any] = self.screen.asks(
            "send_words", self.about | {"epoch": self.epoch, "update": as_text(update)} | more
        )
        return answer

    def write(self, words: str, at: int = 0) -> dict[str, Any]:
        """Type something and send it."""
        return self.send(self.typed(words, at), at=at + len(words))

    @property
    def text(self) -> str:
        """The text with everything that was passed on so far."""
        heard = self.screen.all("words")
        for message in heard[self.read :]:
            if "update" in message and {name: message[name] for name in self.about} == self.about:
                self.document.apply_update(base64.b64decode(message["update"]))
        self.read = len(heard)
        return str(self.document.get("text", type=Text))

    @property
    def others(self) -> list[tuple[str, int]]:
        """Who else is in the text, by the newest word of it."""
        told = [data for name, data in list(self.screen.got) if name in ("words", "writers") and "people" in data]
        return [(one["name"], one["at"]) for one in told[-1]["people"]] if told else []
