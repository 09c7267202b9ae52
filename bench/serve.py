"""A server to measure, as a process of its own: the product with stamps, or plain Flask-SocketIO on the same gunicorn.

`python -m bench.serve product|plain` with the settings of the product in the environment.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO

from crisis.serving import Server
from crisis.settings import Settings


class Stamped(Server):
    """The product as it is served; writes in `stamps` when which entry was committed, by the clock of the machine."""

    def load(self) -> Any:
        """The product, with one more listener to its signal after each commit."""
        app = super().load()
        file = os.open(self.settings.home / "stamps", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def stamp(sender: Any, incident: int, seq: int) -> None:
            os.write(file, b"%d %d %d\n" % (time.monotonic_ns(), incident, seq))

        app.extensions["crisis"].ledger.appended.connect(stamp, weak=False)
        return app


class Plain(Server):
    """The floor: Flask-SocketIO as its manual says, broadcasting what it is given."""

    def load(self) -> Any:
        """One route that stamps and emits, as an act would."""
        app = Flask("plain")
        socketio = SocketIO(app, async_mode="threading", http_compression=False, cookie=None)
        socketio.on_event("watch", lambda asked: {"ok": True})

        @app.post("/emit")
        def emit() -> dict[str, int]:
            message = request.get_json()
            now = time.monotonic_ns()
            socketio.emit("parts", message)
            return {"at": now}

        return app


def main() -> None:
    """Serve until ended."""
    kind = {"product": Stamped, "plain": Plain}[sys.argv[1]]
    kind(Settings.read(), lambda: print("ready", flush=True)).run()


if __name__ == "__main__":
    main()
