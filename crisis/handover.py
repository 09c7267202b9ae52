"""The draft of a handover: what is open for a role, so that nobody has to remember it at three in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from crisis import dates
from crisis.board.promises import outstanding
from crisis.board.tasks import Task
from crisis.board.team import Member
from crisis.incident import Thing
from crisis.view import View

#: A note that is longer than this is not read.
_MOST: Final = 12


def draft(view: View, member: Member) -> str:
    """Open tasks, promises and the next moments of a role; what is for a smaller circle than the note by number."""
    lines = list(_lines(view, member))
    return "\n".join(lines) if lines else "Er staat niets open voor deze rol."


def _lines(view: View, member: Member) -> Iterator[str]:
    tasks = [one for one in view.open_tasks if _of(one, member)]
    yield from _listed("Open taken:", (f"{_named(view, one, one.title)}{_due(view, one)}" for one in tasks), len(tasks))
    promises = [one for one in outstanding(view.incident) if view.sees(one) and one.owner_role == member.role]
    words = (f"{_named(view, one, one.words)}, vóór {dates.short(one.due)}" for one in promises)
    yield from _listed("Toezeggingen:", words, len(promises))
    moments = [f"{one.title}: {dates.short(one.at)}" for one in view.moments if one.at > view.now]
    if view.meeting and view.meeting.status == "planned":
        moments.insert(0, f"{_named(view, view.meeting, view.meeting.title)}: {dates.short(view.meeting.at)}")
    yield from _listed("Volgende momenten:", iter(moments), len(moments))


def _listed(heading: str, words: Iterator[str], count: int) -> Iterator[str]:
    if not count:
        return
    yield heading
    yield from (f"- {one}" for one in islice(words, _MOST))
    if count > _MOST:
        yield f"- en nog {count - _MOST} op het bord"


def _of(task: Task, member: Member) -> bool:
    if task.assignee is not None:
        return task.assignee == member.person and task.owner_role in (member.role, None)
    return task.owner_role == member.role


def _named(view: View, thing: Thing, words: str) -> str:
    """The words when everybody who will read the note may read them, else only the number."""
    usual = view.incident.playbook.circle if view.incident.playbook else "full_team"
    return f"{words} (#{thing.id})" if thing.circle not in _smaller(usual, view) else f"#{thing.id}"


def _smaller(circle: str, view: View) -> tuple[str, ...]:
    mine = view.audience.circles
    return mine[: mine.index(circle)] if circle in mine else ()


def _due(view: View, task: Task) -> str:
    return f", vóór {dates.short(task.due)}" if task.due else ""
