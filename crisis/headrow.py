"""The row of an incident in the list: a projection of its log, written with every act, that can be made anew."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from crisis import dates, recording, store
from crisis.board import phases, scale, team
from crisis.database import Database
from crisis.incident import Incident, replay
from crisis.refusals import NotFound


def head_row(incident: Incident, at: datetime) -> dict[str, Any]:
    """What an incident looks like in the list, after an act at this moment."""
    run, step = phases.current(incident), scale.current(incident)
    return {
        "seq": incident.seq,
        "head": incident.head,
        "recorded_at": dates.stamp(at),
        "title": incident.title,
        "phase": run.title if run else "",
        "scale": step.level if step else "0",
        "members": json.dumps(sorted({member.person for member in team.members(incident)})),
        "closed": dates.stamp(incident.closed.recorded_at) if incident.closed else None,
    }


def rebuild(database: Database, id: int) -> bool:
    """Make the row anew from the log; gives whether it was different. Raises NotFound.

    Its number, head and moment stay: they pin the log, and only an act may move them.
    """
    with database.write(id) as connection:
        head = store.head(connection, id, lock=True)
        if head is None:
            raise NotFound
        incident = replay(head.id, head.uuid, map(recording.entry, store.links(connection, id, upto=head.seq)))
        told = head_row(incident, datetime.fromisoformat(head.recorded_at))
        wanted = {name: value for name, value in told.items() if getattr(head, name) != value}
        if wanted.keys() & {"seq", "head"}:
            raise LookupError("the log is shorter than its row says")
        if wanted:
            store.move_head(connection, id, wanted)
    return bool(wanted)
