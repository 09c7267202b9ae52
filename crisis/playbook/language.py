"""The words of a playbook: neutral, at level B1, with criteria that somebody can see, and slots without typos."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from crisis import readability
from crisis.playbook.fields import slots
from crisis.playbook.finding import Finding, Spot
from crisis.playbook.language_words import AVOID, LEFT_OPEN, NOUNS, USUAL, VERBS
from crisis.playbook.problems import Place, shown
from crisis.playbook.reading import Document

#: Fields that hold words for people; the others hold identifiers or names of sources.
_TEXTS: Final = frozenset(
    {
        *("title", "when", "not_for", "trigger", "principles", "mistakes", "enter_when", "leave_when"),
        *("strategy_prompt", "done_when", "release", "hint", "text", "goal", "audience", "decision_space"),
        *("closed_because", "communication_owner", "organiser", "assessment"),
    }
)
_CRITERIA: Final = frozenset({"enter_when", "leave_when"})
_LEFT_OPEN: Final = re.compile(rf"\b({'|'.join(LEFT_OPEN)})\b", re.IGNORECASE)
_AVOID: Final = re.compile(rf"\b({'|'.join(AVOID)})\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: How a verb often ends, and what it has before it when it tells what was done.
_VERB: Final = re.compile(r"\w{2,}t|\w{3,}en|(?:be|ge|her|ont|ver)\w{2,}d")
#: Braces that are no slot: a slot has two on each side.
_BRACES: Final = re.compile(r"(?<!\{)\{[^{}]*\}(?!\})")
#: How alike two slots are before one is taken for a typo of the other.
_ALIKE: Final = 0.84
#: Comparing slots is slow, and a file decides how many there are.
_COMPARED: Final = 200
_FEW: Final = 3


_PHONE: Final = re.compile(r"\b(?:14\s?0\d{2,3}|0[89]00[\s-]?\d{4}|088[\s-]?\d[\d\s-]{5,})\b")


def language(documents: list[Document], folder: Path) -> Iterator[Finding]:
    """Hints on the words of the last document; the slots of all together tell what is a typo."""
    mine, easier = documents[-1], readability.easier_words(folder)
    texts = list(_texts(mine.data, ()))
    used = Counter(slot for one in documents for _, text in _texts(one.data, ()) for slot in slots(text))
    known = sorted({*USUAL, *(slot for slot, times in used.most_common(_COMPARED) if times > 1)})
    single = {slot for slot in list(used)[:_COMPARED] if used[slot] == 1} - USUAL
    for place, text in texts:
        spot = Spot(mine, place, {})
        for found in dict.fromkeys(_AVOID.findall(text)):
            yield spot.hint(f"vermijd {shown(found)}; {AVOID[found.lower()]}")
        if _CRITERIA & {str(step) for step in place}:
            yield from _observable(spot, text)
        yield from _plain(spot, text, easier)
        yield from _slots(spot, text)
        yield from _number(spot, text)
        for slot in single.intersection(slots(text)):
            yield from _typo(spot, slot, known)


def _number(spot: Spot, text: str) -> Iterator[Finding]:
    """A phone number that differs from one municipality to another, or over the years; 112 does not."""
    if found := _PHONE.search(text):
        slot = "politie" if found[0].startswith(("0800", "0900")) else "gemeente"
        yield spot.hint(
            f"zet {shown(found[0])} niet in de tekst; schrijf {{{{telefoon-{slot}}}}}: dat komt uit de instellingen"
        )


def _texts(value: Any, place: Place, inside: bool = False) -> Iterator[tuple[Place, str]]:
    """Every text for people, with its place."""
    if isinstance(value, str):
        if inside:
            yield place, value
    elif isinstance(value, list):
        for at, one in enumerate(value):
            # A list of groups has fields of its own; a list of texts is the field itself.
            yield from _texts(one, (*place, at), inside and isinstance(one, str))
    elif isinstance(value, dict):
        for name, one in value.items():
            # The audience of a message is a list of identifiers, that of a meeting is a sentence.
            named = name in _TEXTS and not (name == "audience" and isinstance(one, list))
            yield from _texts(one, (*place, name), inside or named)


def _observable(spot: Spot, text: str) -> Iterator[Finding]:
    words = _WORD.findall(text)
    if text.rstrip().endswith("?"):
        yield spot.hint("dit is een vraag; schrijf op wat iemand kan zien of nagaan")
    elif found := _LEFT_OPEN.search(text):
        yield spot.hint(f"{shown(found[0])} ziet ieder anders; schrijf op wat iemand kan zien of nagaan")
    elif len(words) < _FEW or not any(map(_is_verb, words)):
        yield spot.hint("dit is geen hele zin; schrijf een hele zin over wat iemand kan zien of nagaan")


def _is_verb(word: str) -> bool:
    """Whether a word can be a verb; a guess by its form, so only words that surely are none stand out."""
    word = word.lower()
    return word in VERBS or bool(_VERB.fullmatch(word) and not word.endswith(NOUNS))


def _plain(spot: Spot, text: str, easier: dict[str, str]) -> Iterator[Finding]:
    read = readability.read(text, easier)
    if read.long:
        yield spot.hint(f"een lange zin: {shown(read.long[0])}; maak er twee van")
    elif read.hard:
        word, other = read.hard[0]
        yield spot.hint(f"een moeilijk woord: {shown(word)}; liever: {other}")


def _slots(spot: Spot, text: str) -> Iterator[Finding]:
    if single := _BRACES.search(text):
        yield spot.hint(f"{shown(single[0])} is geen invulplek; schrijf twee accolades aan elke kant: {{{{plaats}}}}")
    if spot.place[-1] != "text" and (found := slots(text)):
        yield spot.hint(f"invulplek {shown(found[0])} wordt hier niet ingevuld; dat kan alleen bij text")


def _typo(spot: Spot, slot: str, known: list[str]) -> Iterator[Finding]:
    if near := get_close_matches(slot, [one for one in known if not _related(slot, one)], n=1, cutoff=_ALIKE):
        yield spot.hint(f"invulplek {shown(slot)} staat er maar één keer; bedoelt u {shown(near[0])}?")


def _related(slot: str, other: str) -> bool:
    """Whether one is the other, or its plural."""
    short, long = sorted((slot, other), key=len)
    return long.removeprefix(short) in ("", "s", "en")
