"""What can be told of the words of a message: places to fill in, and lines that it should have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from crisis.board.communications.thing import Communication

_SLOT: Final = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")
#: Numbers that tell where help is: 112, 14 0xx and 0800, 0900 or 088 numbers.
_HELP: Final = re.compile(r"\b(?:112|14\s?0(?:\d{2,3}|xx)|0[89]00[\s-]?\d{4}|088[\s-]?\d)")
_MORE: Final = re.compile(r"\b(?:vertellen|laten|horen|melden|volgt|volgend|nieuws|update|meer)\b")
_WHEN: Final = re.compile(r"\b(?:om \d|vanavond|vanmiddag|morgen|op \w+dag|uiterlijk)")
_TIME: Final = re.compile(r"\b(\d{1,2})[:.](\d{2})\b")
_DECISION: Final = re.compile(r"\b(?:besl(?:uit|oten|ist)|plan|voornemen)")
#: What may stand at a place is no longer than this.
_LONGEST: Final = 300
#: Which products should say when there is more, where help is, and how a decision stands. Source: issue 4, section A.
_SAYS_NEXT: Final = frozenset({"holding_statement", "web_update", "spokesperson_line", "qa"})
_SAYS_HELP: Final = frozenset({"holding_statement", "residents_letter", "mayor_statement", "school_message"})
_SAYS_DECISION: Final = frozenset({"residents_letter", "council_letter", "executive_notice"})


def unfilled(text: str) -> list[str]:
    """The places in a text that are still to be filled in, each once, in order."""
    return list(dict.fromkeys(_SLOT.findall(text)))


def filled(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in."""
    return _SLOT.sub(lambda found: values.get(found[1], found[0]), template)


def only_filled(template: str, text: str) -> bool:
    """Whether a text is the agreed one, but for what stands in its places: one line each, or still the place itself."""
    first, *rest = _SLOT.split(template)[::2]
    # All the ends that the part read so far can have; a pattern would try them one by one, and never be ready.
    ends = {len(first)} if text.startswith(first) else set[int]()
    for literal in rest:
        ends = {end for start in ends for end in _behind(text, start, literal)}
    return len(text) in ends


def _behind(text: str, start: int, literal: str) -> Iterator[int]:
    """Where the text between two places may end, when a place begins at `start`."""
    place = _SLOT.match(text, start)
    stop = place.end() if place else start + _LONGEST
    for at in range(place.end() if place else start + 1, min(stop, len(text)) + 1):
        if not place and (text[at - 1] in "{}" or not (text[at - 1].isprintable() or text[at - 1] == "\u00a0")):
            return
        if text.startswith(literal, at):
            yield at + len(literal)


def to_fill(communication: Communication) -> str:
    """The text whose places are to be filled in: the agreed one as long as nothing else was changed in it."""
    agreed = communication.template
    return agreed if agreed and only_filled(agreed, communication.words) else communication.words


def _promising(text: str) -> list[str]:
    """The sentences that say when there is more."""
    return [one for one in re.split(r"(?<=[.!?])\s|\n", text.lower()) if _MORE.search(one) and _WHEN.search(one)]


def told_time(text: str) -> tuple[int, int] | None:
    """The time on the clock at which a text says that there is more, when it says one."""
    found = next((time for one in _promising(text) if (time := _TIME.search(one))), None)
    hour, minute = (int(found[1]), int(found[2])) if found else (24, 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def lacking(communication: Communication, next_update: datetime | None) -> list[str]:
    """What people who read this product expect and do not find in it."""
    product, text = communication.product, communication.words
    wanted = {
        "wanneer u meer vertelt": product in _SAYS_NEXT and not next_update and not _promising(text),
        "waar hulp is (een telefoonnummer)": product in _SAYS_HELP and not _HELP.search(text),
        "hoe het met het besluit staat": product in _SAYS_DECISION and not _DECISION.search(text.lower()),
    }
    return [what for what, missing in wanted.items() if missing]
