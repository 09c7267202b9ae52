"""Allies by code alone, and the white spots: themes and districts in which nobody is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from crisis.directory import wording
from crisis.directory.keeping import Keeper
from crisis.directory.tables import ally_table, axis_table
from crisis.refusals import NotFound, Unreadable

_AXES: Final = {"theme": "Thema's", "area": "Wijken"}
_MOST: Final = 40


@dataclass(frozen=True)
class Ally:
    """Somebody of the network, known here by code alone."""

    code: str
    theme: str
    area: str
    active: bool = True


@dataclass(frozen=True)
class Coverage:
    """How many allies there are per theme and district."""

    themes: tuple[str, ...]
    areas: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    @property
    def white_spots(self) -> tuple[tuple[str, str], ...]:
        """Every theme and district together for which nobody is known."""
        return tuple((theme, area) for theme in self.themes for area in self.areas if not self.counts[theme, area])


def allies(connection: Connection) -> list[Ally]:
    """Every ally by code, also who is not active any more."""
    rows = connection.execute(select(ally_table).order_by(ally_table.c.code))
    return [Ally(row.code, row.theme, row.area, bool(row.active)) for row in rows]


def axes(connection: Connection) -> dict[str, list[str]]:
    """The themes and the districts."""
    kept = {row.kind: json.loads(row.names) for row in connection.execute(select(axis_table))}
    return {kind: kept.get(kind, []) for kind in _AXES}


def coverage(connection: Connection) -> Coverage:
    """The table of themes and districts with the number of active allies in each."""
    lists = axes(connection)
    counts = {(theme, area): 0 for theme in lists["theme"] for area in lists["area"]}
    for one in allies(connection):
        if one.active and (one.theme, one.area) in counts:
            counts[one.theme, one.area] += 1
    return Coverage(tuple(lists["theme"]), tuple(lists["area"]), counts)


def set_ally(keeper: Keeper, code: str, theme: str, area: str) -> str:
    """Add an ally, or change theme and district of a code; gives the code. Raises Unreadable."""
    made, errors = Ally("", theme, area), {}
    try:
        made = Ally(wording.code(code), theme, area)
    except wording.Wrong as error:
        errors["code"] = str(error)
    for kind, names in axes(keeper.connection).items():
        if getattr(made, kind) not in names:
            errors[kind] = "Kies uit de lijst. De lijst past u onderaan deze pagina aan."
    wording.all_right(errors)
    before = next((one for one in allies(keeper.connection) if one.code == made.code), None)
    if before == made:
        return made.code
    keeper.connection.execute(delete(ally_table).where(ally_table.c.code == made.code))
    keeper.connection.execute(insert(ally_table).values(**vars(made)))
    what = "Bondgenoot gewijzigd" if before else "Bondgenoot toegevoegd"
    keeper.write_down(what, "ally", made.code, vars(before) if before else None, vars(made))
    return made.code


def retire_ally(keeper: Keeper, code: str, *, active: bool = False) -> None:
    """An ally is no longer in the network, or is again; raises NotFound."""
    found = next((one for one in allies(keeper.connection) if one.code == code), None)
    if found is None:
        raise NotFound
    if found.active != active:
        keeper.connection.execute(update(ally_table).where(ally_table.c.code == code).values(active=active))
        what = "Bondgenoot weer actief" if active else "Bondgenoot niet meer actief"
        keeper.write_down(what, "ally", code, {"active": found.active}, {"active": active})


def set_axis(keeper: Keeper, kind: str, names: Iterable[str]) -> None:
    """Which themes, or which districts, stand in the table; raises Unreadable."""
    try:
        wanted = list(dict.fromkeys(wording.label(one) for one in names if one.strip()))
    except wording.Wrong as error:
        raise Unreadable({kind: str(error)}) from None
    if len(wanted) > _MOST:
        raise Unreadable({kind: f"Neem hoogstens {_MOST} regels."})
    now = axes(keeper.connection)[kind]
    used = {getattr(one, kind) for one in allies(keeper.connection) if one.active}
    if lost := sorted(used - set(wanted)):
        raise Unreadable({kind: f"Hier horen nog codes bij: {', '.join(lost[:3])}. Verander die eerst."})
    if wanted != now:
        keeper.connection.execute(delete(axis_table).where(axis_table.c.kind == kind))
        keeper.connection.execute(insert(axis_table).values(kind=kind, names=json.dumps(wanted, ensure_ascii=False)))
        keeper.write_down(f"{_AXES[kind]} gewijzigd", "list", kind, {"names": now}, {"names": wanted})
