"""The acts: plain functions that look at an incident and yield facts, known by one name everywhere."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.config import JsonDict

from crisis.incident import Fact, Person, Thing

Doing = Callable[..., Iterable[Fact]]


@dataclass(frozen=True)
class Action:
    """One act: its name (also its URL and its permission), its Dutch label and its typed arguments."""

    name: str
    label: str
    do: Doing
    inputs: type[BaseModel]
    #: Arguments that name a thing on the board, with the kind each must be.
    things: Mapping[str, type[Thing]]
    #: Arguments that name a person with an account.
    people: frozenset[str]
    describes: str = ""
    #: Whether it asks who can be called: an argument that nobody types.
    roster: bool = False
    #: Whether people do it on a form; the rest is done by the product, or by who holds a link.
    by_hand: bool = True


ACTIONS: Final[dict[str, Action]] = {}


def action(name: str, label: str, *, by_hand: bool = True) -> Callable[[Doing], Doing]:
    """Make a function an act. Its first two parameters are the incident and who does it; the rest is input."""

    def register(do: Doing) -> Doing:
        if name in ACTIONS:
            raise TypeError(f"two acts named {name}")
        things: dict[str, type[Thing]] = {}
        people: set[str] = set()
        inputs = _inputs(name, do, things, people)
        about = (do.__doc__ or "").strip()
        roster = "roster" in inspect.signature(do).parameters
        ACTIONS[name] = Action(name, label, do, inputs, things, frozenset(people), about, roster, by_hand)
        return do

    return register


def _inputs(name: str, do: Doing, things: dict[str, type[Thing]], people: set[str]) -> type[BaseModel]:
    hints = get_type_hints(do, include_extras=True)
    shape: dict[str, Any] = {}
    for parameter in list(inspect.signature(do).parameters.values())[2:]:
        if parameter.name == "roster":
            continue
        kind, optional = _core(hints[parameter.name])
        given = hints[parameter.name]
        if isinstance(kind, type) and issubclass(kind, Thing):
            things[parameter.name] = kind
            given = int | None if optional else int
        elif kind is Person:
            people.add(parameter.name)
            given = int | str | None if optional else int | str
        default = ... if parameter.default is parameter.empty else parameter.default
        extra: JsonDict | None = {"emptied": True} if _may_be_emptied(hints[parameter.name]) else None
        shape[parameter.name] = (given, Field(default, json_schema_extra=extra))
    title = name.replace(".", "_")
    return create_model(title, __config__=ConfigDict(extra="forbid", frozen=True), **shape)


def _core(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        return (rest[0] if len(rest) == 1 else hint), True
    return hint, False


def _may_be_emptied(hint: Any) -> bool:
    """An empty field means 'make it empty' where the type itself allows an empty value."""
    return "min_length=0" in repr(hint) or "Literal['']" in repr(hint)
