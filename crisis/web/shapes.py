"""What kind of field an argument of an act needs, read from its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

#: Longer texts than this get more than one line.
_LINE = 300


@dataclass(frozen=True)
class Shape:
    """A field: `text`, `long`, `list`, `number`, `moment`, `yes`, or `choice` and `checks` with their words."""

    kind: str
    limit: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def shape(info: FieldInfo) -> Shape:
    """The shape of one argument."""
    types, extras = set[Any](), list[Any](info.metadata)
    for one in _parts(info.annotation):
        (types.add if isinstance(one, type) else extras.append)(one)
    limit = next((one.max_length for one in extras if getattr(one, "max_length", None)), None)
    words = next(filter(None, map(_words, extras)), None)
    if tuple in types:
        return Shape("checks", None, words) if words else Shape("list")
    if words:
        return Shape("choice", None, words)
    for kind, name in ((datetime, "moment"), (bool, "yes"), (int, "number")):
        if kind in types and str not in types:
            return Shape(name)
    return Shape("long" if limit and limit > _LINE else "text", limit)


@cache
def lists(inputs: type[BaseModel]) -> frozenset[str]:
    """The arguments of an act that take more than one value."""
    return frozenset(name for name, info in inputs.model_fields.items() if shape(info).kind in ("list", "checks"))


def _parts(annotation: Any) -> Iterator[Any]:
    """The plain types and the constraints in an annotation, however deep they stand."""
    origin = get_origin(annotation)
    if origin is tuple:
        yield tuple
        yield from (part for one in get_args(annotation) for part in _parts(one) if not isinstance(part, type))
    elif hasattr(annotation, "__metadata__"):
        yield from _parts(annotation.__origin__)
        yield from annotation.__metadata__
    elif origin is not None:
        for one in get_args(annotation):
            yield from _parts(one)
    else:
        yield annotation


def _words(constraint: Any) -> Mapping[str, str] | None:
    return getattr(constraint.func, "words", None) if isinstance(constraint, AfterValidator) else None
