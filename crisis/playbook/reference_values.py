"""What kind of value a key takes, in words, with an example; read from the types of the model."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crisis.playbook import fields
from crisis.playbook.blocks import Target
from crisis.playbook.fields import OneOf


class Value(NamedTuple):
    """A kind of value in words, and an example of it; the example may be empty."""

    words: str
    example: str = ""


class Choice(NamedTuple):
    """A table to choose from: its name on the page, and its values in words."""

    name: str
    table: Mapping[str, str]


#: Types with a form of their own.
_FORMS: Final[tuple[tuple[Any, Value], ...]] = (
    (fields.Key, Value("kenmerk (kleine letters, cijfers en streepjes)")),
    (fields.Title, Value("één regel, 3 tot 120 tekens")),
    (fields.Sentence, Value("tekst, hoogstens 500 tekens")),
    (fields.Paragraph, Value("tekst, hoogstens 2000 tekens")),
    (fields.Body, Value("tekst, hoogstens 10000 tekens, met invulplekken", '"Om {{tijd}} bij {{plaats}}."')),
    (fields.Act, Value("handeling, of alle van een soort", "tasks.*")),
    (fields.Day, Value("datum", "2026-11-01")),
    (fields.Due, Value("termijn", "T+30m")),
    (fields.Duration, Value("duur", "2h")),
    (Target, Value("`first`, of `kind:` met soorten fasen", "kind:threat,incident")),
)
#: Examples of keys for which the kind of value has none, or none that fits.
_EXAMPLES: Final = {
    "playbook": "incident-gebedshuis",
    "includes": "[basis]",
    "classification": "zaakvertrouwelijk",
    "circle": "core_team",
    "crowd_above": "75",
    "number": "2",
    "moment": "vrijdaggebed",
    "contact": "meldkamer",
    "phone_setting": "telefoon-politie",
    "lesson": "les-12",
    "phase": "melding",
    "kind": "incident",
    "scale": "1",
    "task": "bel-bestuur",
    "needs": "[bel-bestuur]",
    "done_when": "er is contact geweest",
    "dialogue": "tafel-besturen",
    "communication": "procesbericht",
    "approved_by": "mayor",
    "enter_when": "[De pers staat op de stoep.]",
    "leave_when": "[Het eerste bericht is uit.]",
    "skip_when": "[monitoring, tension]",
}
_NAMES: Final[tuple[tuple[Any, str], ...]] = (
    (fields.Role, "rol"),
    (fields.Approver, "rol die akkoord geeft"),
    (fields.Kind, "soort fase"),
    (fields.Scale, "schaal"),
    (fields.Circle, "kring"),
    (fields.Classification, "vertrouwelijkheid"),
    (fields.LineOfAction, "handelingslijn"),
    (fields.Product, "soort bericht"),
    (fields.Audience, "doelgroep"),
    (fields.CheckOn, "waarop iemand meekijkt"),
    (fields.OrganiserMode, "wat de gemeente doet"),
    (fields.Openness, "openheid"),
    (fields.CallNext, "wie daarna komt"),
)


def choices() -> tuple[Choice, ...]:
    """Every table to choose from, in the order of the page."""
    return tuple(Choice(name, _table(alias)) for alias, name in _NAMES)


def anchor(name: str) -> str:
    """Where a table stands on the page."""
    return f"keuzes-{name.replace(' ', '-')}"


def value_of(name: str, hint: object, field: FieldInfo) -> Value:
    """What is filled in for a key. `hint`: its type as annotated, with everything in it."""
    words, example = _kind(hint, field)
    return Value(words, _EXAMPLES.get(name, example))


def _kind(hint: object, field: FieldInfo) -> Value:
    inner = [one for one in get_args(hint) if one is not NoneType]
    if known := _known(hint):
        return known
    if get_origin(hint) is tuple:
        return _list(inner[0], field)
    if get_origin(hint) is dict:
        return Value(f"{_kind(inner[1], field).words} per {_kind(inner[0], field).words}", "{tension: T+2h}")
    if get_origin(hint) is Literal:
        return Value("altijd `true`", "true")
    return _kind(inner[0], field) if inner else _plain(hint, field)


def _known(hint: object) -> Value | None:
    """A type of this product, by its name in `fields`."""
    for alias, value in _FORMS:
        if hint == alias:
            return value
    for alias, name in _NAMES:
        if hint == alias:
            return Value(f"[{name}](#{anchor(name)})", next(iter(_table(alias))))
    return None


def _list(inner: object, field: FieldInfo) -> Value:
    one = _kind(inner, field)
    most = next((bound for each in field.metadata if (bound := getattr(each, "max_length", None))), None)
    limit = f" van hoogstens {most}" if most else ""
    return Value(f"lijst{limit}; elk: {one.words}", f"[{one.example}]" if one.example else "")


def _plain(hint: object, field: FieldInfo) -> Value:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return Value("groep met eigen sleutels, zie hieronder")
    if hint is bool:
        return Value("`true` (ja) of `false` (nee)", "true")
    bounds = {name: getattr(each, name) for each in field.metadata for name in ("ge", "le") if hasattr(each, name)}
    return Value(f"heel getal, {bounds['ge']} tot {bounds['le']}", str(bounds["ge"]))


def _table(alias: Any) -> Mapping[str, str]:
    return next(one.table for one in get_args(alias) if isinstance(one, OneOf))
