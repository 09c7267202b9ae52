"""What stands behind `with`: names made into what the door reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, get_args

from crisis.actions import ACTIONS, Action
from crisis.board.team import Member
from crisis.board.team.calling import Called
from crisis.incident import Incident, Thing
from crisis.inputs import Numbered
from crisis.refusals import NotFound
from crisis.scenario.cast import Cast
from crisis.scenario.offsets import is_offset, moment

#: What every step may have behind `with`, whatever the act: not arguments, but about the entry itself.
ENVELOPE: Final = ("occurred_at", "kept")
#: The argument by which somebody says which text they judged.
DIGEST: Final = "digest"


class NothingMade(Exception):
    """A step names something by the label of a step that made nothing."""


@dataclass
class Names:
    """What the names in a scenario stand for while it is played."""

    cast: Cast
    start: datetime
    #: What those who can be called are called on the roll, by their address.
    titles: Mapping[str, str] = field(default_factory=dict)
    #: The number that each labelled step gave; None when the step made nothing.
    labels: dict[str, int | None] = field(default_factory=dict)

    def arguments(self, act: str, given: Mapping[str, Any], incident: Incident) -> dict[str, Any]:
        """The arguments of an act as a form would send them; raises NotFound or NothingMade."""
        action = ACTIONS[act]
        typed = {name: one for name, one in given.items() if name not in ENVELOPE}
        values = {name: self._value(action, name, one, incident) for name, one in typed.items()}
        return values | _shown(action, values, incident)

    def _value(self, action: Action, name: str, value: Any, incident: Incident) -> Any:
        if name in entries(action):
            return [self._line(word) for word in words(value)]
        if not isinstance(value, str):
            return value
        if name in action.things:
            return self._number(value, action.things[name], incident)
        if name in action.people:
            return next(iter(self.cast.meant(value)), value)
        if name in moments(action) and is_offset(value):
            return moment(value, self.start).isoformat()
        return value

    def _line(self, word: str) -> str:
        return str(self._labelled(word)) if word in self.labels else word

    def _labelled(self, name: str) -> int:
        number = self.labels[name]
        if number is None:
            raise NothingMade(name)
        return number

    def _number(self, name: str, kind: type[Thing], incident: Incident) -> int:
        if name.isdecimal():
            return int(name[:9])
        if name in self.labels:
            return self._labelled(name)
        fitting = [number for number, one in incident[kind].items() if self._is(one, name)]
        if not fitting:
            raise NotFound
        return max(fitting)

    def _is(self, one: Thing, name: str) -> bool:
        """Whether a name means this: its key in the playbook, who was called, or the role that somebody holds."""
        if isinstance(one, Member):
            return one.role == name and one.until is None
        if isinstance(one, Called):
            return one.title in (self.titles.get(email) for email in self.cast.meant(name))
        return getattr(one, "key", None) == name


def _shown(action: Action, values: Mapping[str, Any], incident: Incident) -> dict[str, str]:
    """What a form sends along of the text that it shows: in a play everybody has read the latest."""
    if DIGEST not in action.inputs.model_fields or DIGEST in values:
        return {}
    number = next((values[name] for name in action.things if isinstance(values.get(name), int)), 0)
    return {DIGEST: str(getattr(incident.thing(number), DIGEST, ""))}


@lru_cache(maxsize=256)
def _moments(act: str) -> frozenset[str]:
    shape = ACTIONS[act].inputs.model_fields
    return frozenset(name for name, one in shape.items() if _holds_moment(one.annotation))


def moments(action: Action) -> frozenset[str]:
    """The arguments of an act that are moments, which may also be written as `+2h` from the start."""
    return _moments(action.name)


@lru_cache(maxsize=256)
def _entries(act: str) -> frozenset[str]:
    return frozenset(name for name, one in ACTIONS[act].inputs.model_fields.items() if Numbered in one.metadata)


def entries(action: Action) -> frozenset[str]:
    """The arguments of an act that are numbers of log lines, which may also be written as labels."""
    return _entries(action.name)


def words(value: Any) -> list[str]:
    """The numbers and labels in such an argument, as they stand in a file: one text or a list."""
    return " ".join(map(str, value if isinstance(value, list) else [value])).replace("#", " ").replace(",", " ").split()


def _holds_moment(annotation: object) -> bool:
    return annotation is datetime or any(_holds_moment(part) for part in get_args(annotation))
