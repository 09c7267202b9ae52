"""From facts to entries and back: what is sealed into the chain, and what is read out of it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from crisis import board, dates
from crisis.chain import Link, commitments
from crisis.incident import FACTS, Actor, Entry, Fact, Withheld, adapter

_GONE: Final = "[verwijderd]"
#: Importing the board makes its facts known.
KINDS: Final = board.KINDS


def parts(fact: Fact, actor: Actor, occurred_at: datetime, circle: str, kept: str | None) -> dict[str, Any]:
    """The values that are committed to, one part each."""
    values: dict[str, Any] = {
        "actor": {"id": actor.id, "name": actor.name, "function": actor.function},
        "kind": fact.kind,
        "occurred_at": dates.stamp(occurred_at),
        "circle": circle,
    }
    if kept:
        values["kept"] = kept
    dumped = adapter(type(fact)).dump_python(fact, mode="json")
    return values | {f"field.{name}": value for name, value in dumped.items()}


def entry(link: Link, fact: Fact | None = None) -> Entry:
    """Read an entry; `fact` spares the reading when it is at hand."""
    header = json.loads(link.header)
    value = {name: part[1] for name, part in link.parts.items()}
    actor = value.get("actor") or {"id": 0, "name": _GONE, "function": ""}
    recorded_at = datetime.fromisoformat(header["recorded_at"])
    occurred = value.get("occurred_at")
    return Entry(
        seq=header["seq"],
        fact=fact or _fact(value, commitments(header["parts"], link.parts)),
        actor=Actor(actor["id"], actor["name"], actor["function"]),
        recorded_at=recorded_at,
        occurred_at=datetime.fromisoformat(occurred) if occurred else recorded_at,
        circle=value.get("circle") or "restricted",
        hash=link.hash,
        kept=value.get("kept"),
    )


def _fact(value: Mapping[str, Any], committed: Mapping[str, str]) -> Fact:
    kind = FACTS.get(value.get("kind", ""), Withheld)
    given = {name.removeprefix("field."): part for name, part in value.items() if name.startswith("field.")}
    for name in committed:
        field = name.removeprefix("field.")
        if name.startswith("field.") and field not in given:
            given[field] = _GONE
    try:
        fact: Fact = adapter(kind).validate_python(given)
    except ValidationError:
        return Withheld()
    return fact
