"""From the events of the YAML parser to plain values, with the line of everything.

Only text, whole numbers, true/false, empty, lists and mappings come out: no dates, no fractions, and
`NO`, `22:30` and `0112` stay the text somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from crisis.playbook.problems import Place, Problem, shown

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"

MAX_DEPTH: Final = 20
MAX_NODES: Final = 20_000
#: Control characters, line ends that only YAML 1.1 knew, marks that turn the reading direction, halves.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")
_PLAIN: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class TooMuch(Exception):
    """The file is deeper or larger than any playbook; reading on would only cost time."""


class Builder:
    """Builds the value of one file; `lines` and `problems` fill while it goes."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._events = events
        self._nodes = 0

    def build(self) -> Value:
        """The value of the first document; raises TooMuch, and whatever the parser raises."""
        value: Value = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                self._refuse_directives(event)
                if documents > 1:
                    self._problem(event, (), "een bestand bevat één document; haal de regel '---' weg")
                    return value
            elif isinstance(event, NodeEvent):
                value = self._value(event, ())
        return value

    def _problem(self, event: Event, place: Place, text: str) -> None:
        self.problems.append(Problem(_line(event), place, text))

    def _value(self, event: Event, place: Place) -> Value:
        self.lines.setdefault(place, _line(event))
        self._count(event, place)
        self._refuse_marks(event, place)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, AliasEvent):
            return None
        return self._mapping(place) if isinstance(event, MappingStartEvent) else self._list(place)

    def _list(self, place: Place) -> list[Value]:
        made: list[Value] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            made.append(self._value(event, (*place, len(made))))
        return made

    def _mapping(self, place: Place) -> dict[str, Value]:
        made: dict[str, Value] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, place)
            inside = (*place, key)
            if key in made:
                first = self.lines[inside]
                self._problem(event, inside, f"deze sleutel staat hier twee keer (eerder op regel {first})")
            self.lines.setdefault(inside, _line(event))
            made[key] = self._value(next(self._events), inside)
        return made

    def _key(self, event: Event, place: Place) -> str:
        if isinstance(event, ScalarEvent):
            self._count(event, place)
            self._refuse_marks(event, place)
            if event.value == "<<":
                self._problem(event, place, "samenvoegen met '<<' mag niet; gebruik 'includes'")
            return self._text(event, place)
        self._problem(event, place, "een sleutel moet één woord zijn, geen lijst of groep")
        self._value(event, (*place, "?"))
        return "?"

    def _scalar(self, event: ScalarEvent, place: Place) -> Value:
        text = self._text(event, place)
        plain = bool(event.implicit[0])
        if plain and text in _PLAIN:
            return _PLAIN[text]
        return int(text) if plain and _WHOLE.fullmatch(text) else text

    def _count(self, event: Event, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._problem(event, (), f"te veel onderdelen in één bestand (hoogstens {MAX_NODES})")
            raise TooMuch
        if len(place) > MAX_DEPTH:
            self._problem(event, (), f"te veel niveaus in elkaar (hoogstens {MAX_DEPTH})")
            raise TooMuch

    def _refuse_directives(self, event: DocumentStartEvent) -> None:
        if event.version or event.tags:
            self._problem(event, (), "een regel die met % begint mag niet in dit bestand")

    def _refuse_marks(self, event: Event, place: Place) -> None:
        if isinstance(event, AliasEvent):
            self._problem(event, place, "verwijzen met * mag niet; schrijf de inhoud zelf op")
        elif getattr(event, "anchor", None):
            self._problem(event, place, "een anker (&) mag niet; zet tekst met & tussen aanhalingstekens")
        if getattr(event, "tag", None):
            self._problem(event, place, "een label (!) mag niet; zet tekst met ! tussen aanhalingstekens")

    def _text(self, event: ScalarEvent, place: Place) -> str:
        """The text of a scalar, in which an escape cannot bring in what the file itself may not hold."""
        found = FORBIDDEN.search(event.value)
        if found:
            self._problem(event, place, f"onzichtbaar of stuurteken {shown(found[0])} mag niet in de tekst")
        return FORBIDDEN.sub("?", event.value)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
