"""The roll of a call-out, and the list of telephone numbers for when everything else fails."""

from __future__ import annotations

from statistics import median
from typing import Any

from flask import Blueprint, request

from crisis import directory
from crisis.board.team import calling as board
from crisis.board.team.calling import OUTCOMES, STATES, CallOut, next_in_line, of, ran_out
from crisis.glossary import ROLES
from crisis.notify.outbox import posted
from crisis.refusals import NotFound
from crisis.view import View
from crisis.web.visit import page, product, view

calling = Blueprint("calling", __name__)


def roll(shown: View) -> dict[str, Any]:
    """What the team page shows of the call-out that goes on, else of the last one."""
    outs = shown.things(CallOut)
    if not outs:
        return {"call_out": None}
    last = board.current(shown.incident) or outs[-1]
    people = of(shown.incident, last)
    waited = [role for role in last.roles if not last.ended and ran_out(shown.incident, last, role, shown.now)]
    following = {role: one for role in waited if (one := next_in_line(shown.incident, last, role))}
    return {
        "call_out": last,
        "roll": people,
        "states": STATES,
        "outcomes": OUTCOMES,
        "coming": sum(one.state in ("coming", "arrived") for one in people),
        "following": following,
        "counts": _counts(shown, last, people),
        "mail": bool(product().settings.smtp),
    }


@calling.get("/incidents/<int:id>/phones")
def phones(id: int) -> str:
    """Who to call by hand, with telephone numbers; only for who may call the team together, and never of the past."""
    shown = view(id)
    if shown.past or not shown.may("team.call_out"):
        raise NotFound
    with product().ledger.database.read() as connection:
        book = directory.load(connection)
    wanted = dict.fromkeys(member.role for member in shown.incident.plan.team)
    # Behind what the playbook asks for everybody else who can be called: nobody knows what tonight asks for.
    roles = [*wanted, *(role for role in ROLES if role not in wanted and book.for_role(role, shown.now))]
    return page(
        "phones",
        section="team",
        view=shown,
        rows=[(role, book.for_role(role, shown.now)) for role in roles],
        standby={one.id for one in book.functions.values() if book.on_standby(one.id, shown.now)},
    )


@calling.get("/incidents/<int:id>/outbox")
def outbox(id: int) -> str:
    """What became of each message; for who may call the team together, also when the incident is closed."""
    shown = view(id)
    if shown.past or not shown.audience.may("team.call_out"):
        raise NotFound
    settings, before = product().settings, request.args.get("before", 0, type=int)
    if not 0 <= before < 2**31:
        raise NotFound
    with product().ledger.database.read() as connection:
        rows, older = posted(connection, settings, shown.incident, before)
    return page(
        "outbox",
        section="team",
        view=shown,
        rows=rows,
        older=older,
        simulated=shown.incident.simulated,
        mail=bool(settings.smtp),
        alarm=bool(settings.alarm),
    )


def _counts(shown: View, last: CallOut, people: list[board.Called]) -> dict[str, Any]:
    """How it went, against the clock: the first signal, who answered, and after how long."""
    answered = sorted(
        (one.answered_at - one.called_at).total_seconds() / 60 for one in people if one.answered_at is not None
    )
    opened = shown.incident.opened
    first = min((one.arrived_at for one in people if one.arrived_at), default=None)
    return {
        "answered": len(answered),
        "median": round(median(answered)) if answered else None,
        "convened": round((first - opened.occurred_at).total_seconds() / 60) if first and opened else None,
    }
