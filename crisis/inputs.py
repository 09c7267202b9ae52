"""What people type, made into typed arguments, with a Dutch sentence for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from crisis import dates
from crisis.glossary import CIRCLES, ROLES, SCALES

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _typed(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return value
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        raise PydanticCustomError("forbidden", "Hier staat een teken in dat niet kan. Typ het opnieuw.")
    return text


def forbidden(text: str) -> str | None:
    """What is wrong with text that no field of an act holds, such as a reason; None when nothing is."""
    return "Hier staat een teken in dat niet kan. Typ het opnieuw." if _FORBIDDEN.search(text) else None


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        value = value.isoformat()
    try:
        return dates.read(value if isinstance(value, str) else "")
    except dates.TwoTimes as error:
        raise PydanticCustomError("two_times", "{what}", {"what": str(error)}) from None
    except dates.BadTime as error:
        raise PydanticCustomError("moment", "{what}", {"what": str(error)}) from None


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


def _numbers(value: object) -> object:
    texts = value if isinstance(value, list | tuple) else [value]
    return [word.removeprefix("#") for text in texts for word in str(text).replace(",", " ").split()]


def one_of(words: Mapping[str, str]) -> AfterValidator:
    """The constraint for text that is one of these identifiers."""

    def check(value: str) -> str:
        if value not in words:
            known = ", ".join(words.values())
            raise PydanticCustomError("choice", "Kies een van: {known}.", {"known": known})
        return value

    # The form makes a list of choices of them.
    check.words = words  # type: ignore[attr-defined]
    return AfterValidator(check)


Typed = BeforeValidator(_typed)


def text(limit: int, least: int = 1) -> Any:
    """The constraint for text of at most `limit` characters."""
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=limit)


# The constraint stands first: behind `Typed` pydantic would measure the text before stripping it.
Title = Annotated[str, text(200), Typed]
Line = Annotated[str, text(300), Typed]
Text = Annotated[str, text(2000), Typed]
Reason = Annotated[str, text(1000, 3), Typed]
#: The reason for a change of phase or scale; domain rule 2.
Weighed = Annotated[str, text(1000, 10), Typed]
#: Text that a form may also empty.
Emptied = Annotated[str, text(2000, 0), Typed]
When = Annotated[datetime, BeforeValidator(_moment)]
Role = Annotated[str, Typed, one_of(ROLES)]
Circle = Annotated[str, Typed, one_of(CIRCLES)]
Level = Annotated[str, Typed, one_of(SCALES)]
Positions = Annotated[tuple[int, ...], Field(max_length=50), BeforeValidator(_listed)]
Several = Annotated[tuple[Line, ...], Field(max_length=50), BeforeValidator(_listed)]
#: How many people, groups or things.
Count = Annotated[int, Field(ge=0, le=1_000_000)]
#: Numbers of entries in the log, as typed: `#12, 15` or one per line.
Numbered = BeforeValidator(_numbers)
Entries = Annotated[tuple[int, ...], Field(max_length=50), Numbered]
Yes = Annotated[bool, BeforeValidator(lambda value: {"ja": True, "nee": False}.get(str(value).lower(), value))]
Nothing = Literal[""]


_SENTENCES: Final[dict[str, str]] = {
    "missing": "Vul dit in.",
    "none_required": "Vul dit in.",
    "string_type": "Vul hier tekst in.",
    "string_unicode": "Vul hier tekst in.",
    "int_type": "Vul een heel getal in.",
    "greater_than_equal": "Vul een getal van nul of hoger in.",
    "less_than_equal": "Dit getal is te groot.",
    "int_parsing": "Vul een heel getal in.",
    "finite_number": "Vul een heel getal in.",
    "int_from_float": "Vul een heel getal in.",
    "int_parsing_size": "Dit getal is te groot.",
    "bool_parsing": "Kies ja of nee.",
    "bool_type": "Kies ja of nee.",
    "datetime_type": "Vul een datum en tijd in, bijvoorbeeld 2026-11-23 14:30.",
    "literal_error": "Maak dit leeg of vul iets in.",
    "extra_forbidden": "Dit veld hoort niet bij deze handeling.",
}


def sentence(error: Mapping[str, Any]) -> str:
    """A pydantic error as one Dutch sentence that says what to do."""
    kind, context = error["type"], error.get("ctx") or {}
    if kind == "too_long":
        return f"Dit zijn er te veel: {len(error['input'])}. Er passen er {context['max_length']}."
    if kind == "string_too_long":
        return f"Dit is te lang: {len(str(error['input']))} tekens. Er passen er {context['max_length']}."
    if kind in {"string_too_short", "too_short"}:
        least = context["min_length"]
        return "Vul dit in." if least == 1 else f"Schrijf wat meer: ten minste {least} tekens."
    if kind in {"forbidden", "two_times", "moment", "choice"}:
        return str(error["msg"])
    return _SENTENCES.get(kind, "Dit kan hier niet. Kijk na wat u hebt ingevuld.")


def read(model: type[BaseModel], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Typed values and, per field, what is wrong. Empty optional fields count as not given."""
    values = {name: value for name, value in given.items() if not _left_empty(model, name, value)}
    try:
        done = model.model_validate(values)
    except ValidationError as error:
        wrong: dict[str, str] = {}
        for detail in error.errors(include_url=False):
            wrong.setdefault(str(detail["loc"][0]) if detail["loc"] else "", sentence(detail))
        return {}, wrong
    return {name: getattr(done, name) for name in done.model_fields_set}, {}


def _left_empty(model: type[BaseModel], name: str, value: object) -> bool:
    if value not in ("", [], (), None) or name not in model.model_fields:
        return False
    return not (model.model_fields[name].json_schema_extra or {})
