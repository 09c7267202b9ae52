"""Two people edit the same thing: what nobody else touched is merged, the same field asks for a choice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crisis import dates
from crisis.incident import Incident, Thing
from crisis.refusals import Clash, Conflict, NotFound, Refused


def merge(
    incident: Incident,
    thing: Thing,
    seen: int | None,
    proposed: Mapping[str, Any],
    labels: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    """What remains to be changed of `proposed`, by a form that showed the thing as it was at entry `seen`.

    Raises Conflict when a field was changed by somebody else since, to something else than is proposed.
    """
    now = {name: value for name, value in proposed.items() if getattr(thing, name) != value}
    if seen is None or seen >= thing.changed or not now:
        return now
    if not thing.id <= seen:
        raise Refused("Dit formulier is te oud. Laad de pagina opnieuw.")
    try:
        before = incident.at(seen).thing(thing.id)
    except NotFound:
        return now
    if before.circle != thing.circle:
        # What stood there before, and who changed it, may not be for the readers of today.
        raise Refused("De kring is intussen gewijzigd. Laad de pagina opnieuw en vul het opnieuw in.")
    meant = {name: value for name, value in now.items() if getattr(before, name) != value}
    clashing = [name for name in meant if getattr(thing, name) != getattr(before, name)]
    if clashing:
        raise Conflict(
            {name: _clash(incident, thing, name, labels[name], meant[name], words.get(name, {})) for name in clashing}
        )
    return meant


def _clash(incident: Incident, thing: Thing, name: str, label: str, yours: object, words: Mapping[str, str]) -> Clash:
    history = reversed(incident.history(thing.id))
    last = next((one for one in history if name in getattr(one.fact, "fields", ())), incident.entry(thing.changed))
    return Clash(label, _shown(getattr(thing, name), words), _shown(yours, words), last.actor.name, last.recorded_at)


def _shown(value: object, words: Mapping[str, str]) -> str:
    if isinstance(value, datetime):
        return dates.short(value)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else words.get(str(value), str(value))
