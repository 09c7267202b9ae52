"""Dutch sentences for what the YAML parser and pydantic find wrong."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from pydantic_core import ErrorDetails

from crisis.playbook.problems import shown

#: A piece of the parser's English, and what it means for the writer; the first that fits is used.
_SYNTAX: Final = {
    "mapping values are not allowed": (
        "onverwachte dubbele punt; zet tekst met een dubbele punt tussen aanhalingstekens"
    ),
    "found character '\\t'": "een tab op een plek waar dat niet kan; gebruik spaties",
    "cannot start any token": "dit teken kan hier niet beginnen; zet de tekst tussen aanhalingstekens",
    "could not find expected ':'": "hier ontbreekt een dubbele punt, of de regel springt verkeerd in",
    "expected <block end>": "de inspringing klopt niet, of er staat iets na een aanhalingsteken",
    "quoted scalar": "een aanhalingsteken wordt niet gesloten, of er staat een onbekende \\-code",
    "flow mapping": "een accolade { wordt niet gesloten; zet tekst met {{ tussen aanhalingstekens",
    "flow sequence": "een haak [ wordt niet gesloten, of er ontbreekt een komma",
    "entries are not allowed": "een streepje (-) kan hier niet; controleer de inspringing",
    "block scalar": "na | of > hoort niets meer op deze regel te staan",
    "alias": "een * aan het begin van een tekst mag niet; zet de tekst tussen aanhalingstekens",
    "anchor": "een & aan het begin van een tekst mag niet; zet de tekst tussen aanhalingstekens",
    "tag": "een ! aan het begin van een tekst mag niet; zet de tekst tussen aanhalingstekens",
    "directive": "een regel die met % begint mag niet in dit bestand",
}
_SYNTAX_OTHER: Final = "dit is geen geldige YAML; controleer inspringing, dubbele punten en aanhalingstekens"

#: Sentences for pydantic's error types; {} are filled from the error.
_MODEL: Final = {
    "string_type": "moet tekst zijn; zet er aanhalingstekens omheen",
    "string_too_short": "is te kort (minstens {min_length} tekens)",
    "string_too_long": "is te lang (hoogstens {max_length} tekens)",
    "int_type": "moet een heel getal zijn",
    "int_parsing": "moet een heel getal zijn",
    "bool_type": "moet true (ja) of false (nee) zijn",
    "tuple_type": "moet een lijst zijn: elke regel begint met een streepje",
    "list_type": "moet een lijst zijn: elke regel begint met een streepje",
    "dict_type": "moet een groep met sleutels zijn, zoals 'title: ...'",
    "model_type": "moet een groep met sleutels zijn, zoals 'title: ...'",
    "model_attributes_type": "moet een groep met sleutels zijn, zoals 'title: ...'",
    "too_short": "heeft te weinig onderdelen (minstens {min_length})",
    "too_long": "heeft te veel onderdelen (hoogstens {max_length})",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "literal_error": "moet true zijn",
}
_MODEL_OTHER: Final = "deze waarde kan hier niet"
#: Comparing words is slow, and a file decides how many there are.
_COMPARED: Final = 200
_NEUTER: Final = {"sleutelmoment"}
_EMPTY: Final = "is leeg; vul iets in of haal de regel weg"


def syntax_sentence(told_by_parser: str) -> str:
    """What a syntax error of the YAML parser means, in Dutch."""
    fitting = (text for part, text in _SYNTAX.items() if part in told_by_parser)
    return next(fitting, _SYNTAX_OTHER)


def model_sentence(error: ErrorDetails, allowed: Iterable[str]) -> str:
    """What an error of pydantic means, in Dutch; `allowed` are the keys that fit at that place."""
    kind = error["type"]
    if kind == "missing":
        return "deze sleutel ontbreekt"
    if kind == "extra_forbidden":
        return unknown("sleutel", str(error["loc"][-1]), allowed)
    if kind == "own":
        return error["msg"]
    if error["input"] is None:
        return _EMPTY
    return _MODEL.get(kind, _MODEL_OTHER).format(**error.get("ctx", {}))


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that looks most like what was typed, if any does."""
    return next(iter(get_close_matches(given[:100], islice(allowed, _COMPARED), n=1)), None)


def unknown(what: str, given: str, allowed: Iterable[str]) -> str:
    """'onbekende rol 'chiar'; bedoelt u 'chair'?', or the choices when nothing looks like it."""
    choices = list(allowed)
    sentence = f"onbekend{'' if what in _NEUTER else 'e'} {what} {shown(given)}"
    if near := nearest(given, choices):
        return f"{sentence}; bedoelt u {shown(near)}?"
    return f"{sentence}; kies uit: {', '.join(map(shown, choices))}" if 0 < len(choices) <= 12 else sentence
