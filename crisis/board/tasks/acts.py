"""What one can do with a task. Small acts that commute: doing one twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from crisis.actions import action
from crisis.board.phases import current
from crisis.board.tasks.facts import (
    TaskAccepted,
    TaskAdded,
    TaskAssigned,
    TaskBlocked,
    TaskCommented,
    TaskDone,
    TaskDropped,
    TaskReopened,
    TaskStarted,
)
from crisis.board.tasks.thing import Task, must_be_open
from crisis.board.team.members import reads, roles_of
from crisis.incident import By, Fact, Incident, Person
from crisis.inputs import Circle, Reason, Role, Text, Title, When
from crisis.refusals import Refused, Unreadable


@action("tasks.add", "Taak toevoegen")
def add(
    incident: Incident,
    by: By,
    title: Title,
    owner_role: Role | None = None,
    assignee: Person | None = None,
    due: When | None = None,
    details: Text | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Put a task on the board that the playbook did not foresee."""
    if assignee:
        must_take_part(incident, assignee, by.circle(circle, incident))
    run = current(incident)
    yield TaskAdded(
        title=title,
        circle=by.circle(circle, incident),
        details=details or "",
        owner_role=owner_role,
        assignee=assignee.id if assignee else None,
        assignee_name=assignee.name if assignee else "",
        due=due,
        phase=run.id if run else None,
    )


@action("tasks.claim", "Ik doe dit")
def claim(incident: Incident, by: By, task: Task) -> Iterator[Fact]:
    """Take a task that nobody does yet."""
    if task.assignee == by.id:
        return
    must_be_open(task)
    if task.assignee is not None:
        raise Refused(f"{task.assignee_name} doet deze taak al. Vraag de voorzitter om te wisselen.")
    yield TaskAssigned(task.id, by.id, by.name)


@action("tasks.assign", "Taak toewijzen")
def assign(incident: Incident, by: By, task: Task, assignee: Person) -> Iterator[Fact]:
    """Give a task to somebody."""
    must_be_open(task)
    must_take_part(incident, assignee, task.circle)
    if task.assignee != assignee.id:
        yield TaskAssigned(task.id, assignee.id, assignee.name)


@action("tasks.start", "Beginnen")
def start(incident: Incident, by: By, task: Task) -> Iterator[Fact]:
    """Begin on a task; who begins on a task of nobody does it from then on."""
    if task.status == "in_progress":
        return
    must_be_open(task)
    if task.status == "blocked":
        raise Refused(f"De taak is geblokkeerd: {task.why} Hef eerst de blokkade op.")
    if task.assignee is None:
        yield TaskAssigned(task.id, by.id, by.name)
    yield TaskStarted(task.id)


@action("tasks.block", "Geblokkeerd melden")
def block(incident: Incident, by: By, task: Task, reason: Reason) -> Iterator[Fact]:
    """Say that a task cannot go on, and why."""
    must_be_open(task)
    if task.status != "blocked" or task.why != reason:
        yield TaskBlocked(task.id, reason)


@action("tasks.unblock", "Blokkade opheffen")
def unblock(incident: Incident, by: By, task: Task) -> Iterator[Fact]:
    """Say that a task can go on."""
    if task.status == "blocked":
        yield TaskStarted(task.id, unblocked=True)


@action("tasks.report_done", "Taak klaar melden")
def report_done(incident: Incident, by: By, task: Task, result: Text | None = None) -> Iterator[Fact]:
    """Say that a task is finished; somebody else closes it."""
    if task.status == "done":
        return
    must_be_open(task)
    if task.assignee is None:
        yield TaskAssigned(task.id, by.id, by.name)
    yield TaskDone(task.id, result or "")


@action("tasks.accept", "Taak afronden")
def accept(incident: Incident, by: By, task: Task) -> Iterator[Fact]:
    """Agree that a task is finished. Nobody accepts their own task."""
    if task.status == "accepted":
        return
    if task.status != "done":
        raise Refused("Deze taak is nog niet klaar gemeld.")
    if by.id in (task.done_by, task.assignee):
        raise Refused("U kunt uw eigen taak niet afronden. Laat een ander dat doen.")
    yield TaskAccepted(task.id)


@action("tasks.reopen", "Taak heropenen")
def reopen(incident: Incident, by: By, task: Task, reason: Reason) -> Iterator[Fact]:
    """Open a finished or dropped task again."""
    if task.open:
        raise Refused("Deze taak is nog open.")
    yield TaskReopened(task.id, reason)


@action("tasks.drop", "Taak is niet nodig")
def drop(incident: Incident, by: By, task: Task, reason: Reason) -> Iterator[Fact]:
    """Say that a task need not be done, and why."""
    if task.status == "not_needed":
        return
    must_be_open(task)
    yield TaskDropped(task.id, reason)


@action("tasks.comment", "Opmerking plaatsen")
def comment(incident: Incident, by: By, task: Task, text: Text) -> Iterator[Fact]:
    """Say something about a task."""
    yield TaskCommented(task.id, text)


def must_take_part(incident: Incident, assignee: Person, circle: str) -> None:
    """Refuses work for somebody who is not in the team, or who could not read it."""
    if not roles_of(incident, assignee.id):
        raise Unreadable({"assignee": "Deze persoon doet niet mee aan dit incident."})
    if not reads(incident, assignee.id, circle):
        raise Unreadable({"assignee": f"{assignee.name} leest deze kring niet. Kies een ander, of een grotere kring."})
