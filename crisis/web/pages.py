"""The pages of an incident. None of them changes anything; each can be asked as it was at an earlier entry."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from crisis import bookmarks, proposals
from crisis.attention import attention, staffing
from crisis.board.phases import PhaseRun
from crisis.board.proposals import Proposal
from crisis.board.rumours import Rumour
from crisis.board.tasks.thing import urgency
from crisis.logbook import newest
from crisis.parts import LINES, changes, grip, log_block, log_line, run_head, stand, task
from crisis.phasemap import phasemap
from crisis.refusals import NotFound
from crisis.view import LINE_KINDS, Line, View
from crisis.web.adopting import newer_version
from crisis.web.calling import roll
from crisis.web.filters import LogFilter
from crisis.web.visit import lands_on_status, me, page, product, view

pages = Blueprint("pages", __name__)


@pages.get("/incidents/<int:id>")
def board(id: int) -> str | Response:
    """The board. Who is here for the burgemeester begins on the status page, and asks for the board by `?show=`."""
    shown = view(id)
    if "show" not in request.args and lands_on_status(shown):
        then = f"?at={shown.incident.seq}" if shown.past else ""
        return Response("", 303, {"Location": f"/incidents/{id}/status{then}"})
    lines, older = newest(shown, LINES)
    return page(
        "board",
        section="board",
        view=shown,
        grip=grip(shown),
        wanted=attention(shown),
        sections=[_section(shown, run) for run in shown.runs],
        lines=[log_block(shown, block) for block in lines],
        older=older,
        show=request.args.get("show", "open"),
        **_fresh(shown),
    )


@pages.get("/incidents/<int:id>/status")
def status(id: int) -> str:
    """The state in twenty seconds, for the burgemeester and who else is in the team."""
    shown = view(id)
    return page("status", section="status", view=shown, stand=stand(shown))


@pages.get("/incidents/<int:id>/changes")
def since(id: int) -> Response:
    """The changed parts after entry `since`, for a screen that was away."""
    shown = view(id)
    start = request.args.get("since", type=int)
    if start is None or shown.past:
        raise NotFound
    return jsonify(changes(shown.incident, shown.audience, max(start, 0), shown.now))


@pages.get("/incidents/<int:id>/log")
def log(id: int) -> str:
    """The log: filtered, searched, in pages."""
    shown = view(id)
    asked = LogFilter.read(request.args)
    found, more = asked.page(shown)
    return page(
        "log",
        section="log",
        view=shown,
        lines=[(line, log_line(shown, line.entry.seq)) for line in found],
        more=found[-1].entry.seq if more and found else None,
        asked=asked,
        kinds=LINE_KINDS,
        writers=_writers(shown),
        **_fresh(shown),
        gaps=_gaps(found) if not asked.narrow else {},
        above=None if asked.narrow or not found else _above(found[0], _end(shown, asked)),
    )


@pages.get("/incidents/<int:id>/entries/<int:seq>")
def entry(id: int, seq: int) -> str:
    """One entry, at its permanent address."""
    shown = view(id)
    found = shown.incident.entry(seq)
    if not shown.audience.reads(found.circle):
        raise NotFound
    line = shown.line(found)
    made = next((one.id for one in shown.things(Rumour) if one.origin == seq), None)
    history = shown.history(seq) if line.note else []
    return page("entry", section="log", view=shown, line=line, history=history, rumour=made)


@pages.get("/incidents/<int:id>/team")
def team(id: int) -> str:
    """Who is in the team."""
    shown = view(id)
    return page(
        "team",
        section="team",
        view=shown,
        warnings=[] if shown.incident.closed else staffing(shown),
        missing=shown.empty_roles(),
        **roll(shown),
    )


@pages.get("/incidents/<int:id>/playbook")
def playbook(id: int) -> str:
    """The playbook that this incident was opened on."""
    shown = view(id)
    with product().ledger.database.read() as connection:
        outcomes = proposals.outcomes(connection, id)
    return page(
        "playbook",
        outcomes=outcomes,
        section="playbook",
        view=shown,
        playbook=shown.incident.plan,
        map=phasemap(shown.incident.plan),
        newer=None if shown.past else newer_version(shown),
        proposed=shown.things(Proposal),
    )


def _section(shown: View, run: PhaseRun) -> dict[str, Any]:
    items = sorted(shown.tasks(run.id), key=urgency)
    return {
        "run": run,
        "head": run_head(shown, run.id),
        "open": [task(shown, item) for item in items if item.open],
        "finished": [task(shown, item) for item in items if not item.open],
    }


def _fresh(shown: View) -> dict[str, int]:
    """How many lines others wrote since the visitor last had this incident open, and where that was."""
    if shown.past:
        return {"fresh": 0, "bookmark": 0}
    with product().ledger.database.read() as connection:
        mark = bookmarks.bookmark(connection, me().id, shown.incident.id)
    later = shown.incident.entries(after=mark) if mark else ()
    count = sum(1 for one in later if shown.audience.reads(one.circle) and one.actor.id != me().id)
    return {"fresh": count, "bookmark": mark}


def _writers(shown: View) -> list[tuple[int, str]]:
    actors = {entry.actor for entry in shown.incident.entries() if shown.audience.reads(entry.circle)}
    return sorted({(actor.id, actor.name) for actor in actors}, key=lambda one: one[1])


def _end(shown: View, asked: LogFilter) -> int:
    """The number below which the page looks, but never beyond the log itself."""
    last = shown.incident.seq + 1
    return min(asked.before or last, last)


def _above(newest: Line, end: int) -> tuple[int, int] | None:
    """Numbers between the newest line on the page and its upper end, that this reader may not see."""
    return (newest.entry.seq + 1, end - 1) if newest.entry.seq + 1 < end else None


def _gaps(found: list[Line]) -> dict[int, tuple[int, int]]:
    """Numbers that this reader may not see, by the line above which they fall."""
    pairs = pairwise(found)
    return {
        newer.entry.seq: (older.entry.seq + 1, newer.entry.seq - 1)
        for newer, older in pairs
        if newer.entry.seq - older.entry.seq > 1
    }
