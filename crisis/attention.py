"""What needs somebody now: the left side of the board. Empty, and saying so, when all is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crisis.board import team
from crisis.board.notes import Note
from crisis.view import View


@dataclass(frozen=True)
class Wanted:
    """One thing that asks for somebody: why, a sentence, where to go, and since or until when."""

    why: str
    sentence: str
    thing: int | None = None
    at: datetime | None = None
    owner: int | None = None
    role: str | None = None


def attention(view: View) -> list[Wanted]:
    """The most pressing first."""
    return [*_late(view), *_to_accept(view), *_blocked(view), *_to_review(view), *_team(view), *_soon(view)]


def _late(view: View) -> list[Wanted]:
    late = [task for task in view.open_tasks if task.lateness(view.now) == "late"]
    return [Wanted("Te laat", task.title, task.id, task.due, task.assignee, task.owner_role) for task in late]


def _soon(view: View) -> list[Wanted]:
    soon = [task for task in view.open_tasks if task.lateness(view.now) == "soon"]
    return [Wanted("Bijna tijd", task.title, task.id, task.due, task.assignee, task.owner_role) for task in soon]


def _to_accept(view: View) -> list[Wanted]:
    done = [task for task in view.tasks() if task.status == "done"]
    return [Wanted("Afronden", task.title, task.id, task.done_at) for task in done]


def _blocked(view: View) -> list[Wanted]:
    stuck = [task for task in view.open_tasks if task.status == "blocked"]
    return [Wanted("Geblokkeerd", f"{task.title}: {task.why}", task.id, None, task.assignee) for task in stuck]


def _to_review(view: View) -> list[Wanted]:
    asked = [
        note
        for note in view.incident[Note].values()
        if note.review_at and not note.superseded_by and note.review_at <= view.now and view.sees(note)
    ]
    return [Wanted("Klopt dit nog?", note.text, note.id, note.review_at) for note in asked]


def _team(view: View) -> list[Wanted]:
    found = [Wanted("Team", sentence) for sentence in team.warnings(view.incident)]
    if empty := view.empty_roles():
        rest = f" en {len(empty) - 4} andere" if len(empty) > 4 else ""
        found.append(Wanted("Geen actiehouder", f"Nog niemand voor: {', '.join(empty[:4])}{rest}."))
    return found
