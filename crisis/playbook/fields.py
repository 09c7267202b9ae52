"""The kinds of values a playbook holds, each with its limits and a Dutch sentence for what does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from crisis.deadlines import BadDeadline, Deadline, Span, parse_span
from crisis.glossary import AUDIENCES, CHECKS, CIRCLES, CLASSIFICATIONS, LINES, PHASE_KINDS, PRODUCTS, ROLES, SCALES
from crisis.playbook.wording import unknown

KEY_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
#: Validation context for documents out of the log: words that a later version dropped stay readable.
STORED: Final = {"stored": True}

ORGANISER_MODES: Final = {
    "organise": "De gemeente organiseert",
    "facilitate": "De gemeente ondersteunt",
    "attend": "De gemeente is te gast",
}
OPENNESS: Final = {"open": "Open", "closed": "Gesloten"}
#: Who may approve a message: a role, or the spokesperson's standing mandate.
APPROVERS: Final = {**ROLES, "mandate": "Onder mandaat"}

_MOBILE = re.compile(r"(?<!\d)(?:\+31|0031|0)[ -]?\(?0?\)?6[ -]?(?:\d[ -]?){7}\d(?!\d)")
_SLOT = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")
_ACT = re.compile(r"(?:[a-z_]+|\*)(?:\.(?:[a-z_]+|\*))?")


@dataclass(frozen=True, eq=False)
class OneOf:
    """Annotation for a text that must be a key of a table; `what` names it in the sentence."""

    what: str
    table: Mapping[str, str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.table)}

    def _known(self, value: str, info: ValidationInfo) -> str:
        if value not in self.table and not info.context:
            raise own(unknown(self.what, value, self.table))
        return value


def own(sentence: str) -> PydanticCustomError:
    """A validation error that carries its own Dutch sentence."""
    return PydanticCustomError("own", "{sentence}", {"sentence": sentence})


def is_key(text: str) -> bool:
    """Whether a text has the form of a key, such as bel-bestuur."""
    return bool(re.fullmatch(KEY_PATTERN, text)) and "\n" not in text


def slots(text: str) -> tuple[str, ...]:
    """The names between {{ and }} in a text, each once, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def _key(text: str) -> str:
    if not is_key(text):
        raise own("gebruik alleen kleine letters, cijfers en streepjes, zoals 'bel-bestuur'")
    return text


def _no_person(text: str) -> str:
    if _MOBILE.search(text):
        raise own("een mobiel nummer hoort niet in een draaiboek; noem de functie")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise own("moet op één regel passen")
    return text


def _good_slots(text: str) -> str:
    rest = _SLOT.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise own("schrijf een invulplek als {{plaats}}, met kleine letters en streepjes")
    return text


def _act(text: str) -> str:
    if not _ACT.fullmatch(text):
        raise own("schrijf een handeling als 'tasks.complete' of 'tasks.*'")
    return text


def _day(given: object) -> date:
    try:
        if isinstance(given, date):
            return given
        return date.fromisoformat(given if isinstance(given, str) and len(given) == 10 else "")
    except ValueError:
        raise own("schrijf een datum als 2026-11-01") from None


def _rule(read: Callable[[str], Any], kind: type) -> Callable[[object], Any]:
    def checked(given: object) -> Any:
        if isinstance(given, kind):
            return given
        try:
            return read(given if isinstance(given, str) else "")
        except BadDeadline as error:
            raise own(str(error)) from None

    return checked


def _scale(given: object) -> object:
    return str(given) if type(given) is int else given


_TEXT = AfterValidator(_no_person)
Key = Annotated[str, StringConstraints(max_length=60), AfterValidator(_key)]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=120),
    AfterValidator(_one_line),
    _TEXT,
]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), _TEXT]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), _TEXT]
Body = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000),
    AfterValidator(_good_slots),
    _TEXT,
]
Act = Annotated[str, StringConstraints(max_length=60), AfterValidator(_act)]

Role = Annotated[str, OneOf("rol", ROLES)]
Approver = Annotated[str, OneOf("rol", APPROVERS)]
Kind = Annotated[str, OneOf("soort fase", PHASE_KINDS)]
#: What happens when somebody who was called does not come. Source: domain rule 13.
CALL_NEXT: Final = {"proposed": "De volgende voorstellen", "automatic": "De volgende vanzelf oproepen"}
CallNext = Annotated[str, OneOf("manier", CALL_NEXT)]
Circle = Annotated[str, OneOf("kring", CIRCLES)]
Classification = Annotated[str, OneOf("vertrouwelijkheid", CLASSIFICATIONS)]
LineOfAction = Annotated[str, OneOf("handelingslijn", LINES)]
Product = Annotated[str, OneOf("soort bericht", PRODUCTS)]
Audience = Annotated[str, OneOf("doelgroep", AUDIENCES)]
CheckOn = Annotated[str, OneOf("soort controle", CHECKS)]
OrganiserMode = Annotated[str, OneOf("rol van de gemeente", ORGANISER_MODES)]
Openness = Annotated[str, OneOf("openheid", OPENNESS)]
Scale = Annotated[
    str,
    OneOf("schaal", SCALES),
    BeforeValidator(_scale),
    WithJsonSchema({"enum": [0, 1, 2, 3, *SCALES]}),
]

Day = Annotated[
    date,
    PlainValidator(_day),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Due = Annotated[
    Deadline,
    PlainValidator(_rule(Deadline.parse, Deadline)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(T\+|M[+-])[0-9]{1,4}(m|h|d|wd)(\([a-z0-9]+(-[a-z0-9]+)*\))?$"}),
]
Duration = Annotated[
    Span,
    PlainValidator(_rule(parse_span, Span)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[1-9][0-9]{0,3}(m|h|d|wd)$"}),
]
