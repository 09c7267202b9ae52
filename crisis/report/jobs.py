"""The queue of PDFs being made: each in a thread that waits for its process, a few at a time."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from crisis.access import Audience
from crisis.refusals import NotFound, Refused
from crisis.report.process import RenderingFailed
from crisis.view import View

_LOG: Final = logging.getLogger(__name__)
#: PDFs made at the same time; under way or waiting in all, and for one person.
AT_ONCE: Final = 2
QUEUE: Final = 20
EACH: Final = 4
#: A file is removed after a day. Seconds.
KEPT: Final = 24 * 3600


@dataclass
class Job:
    """One PDF that somebody asked for. `state` goes waiting, working, then done or failed."""

    person: int
    incident: int
    audience: Audience
    seq: int
    past: bool
    view: View | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    state: str = "waiting"
    since: datetime | None = None
    path: Path | None = None
    failure: str = ""
    asked: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, person: int, view: View) -> Job:
        """What this person asks for."""
        return cls(person, view.incident.id, view.audience, view.incident.seq, view.past, view)

    @property
    def busy(self) -> bool:
        """Whether it is still to come."""
        return self.state in ("waiting", "working")

    @property
    def wish(self) -> tuple[object, ...]:
        """What makes two requests the same."""
        return (self.person, self.incident, self.audience, self.seq, self.past)


class Jobs:
    """Makes PDFs in a private folder: at most one per incident and two in all, in the order of asking.

    `make` gets a view and a folder of its own, and gives the path of the PDF; it raises RenderingFailed.
    """

    def __init__(self, folder: Path, make: Callable[[View, Path], Path], now: Callable[[], datetime]) -> None:
        self._folder, self._make, self._now = folder, make, now
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Condition()

    def ask(self, person: int, view: View) -> Job:
        """Start making a PDF, or find the one that this person is waiting for; raises Refused when too busy."""
        self.sweep()
        job = Job.of(person, view)
        with self._turn:
            coming = [other for other in self._jobs.values() if other.busy]
            for other in coming:
                if other.wish == job.wish:
                    return other
            if len(coming) >= QUEUE or sum(other.person == person for other in coming) >= EACH:
                raise Refused("Er wachten al veel pdf’s. Probeer het over een paar minuten opnieuw.")
            self._jobs[job.token] = job
        threading.Thread(target=self._run, args=(job,), name="pdf", daemon=True).start()
        return job

    def find(self, token: str) -> Job:
        """The job with this token; raises NotFound, also when its file is gone."""
        self.sweep()
        with self._turn:
            job = self._jobs.get(token)
        if job is None:
            raise NotFound
        return job

    def of(self, person: int, incident: int, audience: Audience) -> list[Job]:
        """What this person asked for here with these eyes, the newest first."""
        self.sweep()
        with self._turn:
            jobs = list(self._jobs.values())
        mine = (person, incident, audience)
        return [job for job in reversed(jobs) if (job.person, job.incident, job.audience) == mine]

    def ahead(self, job: Job) -> int:
        """How many are being made or wait before this one."""
        with self._turn:
            before = [other for other in self._jobs.values() if other.busy and other.asked < job.asked]
        return len(before)

    def sweep(self) -> None:
        """Remove what is older than a day, of this process and of those before it."""
        oldest = time.monotonic() - KEPT
        with self._turn:
            for job in [job for job in self._jobs.values() if not job.busy and job.asked < oldest]:
                del self._jobs[job.token]
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if _age(folder) > KEPT:
                    shutil.rmtree(folder, ignore_errors=True)

    def _run(self, job: Job) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._next() is job)
            job.state, job.since = "working", self._now()
            self._turn.notify_all()
        state, job.failure = self._made(job)
        with self._turn:
            job.state, job.since = state, self._now()
            self._turn.notify_all()
        timer = threading.Timer(KEPT + 60, self.sweep)
        timer.daemon = True
        timer.start()

    def _next(self) -> Job | None:
        """The first that may begin now."""
        working = [job.incident for job in self._jobs.values() if job.state == "working"]
        if len(working) >= AT_ONCE:
            return None
        waiting = (job for job in self._jobs.values() if job.state == "waiting")
        return next((job for job in waiting if job.incident not in working), None)

    def _made(self, job: Job) -> tuple[str, str]:
        """Make it; gives the state in which that ended, and the sentence that goes with a failure."""
        folder = self._folder / secrets.token_hex(8)
        view, job.view = job.view, None
        if view is None:
            raise RuntimeError("a job runs once")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            job.path = self._make(view, folder)
            _keep_only(folder, job.path)
            return "done", ""
        except RenderingFailed as failed:
            sentence = failed.sentence
        except Exception:
            # The outermost frame of this thread: whoever waits must hear that it ended.
            _LOG.exception("making a PDF ended unexpectedly")
            sentence = "De pdf kon niet worden gemaakt. Probeer het opnieuw of bel functioneel beheer."
        shutil.rmtree(folder, ignore_errors=True)
        return "failed", sentence


def _keep_only(folder: Path, kept: Path) -> None:
    for other in folder.iterdir():
        if other.is_dir():
            shutil.rmtree(other)
        elif other != kept:
            other.unlink()


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0
