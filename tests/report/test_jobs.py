"""The queue: one PDF per incident and two in all, in the order of asking, gone after a day."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisis.access import Audience
from crisis.incident import Incident
from crisis.refusals import NotFound, Refused
from crisis.report import jobs
from crisis.report.jobs import Job, Jobs
from crisis.report.process import RenderingFailed
from crisis.view import View

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
READER = Audience(("full_team", "public"), frozenset())


class Press:
    """Makes a file only when told to; remembers how many were being made at once."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.at_once = 0
        self.most = 0
        self.go: dict[int, threading.Event] = {}
        self._guard = threading.Lock()

    def __call__(self, view: View, folder: Path) -> Path:
        with self._guard:
            self.begun.append(view.incident.id)
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        let_go = self.go.get(view.incident.id)
        if let_go:
            assert let_go.wait(10)
        with self._guard:
            self.at_once -= 1
        (folder / "document.json").write_text("vertrouwelijk")
        made = folder / "log.pdf"
        made.write_bytes(b"%PDF")
        return made


@pytest.fixture
def press() -> Iterator[Press]:
    """Whatever a test forgot to let go goes at the end."""
    press = Press()
    yield press
    for let_go in press.go.values():
        let_go.set()


@pytest.fixture
def queue(press: Press, tmp_path: Path) -> Jobs:
    """A queue before that press."""
    return Jobs(tmp_path / "exports", press, lambda: NOW)


def seen(id: int, seq: int = 5) -> View:
    """An incident that stands at an entry."""
    incident = Incident(id)
    incident.seq = seq
    return View(incident, READER, NOW)


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def finished(job: Job) -> Job:
    """The job when nothing more happens to it."""
    until(lambda: not job.busy)
    return job


def test_a_job_ends_with_a_private_file_and_nothing_else(queue: Jobs, tmp_path: Path):
    job = finished(queue.ask(1, seen(1)))
    assert (job.state, job.since, job.view) == ("done", NOW, None)
    assert job.path is not None
    assert [one.name for one in job.path.parent.iterdir()] == ["log.pdf"]
    for folder in (job.path.parent, job.path.parent.parent):
        assert folder.stat().st_mode & 0o077 == 0
    assert queue.find(job.token) is job


def test_one_per_incident_and_two_in_all_in_order(queue: Jobs, press: Press):
    press.go = {number: threading.Event() for number in (1, 2, 3)}
    first, again = queue.ask(1, seen(1)), queue.ask(2, seen(1))
    until(lambda: press.begun == [1])
    second, third = queue.ask(1, seen(2)), queue.ask(1, seen(3))
    until(lambda: second.state == "working")
    assert (first.state, again.state, third.state) == ("working", "waiting", "waiting")
    assert (queue.ahead(again), queue.ahead(third)) == (1, 3)
    press.go[1].set()
    finished(first)
    finished(again)
    press.go[2].set()
    press.go[3].set()
    finished(third)
    assert press.most == jobs.AT_ONCE
    assert press.begun == [1, 2, 1, 3]


def test_asking_twice_is_one_job(queue: Jobs, press: Press):
    press.go = {1: threading.Event()}
    job = queue.ask(1, seen(1))
    assert queue.ask(1, seen(1)) is job
    assert queue.ask(2, seen(1)) is not job
    assert queue.ask(1, seen(1, seq=6)) is not job


def test_nobody_fills_the_queue(queue: Jobs, press: Press):
    press.go = {number: threading.Event() for number in range(30)}
    for number in range(jobs.EACH):
        queue.ask(1, seen(number))
    with pytest.raises(Refused, match="wachten al veel"):
        queue.ask(1, seen(9))
    for number in range(jobs.QUEUE - jobs.EACH):
        queue.ask(100 + number, seen(number))
    with pytest.raises(Refused, match="wachten al veel"):
        queue.ask(2, seen(9))


def test_a_failure_is_told_and_leaves_no_file_and_the_next_goes_on(tmp_path: Path):
    sentences = iter([RenderingFailed("Het duurde te lang."), ValueError("intern")])

    def breaks(view: View, folder: Path) -> Path:
        (folder / "document.json").write_text("vertrouwelijk")
        raise next(sentences)

    queue = Jobs(tmp_path / "exports", breaks, lambda: NOW)
    known, unknown = finished(queue.ask(1, seen(1))), finished(queue.ask(1, seen(1)))
    assert (known.state, known.failure) == ("failed", "Het duurde te lang.")
    assert unknown.state == "failed"
    assert "intern" not in unknown.failure
    assert list((tmp_path / "exports").iterdir()) == []


def test_after_a_day_it_is_gone(queue: Jobs, tmp_path: Path):
    job = finished(queue.ask(1, seen(1)))
    assert job.path is not None
    yesterday = time.time() - jobs.KEPT - 1
    os.utime(job.path.parent, (yesterday, yesterday))
    job.asked -= jobs.KEPT + 1
    with pytest.raises(NotFound):
        queue.find(job.token)
    assert not job.path.exists()


def test_an_unknown_token_is_not_found(queue: Jobs):
    with pytest.raises(NotFound):
        queue.find("geraden")
