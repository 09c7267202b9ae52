"""Two keepers edit the same thing: what nobody else touched is merged, the same field asks for a choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from crisis.directory.reading import Audited, audited, same
from crisis.directory.wording import LABELS
from crisis.refusals import Clash, Conflict


def meant(
    connection: Connection,
    about: tuple[str, object],
    seen: int | None,
    now: Mapping[str, Any],
    typed: Mapping[str, Any],
) -> set[str]:
    """The fields that somebody changed, on a form that showed the thing as it was after change number `seen`.

    Raises Conflict when a field was changed by somebody else since, to something else than was typed.
    """
    since = _changed_since(connection, about, seen)
    before = {name: since[name].changed[name][0] if name in since else now[name] for name in typed}
    wanted = {name for name in typed if not same(typed[name], before[name])}
    clashing = [name for name in typed if name in wanted and name in since and not same(now[name], typed[name])]
    if clashing:
        raise Conflict({name: _clash(name, since[name], now[name], typed[name]) for name in clashing})
    return {name for name in wanted if not same(now[name], typed[name])}


def _changed_since(connection: Connection, about: tuple[str, object], seen: int | None) -> dict[str, Audited]:
    """Per field the first change after `seen`."""
    if seen is None:
        return {}
    later = [one for one in audited(connection, kind=about[0], subject=about[1]) if one.id > seen]
    return {name: one for one in later for name in one.changed}


def _clash(name: str, change: Audited, theirs: object, yours: object) -> Clash:
    return Clash(LABELS[name], shown(theirs), shown(yours), change.person, change.at)


def shown(value: object) -> str:
    """A value of a field as a reader sees it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value)
