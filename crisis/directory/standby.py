"""Periods in which a function is on standby (piket)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert

from crisis import dates
from crisis.directory.functions import function
from crisis.directory.keeping import Keeper
from crisis.directory.model import Standby
from crisis.directory.reading import load
from crisis.directory.tables import standby_table
from crisis.refusals import NotFound, Unreadable

_LONGEST: Final = timedelta(days=92)


def set_standby(keeper: Keeper, number: int, start: datetime, end: datetime) -> None:
    """A function is on standby from `start` until `end`. The same start again moves the end; raises Unreadable."""
    directory = load(keeper.connection)
    function(directory, number)
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    if end <= start:
        raise Unreadable({"end": "Het einde moet na het begin liggen."})
    if end - start > _LONGEST:
        raise Unreadable({"end": "Een piket duurt hier hoogstens drie maanden. Splits het op."})
    mine = [one for one in directory.standby if one.function == number]
    if any(one.start == start and one.end == end for one in mine):
        return
    if any(one.start < end and start < one.end and one.start != start for one in mine):
        raise Unreadable({"start": "Deze functie heeft dan al piket. Haal dat eerst weg, of kies een andere tijd."})
    before = next((_shape(one) for one in mine if one.start == start), None)
    _remove(keeper, number, start)
    made = Standby(number, start, end)
    values = {"function_id": number, "starts": dates.stamp(start), "ends": dates.stamp(end)}
    keeper.connection.execute(insert(standby_table).values(**values))
    keeper.write_down("Piket gezet", "function", number, before, _shape(made))


def remove_standby(keeper: Keeper, number: int, start: datetime) -> None:
    """Take a period away; when it is not there any more nothing happens."""
    directory = load(keeper.connection)
    function(directory, number)
    gone = next((one for one in directory.standby if (one.function, one.start) == (number, start)), None)
    if gone is not None:
        _remove(keeper, number, start)
        keeper.write_down("Piket weggehaald", "function", number, _shape(gone), None)


def starting(text: str) -> datetime:
    """The start of a period as a button sends it; raises NotFound."""
    try:
        return dates.read(text)
    except dates.BadTime:
        raise NotFound from None


def _remove(keeper: Keeper, number: int, start: datetime) -> None:
    period = (standby_table.c.function_id == number) & (standby_table.c.starts == dates.stamp(start))
    keeper.connection.execute(delete(standby_table).where(period))


def _shape(one: Standby) -> dict[str, str]:
    return {"start": f"{dates.local(one.start):%Y-%m-%d %H:%M}", "end": f"{dates.local(one.end):%Y-%m-%d %H:%M}"}
