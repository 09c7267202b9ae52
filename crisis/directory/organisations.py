"""Adding, changing and retiring organisations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, insert, select, update

from crisis.directory import wording
from crisis.directory.keeping import Keeper
from crisis.directory.merging import meant
from crisis.directory.model import Organisation
from crisis.directory.reading import load
from crisis.directory.tables import organisation_table
from crisis.glossary import ROLES
from crisis.refusals import NotFound


def add_organisation(keeper: Keeper, name: str, roles: Iterable[str] = ()) -> int:
    """A new organisation; gives its number. Raises Unreadable."""
    values = _values(keeper, name, list(roles), None)
    made = keeper.connection.execute(
        insert(organisation_table).values(**_columns(values), active=True).returning(organisation_table.c.id)
    )
    number = int(made.scalar_one())
    keeper.write_down("Organisatie toegevoegd", "organisation", number, None, values)
    return number


def change_organisation(keeper: Keeper, number: int, name: str, roles: Iterable[str], seen: int | None = None) -> None:
    """Another name, or other roles; raises Unreadable, Conflict and NotFound."""
    found = organisation(keeper, number)
    now, typed = _shape(found), _values(keeper, name, list(roles), number)
    names = meant(keeper.connection, ("organisation", number), seen, now, typed)
    if names:
        values = {one: typed[one] if one in names else now[one] for one in typed}
        _update(keeper, number, _columns(values))
        keeper.write_down("Organisatie gewijzigd", "organisation", number, now, values)


def retire_organisation(keeper: Keeper, number: int, *, active: bool = False) -> None:
    """Take an organisation, with its functions, out of use; or back into use with `active`."""
    found = organisation(keeper, number)
    if found.active != active:
        _update(keeper, number, {"active": active})
        what = "Organisatie weer in gebruik" if active else "Organisatie uit gebruik"
        keeper.write_down(what, "organisation", number, {"active": found.active}, {"active": active})


def organisation(keeper: Keeper, number: int) -> Organisation:
    """The organisation with this number; raises NotFound."""
    found = load(keeper.connection).organisations.get(number)
    if found is None:
        raise NotFound
    return found


def _values(keeper: Keeper, name: str, roles: list[str], number: int | None) -> dict[str, Any]:
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for field, read in (("name", lambda: wording.organisation(name)), ("roles", lambda: wording.roles(roles))):
        try:
            values[field] = read()
        except wording.Wrong as error:
            errors[field] = str(error)
    if "name" in values and _taken(keeper, values["name"], number):
        errors["name"] = "Deze organisatie staat er al."
    wording.all_right(errors)
    return {"name": values["name"], "roles": [word for role, word in ROLES.items() if role in values["roles"]]}


def _taken(keeper: Keeper, name: str, number: int | None) -> bool:
    alike = select(organisation_table.c.id).where(func.lower(organisation_table.c.name) == name.lower())
    return any(one != number for one in keeper.connection.execute(alike).scalars())


def _shape(found: Organisation) -> dict[str, Any]:
    return {"name": found.name, "roles": [word for role, word in ROLES.items() if role in found.roles]}


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {"name": values["name"], "roles": json.dumps(sorted(wording.roles(values["roles"])))}


def _update(keeper: Keeper, number: int, values: dict[str, Any]) -> None:
    keeper.connection.execute(update(organisation_table).where(organisation_table.c.id == number).values(**values))
