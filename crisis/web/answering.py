"""Answering a call-out from the link in the message: no account, one answer, and nothing else to see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis import dates, people
from crisis.asking import Asked
from crisis.board.team.calling import STATES, Called, CallOut
from crisis.notify import tables
from crisis.people import Account
from crisis.refusals import NotFound, Refused, Unreadable
from crisis.web.visit import page, product

answering = Blueprint("answering", __name__)
#: How long somebody may say that they are on the way. Minutes.
MINUTES = (0, 10, 20, 30, 45, 60)
#: What somebody may type besides the answer itself.
TYPED = ("remark", "deputy")
#: Who types a time that has just passed means now, not tomorrow.
_JUST_NOW = timedelta(minutes=5)


@answering.get("/oproep/<token>")
def show(token: str) -> str:
    """What is asked. Looking changes nothing: programs that scan links in mail look as well."""
    return _page(token)


@answering.post("/oproep/<token>")
def answer(token: str) -> str | Response | tuple[str, int]:
    """Answer, once. Saying that it was read comes before that, and leaves the link as it is."""
    link = _link(token)
    if link.used:
        return _page(token)
    given = request.form
    asked = {"called": link.called, **{name: given.get(name, "") for name in ("answer", *TYPED)}}
    ledger = product().ledger
    if given.get("at"):
        asked["at"] = _at(given["at"], ledger.now())
    elif given.get("minutes"):
        asked["minutes"] = given["minutes"]
    elif asked["answer"] == "coming":
        return _page(token, "Kies hoe laat u komt.", given), 422
    read = asked["answer"] == "acknowledged"
    incident = ledger.load(link.incident)
    called = incident[Called][link.called]
    who = Account(0, "", called.title, frozenset({"called"}))
    try:
        once = _once(token, "read" if read else "answer")
        ledger.perform(link.incident, lambda connection: who, Asked("team.answer", asked, once=once))
    except (Refused, Unreadable) as refusal:
        return _page(token, refusal.sentence, given), 422
    if not read:
        with ledger.database.write() as connection:
            tables.use_link(connection, token)
    return Response("", 303, {"Location": f"/oproep/{token}"})


def _page(token: str, wrong: str = "", typed: Mapping[str, str] | None = None) -> str:
    link = _link(token)
    ledger = product().ledger
    incident = ledger.load(link.incident)
    called = incident[Called][link.called]
    call_out = incident[CallOut][called.call_out]
    return page(
        "answer",
        token=token,
        code=incident.code,
        exercise=incident.exercise,
        call_out=call_out,
        called=called,
        state=STATES[called.state],
        open=not (link.used or call_out.ended),
        minutes=MINUTES,
        wrong=wrong,
        typed={name: (typed or {}).get(name, "") for name in (*TYPED, "at")},
    )


def _link(token: str) -> tables.Link:
    if len(token) > 100:
        raise NotFound
    with product().ledger.database.read() as connection:
        found = tables.link(connection, token)
    if found is None:
        raise NotFound
    return found


def _at(typed: str, now: datetime) -> str:
    """A time on the clock as a moment: the next time that it is that late; something else stays as it is."""
    try:
        wanted = datetime.combine(dates.local(now).date(), time.fromisoformat(typed))
        today = dates.from_local(wanted)
        coming = today if today >= now - _JUST_NOW else dates.from_local(wanted + timedelta(days=1))
    except ValueError:
        return typed
    return dates.stamp(coming)


def _once(token: str, what: str) -> str:
    """The key of an answer; of the token only the hash is ever kept."""
    return f"{what}-{people.digest(token)[:60]}"
