"""A live screen that does not give up: loads the page, watches, takes pushes in, and after a loss catches up.

It speaks Socket.IO over a WebSocket itself, on one thread: the Python client handles every packet on a thread of its
own, so that what comes in order need not be handled in order.
"""

from __future__ import annotations

import contextlib
import json
import threading
from typing import Any

import requests
import websocket

from tests.faults.checker import Message, Screen, Stretch
from tests.faults.pictures import Board, received

_PATH = "/socket.io/?EIO=4&transport=websocket"
_GONE = (OSError, websocket.WebSocketException, requests.RequestException)


class Follower:
    """One person's open board, at an address that may be that of a cable."""

    def __init__(self, name: str, url: str, cookie: dict[str, str], id: int) -> None:
        self.name = name
        self.url = url
        self.id = id
        self.reloads = 0
        #: Never fetch anything: whatever it shows from then on was pushed.
        self.by_push_alone = False
        #: What the server said besides parts: that it ended, or that the audience changed.
        self.notices: list[str] = []
        self._cookie = "; ".join(f"{key}={value}" for key, value in cookie.items())
        self._http = requests.Session()
        self._http.headers.update({"Cookie": self._cookie, "Connection": "close"})
        self._stretches: list[Stretch] = []
        self._fetched: list[Message] = []
        self._ended = False
        self._question = threading.Event()
        self._answered = threading.Event()
        self.board = self._loaded()
        self._thread = threading.Thread(target=self._run, name=f"screen of {name}", daemon=True)
        self._thread.start()

    @property
    def seq(self) -> int:
        """Up to which entry it shows the board."""
        return self.board.seq

    @property
    def connections(self) -> int:
        """How often it joined."""
        return len(self._stretches)

    def heard_all(self, within: float = 10.0) -> None:
        """Wait until the server answered over the socket, and so everything it sent before came in."""
        self._answered.clear()
        self._question.set()
        assert self._answered.wait(within), f"the screen of {self.name} gets no answer"

    def close(self) -> None:
        """Leave."""
        self._ended = True
        self._thread.join(30)
        self._http.close()

    def screen(self, url: str) -> Screen:
        """All that it received and shows, and what a fresh load at this address shows."""
        fresh = Board(self._get(f"{url}/incidents/{self.id}?show=open").text)
        return Screen(self.name, list(self._stretches), list(self._fetched), self.board.picture(), fresh.picture())

    def _get(self, address: str) -> requests.Response:
        answer = self._http.get(address, headers={"Accept": "text/html"}, timeout=15)
        answer.raise_for_status()
        return answer

    def _loaded(self) -> Board:
        return Board(self._get(f"{self.url}/incidents/{self.id}?show=open").text)

    def _run(self) -> None:
        pause = threading.Event()
        while not self._ended:
            with contextlib.suppress(*_GONE):
                self._connect()
            pause.wait(0.25)

    def _connect(self) -> None:
        line = websocket.create_connection(
            self.url.replace("http", "ws") + _PATH, origin=self.url, cookie=self._cookie, timeout=5
        )
        try:
            line.recv()
            line.send("40")
            line.recv()
            line.send(f'420["watch",{{"incident":{self.id}}}]')
            line.settimeout(0.1)
            self._listen(line)
        finally:
            with contextlib.suppress(*_GONE):
                line.close(timeout=1)
            line.shutdown()  # type: ignore[no-untyped-call]

    def _listen(self, line: websocket.WebSocket) -> None:
        pushes: list[Message] = []
        while not self._ended:
            try:
                packet = str(line.recv())
            except websocket.WebSocketTimeoutException:
                packet = "wait"
            if not packet or packet.startswith(("1", "41")):
                return
            if packet == "2":
                line.send("3")
            elif packet.startswith("430"):
                self._joined(json.loads(packet[3:])[0], pushes)
            elif packet.startswith("431"):
                self._answered.set()
            elif packet.startswith("42"):
                event, data = json.loads(packet[2:])
                self._told(event, data, pushes)
            if self._question.is_set():
                self._question.clear()
                line.send('421["idle",{}]')

    def _joined(self, answer: dict[str, Any], pushes: list[Message]) -> None:
        assert answer["ok"], answer
        self._stretches.append(Stretch(answer["seq"], pushes))
        self._catch_up()

    def _told(self, event: str, data: dict[str, Any], pushes: list[Message]) -> None:
        if event == "parts":
            pushes.append(received(data))
            self._take(data)
        elif event == "beat" and data["seq"] > self.seq:
            self._catch_up()
        elif event in ("ended", "audience"):
            self.notices.append(event)

    def _take(self, message: dict[str, Any]) -> None:
        if message["reload"]:
            self._reload()
        elif not self.board.apply(message):
            self._catch_up()

    def _catch_up(self) -> None:
        if self.by_push_alone:
            return
        address = f"{self.url}/incidents/{self.id}/changes?since={self.seq}"
        message = self._http.get(address, headers={"Accept": "application/json"}, timeout=15)
        message.raise_for_status()
        answer = message.json()
        self._fetched.append(received(answer))
        self._take(answer)

    def _reload(self) -> None:
        if not self.by_push_alone:
            self.board = self._loaded()
            self.reloads += 1
