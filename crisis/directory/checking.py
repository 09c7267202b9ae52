"""Once a year each function is asked whether what stands here is still right, by a link that needs no account."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from crisis import dates, people
from crisis.directory import wording
from crisis.directory.functions import mark_checked
from crisis.directory.keeping import Keeper
from crisis.directory.model import Function
from crisis.directory.readiness import TOO_OLD
from crisis.directory.reading import DIFFERENT, load
from crisis.directory.tables import audit_table, check_table, function_table
from crisis.refusals import NotFound, Unreadable

#: How long the link works.
LASTS: Final = timedelta(days=30)
#: A message that certainly did not go out is tried again the next day, this many times.
MOST_TRIES: Final = 5
_AGAIN: Final = timedelta(days=1)


@dataclass(frozen=True)
class Check:
    """What a link is for, and what was answered by it: nothing yet, `right` or `wrong`."""

    function: Function
    answer: str


def due(connection: Connection, at: datetime) -> list[Function]:
    """Who is to be asked now. Who was never checked is asked a year after being listed: then somebody just looked."""
    listed = _listed(connection)
    asked = {row.function_id: row for row in connection.execute(select(check_table))}
    return [
        one
        for one in load(connection).functions.values()
        if one.active and _old(one.checked_on or listed.get(one.id), at) and _free(asked.get(one.id), at)
    ]


def claim(connection: Connection, function: int, at: datetime) -> str | None:
    """Take a function to ask it; gives the token of its link, or nothing when it was asked meanwhile."""
    # On PostgreSQL the row of the function is the lock; on SQLite there is one writer.
    connection.execute(select(function_table.c.id).where(function_table.c.id == function).with_for_update())
    mine = check_table.c.function_id == function
    row = connection.execute(select(check_table).where(mine)).one_or_none()
    if not _free(row, at):
        return None
    token = secrets.token_urlsafe(32)
    values: dict[str, Any] = {
        "asked_on": dates.local(at).date().isoformat(),
        "digest": people.digest(token),
        "expires": dates.stamp(at + LASTS),
        "state": "sending",
        "attempts": row.attempts + 1 if row and row.state == "waiting" else 1,
        "next_at": "",
        "answer": "",
    }
    if row:
        connection.execute(update(check_table).where(mine).values(**values))
    else:
        connection.execute(insert(check_table).values(function_id=function, **values))
    return token


def settle(keeper: Keeper, function: int, state: str, channel: str, detail: str = "") -> None:
    """Write down what became of the message; `waiting` becomes `failed` when it was tried often enough."""
    mine = check_table.c.function_id == function
    tried = keeper.connection.execute(select(check_table.c.attempts).where(mine)).scalar_one()
    if state == "waiting" and tried >= MOST_TRIES:
        state = "failed"
    later = dates.stamp(keeper.at + _AGAIN) if state == "waiting" else ""
    keeper.connection.execute(update(check_table).where(mine).values(state=state, next_at=later))
    words = {
        "sent": "Gevraagd of dit nog klopt",
        "failed": "Vraag of dit nog klopt niet verstuurd",
        "uncertain": "Vraag of dit nog klopt misschien verstuurd",
    }
    if state in words:
        keeper.write_down(words[state], "function", function, None, {"channel": channel, "detail": detail})


def check(connection: Connection, token: str, at: datetime) -> Check:
    """What a token is for; raises NotFound when it never was, is too old, or is of a function out of use."""
    row = connection.execute(select(check_table).where(check_table.c.digest == people.digest(token))).one_or_none()
    if row is None or dates.read(row.expires) < at:
        raise NotFound
    found = load(connection).functions.get(row.function_id)
    if found is None or not found.active:
        raise NotFound
    return Check(found, row.answer)


def answer(keeper: Keeper, token: str, answer: str, remark: str) -> None:
    """The function says that it is right, or what is not; the first answer counts. Raises NotFound and Unreadable."""
    found = check(keeper.connection, token, keeper.at)
    if answer not in ("right", "wrong"):
        raise Unreadable({"answer": "Kies of het klopt."})
    said = ""
    if answer == "wrong":
        try:
            said = wording.remark(remark)
        except wording.Wrong as error:
            raise Unreadable({"remark": str(error)}) from None
    mine = (check_table.c.digest == people.digest(token)) & (check_table.c.answer == "")
    if keeper.connection.execute(update(check_table).where(mine).values(answer=answer)).rowcount == 0:
        return
    if answer == "right":
        mark_checked(keeper, found.function.id)
    else:
        keeper.write_down(DIFFERENT, "function", found.function.id, None, {"remark": said})


def _listed(connection: Connection) -> dict[int, date]:
    """When each function was put in the directory, by the oldest trace of it; without a trace nobody knows."""
    mine = audit_table.c.kind == "function"
    rows = connection.execute(
        select(audit_table.c.subject, func.min(audit_table.c.at)).where(mine).group_by(audit_table.c.subject)
    )
    return {int(subject): dates.local(dates.read(first)).date() for subject, first in rows}


def _old(since: date | None, at: datetime) -> bool:
    return since is None or dates.local(at).date() - since > TOO_OLD


def _free(row: Row[Any] | None, at: datetime) -> bool:
    """Whether a function may be asked: not within a year, but for a message that certainly did not go out."""
    if row is None or _old(date.fromisoformat(row.asked_on), at):
        return True
    return row.state == "waiting" and dates.read(row.next_at) <= at
