"""Which things on the board have a text that people write together, and who may write in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from crisis.access import Audience
from crisis.incident import Incident, Thing
from crisis.refusals import NotFound
from crisis.writing.documents import ODD


@dataclass(frozen=True)
class Editable:
    """How the text of a kind is written together."""

    #: The act that one must be allowed to do.
    act: str
    #: The text of a thing, as it was last saved.
    text: Callable[[Any], str]
    #: Whether the text of this thing may be changed now.
    open: Callable[[Any], bool] = lambda thing: True
    #: Kinds of facts that put another text in its place, which the working text then follows.
    replaced_by: frozenset[str] = frozenset()


#: The kinds of which the text is written together.
EDITABLE: Final[dict[type[Thing], Editable]] = {}


def editable(incident: Incident, audience: Audience, number: int) -> Editable:
    """How this audience writes the text of a thing; raises NotFound, also for what it may not read or change."""
    thing = incident.thing(number)
    found = EDITABLE.get(type(thing))
    if found is None or incident.closed or not audience.reads(thing.circle) or not audience.may(found.act):
        raise NotFound
    if not found.open(thing):
        raise NotFound
    return found


def over(incident: Incident, number: int) -> bool:
    """Whether nobody writes this text any more: it is out, withdrawn, or the incident was closed."""
    thing = incident.thing(number)
    found = EDITABLE.get(type(thing))
    return found is None or incident.closed is not None or not found.open(thing)


def saved(incident: Incident, number: int) -> str:
    """The text of a thing as it was last saved, as a box would hold it; raises NotFound for a thing without one."""
    thing = incident.thing(number)
    if type(thing) not in EDITABLE:
        raise NotFound
    return EDITABLE[type(thing)].text(thing).translate(ODD)


def replaced_since(incident: Incident, number: int, seq: int) -> bool:
    """Whether the text was replaced after entry `seq`, other than by saving what was written together."""
    found = EDITABLE[type(incident.thing(number))]
    return any(one.seq > seq and one.fact.kind in found.replaced_by for one in incident.history(number))
