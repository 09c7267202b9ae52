"""Adding, changing, retiring and checking functions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import insert, update

from crisis import dates, people
from crisis.directory import wording
from crisis.directory.keeping import Keeper
from crisis.directory.merging import meant
from crisis.directory.model import Directory, Function
from crisis.directory.reading import load, reported
from crisis.directory.tables import function_table
from crisis.glossary import ROLES
from crisis.refusals import NotFound

#: What a form holds, besides the organisation.
FIELDS: Final = ("title", "email", "phone", "other", "roles", "deputy", "person")


def add_function(keeper: Keeper, organisation: int, typed: Mapping[str, Any]) -> int:
    """A new function at an organisation; gives its number. Raises Unreadable and NotFound."""
    directory = load(keeper.connection)
    home = directory.organisations.get(organisation)
    if home is None or not home.active:
        raise NotFound
    columns = _columns(keeper, directory, home.name, None, typed)
    number = insert_row(keeper, organisation, columns)
    after = shape(load(keeper.connection), number)
    keeper.write_down("Functie toegevoegd", "function", number, None, after)
    return number


def change_function(keeper: Keeper, number: int, typed: Mapping[str, Any], seen: int | None = None) -> None:
    """Change what was typed; fields that are not in `typed` stay. Raises Unreadable, Conflict and NotFound."""
    directory = load(keeper.connection)
    found = function(directory, number)
    given = {**_as_typed(found), **typed}
    columns = _columns(keeper, directory, found.organisation, number, given)
    before = shape(directory, number)
    wanted = _shaped(directory, columns)
    names = meant(keeper.connection, ("function", number), seen, {name: before[name] for name in wanted}, wanted)
    if names:
        kept = {name: value for name, value in columns.items() if name.removesuffix("_id") in names}
        update_row(keeper, number, kept)
        after = shape(load(keeper.connection), number)
        keeper.write_down("Functie gewijzigd", "function", number, before, after)


def retire_function(keeper: Keeper, number: int, *, active: bool = False) -> None:
    """Take a function out of use, so that nobody calls it any more; or back into use with `active`."""
    found = function(load(keeper.connection), number)
    if found.active != active:
        update_row(keeper, number, {"active": active})
        what = "Functie weer in gebruik" if active else "Functie uit gebruik"
        keeper.write_down(what, "function", number, {"active": found.active}, {"active": active})


def mark_checked(keeper: Keeper, number: int) -> None:
    """Somebody asked whether this is still right, and it is: today."""
    found = function(load(keeper.connection), number)
    today = dates.local(keeper.at).date()
    if found.checked_on != today or number in reported(keeper.connection):
        update_row(keeper, number, {"checked_on": today.isoformat()})
        before = {"checked_on": found.checked_on.isoformat() if found.checked_on else None}
        keeper.write_down("Nagekeken", "function", number, before, {"checked_on": today.isoformat()})


def function(directory: Directory, number: int) -> Function:
    """The function with this number; raises NotFound."""
    found = directory.functions.get(number)
    if found is None:
        raise NotFound
    return found


def shape(directory: Directory, number: int) -> dict[str, Any]:
    """A function as it stands in the trace of a change."""
    found = function(directory, number)
    deputy = directory.functions.get(found.deputy or 0)
    return {
        "organisation": found.organisation,
        "title": found.title,
        "email": found.email,
        "phone": found.phone,
        "other": found.other,
        "roles": words(found.roles),
        "deputy": deputy.name if deputy else None,
        "person": found.person,
    }


def _shaped(directory: Directory, columns: Mapping[str, Any]) -> dict[str, Any]:
    deputy = directory.functions.get(columns["deputy_id"] or 0)
    plain = {name: columns[name] for name in ("title", "email", "phone", "other")}
    roles = words(frozenset(json.loads(columns["roles"])))
    return {**plain, "roles": roles, "deputy": deputy.name if deputy else None, "person": columns["person_id"]}


def _as_typed(found: Function) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
    return {**values, "roles": sorted(found.roles)}


def _columns(
    keeper: Keeper, directory: Directory, home: str, number: int | None, typed: Mapping[str, Any]
) -> dict[str, Any]:
    """What was typed, as it is kept; raises Unreadable with a sentence per field."""
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name in FIELDS:
        given = typed.get(name)
        try:
            if name == "roles":
                values[name] = json.dumps(sorted(wording.roles(list(given or ()))))
            elif name == "deputy":
                values["deputy_id"] = _deputy(directory, number, str(given or ""))
            elif name == "person":
                values["person_id"] = _account(keeper, str(given or ""))
            else:
                values[name] = getattr(wording, name)(str(given or ""))
        except wording.Wrong as error:
            errors[name] = str(error)
    if _taken(directory, home, values.get("title", ""), number):
        errors["title"] = "Deze functie staat al bij deze organisatie, misschien als niet meer in gebruik."
    wording.all_right(errors)
    return values


def _taken(directory: Directory, home: str, title: str, number: int | None) -> bool:
    alike = (home, title.casefold())
    return any(
        (one.organisation, one.title.casefold()) == alike for one in directory.functions.values() if one.id != number
    )


def _deputy(directory: Directory, number: int | None, given: str) -> int | None:
    if not given:
        return None
    found = directory.functions.get(int(given)) if given.isascii() and given.isdigit() and len(given) < 10 else None
    if found is None:
        raise wording.Wrong("Kies een functie uit de lijst.")
    if found.id == number:
        raise wording.Wrong("Een functie kan niet haar eigen vervanger zijn.")
    return found.id


def _account(keeper: Keeper, given: str) -> int | None:
    if not given:
        return None
    known = given.isascii() and given.isdigit() and len(given) < 10
    found = people.by_id(keeper.connection, int(given)) if known else None
    if found is None:
        raise wording.Wrong("Kies een account uit de lijst.")
    return found.id


def words(roles: frozenset[str]) -> list[str]:
    """Roles by their Dutch names, in the order of the board."""
    return [word for role, word in ROLES.items() if role in roles]


def insert_row(keeper: Keeper, organisation: int, columns: Mapping[str, Any]) -> int:
    """Put a function that was checked in its table; leaves no trace by itself."""
    values = {**columns, "organisation_id": organisation, "active": True}
    made = keeper.connection.execute(insert(function_table).values(**values).returning(function_table.c.id))
    return int(made.scalar_one())


def update_row(keeper: Keeper, number: int, values: Mapping[str, Any]) -> None:
    """Change columns of a function that were checked; leaves no trace by itself."""
    keeper.connection.execute(update(function_table).where(function_table.c.id == number).values(**values))
