"""Who is called next by the product itself: only for roles of which the playbook says so (domain rule 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crisis.asking import Asked
from crisis.board.team import calling
from crisis.board.team.calling.acts import by_itself
from crisis.incident import Incident


def due(incident: Incident, now: datetime) -> Iterator[Asked]:
    """The acts that are to be done now, each with a key so that two notifiers do it once."""
    running = calling.current(incident)
    for role in running.roles if running else ():
        if running is None or not by_itself(incident, role) or not calling.ran_out(incident, running, role, now):
            continue
        if calling.next_in_line(incident, running, role):
            asked = sum(role in one.roles for one in calling.of(incident, running))
            given = {"call_out": running.id, "role": role}
            yield Asked("team.call_next", given, once=f"next-{running.id}-{role}-{asked}")
