"""Before an incident: the list, and opening one on a playbook."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from crisis import access, bookmarks, store
from crisis.board import phases, scale
from crisis.phasemap import phasemap
from crisis.playbook import Playbook
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.web.visit import credential, me, my_digest, page, product

lobby = Blueprint("lobby", __name__)


@lobby.get("/")
def incidents() -> str:
    """The incidents that the visitor may open: open ones, closed ones, and exercises apart."""
    mine = _mine()
    return page(
        "incidents",
        section="incidents",
        since={head.id: _since(head.id) for head in mine if not head.closed},
        open=[head for head in mine if not head.exercise and not head.closed],
        closed=[head for head in mine if not head.exercise and head.closed],
        exercises=[head for head in mine if head.exercise],
    )


@lobby.get("/incidents/new")
def new() -> str:
    """Choose a playbook, read it, and open an incident on it."""
    return _new({}, {})


@lobby.post("/incidents")
def open_incident() -> Response | tuple[str, int]:
    """Open an incident."""
    me()
    given = request.form
    try:
        done = product().ledger.open(
            credential(my_digest()),
            _playbook(given.get("playbook", "")),
            given.get("title", ""),
            exercise=given.get("exercise") == "ja",
            once=given.get("once") or None,
        )
    except (Unreadable, Refused) as refusal:
        fields = refusal.fields if isinstance(refusal, Unreadable) else {}
        return _new(given, fields, refusal.sentence), 422
    return redirect(f"/incidents/{done.incident.id}", 303)


@lobby.post("/incidents/<int:id>/seen")
def seen(id: int) -> Response:
    """Remember how far the visitor has read."""
    ledger, digest, visitor = product().ledger, my_digest(), me()
    incident = ledger.load(id)
    ledger.audience(incident, visitor)
    seq = min(request.form.get("seq", 0, type=int), incident.seq)
    with ledger.database.write() as connection:
        account = credential(digest)(connection)
        bookmarks.set_bookmark(connection, account.id, id, max(seq, 0))
    return redirect(f"/incidents/{id}", 303) if "back" in request.form else Response("", 204)


def _new(given: Any, errors: dict[str, str], sentence: str = "") -> str:
    if not me().may_open:
        raise NotAllowed
    chosen = request.values.get("playbook", "")
    playbook = _playbook(chosen) if chosen else None
    return page(
        "new",
        section="incidents",
        playbooks=product().playbooks.playbooks(),
        playbook=playbook,
        map=phasemap(playbook) if playbook else None,
        title=given.get("title", ""),
        exercise=request.values.get("exercise", ""),
        errors=errors,
        sentence=sentence,
    )


def _playbook(name: str) -> Playbook:
    try:
        return product().playbooks.find(name)
    except KeyError:
        raise NotFound from None


def _since(id: int) -> datetime | None:
    """When the last change of phase or scale was: both are for everybody who may open the incident."""
    incident = product().ledger.load(id)
    run, step = phases.current(incident), scale.current(incident)
    return max((at for at in (run and run.entered_at, step and step.since) if at), default=None)


def _mine() -> list[store.Head]:
    account = me()
    with product().ledger.database.read() as connection:
        heads = store.heads(connection)
    if account.standing & access.STANDING_ROLES:
        return heads
    return [head for head in heads if account.id in json.loads(head.members)]
