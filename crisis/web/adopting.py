"""Going on with a newer version of the playbook: what it brings is shown first, and only what was shown is taken."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, redirect, request
from pydantic import ValidationError
from werkzeug.wrappers import Response

from crisis.asking import Asked
from crisis.board.playbook import coming, merged
from crisis.playbook import Playbook
from crisis.playbook.comparing import differences
from crisis.refusals import NotAllowed, NotFound, Refused
from crisis.view import View
from crisis.web import pace
from crisis.web.door import key
from crisis.web.visit import credential, my_digest, page, product, view

adopting = Blueprint("adopting", __name__)
_CHANGED = "Intussen is er weer een andere versie. Lees hieronder wat die verandert, en kies opnieuw."


@adopting.get("/incidents/<int:id>/playbook/adopt")
def look(id: int) -> str:
    """What the newer version changes, for who may take it."""
    shown = _allowed(id)
    return _shown(shown, _newer(shown))


@adopting.post("/incidents/<int:id>/playbook/adopt")
def adopt(id: int) -> Response | tuple[str, int]:
    """Take the version that was shown; of another one it is shown first what that changes."""
    shown = _allowed(id)
    newer = _newer(shown)
    pace.count(my_digest())
    if request.form.get("edition") != edition(newer):
        return _shown(shown, newer, _CHANGED), 409
    asked = Asked("playbook.adopt", {"playbook": newer.document()}, once=key(request.form.get("once")))
    try:
        product().ledger.perform(id, credential(my_digest()), asked)
    except Refused as refusal:
        return _shown(shown, newer, refusal.sentence), 409
    return redirect(f"/incidents/{id}/playbook", 303)


def newer_version(shown: View) -> Playbook | None:
    """The version in the library, when it is another than this incident runs on."""
    try:
        found = product().playbooks.find(shown.incident.plan.key)
    except KeyError:
        return None
    if not shown.may("playbook.adopt"):
        return None
    older = found.version < shown.incident.plan.version
    try:
        return None if older or merged(shown.incident, found) == shown.incident.plan else found
    except ValidationError:
        return None


def edition(playbook: Playbook) -> str:
    """What tells one content of a playbook from another, whatever version it calls itself."""
    return hashlib.sha256(json.dumps(playbook.document(), sort_keys=True).encode()).hexdigest()[:16]


def _allowed(id: int) -> View:
    shown = view(id)
    if not shown.may("playbook.adopt"):
        raise NotFound if shown.past else NotAllowed
    return shown


def _newer(shown: View) -> Playbook:
    try:
        return product().playbooks.find(shown.incident.plan.key)
    except KeyError:
        raise NotFound from None


def _shown(shown: View, newer: Playbook, sentence: str = "") -> str:
    try:
        after = merged(shown.incident, newer)
    except ValidationError:
        raise Refused("Deze versie past niet bij wat hier al loopt: samen is het te groot.") from None
    return page(
        "playbooks/newer",
        section="playbook",
        view=shown,
        newer=newer,
        edition=edition(newer),
        same=after == shown.incident.plan,
        changes=differences(shown.incident.plan, after),
        coming=coming(shown.incident, after),
        kept=[one.title for one in after.phases if one.key not in {two.key for two in newer.phases}],
        sentence=sentence,
    )
