"""Tasks of the playbook: they come with a phase, and their deadlines follow its start or a key moment."""

from __future__ import annotations

from collections.abc import Iterator

from crisis.board.phases import PhaseRun, current, on_entering, on_moment
from crisis.board.tasks.facts import DeadlinesMoved, TaskAdded, TaskAssigned
from crisis.board.tasks.thing import Task
from crisis.board.team.handing_over import on_hand_over
from crisis.board.team.members import Member, reads
from crisis.deadlines import Deadline
from crisis.glossary import CIRCLES
from crisis.incident import By, Fact, Incident, Person


def come_with(incident: Incident, by: By) -> Iterator[Fact]:
    """The tasks of the phase that just began and that are not on the board yet, or that repeat at every re-entry."""
    run = current(incident)
    if run is None:
        return
    yield from _added(incident, by, run, again=True)


def new_since(incident: Incident, by: By) -> Iterator[Fact]:
    """The tasks that the playbook has for the phase that is going on, and that never were on the board."""
    run = current(incident)
    if run is not None:
        yield from _added(incident, by, run, again=False)


def _added(incident: Incident, by: By, run: PhaseRun, *, again: bool) -> Iterator[Fact]:
    there = {task.key for task in incident[Task].values()}
    for planned in incident.plan.phase(run.phase).tasks:
        if planned.task in there and not (again and planned.repeat_on_reentry):
            continue
        yield TaskAdded(
            title=planned.title,
            circle=by.circle(planned.circle, incident),
            owner_role=planned.owner,
            due_rule=str(planned.due) if planned.due else None,
            phase=run.id,
            key=planned.task,
            done_when=planned.done_when or "",
            hint=planned.hint or "",
            line=planned.line,
            required=planned.required,
            needs=tuple(planned.needs),
            release=planned.release or "",
        )


def move_with(incident: Incident, by: By, moment: str) -> Iterator[Fact]:
    """Open tasks whose deadline hangs on this key moment, one fact per circle."""
    hanging = [
        task
        for task in incident[Task].values()
        if task.open and task.due_rule and Deadline.parse(task.due_rule).moment == moment
    ]
    for circle in CIRCLES:
        together = tuple(task.id for task in hanging if task.circle == circle)
        if together:
            yield DeadlinesMoved(moment, together)


def go_with(incident: Incident, by: By, member: Member, person: Person) -> Iterator[Fact]:
    """What somebody did in a role goes to who takes the role over, as far as both may read it."""
    for task in incident[Task].values():
        mine = task.open and task.assignee == member.person and task.owner_role in (member.role, None)
        if mine and task.circle in by.circles and reads(incident, person.id, task.circle):
            yield TaskAssigned(task.id, person.id, person.name)


on_entering.append(come_with)
on_hand_over.append(go_with)
on_moment.append(move_with)
