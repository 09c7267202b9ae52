"""The shape of a scenario file: its keys, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StrictBool,
    StringConstraints,
    create_model,
)

from crisis.glossary import STANDING
from crisis.playbook.fields import OneOf, Role, own
from crisis.playbook.items import Part
from crisis.scenario.offsets import BadMoment, beginning, offset

_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+")


def _read(read: Callable[[str], Any]) -> Callable[[object], Any]:
    def checked(given: object) -> Any:
        try:
            return read(given if isinstance(given, str) else "")
        except BadMoment as error:
            raise own(str(error)) from None

    return checked


def _after_start(given: timedelta) -> timedelta:
    if given < timedelta(0):
        raise own("een stap gebeurt niet vóór het begin; schrijf +5m of +1h05m")
    return given


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        raise own("dit is geen e-mailadres")
    return text.lower()


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise own("moet op één regel passen")
    return text


def _no_number(text: str) -> str:
    if text.isdigit():
        raise own("een label is een woord, geen nummer")
    return text


def _filled(given: object) -> object:
    if given is None:
        raise own('is leeg; schrijf "" als elke weigering goed is')
    return given


def _line(limit: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=limit)


Email = Annotated[str, _line(200), AfterValidator(_address)]
Standing = Annotated[str, OneOf("vaste rol", STANDING)]
Start = Annotated[datetime, PlainValidator(_read(beginning))]
Offset = Annotated[timedelta, PlainValidator(_read(offset)), AfterValidator(_after_start)]
Label = Annotated[str, _line(60), AfterValidator(_one_line), AfterValidator(_no_number)]
Line = Annotated[str, AfterValidator(_one_line)]
Refusal = Annotated[Annotated[str, StringConstraints(max_length=500)] | None, BeforeValidator(_filled)]


class Participant(Part):
    """Somebody who plays along; an account is made when there is none."""

    KEY: ClassVar[str] = "email"

    email: Email = Field(description="E-mailadres, waarmee de stappen deze persoon noemen.")
    name: Annotated[Line, _line(100)] = Field(description="Naam zoals collega's die zien.")
    roles: tuple[Role, ...] = Field((), max_length=30, description="Rollen in dit incident.")
    callable: tuple[Role, ...] = Field((), max_length=30, description="Rollen om deze persoon voor op te roepen.")
    function: Annotated[Line, _line(120)] | None = Field(None, description="Functie, zoals die op de oproep staat.")
    standing: tuple[Standing, ...] = Field((), max_length=10, description="Vaste rollen van het account.")


_STEP: Final[dict[str, Any]] = {
    "at": (Offset | None, Field(None, description="Hoe lang na het begin, zoals +1h05m.")),
    "who": (Annotated[str, _line(200)], Field(description="E-mailadres, of het deel vóór de @.")),
    "do": (Annotated[str, _line(60)], Field(description="De handeling, zoals tasks.claim.")),
    "with": (dict[str, Any], Field({}, description="Wat de handeling nodig heeft.")),
    "as": (Label | None, Field(None, description="Label voor wat deze stap maakt.")),
    "inject": (StrictBool, Field(False, description="Of dit van buiten komt, en in een oefening vanzelf binnenkomt.")),
    "expects": (Annotated[Line, _line(300)] | None, Field(None, description="Wat u dan van het team verwacht.")),
    "refused": (Refusal, Field(None, description="Deel van de zin waarmee dit geweigerd wordt.")),
}
#: One step. Made by a call, since `with` and `as` are words of Python.
Step: Final = create_model("Step", __base__=Part, **_STEP)


class ScenarioFile(Part):
    """A whole file."""

    KEY: ClassVar[str] = "scenario"

    scenario: Annotated[Line, _line(120)] = Field(description="Kenmerk van het scenario.")
    title: Annotated[Line, _line(200)] = Field(description="Titel van het incident.")
    playbook: Annotated[Line, _line(300)] = Field(description="Naam van een draaiboek, of een pad.")
    exercise: StrictBool = Field(False, description="Of het een oefening is, met een nagebootste klok.")
    starts: Start | None = Field(None, description="Begin, zoals 2026-11-23 18:00.")
    people: tuple[Participant, ...] = Field(min_length=1, max_length=200, description="Wie meespelen.")
    steps: tuple[Step, ...] = Field(max_length=5000, description="Wat zij doen.")
