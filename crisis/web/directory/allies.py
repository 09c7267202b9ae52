"""Allies by code, and the table of themes and districts with its white spots."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from crisis.directory import allies, axes, coverage, retire_ally, set_ally, set_axis
from crisis.refusals import NotFound, Refused, Unreadable
from crisis.web.directory.desk import change, directory, keeper_only, sheet, status
from crisis.web.fields import FormField, Option
from crisis.web.visit import product

_AXES = {"theme": "Thema’s", "area": "Wijken"}


@directory.get("/directory/allies")
def network() -> str:
    """The codes, and where nobody is known yet."""
    return _page(None)


@directory.post("/directory/allies")
def put_ally() -> Response | tuple[str, int]:
    """Add a code, or change its theme and district."""
    given = request.form
    return _done(lambda keeper: set_ally(keeper, *(given.get(name, "") for name in ("code", "theme", "area"))))


@directory.post("/directory/allies/retire")
def retire_one_ally() -> Response | tuple[str, int]:
    """Somebody is no longer in the network, or is again."""
    code, back = request.form.get("code", ""), request.form.get("active") == "ja"
    return _done(lambda keeper: retire_ally(keeper, code, active=back))


@directory.post("/directory/allies/lists")
def put_list() -> Response | tuple[str, int]:
    """Change the themes or the districts."""
    kind, names = request.form.get("kind", ""), request.form.get("names", "").splitlines()
    keeper_only()
    if kind not in _AXES:
        raise NotFound
    return _done(lambda keeper: set_axis(keeper, kind, names))


def _done(do: Any) -> Response | tuple[str, int]:
    try:
        change(do)
    except (Unreadable, Refused) as refusal:
        return _page(refusal), status(refusal)
    return redirect("/directory/allies", 303)


def _page(refusal: Refused | Unreadable | None) -> str:
    keeper_only()
    with product().ledger.database.read() as connection:
        everybody, table, lists = allies(connection), coverage(connection), axes(connection)
    return sheet(
        "allies",
        refusal,
        allies=everybody,
        table=table,
        fields=_fields(lists, refusal),
        lists={kind: _list(kind, names, refusal) for kind, names in lists.items()},
    )


def _fields(lists: dict[str, list[str]], refusal: Refused | Unreadable | None) -> list[FormField]:
    errors = refusal.fields if isinstance(refusal, Unreadable) and "kind" not in request.form else {}
    given = request.form if "theme" in request.form else request.args
    hint = "Alleen een code, zoals BG-07. Nooit een naam. Dezelfde code opnieuw wijzigt thema en wijk."
    made = [FormField("code", "Code", hint, "line", True, given.get("code", ""), errors.get("code", ""), limit=20)]
    for kind, label in (("theme", "Thema"), ("area", "Wijk")):
        options = [Option(name, name) for name in lists[kind]]
        made.append(FormField(kind, label, "", "select", True, given.get(kind, ""), errors.get(kind, ""), options))
    return made


def _list(kind: str, names: list[str], refusal: Refused | Unreadable | None) -> FormField:
    mine = request.form.get("kind") == kind and refusal is not None
    errors = refusal.fields if isinstance(refusal, Unreadable) and mine else {}
    value = request.form.get("names", "") if mine else "\n".join(names)
    return FormField("names", _AXES[kind], "Eén per regel.", "long", False, value, errors.get(kind, ""))
