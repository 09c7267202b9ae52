"""The server: gunicorn with one worker of threads, since SQLite and Socket.IO both want one process."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from crisis.app import create_app
from crisis.notify import Notifier
from crisis.scenario.feeding import Feeder
from crisis.settings import Settings


class Server(BaseApplication):  # type: ignore[misc]
    """Runs the product until it is told to stop."""

    def __init__(self, settings: Settings, ready: Callable[[], None]) -> None:
        self.settings = settings
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        """One worker; a thread for every socket and some for pages."""
        chosen: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": self.settings.sockets + 64,
            "graceful_timeout": 3,
            "timeout": 120,
            "loglevel": "warning",
            "when_ready": lambda server: self.ready(),
            "limit_request_line": 8190,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Made inside the worker, since threads do not survive a fork."""
        # A page that is being rendered holds the interpreter for this long at most before a push gets its turn.
        sys.setswitchinterval(0.0005)
        app = create_app(self.settings)
        ledger = app.extensions["crisis"].ledger
        Notifier(ledger).start()
        Feeder(ledger).start()
        # Logs are read into many small objects that stay: looking through them all, all the time, doubles the cost.
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        return app
