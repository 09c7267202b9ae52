"""A list from a spreadsheet, in two steps: what it would do, row by row; and then doing it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from crisis.directory import wording
from crisis.directory.functions import insert_row, shape, update_row
from crisis.directory.keeping import Keeper
from crisis.directory.model import Directory, Function
from crisis.directory.organisations import add_organisation
from crisis.directory.reading import load
from crisis.directory.sheets import Line, lines

_READ: Final[Mapping[str, Callable[[str], str]]] = {
    "organisation": wording.organisation,
    "title": wording.title,
    "email": wording.email,
    "phone": wording.phone,
    "other": wording.other,
}
_PLAIN: Final = ("title", "email", "phone", "other")


@dataclass
class Row:
    """What one row of a list would do. Empty cells change nothing."""

    number: int
    organisation: str
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    known: Function | None = None
    #: The labels of the fields that change.
    changes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """By what a function is recognised."""
        return self.organisation.casefold(), self.title.casefold()

    @property
    def act(self) -> str:
        """What happens: `wrong`, `new`, `changed` or `same`."""
        if self.errors:
            return "wrong"
        return "new" if self.known is None else "changed" if self.changes else "same"


def planned(connection: Connection, text: str) -> list[Row]:
    """What a list would do, without doing it; raises wording.Wrong when it is no list."""
    directory = load(connection)
    known = {(one.organisation.casefold(), one.title.casefold()): one for one in directory.functions.values()}
    homes = {one.name.casefold(): one for one in directory.organisations.values()}
    rows = [_row(line) for line in lines(text)]
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        row.known = known.get(row.key)
        home = homes.get(row.organisation.casefold())
        if (row.known and not row.known.active) or (home and not home.active):
            row.errors["title"] = "Staat als niet meer in gebruik. Zet dat eerst terug."
        if places.setdefault(row.key, row.number) != row.number:
            row.errors["title"] = f"Deze functie staat ook op regel {places[row.key]}."
    everybody = {f"{title} ({home})": (home, title) for home, title in {**places, **known}}
    for row in rows:
        _find_deputy(row, everybody)
        row.changes = _changes(row, directory)
    return rows


def import_rows(keeper: Keeper, text: str) -> list[Row]:
    """Do what was planned; raises Unreadable when a row is wrong, and then does nothing."""
    try:
        rows = planned(keeper.connection, text)
    except wording.Wrong as error:
        wording.all_right({"text": str(error)})
        raise
    wording.all_right({"text": "Er staan nog fouten in de lijst."} if any(row.errors for row in rows) else {})
    directory = load(keeper.connection)
    homes = {one.name.casefold(): one.id for one in directory.organisations.values()}
    numbers = {(one.organisation.casefold(), one.title.casefold()): one.id for one in directory.functions.values()}
    for row in rows:
        if row.organisation.casefold() not in homes:
            homes[row.organisation.casefold()] = add_organisation(keeper, row.organisation)
        if row.known is None:
            numbers[row.key] = insert_row(keeper, homes[row.organisation.casefold()], _columns(row, {}))
    for row in rows:
        if row.act in ("new", "changed"):
            update_row(keeper, numbers[row.key], _columns(row, numbers))
    _write_down(keeper, directory, rows, numbers)
    return rows


def _write_down(keeper: Keeper, before: Directory, rows: list[Row], numbers: Mapping[tuple[str, str], int]) -> None:
    after = load(keeper.connection)
    for row in rows:
        number = numbers[row.key]
        if row.act == "new":
            keeper.write_down("Functie ingelezen", "function", number, None, shape(after, number))
        elif row.act == "changed":
            keeper.write_down("Functie ingelezen", "function", number, shape(before, number), shape(after, number))


def _row(line: Line) -> Row:
    row = Row(line.number, line.values.get("organisation", ""), line.values.get("title", ""))
    if "" in line.values:
        row.errors[""] = "Deze rij heeft meer kolommen dan de kop."
    for name, text in line.values.items():
        try:
            if name == "roles":
                row.values[name] = wording.roles(text.replace("/", ",").replace("|", ",").split(","))
            elif name in _READ:
                row.values[name] = _READ[name](text)
            elif name:
                row.values[name] = text
        except wording.Wrong as error:
            row.errors[name] = str(error)
    row.organisation = row.values.get("organisation", row.organisation)[:100]
    row.title = row.values.get("title", row.title)[:100]
    return row


def _find_deputy(row: Row, everybody: Mapping[str, tuple[str, str]]) -> None:
    """Find who is meant: 'Functie (Organisatie)', or a function at the same organisation."""
    given = " ".join(row.values.get("deputy", "").split())
    if not given:
        row.values.pop("deputy", None)
        return
    names = (given.casefold(), f"{given} ({row.organisation})".casefold())
    found = next((everybody[name] for name in names if name in everybody), None)
    if found is None:
        row.errors["deputy"] = "Deze vervanger staat niet in de lijst en niet in het adresboek."
    elif found == row.key:
        row.errors["deputy"] = "Een functie kan niet haar eigen vervanger zijn."
    else:
        row.values["deputy"] = found


def _changes(row: Row, directory: Directory) -> tuple[str, ...]:
    if row.known is None or row.errors:
        return ()
    deputy = directory.functions.get(row.known.deputy or 0)
    now = {name: getattr(row.known, name) for name in (*_PLAIN, "roles")}
    now["deputy"] = (deputy.organisation.casefold(), deputy.title.casefold()) if deputy else None
    return tuple(
        wording.LABELS[name] for name, value in row.values.items() if name in now and value and now[name] != value
    )


def _columns(row: Row, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """The columns of a function; of one that is known only those that were filled in."""
    values = {name: row.values.get(name, "") for name in _PLAIN if row.known is None or row.values.get(name)}
    roles, deputy = row.values.get("roles", frozenset()), row.values.get("deputy")
    if roles or row.known is None:
        values["roles"] = json.dumps(sorted(roles))
    if deputy is not None and deputy in numbers:
        values["deputy_id"] = numbers[deputy]
    return values
