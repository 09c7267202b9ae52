"""Messages of the playbook: they come with a phase, with their text, their looks and their deadline."""

from __future__ import annotations

from collections.abc import Iterator

from crisis.board.communications.drafting import CommunicationDrafted
from crisis.board.communications.thing import Communication
from crisis.board.phases import current, on_entering
from crisis.incident import By, Fact, Incident


def come_with(incident: Incident, by: By) -> Iterator[Fact]:
    """The messages of the phase that just began and that are not on the board yet."""
    run = current(incident)
    if run is None:
        return
    there = {one.key for one in incident[Communication].values()}
    for planned in incident.plan.phase(run.phase).communications:
        if planned.communication in there:
            continue
        yield CommunicationDrafted(
            planned.title,
            planned.product,
            planned.text or "",
            tuple(planned.audience),
            drafted_by=planned.drafted_by,
            looks=tuple((one.role, one.on) for one in planned.checks),
            approver="chair" if planned.approved_by in (None, "mandate") else planned.approved_by,
            preapproved=planned.preapproved or planned.approved_by == "mandate",
            due_rule=str(planned.due) if planned.due else None,
            phase=run.id,
            key=planned.communication,
            hint=planned.hint or "",
            circle=planned.circle or _circle(incident),
        )


def _circle(incident: Incident) -> str:
    """Where lines are for a small circle, the messages are so too; else the burgemeester reads along."""
    usual = incident.plan.circle
    return usual if usual in ("restricted", "core_team") else "mayor"


on_entering.append(come_with)
