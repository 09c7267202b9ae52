"""Starts a server to measure, and visits it: over loopback, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

HOST = "127.0.0.1"
#: gunicorn ends a connection that is not used for two seconds.
_IDLE = 1.0


@dataclass
class Running:
    """A server process."""

    port: int
    home: Path

    def visitor(self, token: str = "") -> Visitor:
        """Somebody with a browser."""
        return Visitor(self.port, token)

    def stamps(self, incident: int) -> dict[int, int]:
        """When each entry of an incident was committed, in nanoseconds of the machine's clock."""
        lines = (self.home / "stamps").read_text().splitlines()
        rows = (tuple(map(int, line.split())) for line in lines)
        return {seq: moment for moment, id, seq in rows if id == incident}


class Visitor:
    """One browser over one connection that stays open; used by one thread at a time."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._used = 0.0
        self._headers = {"Cookie": f"sid={token}", "Origin": f"http://{HOST}:{port}"}

    def writes(self, id: int, text: str = "Het is rustig op het plein.") -> int:
        """A log line, as the script of the page sends it; gives its number."""
        body = urlencode({"text": text, "once": secrets.token_hex(8)})
        return int(json.loads(self.posts(f"/incidents/{id}/notes/add", body.encode(), 200))["last"])

    def posts(self, path: str, body: bytes, status: int, kind: str = "application/x-www-form-urlencoded") -> bytes:
        """Send something; gives the answer, which must have this status."""
        headers = {**self._headers, "Content-Type": kind, "Accept": "application/json"}
        return self._asked("POST", path, body, headers, status)[1]

    def gets(self, path: str) -> bytes:
        """Ask for a page."""
        return self._asked("GET", path, None, self._headers, 200)[1]

    def asks_pdf(self, id: int) -> str:
        """Ask for a PDF; gives the page that tells how far it is."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", f"/incidents/{id}/exports", b"at=", {**self._headers, **kind}, 303)[0]

    def _asked(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
    ) -> tuple[str, bytes]:
        if time.monotonic() - self._used > _IDLE:
            self._connection.close()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        self._used = time.monotonic()
        assert answer.status == status, (answer.status, content[:500])
        return answer.getheader("Location", ""), content


@contextmanager
def running(kind: str, home: Path) -> Iterator[Running]:
    """A server, until the end of the block."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRISIS_")}
    environment |= {"HOST": HOST, "PORT": str(port), "CRISIS_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with (home / f"{kind}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.serve", kind],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _answers(port, process, home / f"{kind}.log")
        yield Running(port, home)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/login")
            connection.getresponse().read()
            connection.close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"no server: {log.read_text()[-2000:]}")
