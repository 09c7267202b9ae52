"""Changing the texts of a task, together with others who do the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crisis import dates
from crisis.actions import action
from crisis.board.tasks.facts import TaskChanged
from crisis.board.tasks.thing import Task, must_be_open
from crisis.glossary import CIRCLES, ROLES
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
#: What stands on the screen for the choices among them.
WORDS: Final[dict[str, Mapping[str, str]]] = {"owner_role": ROLES, "circle": CIRCLES}


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
    must_be_open(task)
    typed = {"title": title, "details": details, "owner_role": owner_role, "due": due, "circle": circle}
    proposed = {name: value for name, value in typed.items() if value is not None}
    if task.due and due and dates.form_value(due) == dates.form_value(task.due):
        del proposed["due"]  # the form shows whole minutes; sending it back as it was is no change
    emptied = {name: None for name in ("owner_role", "due") if proposed.get(name) == ""}
    changes: dict[str, Any] = merge(incident, task, seen, proposed | emptied, LABELS, WORDS)
    if changes:
        yield TaskChanged(task=task.id, fields=tuple(changes), **changes)
