"""One function: adding it, changing it, its standby, and saying that it is still right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask import redirect, request
from werkzeug.wrappers import Response

from crisis import dates, people
from crisis.directory import (
    Directory,
    Function,
    Organisation,
    add_function,
    change_function,
    mark_checked,
    remove_standby,
    reported,
    retire_function,
    set_standby,
    starting,
    warnings,
)
from crisis.refusals import NotFound, Refused, Unreadable
from crisis.web.directory.desk import book, change, directory, history, keeper_only, seen, sheet, status, traced
from crisis.web.fields import FormField, Option
from crisis.web.visit import product

_LINES: Final = (
    ("title", "Functie", "Bijvoorbeeld: teamleider handhaving. Geen naam van een persoon.", True),
    ("email", "E-mailadres", "Van het werk. Liefst van de functie of het team.", False),
    ("phone", "Telefoonnummer", "Van het werk. Begin met 0 of +.", False),
    ("other", "Tweede weg om te bereiken", "Bijvoorbeeld: de meldkamer, of een nummer buiten kantoortijd.", False),
)


@directory.get("/directory/organisations/<int:organisation>/functions/new")
def new_function(organisation: int) -> str:
    """The form for a new function at an organisation."""
    return _new(organisation, {}, None)


@directory.post("/directory/organisations/<int:organisation>/functions")
def add(organisation: int) -> Response | tuple[str, int]:
    """Add a function."""
    try:
        number = change(lambda keeper: add_function(keeper, organisation, _typed()))
    except (Unreadable, Refused) as refusal:
        return _new(organisation, _typed(), refusal), status(refusal)
    return redirect(f"/directory/functions/{number}", 303)


@directory.get("/directory/functions/<int:function>")
def show(function: int) -> str:
    """A function with its form, its standby and what was changed."""
    return _page(function, {}, None)


@directory.post("/directory/functions/<int:function>")
def edit(function: int) -> Response | tuple[str, int]:
    """Change a function."""
    return _done(function, lambda keeper: change_function(keeper, function, _typed(), seen()))


@directory.post("/directory/functions/<int:function>/checked")
def check(function: int) -> Response | tuple[str, int]:
    """Say that everything is still right."""
    return _done(function, lambda keeper: mark_checked(keeper, function))


@directory.post("/directory/functions/<int:function>/retire")
def retire(function: int) -> Response | tuple[str, int]:
    """Take a function out of use, or back into use."""
    back = request.form.get("active") == "ja"
    return _done(function, lambda keeper: retire_function(keeper, function, active=back))


@directory.post("/directory/functions/<int:function>/standby")
def put_on_standby(function: int) -> Response | tuple[str, int]:
    """Set a period of standby."""
    return _done(function, lambda keeper: set_standby(keeper, function, *_period()))


@directory.post("/directory/functions/<int:function>/standby/remove")
def take_off_standby(function: int) -> Response | tuple[str, int]:
    """Take a period of standby away."""
    return _done(function, lambda keeper: remove_standby(keeper, function, starting(request.form.get("start", ""))))


def _done(function: int, do: Any) -> Response | tuple[str, int]:
    try:
        change(do)
    except (Unreadable, Refused) as refusal:
        return _page(function, _typed(), refusal), status(refusal)
    return redirect(f"/directory/functions/{function}", 303)


def _typed() -> dict[str, Any]:
    """The fields that were on the form. Boxes that are not ticked are not sent, so the form says that it had them."""
    given = request.form
    names = [name for name in ("title", "email", "phone", "other", "deputy", "person") if name in given]
    roles = {"roles": given.getlist("roles")} if "roles" in given or "title" in given else {}
    return {**{name: given[name] for name in names}, **roles}


def _period() -> tuple[datetime, datetime]:
    found, errors = [], {}
    for name in ("start", "end"):
        text = f"{request.form.get(name, '')} {request.form.get(f'{name}__season', '')}"
        try:
            found.append(dates.read(text.strip()))
        except dates.BadTime as error:
            errors[name] = str(error)
    if errors:
        raise Unreadable(errors)
    return found[0], found[1]


def _new(organisation: int, typed: Mapping[str, Any], refusal: Refused | Unreadable | None) -> str:
    known = book()
    home = known.organisations.get(organisation)
    if home is None or not home.active:
        raise NotFound
    fields = _fields(known, home, None, typed, refusal)
    return sheet("function", refusal, function=None, home=home, fields=fields, **_roles(home, typed.get("roles", ())))


def _page(number: int, typed: Mapping[str, Any], refusal: Refused | Unreadable | None) -> str:
    keeper_only()
    known, now = book(), product().ledger.now()
    function = known.functions.get(number)
    if function is None:
        raise NotFound
    home = next(one for one in known.organisations.values() if one.name == function.organisation)
    past = history("function", number)
    with product().ledger.database.read() as connection:
        said = reported(connection).get(number)
    return sheet(
        "function",
        refusal,
        function=function,
        home=home,
        fields=_fields(known, home, function, typed, refusal),
        **_roles(home, typed.get("roles", function.roles)),
        periods=[one for one in known.standby if one.function == number and one.end > now],
        period=_period_fields(refusal),
        warned=warnings(known, function, now),
        said=said if function.active else None,
        standing_in=[one for one in known.functions.values() if one.active and one.deputy == number],
        changes=traced(past),
        seen=request.form.get("seen", past[0].id if past else 0) if "title" in typed else past[0].id if past else 0,
    )


def _roles(home: Organisation, chosen: Sequence[str] | frozenset[str]) -> dict[str, Any]:
    return {"chosen": set(chosen), "usual": home.roles | set(chosen)}


def _fields(
    known: Directory,
    home: Organisation,
    function: Function | None,
    typed: Mapping[str, Any],
    refusal: Refused | Unreadable | None,
) -> list[FormField]:
    errors = refusal.fields if isinstance(refusal, Unreadable) else {}
    now = {name: getattr(function, name, "") or "" for name in ("title", "email", "phone", "other", "deputy", "person")}
    shown = {**now, **typed}
    made = [
        FormField(name, label, hint, "line", required, shown[name], errors.get(name, ""), limit=200)
        for name, label, hint, required in _LINES
    ]
    near = sorted(
        (one for one in known.functions.values() if one.active and one is not function),
        key=lambda one: one.organisation != home.name,
    )
    deputies = [Option(str(one.id), one.name) for one in near]
    with product().ledger.database.read() as connection:
        accounts = [Option(str(one.id), f"{one.name} ({one.email})") for one in people.everybody(connection)]
    for name, label, hint, options in (
        ("deputy", "Wie is de vervanger?", "Wordt gebeld als deze functie niet kan.", deputies),
        ("person", "Welk account hoort hierbij?", "Dan komt de oproep ook op het eigen scherm.", accounts),
    ):
        made.append(
            FormField(name, label, hint, "select", False, shown[name], errors.get(name, ""), options, empty="Geen")
        )
    return made


def _period_fields(refusal: Refused | Unreadable | None) -> list[FormField]:
    errors = refusal.fields if isinstance(refusal, Unreadable) else {}
    words = (("start", "Piket van", ""), ("end", "Piket tot", ""))
    typed = {
        name: f"{request.form.get(name, '')} {request.form.get(f'{name}__season', '')}".strip() for name, *_ in words
    }
    return [
        FormField(name, label, hint, "moment", True, typed[name], errors.get(name, "")) for name, label, hint in words
    ]
