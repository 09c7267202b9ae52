"""The product as a real process on a free port, with the cast on an incident; and a network that can be cut."""

from __future__ import annotations

import os
import re
import secrets
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import socketio
from sqlalchemy import text

from crisis import people
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.settings import Settings
from tests.cast import CAST, Board, Player, open_board

HERE = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], Any], within: float = 10.0, what: str = "") -> Any:
    """Wait until something holds, and give it; fails after `within` seconds."""
    end = time.monotonic() + within
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"not within {within} s: {what or holds}"
        time.sleep(0.02)


def pieces(*given: str) -> str:
    """A dangerous string put together here, so that no tool mistakes this file for an attack."""
    return "".join(given)


@dataclass
class Product:
    """A server process, and a second ledger on its database: what another process would do."""

    home: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    #: What Python is started with.
    arguments: tuple[str, ...] = ("-m", "crisis", "serve")
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.settings = Settings.read({**self.environment, "CRISIS_HOME": str(self.home), "PORT": str(self.port)})
        self.database = Database(self.settings)
        self._sessions: list[requests.Session] = []
        self.ledger = Ledger(self.database)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HERE}:{self.port}"

    @property
    def log(self) -> str:
        """Everything the process wrote, over all its lives."""
        return (self.home / "server.log").read_text(errors="replace")

    @property
    def memory(self) -> int:
        """Bytes of the worker that serves, which is the child of the process that was started."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in children]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_")}
        environment |= {**self.environment, "HOST": HERE, "PORT": str(self.port), "CRISIS_HOME": str(self.home)}
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                env={**environment, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(self.answers, 30, f"the server does not start: {self.log[-2000:]}")

    def answers(self) -> bool:
        """Whether it answers."""
        assert self.process is None or self.process.poll() is None, self.log[-2000:]
        try:
            return requests.get(f"{self.url}/login", timeout=2).status_code == 200
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """No goodbye: what a power cut or the kernel does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it, and let go of the database."""
        self._end(signal.SIGKILL)
        for session in self._sessions:
            session.close()
        self.database.dispose()

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(10)
        self.process = None

    def cookie(self, player: Player, device: str = "test") -> dict[str, str]:
        """A signed-in device of somebody, as the cookie that goes along."""
        with self.database.write() as connection:
            return {"sid": people.start_session(connection, player.id, device)}

    def end_sessions(self, player: Player) -> None:
        """Sign somebody out everywhere, by another process."""
        with self.database.write() as connection:
            people.revoke(connection, player.id)

    def browse(self, player: Player | None) -> requests.Session:
        """Somebody's pages, without a browser."""
        session = requests.Session()
        session.headers.update({"Origin": self.url, "Connection": "close"})
        if player:
            session.cookies.update(self.cookie(player))
        self._sessions.append(session)
        return session

    def does(self, session: requests.Session, id: int, act: str, **given: Any) -> requests.Response:
        """Let somebody act through the front door."""
        path = f"{self.url}/incidents/{id}/{act.replace('.', '/')}"
        return session.post(path, data={"once": secrets.token_hex(8), **given}, allow_redirects=False, timeout=15)

    def board(self, **given: Any) -> Board:
        """A new incident, with the team of the cast."""
        return open_board(self.ledger, **given)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the database, to compare."""
        with self.database.read() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            return {
                name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608
                for name in names
            }


@contextmanager
def running(
    settled: Path, home: Path, arguments: tuple[str, ...] = Product.arguments, **environment: str
) -> Iterator[Product]:
    """The product on its own copy of a database with the cast, until the end of the block."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(settled, home / "crisis.db")
    (home / "server.log").touch()
    product = Product(home, free_port(), environment, arguments)
    try:
        product.start()
        yield product
    finally:
        product.stop()


class Screen:
    """A real Socket.IO client: what it was sent, in order, and whether it still has its transport."""

    def __init__(self, product: Product, cookie: dict[str, str], transports: list[str] | None = None) -> None:
        self.got: list[tuple[str, Any]] = []
        self.http = requests.Session()
        self.http.cookies.update(cookie)
        self.client = socketio.Client(reconnection=False, http_session=self.http)
        self.client.on("*", self._take)
        self.client.connect(product.url, transports=transports or ["websocket"], wait_timeout=10)

    def _take(self, event: str, *data: Any) -> None:
        self.got.append((event, data[0] if data else None))

    def asks(self, event: str, data: Any = None) -> Any:
        """Ask, and wait for the answer."""
        return self.client.call(event, data, timeout=10)

    def watch(self, id: int) -> Screen:
        """Open an incident."""
        answer = self.asks("watch", {"incident": id})
        assert answer["ok"], answer
        return self

    def all(self, event: str) -> list[Any]:
        """Everything of one kind so far."""
        return [data for name, data in list(self.got) if name == event]

    def until(self, seq: int, within: float = 10.0) -> list[dict[str, Any]]:
        """The pushes, once entry `seq` is in them."""
        until(lambda: any(push["seq"] >= seq for push in self.all("parts")), within, f"no push of #{seq}")
        return self.all("parts")

    def text(self) -> str:
        """All that ever came in."""
        return repr(self.got)

    @property
    def open(self) -> bool:
        """Whether the transport stands."""
        return bool(self.client.eio.state == "connected")

    def close(self) -> None:
        """Leave."""
        self.client.disconnect()
        self.client.eio.disconnect(abort=True)
        self.http.close()


@contextmanager
def screens(product: Product) -> Iterator[Callable[..., Screen]]:
    """Makes screens that are closed at the end."""
    made: list[Screen] = []

    def make(player: Player, id: int | None = None, **options: Any) -> Screen:
        screen = Screen(product, product.cookie(player), **options)
        made.append(screen)
        return screen.watch(id) if id else screen

    yield make
    for screen in made:
        screen.close()


class Cable:
    """A network between a browser and the server that can be cut, and that can swallow or refuse upgrades.

    One thread moves bytes both ways; `cut()` ends every stream and refuses new ones, `silence()` only stops moving.
    """

    def __init__(self, target: int, port: int = 0, upgrades: str = "pass") -> None:
        self.target = target
        self.upgrades = upgrades
        self.listener = socket.create_server((HERE, port))
        self.port = int(self.listener.getsockname()[1])
        self.up = True
        self.moving = True
        self._streams: dict[socket.socket, socket.socket] = {}
        self._swallowed: list[socket.socket] = []
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="cable", daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Nothing goes through."""
        self.up = False

    def restore(self) -> None:
        """Everything goes through again."""
        self.up = self.moving = True

    def close(self) -> None:
        """Away with it."""
        self._ended = True
        self._thread.join(5)

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.listener, selectors.EVENT_READ)
            while not self._ended:
                if not self.up:
                    for stream in list(self._streams):
                        self._drop(selector, stream)
                for key, _ in selector.select(0.02):
                    if key.fileobj is self.listener:
                        self._accept(selector)
                    elif self.moving and key.fileobj in self._streams:
                        self._move(selector, key.fileobj)  # type: ignore[arg-type]
            for stream in [*self._streams, *self._swallowed]:
                stream.close()
            self.listener.close()

    def _accept(self, selector: selectors.BaseSelector) -> None:
        near, _ = self.listener.accept()
        if not self.up:
            near.close()
            return
        try:
            far = socket.create_connection((HERE, self.target), timeout=2)
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            self._streams[one] = other
            selector.register(one, selectors.EVENT_READ)

    def _move(self, selector: selectors.BaseSelector, stream: socket.socket) -> None:
        try:
            data = stream.recv(65536)
            if data and self.upgrades != "pass" and re.search(rb"(?i)^upgrade: *websocket", data, re.M):
                self._upgrade(selector, stream)
                return
            if data:
                self._streams[stream].sendall(data)
                return
        except OSError:
            pass
        self._drop(selector, stream)

    def _upgrade(self, selector: selectors.BaseSelector, stream: socket.socket) -> None:
        if self.upgrades == "refuse":
            stream.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self._drop(selector, stream)
            return
        other = self._streams.pop(stream)
        self._streams.pop(other, None)
        selector.unregister(stream)
        selector.unregister(other)
        other.close()
        self._swallowed.append(stream)

    def _drop(self, selector: selectors.BaseSelector, stream: socket.socket) -> None:
        other = self._streams.pop(stream, None)
        for one in (stream, other):
            if one is not None and one.fileno() >= 0:
                self._streams.pop(one, None)
                selector.unregister(one)
                one.close()


__all__ = ["CAST", "Cable", "Product", "Screen", "free_port", "pieces", "running", "screens", "until"]
