"""Choosing from the log, and which acts fit a task now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from crisis import dates
from crisis.board.tasks import Task
from crisis.view import Line, View

PAGE: Final = 100


@dataclass(frozen=True)
class LogFilter:
    """What somebody wants to see of the log."""

    words: str = ""
    kind: str = ""
    writer: int | None = None
    phase: str = ""
    day: date | None = None
    before: int | None = None
    after: int | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> LogFilter:
        """From the address of the page; what cannot be read is left out."""
        return cls(
            words=given.get("q", "").strip()[:100],
            kind=given.get("kind", ""),
            writer=_number(given.get("who", "")),
            phase=given.get("phase", ""),
            day=_day(given.get("day", "")),
            before=_number(given.get("before", "")),
            after=_number(given.get("after", "")),
        )

    @property
    def narrow(self) -> bool:
        """Whether lines are left out that the reader may see."""
        return bool(self.words or self.kind or self.writer or self.phase or self.day or self.after)

    def page(self, shown: View) -> tuple[list[Line], bool]:
        """One page of lines, the newest first, and whether there are more."""
        found = list(islice(self._matching(shown), PAGE + 1))
        return found[:PAGE], len(found) > PAGE

    def older(self, before: int) -> str:
        """The address, after the question mark, of the next page."""
        given = {"q": self.words, "kind": self.kind, "who": self.writer, "phase": self.phase, "day": self.day}
        return urlencode({name: value for name, value in {**given, "before": before}.items() if value})

    def _matching(self, shown: View) -> Iterator[Line]:
        for line in shown.lines(self.before):
            if self.after is not None and line.entry.seq <= self.after:
                return
            if self._fits(line):
                yield line

    def _fits(self, line: Line) -> bool:
        entry = line.entry
        return (
            (not self.kind or line.kind == self.kind)
            and (self.writer is None or entry.actor.id == self.writer)
            and (not self.phase or line.phase == self.phase)
            and (self.day is None or dates.local(entry.recorded_at).date() == self.day)
            and all(word in _searched(line) for word in self.words.casefold().split())
        )


def _searched(line: Line) -> str:
    note = line.note
    more = f"{note.why} {note.decided_by} {note.source_note}" if note else ""
    return f"#{line.entry.seq} {line.sentence} {line.label} {line.entry.actor.name} {more}".casefold()


def wanted(shown: View, task: Task, person: int) -> list[str]:
    """The acts that fit a task as it is now, the most likely first."""
    fitting = {
        "new": ["tasks.claim", "tasks.start", "tasks.report_done", "tasks.block"],
        "reopened": ["tasks.claim", "tasks.start", "tasks.report_done", "tasks.block"],
        "in_progress": ["tasks.report_done", "tasks.claim", "tasks.block"],
        "blocked": ["tasks.unblock", "tasks.report_done", "tasks.claim"],
        "done": ["tasks.accept", "tasks.reopen"],
        "accepted": ["tasks.reopen"],
        "not_needed": ["tasks.reopen"],
    }[task.status]
    if task.assignee is not None:
        fitting = [name for name in fitting if name != "tasks.claim"]
    if person in (task.done_by, task.assignee):
        fitting = [name for name in fitting if name != "tasks.accept"]
    more = ["tasks.assign", "tasks.drop"] if task.open else []
    return [name for name in [*fitting, *more, "tasks.change", "tasks.comment"] if shown.may(name)]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
