"""The door through which every change comes in: one URL per act, the same for a form and for a script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from crisis import dates, people
from crisis.actions import ACTIONS, Action
from crisis.asking import Asked
from crisis.incident import Thing
from crisis.ledger import Done
from crisis.parts import changes
from crisis.refusals import Conflict, NotAllowed, NotFound, Refused, Unreadable
from crisis.view import View
from crisis.web import pace
from crisis.web.fields import form_fields
from crisis.web.shapes import lists
from crisis.web.visit import credential, me, my_digest, page, product, view

door = Blueprint("door", __name__)
#: What has a way in of its own: what takes in a file, a playbook or a scenario, which no browser may make up.
_NOT_HERE = frozenset({"incident.open", "communications.attach", "exercise.start"})
_ENVELOPE = frozenset({"once", "occurred_at", "kept", "back", "since"})


@door.get("/incidents/<int:id>/<module>/<verb>")
def form(id: int, module: str, verb: str) -> str:
    """The form of an act on a page of its own; scripts show it in a dialog."""
    shown, action = view(id), _action(module, verb)
    if not shown.may(action.name):
        raise NotFound if shown.past else NotAllowed
    return _form(shown, action, request.args, {})


@door.post("/incidents/<int:id>/<module>/<verb>")
def perform(id: int, module: str, verb: str) -> AnyResponse | tuple[str, int]:
    """Do an act. A page gets 303 back; a script gets the changed parts; what is wrong comes back as the form."""
    action, given = _action(module, verb), request.form
    me()
    pace.count(my_digest())
    try:
        asked = Asked(
            action.name,
            _typed(action, given),
            once=key(given.get("once")),
            occurred_at=_moment(given),
            kept=(given.get("kept") or "").strip()[:500] or None,
        )
        done = product().ledger.perform(id, credential(my_digest()), asked)
    except (Refused, Unreadable) as refusal:
        return _again(id, action, given, refusal)
    return _answer(id, done)


def _answer(id: int, done: Done) -> AnyResponse:
    if _wants_parts():
        ledger = product().ledger
        since = request.form.get("since", done.first - 1, type=int)
        audience = ledger.audience(done.incident, me())
        answer = changes(done.incident, audience, min(since, done.incident.seq), ledger.now())
        return jsonify({**answer, "first": done.first, "last": done.last})
    return redirect(_back(id, request.form) or f"/incidents/{id}", 303)


def _back(id: int, given: MultiDict[str, str]) -> str:
    """Where to go afterwards: only a page of this incident, else nowhere in particular."""
    back = given.get("back", "")
    fine = re.fullmatch(rf"/incidents/{id}(/[a-z_]+(/[a-z0-9_]+)?)?(#[a-z0-9-]+)?", back)
    return back if fine else ""


def _again(id: int, action: Action, given: MultiDict[str, str], refusal: Refused | Unreadable) -> tuple[str, int]:
    shown = view(id)
    status = 409 if isinstance(refusal, Refused) else 422
    return _form(shown, action, given, {"refusal": refusal}), status


def _form(shown: View, action: Action, given: MultiDict[str, str], extra: Mapping[str, Any]) -> str:
    refusal = extra.get("refusal")
    errors = refusal.fields if isinstance(refusal, Unreadable) else {}
    thing = _subject(shown, action, given)
    with product().ledger.database.read() as connection:
        accounts = people.everybody(connection) if action.people and me().guest_of is None else []
    fields = form_fields(action, shown, accounts, _shown(action, given), errors, thing)
    known = {one.name for one in fields}
    return page(
        "act",
        view=shown,
        action=action,
        fields=fields,
        other=[what for name, what in errors.items() if name not in known],
        thing=thing,
        seen=_seen(shown, thing) if isinstance(refusal, Conflict) else given.get("seen", shown.incident.seq),
        refusal=refusal,
        clashes=refusal.clashes if isinstance(refusal, Conflict) else {},
        personal=refusal.personal if isinstance(refusal, Unreadable) else (),
        kept=given.get("kept", ""),
        back=_back(shown.incident.id, given),
        criteria=_criteria(shown, action),
    )


def _seen(shown: View, thing: Thing | None) -> int:
    """What the form shows now: from here on a second try is measured against this."""
    return thing.changed if thing else shown.incident.seq


def _subject(shown: View, action: Action, given: MultiDict[str, str]) -> Thing | None:
    for name in action.things:
        number = given.get(name, type=int)
        if number is not None:
            return shown.thing(number)
        if action.inputs.model_fields[name].is_required():
            raise NotFound
    return None


def _criteria(shown: View, action: Action) -> dict[str, list[str]]:
    if action.name != "phases.enter" or shown.incident.playbook is None:
        return {}
    return {one.phase: list(one.enter_when) for one in shown.incident.playbook.phases}


def _action(module: str, verb: str) -> Action:
    action = ACTIONS.get(f"{module}.{verb}")
    if action is None or action.name in _NOT_HERE:
        raise NotFound
    return action


def _typed(action: Action, given: MultiDict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in given:
        if name in _ENVELOPE or name.endswith("__season"):
            continue
        values[name] = _several(name, given) if name in lists(action.inputs) else given[name]
        season = given.get(f"{name}__season")
        if season and values[name]:
            values[name] = f"{values[name]} {season}"
    return values


def _several(name: str, given: MultiDict[str, str]) -> list[str]:
    return [line.strip() for value in given.getlist(name) for line in value.splitlines() if line.strip()]


def _shown(action: Action, given: MultiDict[str, str]) -> dict[str, Any]:
    return {name: given.getlist(name) if name in lists(action.inputs) else given[name] for name in given}


def key(once: str | None) -> str | None:
    """The key under which a form may be committed only once, when it has one."""
    if once and not re.fullmatch(r"[\w-]{8,80}", once):
        raise Unreadable({"once": "Dit formulier is niet goed verstuurd. Laad de pagina opnieuw."})
    return once or None


def _moment(given: MultiDict[str, str]) -> datetime | None:
    text = given.get("occurred_at", "").strip()
    if not text:
        return None
    try:
        return dates.read(f"{text} {given.get('occurred_at__season', '')}".strip())
    except dates.BadTime as error:
        raise Unreadable({"occurred_at": str(error)}) from None


def _wants_parts() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
