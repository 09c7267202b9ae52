"""Tasks on paper, per phase: whose, by when, how it stands and what came of it."""

from __future__ import annotations

from typing import Any

from crisis import dates
from crisis.board.phases import PhaseRun
from crisis.board.tasks import STATUSES, Task
from crisis.glossary import ROLES
from crisis.report.longwords import printable
from crisis.report.moments import span
from crisis.view import View


def tasks(view: View) -> list[dict[str, Any]]:
    """The tasks that this reader may see, under the phase with which they came."""
    runs = {run.id: run for run in view.incident[PhaseRun].values() if view.sees(run)}
    shown = view.tasks()
    groups = [(f"{run.title}, {span(run.entered_at, run.left_at)}", run.id) for run in runs.values()]
    found = [(title, [task for task in shown if task.phase == number]) for title, number in groups]
    found.append(("Zonder fase", [task for task in shown if task.phase not in runs]))
    return [{"title": printable(title), "tasks": [_task(task) for task in mine]} for title, mine in found if mine]


def _task(task: Task) -> dict[str, Any]:
    return {
        "heading": printable(f"#{task.id}\t\t{task.title}"),
        "facts": printable(" · ".join(_facts(task))),
        "details": printable(task.details),
        "outcome": printable("\n".join(_outcome(task))),
    }


def _facts(task: Task) -> list[str]:
    role = ROLES.get(task.owner_role or "", task.owner_role or "")
    owner = f"{task.assignee_name} ({role})" if task.assignee_name and role else task.assignee_name or role
    due = f"termijn {dates.short(task.due)}" if task.due else "geen termijn"
    origin = "uit het draaiboek" if task.key else "ad hoc"
    return [STATUSES[task.status], owner or "nog niemand", due, origin]


def _outcome(task: Task) -> list[str]:
    found = []
    if task.release:
        found.append(f"Pas na vrijgave: {task.release}")
    if task.done_when:
        found.append(f"Klaar als: {task.done_when}")
    if task.done_at:
        late = ", na de termijn" if task.due and task.done_at > task.due else ""
        found.append(f"Klaar gemeld op {dates.short(task.done_at)}{late}.")
    if task.result:
        found.append(f"Resultaat: {task.result}")
    if task.why:
        found.append(f"Reden: {task.why}")
    return found
