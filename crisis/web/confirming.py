"""Saying that what the directory holds about your function is still right, from the link in the yearly message."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis.directory import Keeper, checking
from crisis.glossary import ROLES
from crisis.refusals import NotFound, Unreadable
from crisis.web.visit import page, product

confirming = Blueprint("confirming", __name__)


@confirming.get("/klopt/<token>")
def show(token: str) -> str:
    """What stands there for one function. Looking changes nothing: programs that scan links in mail look as well."""
    return _page(token)


@confirming.post("/klopt/<token>")
def answer(token: str) -> Response | tuple[str, int]:
    """Say that it is right, or what is not; once."""
    given = request.form
    try:
        with product().ledger.database.write() as connection:
            keeper = Keeper(connection, None, product().ledger.now(), called="De functie zelf")
            checking.answer(keeper, _short(token), given.get("answer", ""), given.get("remark", ""))
    except Unreadable as refusal:
        return _page(token, refusal.sentence, given.get("remark", "")), 422
    return Response("", 303, {"Location": f"/klopt/{token}"})


def _page(token: str, wrong: str = "", remark: str = "") -> str:
    with product().ledger.database.read() as connection:
        found = checking.check(connection, _short(token), product().ledger.now())
    return page(
        "confirm",
        token=token,
        function=found.function,
        roles=[word for role, word in ROLES.items() if role in found.function.roles],
        answer=found.answer,
        municipality=product().settings.municipality,
        wrong=wrong,
        remark=remark,
    )


def _short(token: str) -> str:
    if len(token) > 100:
        raise NotFound
    return token
