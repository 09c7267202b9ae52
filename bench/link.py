"""One Socket.IO screen over one bare WebSocket: as little as possible, so that hundreds fit beside the server."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
from collections.abc import Iterator

HOST = "127.0.0.1"
#: Screens that come from one address: the product allows 120, so more come from 127.0.0.2 and on, as other offices do.
PER_ADDRESS = 100
_TEXT, _CLOSE = 1, 8


class Link:
    """A screen that watches an incident. Reading waits until it watches; after that, never."""

    def __init__(self, port: int, number: int, token: str, *, deaf: bool = False, extensions: str = "") -> None:
        self._buffer = bytearray()
        self.socket = socket.socket()
        if deaf:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(30)
        self.socket.bind((f"127.0.0.{1 + number // PER_ADDRESS}", 0))
        self.socket.connect((HOST, port))
        self.answer = self._upgrade(port, token, extensions)

    def watch(self, incident: int) -> None:
        """Join, and open an incident."""
        self._until("0{")
        self.say("40")
        self._until("40")
        self.say("420" + json.dumps(["watch", {"incident": incident}]))
        answer = self._until("430")
        assert '"ok":true' in answer, answer
        self.socket.setblocking(False)

    def take(self) -> bool:
        """Take in what has come; gives whether the line is still open."""
        try:
            data = self.socket.recv(1 << 17)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._buffer += data
        return bool(data)

    def texts(self) -> Iterator[str]:
        """The whole messages among that; pings are answered."""
        for kind, content in self._frames():
            if kind == _TEXT and content == b"2":
                self.say("3")
            elif kind == _TEXT:
                yield content.decode()
            elif kind == _CLOSE:
                return

    def say(self, text: str) -> None:
        """Send a message, masked with zeros as a browser may."""
        content = text.encode()
        length = bytes([0x80 | len(content)]) if len(content) < 126 else struct.pack("!BH", 0xFE, len(content))
        self.socket.sendall(b"\x81" + length + b"\0\0\0\0" + content)

    def cut(self, within: float) -> bool:
        """Whether the server has ended this line: read what is left, up to the end of the stream."""
        self.socket.settimeout(within)
        try:
            while self.socket.recv(1 << 17):
                pass
        except TimeoutError:
            return False
        except OSError:
            pass
        return True

    def _upgrade(self, port: int, token: str, extensions: str) -> str:
        here = f"{HOST}:{port}"
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: {here}",
            f"Origin: http://{here}",
            f"Cookie: sid={token}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *([f"Sec-WebSocket-Extensions: {extensions}"] if extensions else []),
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._buffer:
            assert self.take(), "closed"
        head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head[:200]
        self._buffer = bytearray(rest)
        return head.decode()

    def _until(self, start: str) -> str:
        while True:
            for text in self.texts():
                if text.startswith(start):
                    return text
            assert self.take(), f"closed before {start}"

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        while len(self._buffer) >= 2:
            size, begin = self._buffer[1], 2
            if size >= 126:
                begin = 4 if size == 126 else 10
                if len(self._buffer) < begin:
                    return
                size = int.from_bytes(self._buffer[2:begin], "big")
            if len(self._buffer) < begin + size:
                return
            kind, content = self._buffer[0] & 15, bytes(self._buffer[begin : begin + size])
            del self._buffer[: begin + size]
            yield kind, content
