"""What a browser may say over the socket: text, strict JSON, known events, small messages.

The defaults of Socket.IO accept binary packets, NaN, duplicate keys and events named after our own handlers;
see reliability.md D4 and D5 for what was done with each.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from typing import Any, Final

import simple_websocket
from engineio.async_drivers import _websocket_wsgi
from engineio.socket import Socket as Transport
from socketio.packet import BINARY_ACK, BINARY_EVENT, EVENT, Packet
from wsproto.events import BytesMessage, TextMessage
from wsproto.utilities import LocalProtocolError

#: The only events that a browser may send.
EVENTS: Final = frozenset(
    {"watch", "editing", "idle", "join_text", "leave_text", "send_words", "move_caret", "saved_text"}
)
#: The largest message in bytes.
LARGEST: Final = 64 * 1024
#: What the first character of a frame may be: the kinds of packets of Engine.IO.
KINDS: Final = frozenset("0123456")
#: The closing code for data of a type that is not accepted (RFC 6455, 7.4.1).
UNACCEPTABLE: Final = 1003
#: How many seconds a client may leave its messages unread.
PATIENCE: Final = 5


class StrictJSON:
    """JSON without NaN, Infinity, duplicate keys or deep nesting."""

    @staticmethod
    def dumps(*given: Any, **options: Any) -> str:
        """Compact JSON."""
        return json.dumps(*given, **{"separators": (",", ":"), "allow_nan": False, **options})

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        """Read JSON; raises ValueError for anything unusual."""
        if sum(map(text.count, "[{")) > 64:
            raise ValueError("too deep")
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)


class TextPacket(Packet):  # type: ignore[misc]
    """A packet that holds text and a known event."""

    uses_binary_events = False
    json = StrictJSON

    def decode(self, encoded_packet: Any) -> int:
        """Read a packet; raises ValueError for what a browser of ours never sends."""
        if not isinstance(encoded_packet, str):
            raise ValueError("binary")
        attachments: int = super().decode(encoded_packet)
        if self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary")
        if self.packet_type == EVENT and not _known(self.data):
            raise ValueError("unknown event")
        return attachments


class LimitedSocket(simple_websocket.Server):  # type: ignore[misc]
    """A WebSocket that refuses large messages while they come in, does not compress, and drops who does not read."""

    connected: bool

    def __init__(self, environ: dict[str, Any], **options: Any) -> None:
        self._writing = threading.Lock()
        plain = {name: value for name, value in environ.items() if name != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        super().__init__(plain, **{**options, "max_message_size": LARGEST})

    def handshake(self) -> None:
        """Answer the upgrade; from then on writing may not take longer than PATIENCE."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", PATIENCE, 0))
        super().handshake()

    def receive(self, timeout: float | None = None) -> str | None:
        """The next frame; who sends what cannot be a packet is closed, before Engine.IO trips over it."""
        frame: str | bytes | None = super().receive(timeout)
        if frame is None or (isinstance(frame, str) and frame[:1] in KINDS):
            return frame
        self.close(UNACCEPTABLE)
        raise simple_websocket.ConnectionClosed(UNACCEPTABLE)

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say goodbye and end the stream, so that nobody keeps waiting for one who no longer reads."""
        try:
            # the other side, or another thread of ours, may have ended the stream a moment earlier
            with contextlib.suppress(OSError, simple_websocket.ConnectionClosed, LocalProtocolError):
                super().close(reason, message)
        finally:
            self.connected = False
            self.event.set()
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def send(self, data: str | bytes) -> None:
        """Send a whole frame; the stream of a client that does not read is ended, not waited for."""
        if not self.connected:
            return  # the reading side ends the connection; nobody waits for an answer here
        with self._writing:
            frame = self.ws.send(BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=data))
            try:
                self.sock.sendall(frame)
            except OSError:
                self.connected = False
                self.event.set()
                with contextlib.suppress(OSError):
                    self.sock.shutdown(socket.SHUT_RDWR)
                raise


def harden() -> None:
    """Make Engine.IO use our socket; raises RuntimeError when a new version no longer lets us."""
    driver = getattr(_websocket_wsgi, "simple_websocket", None)
    if not hasattr(driver, "Server") or not hasattr(driver, "ConnectionClosed"):
        raise RuntimeError("engineio no longer takes its socket from simple_websocket")
    Transport.close = _close_now
    _websocket_wsgi.simple_websocket = type(
        "Limited", (), {"Server": LimitedSocket, "ConnectionClosed": simple_websocket.ConnectionClosed}
    )


_close: Final = Transport.close


def _close_now(self: Any, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
    """Close without waiting until the client has fetched everything: one that stopped polling never does."""
    _close(self, wait=False, abort=abort, reason=reason)


def _known(data: Any) -> bool:
    return isinstance(data, list) and len(data) in (1, 2) and isinstance(data[0], str) and data[0] in EVENTS


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found
