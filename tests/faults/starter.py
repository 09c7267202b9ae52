"""Starts the product with one fault put in, named by the environment variable FAULT; without one, the product as it is.

While the file `hold` stands in CRISIS_HOME, an act waits just before its commit, and the file `holding` says so: then a
test can end the process at exactly that moment. If `hold-join` stands there, the next screen waits halfway through
joining, for as long as `holding-join` is there. This is no test: `test_seeded.py` and others start it as a process.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pysqlite3

from crisis import cli, database, store
from crisis.board.tasks import editing
from crisis.ledger import Done, Ledger
from crisis.live.sending import Sending
from crisis.parts import changes

HOME = Path(os.environ.get("CRISIS_HOME", "."))
before_commit: list[Callable[[Ledger, Done], None]] = []


def put(where: Any, name: str, what: object) -> None:
    """Put something of our own in the place of a part of the product."""
    patch.object(where, name, what).start()


def held() -> None:
    """Let acts wait before their commit while the file `hold` is there."""
    append = Ledger._append

    def waiting(ledger: Ledger, *given: Any) -> Done:
        done = append(ledger, *given)
        for one in before_commit:
            one(ledger, done)
        while (HOME / "hold").exists():
            (HOME / "holding").touch()
            time.sleep(0.02)
        return done

    put(Ledger, "_append", waiting)


def held_joins() -> None:
    """Let a screen that joins wait before it looks how far the log is, while the file `hold-join` is there."""
    watched, load = Sending.watched, Ledger.load
    mine = threading.local()

    def joining(sending: Sending, incident: int) -> Any:
        mine.joining = True
        try:
            return watched(sending, incident)
        finally:
            mine.joining = False

    def waiting(ledger: Ledger, *given: Any) -> Any:
        if getattr(mine, "joining", False) and (HOME / "hold-join").exists():
            (HOME / "hold-join").rename(HOME / "holding-join")
            while (HOME / "holding-join").exists():
                time.sleep(0.02)
        return load(ledger, *given)

    put(Sending, "watched", joining)
    put(Ledger, "load", waiting)


def no_once() -> None:
    """Keys are not kept, so that asking again does it again."""
    put(store, "remember", lambda *given: None)
    put(store, "remembered", lambda *given: None)


def no_version_check() -> None:
    """Whoever comes last wins."""

    def merge(incident: Any, thing: Any, seen: Any, proposed: dict[str, Any], *given: Any) -> dict[str, Any]:
        return {name: value for name, value in proposed.items() if getattr(thing, name) != value}

    put(editing, "merge", merge)


def no_emit() -> None:
    """Changes are never pushed."""
    emit = Sending._emit

    def silent(sending: Sending, name: str, *given: Any) -> None:
        if name != "parts":
            emit(sending, name, *given)

    put(Sending, "_emit", silent)


def emit_before_commit() -> None:
    """Screens are told before it is certain."""
    running: list[Sending] = []
    start = Sending.start

    def noted(sending: Sending) -> None:
        running.append(sending)
        start(sending)

    def tell(ledger: Ledger, done: Done) -> None:
        for sending in running:
            for audience in sending.screens.audiences(done.incident.id):
                message = changes(done.incident, audience, done.first - 1, ledger.now())
                sending._emit("parts", message, done.incident.id, audience)

    put(Sending, "start", noted)
    before_commit.append(tell)


def answer_before_commit() -> None:
    """Who writes is told before it is certain."""
    perform = Ledger.perform
    mine = threading.local()

    def early(ledger: Ledger, *given: Any) -> Done:
        box: queue.Queue[Done | Exception] = queue.Queue()

        def work() -> None:
            mine.box = box
            try:
                box.put(perform(ledger, *given))
            except Exception as error:
                box.put(error)

        threading.Thread(target=work, daemon=True).start()
        told = box.get()
        if isinstance(told, Exception):
            raise told
        return told

    put(Ledger, "perform", early)
    before_commit.append(lambda ledger, done: mine.box.put(done))


def synchronous_normal() -> None:
    """A commit does not wait for the disk."""
    patch.dict(database._PRAGMAS, {"synchronous": "1"}).start()


def rollback_journal() -> None:
    """No write-ahead log."""
    patch.dict(database._PRAGMAS, {"journal_mode": "delete"}).start()


def no_shared_memory() -> None:
    """The file is where SQLite can share no memory, as on a network: there it can have no write-ahead log."""
    connect = pysqlite3.dbapi2.connect

    def elsewhere(path: str, **given: Any) -> Any:
        return connect(f"file:{path}?vfs=unix-none", uri=True, **given)

    put(pysqlite3.dbapi2, "connect", elsewhere)


def old_sqlite() -> None:
    """The last SQLite with the WAL-reset bug."""
    put(pysqlite3.dbapi2, "sqlite_version_info", (3, 51, 2))


FAULTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "no once": no_once,
    "no version check": no_version_check,
    "no emit": no_emit,
    "emit before commit": emit_before_commit,
    "answer before commit": answer_before_commit,
    "synchronous normal": synchronous_normal,
    "rollback journal": rollback_journal,
    "no shared memory": no_shared_memory,
    "old sqlite": old_sqlite,
}

if __name__ == "__main__":
    FAULTS[os.environ.get("FAULT", "")]()
    held()
    held_joins()
    sys.argv = ["crisis", "serve"]
    cli.main()
