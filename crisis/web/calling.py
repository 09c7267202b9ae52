"""The roll of a call-out, and the list of telephone numbers for when everything else fails."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from crisis import directory, rolls
from crisis.board.team.calling import OUTCOMES, STATES, next_in_line, ran_out
from crisis.board.team.calling.acts import by_itself
from crisis.glossary import ROLES
from crisis.notify.outbox import posted
from crisis.refusals import NotFound
from crisis.view import View
from crisis.web.visit import page, product, view

calling = Blueprint("calling", __name__)


def roll(shown: View) -> dict[str, Any]:
    """What the team page shows of the call-out that goes on, else of the last one."""
    found = rolls.latest(shown)
    if found is None:
        return {"call_out": None}
    out = found.call_out
    waited = [role for role in out.roles if not out.ended and ran_out(shown.incident, out, role, shown.now)]
    following = {role: one for role in waited if (one := next_in_line(shown.incident, out, role))}
    return {
        "call_out": out,
        "roll": found,
        "states": STATES,
        "outcomes": OUTCOMES,
        "following": following,
        "by_itself": [role for role in following if by_itself(shown.incident, role)],
        "exhausted": [role for role in waited if role not in following and role not in out.missing],
        "mail": bool(product().settings.smtp),
    }


@calling.get("/incidents/<int:id>/phones")
def phones(id: int) -> str:
    """Who to call by hand, with telephone numbers; only for who may call the team together, and never of the past."""
    shown = view(id)
    if not may_phone(shown):
        raise NotFound
    return page("phones", section="team", view=shown, book=phone_book(shown))


def may_phone(shown: View) -> bool:
    """Whether to show telephone numbers: to who may call the team together, and never of the past."""
    return not shown.past and shown.may("team.call_out")


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


def phone_book(shown: View) -> dict[str, Any]:
    """Who can be called per role, with who is on standby; ask `may_phone` first."""
    with product().ledger.database.read() as connection:
        book = directory.load(connection)
    wanted = dict.fromkeys(member.role for member in shown.incident.plan.team)
    # Behind what the playbook asks for everybody else who can be called: nobody knows what tonight asks for.
    roles = [*wanted, *(role for role in ROLES if role not in wanted and book.for_role(role, shown.now))]
    return {
        "rows": [(role, book.for_role(role, shown.now)) for role in roles],
        "standby": {one.id for one in book.functions.values() if book.on_standby(one.id, shown.now)},
    }
