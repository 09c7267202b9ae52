"""Changing the texts of a task, together with others who do the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from crisis.actions import action
from crisis.board.tasks.facts import TaskChanged
from crisis.board.tasks.thing import Task
from crisis.incident import By, Fact, Incident
from crisis.inputs import Circle, Emptied, Nothing, Role, Title, When
from crisis.merging import merge

LABELS: Final[dict[str, str]] = {
    "title": "Titel",
    "details": "Toelichting",
    "owner_role": "Eigenaar",
    "due": "Termijn",
    "circle": "Kring",
}


@action("tasks.change", "Taak wijzigen")
def change(
    incident: Incident,
    by: By,
    task: Task,
    title: Title | None = None,
    details: Emptied | None = None,
    owner_role: Role | Nothing | None = None,
    due: When | Nothing | None = None,
    circle: Circle | None = None,
    seen: int | None = None,
) -> Iterator[Fact]:
    """Change what a task says; `seen` is the number of the entry that the form was made from."""
    typed = {"title": title, "details": details, "owner_role": owner_role, "due": due, "circle": circle}
    proposed = {name: value for name, value in typed.items() if value is not None}
    emptied = {name: None for name in ("owner_role", "due") if proposed.get(name) == ""}
    changes: dict[str, Any] = merge(incident, task, seen, proposed | emptied, LABELS)
    if changes:
        yield TaskChanged(task=task.id, fields=tuple(changes), **changes)
