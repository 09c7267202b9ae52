"""One organisation: adding it, changing it, taking it out of use."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from crisis.directory import add_organisation, change_organisation, retire_organisation
from crisis.refusals import NotFound, Refused, Unreadable
from crisis.web.directory.desk import book, change, directory, history, seen, sheet, status, traced
from crisis.web.fields import FormField


@directory.get("/directory/organisations/new")
def new_organisation() -> str:
    """The form for a new organisation."""
    return _form(None, None)


@directory.post("/directory/organisations")
def add_one() -> Response | tuple[str, int]:
    """Add an organisation."""
    given = request.form
    try:
        number = change(lambda keeper: add_organisation(keeper, given.get("name", ""), given.getlist("roles")))
    except (Unreadable, Refused) as refusal:
        return _form(None, refusal), status(refusal)
    return redirect(f"/directory/organisations/{number}", 303)


@directory.get("/directory/organisations/<int:organisation>")
def show_organisation(organisation: int) -> str:
    """An organisation with its form and its functions."""
    return _form(organisation, None)


@directory.post("/directory/organisations/<int:organisation>")
def edit_organisation(organisation: int) -> Response | tuple[str, int]:
    """Change an organisation."""
    name, roles = request.form.get("name", ""), request.form.getlist("roles")
    try:
        change(lambda keeper: change_organisation(keeper, organisation, name, roles, seen()))
    except (Unreadable, Refused) as refusal:
        return _form(organisation, refusal), status(refusal)
    return redirect("/directory", 303)


@directory.post("/directory/organisations/<int:organisation>/retire")
def retire_one(organisation: int) -> Response | tuple[str, int]:
    """Take an organisation with its functions out of use, or back into use."""
    back = request.form.get("active") == "ja"
    try:
        change(lambda keeper: retire_organisation(keeper, organisation, active=back))
    except (Unreadable, Refused) as refusal:
        return _form(organisation, refusal), status(refusal)
    return redirect(f"/directory/organisations/{organisation}", 303)


def _form(number: int | None, refusal: Refused | Unreadable | None) -> str:
    known, given = book(), request.form
    found = known.organisations.get(number) if number is not None else None
    if number is not None and found is None:
        raise NotFound
    past = history("organisation", number) if found else []
    latest = past[0].id if past else 0
    typed = "name" in given
    name = given["name"] if typed else found.name if found else ""
    errors = refusal.fields if isinstance(refusal, Unreadable) else {}
    hint = "Een organisatie of een afdeling. Geen naam van een persoon."
    return sheet(
        "organisation",
        refusal,
        organisation=found,
        fields=[
            FormField("name", "Naam van de organisatie", hint, "line", True, name, errors.get("name", ""), limit=100)
        ],
        chosen=set(given.getlist("roles")) if typed else found.roles if found else set(),
        functions=[one for one in known.functions.values() if found and one.organisation == found.name],
        changes=traced(past),
        seen=given.get("seen", latest) if typed else latest,
    )
