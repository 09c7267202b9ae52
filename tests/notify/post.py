"""A mail server and an alarm service on loopback, as real as the product can tell; they can be down, or rude."""

from __future__ import annotations

import email
import json
import socket
import socketserver
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.server import HERE, free_port


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@dataclass
class Post:
    """A mail server. `rude` names what it does wrong, the next `times` times."""

    port: int = field(default_factory=free_port)
    got: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    rude: str = ""
    times: int = 0
    server: _Server | None = None

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"smtp://{HERE}:{self.port}"

    def up(self) -> Post:
        """Open."""
        post = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _talk(post, self)

        self.server = _Server((HERE, self.port), Talk)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def down(self) -> None:
        """Close; who knocks is refused."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def is_rude(self, how: str) -> bool:
        """Whether to do this wrong now."""
        if self.rude != how or self.times <= 0:
            return False
        self.times -= 1
        return True


def _talk(post: Post, line: socketserver.StreamRequestHandler) -> None:
    def say(text: str) -> None:
        line.wfile.write(f"{text}\r\n".encode())

    say("220 loopback")
    rcpt = ""
    while command := line.rfile.readline().decode().strip():
        verb = command[:4].upper()
        if verb == "RCPT":
            rcpt = command.split("<")[1].split(">")[0]
            for how, reply in (("grey", "450 later"), ("unknown", "550 nobody")):
                if post.is_rude(how):
                    say(reply)
                    break
            else:
                say("250 ok")
        elif verb == "DATA":
            say("354 go on")
            body = b""
            while (text := line.rfile.readline()) not in (b".\r\n", b""):
                body += text.removeprefix(b".")
            if post.is_rude("full"):
                say("452 full")
                continue
            post.got.append(email.message_from_bytes(body, policy=default))
            post.to.append(rcpt)
            if post.is_rude("silent"):
                return
            say("250 taken")
        elif verb == "QUIT":
            if post.is_rude("goodbye"):
                say("421 away with you")
                return
            say("221 bye")
            return
        else:
            say("250 ok")


class Hanging:
    """A mail server that takes who knocks and then says nothing at all."""

    def __init__(self) -> None:
        self.knocks: list[socket.socket] = []
        self._door = socket.create_server((HERE, 0))
        self.url = f"smtp://{HERE}:{self._door.getsockname()[1]}"
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                self.knocks.append(self._door.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        """Hang up on everybody."""
        with suppress(OSError):  # the second time it is closed already
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for one in self.knocks:
            one.close()


@dataclass
class AlarmService:
    """The municipality's own alarm service: what it was handed, with the answers it gives in turn."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, Any], dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        service = self

        class Hear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.got.append((body, dict(self.headers.items())))
                status = service.answers.pop(0) if service.answers else 202
                if status == 0:  # takes it and says nothing
                    return
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", f"{service.url}/elders")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                raise AssertionError("a message became a GET")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer((HERE, 0), Hear)
        self.url = f"http://{HERE}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Away with it."""
        self.server.shutdown()
        self.server.server_close()
