"""What incidents taught about a playbook: the proposals, for who looks after the playbooks, with what was decided."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis import privacy, proposals
from crisis.playbook import Playbook
from crisis.proposals import Verdict
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.web import pace
from crisis.web.playbooks import in_use
from crisis.web.visit import credential, me, my_digest, page, product

learning = Blueprint("learning", __name__)
_SHORTEST, _LONGEST = 3, 500


@learning.get("/playbooks/<name>/proposals")
def proposed(name: str) -> str:
    """What was proposed, why, out of which incident, and what was decided."""
    return _listed(_kept(name))


@learning.post("/playbooks/<name>/proposals/<int(max=2147483647):number>")
def decide(name: str, number: int) -> Response | tuple[str, int]:
    """Adopt or decline a proposal, with the reason."""
    found, ledger = _kept(name), product().ledger
    typed = request.form.get("why", "")
    pace.count(my_digest())
    try:
        with ledger.database.write() as connection:
            account = credential(my_digest())(connection)
            if not account.may_keep_playbooks:
                raise NotAllowed
            proposals.decide(connection, account, name, number, _verdict(), _reason(typed), ledger.now())
    except (Refused, Unreadable) as refusal:
        status = 422 if isinstance(refusal, Unreadable) else 409
        return _listed(found, number, typed, refusal.sentence), status
    return Response("", 303, {"Location": f"/playbooks/{name}/proposals"})


def _kept(name: str) -> Playbook:
    if not me().may_keep_playbooks:
        raise NotAllowed
    return in_use(name)


def _listed(found: Playbook, number: int = 0, typed: str = "", sentence: str = "") -> str:
    with product().ledger.database.read() as connection:
        listed = proposals.of(connection, found.key)
    return page(
        "playbooks/proposals",
        section="playbooks",
        playbook=found,
        listed=listed,
        taken={one.key for one in found.lessons},
        number=number,
        typed=typed,
        sentence=sentence,
    )


def _verdict() -> Verdict:
    given = request.form.get("verdict", "")
    for one in get_args(Verdict):
        if one == given:
            return one  # type: ignore[no-any-return]
    raise NotFound


def _reason(typed: str) -> str:
    text = " ".join(typed.split())
    if not _SHORTEST <= len(text) <= _LONGEST:
        raise Unreadable({"why": f"Zeg waarom, in {_SHORTEST} tot {_LONGEST} tekens."})
    if privacy.bsn(text) or not text.isprintable():
        raise Unreadable({"why": "Dit lijkt een persoonsgegeven, of er staat een teken in dat niet kan."})
    return text
