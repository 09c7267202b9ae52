"""Sockets without a library's good manners."""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Iterator
from typing import Any

import websocket

from tests.cast import Player
from tests.server import Product

PATH = "/socket.io/?EIO=4&transport=websocket"


def dial(product: Product, cookie: dict[str, str] | None, path: str = PATH, **options: Any) -> websocket.WebSocket:
    """Open a WebSocket; raises WebSocketBadStatusException when it is refused."""
    header = "; ".join(f"{name}={value}" for name, value in (cookie or {}).items())
    given = {"origin": product.url, "cookie": header or None, "timeout": 5, **options}
    given["suppress_origin"] = given["origin"] is None
    return websocket.create_connection(product.url.replace("http", "ws") + path, **given)


@contextlib.contextmanager
def line(product: Product, player: Player, join: bool = True) -> Iterator[websocket.WebSocket]:
    """A WebSocket of somebody, joined unless told otherwise."""
    socket = dial(product, product.cookie(player))
    try:
        assert socket.recv().startswith("0")
        if join:
            socket.send("40")
            assert socket.recv().startswith("40")
        yield socket
    finally:
        hang_up(socket)


def hang_up(socket: websocket.WebSocket) -> None:
    """Close it, whatever state it is in."""
    with contextlib.suppress(OSError, websocket.WebSocketException):
        socket.close(timeout=1)
    socket.shutdown()


def answers(socket: websocket.WebSocket, number: int = 77) -> bool:
    """Whether a sensible question is still answered on this connection."""
    try:
        socket.send(f'42{number}["idle",{{}}]')
        for _ in range(2000):
            got = socket.recv()
            if str(got).startswith(f"43{number}"):
                return True
            if got == "2":
                socket.send("3")
            if not got:
                return False
        return False
    except (OSError, websocket.WebSocketException):
        return False


def ended(socket: websocket.WebSocket, within: float) -> bool:
    """Whether the other side ends the connection."""
    end = time.monotonic() + within
    try:
        while (left := end - time.monotonic()) > 0:
            socket.settimeout(left)
            got = socket.recv()
            if got == "2":
                socket.send("3")
            if not got:
                return True
        return False
    except websocket.WebSocketTimeoutException:
        return False
    except (OSError, websocket.WebSocketException):
        return True


def fragment(final: bool, kind: int, payload: bytes) -> bytes:
    """A masked frame as a client sends it."""
    return bytes([(0x80 if final else 0) | kind, 0xFF]) + struct.pack(">Q", len(payload)) + b"\0\0\0\0" + payload
