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
from crisis.playbook.problems import Place, shown
from crisis.playbook.reading import Document

#: Words to avoid, with what to write instead. Source: domain section 13, vocabulary and product risk 5.
AVOID: Final[dict[str, str]] = {
    "relschoppers": "groep",
    "relschopper": "iemand uit de groep",
    "tuig": "groep",
    "probleemgroep": "groep",
    "probleemgroepen": "groepen",
    "probleemjongeren": "jongeren",
    "hangjongeren": "jongeren",
    "zaak": "incident of onderwerp",
    "casus": "incident",
    "allochtoon": "de naam van de groep, als die ertoe doet",
    "allochtonen": "de naam van de groep, als die ertoe doet",
    "autochtoon": "inwoner",
    "autochtonen": "inwoners",
    "haatbaard": "niets: laat het weg",
    "wappie": "niets: laat het weg",
    "wappies": "niets: laat het weg",
}
#: Slots that every playbook may use once without it being a typo.
USUAL: Final = frozenset(
    {
        *("datum", "tijd", "plaats", "gemeente", "wijk", "volgende-update", "webadres", "aanspreekpunt"),
        *("wat-we-weten", "wat-we-niet-weten", "wat-we-doen", "wat-u-merkt", "wat-u-kunt-doen", "onderwerp"),
    }
)
#: Fields that hold words for people; the others hold identifiers or names of sources.
_TEXTS: Final = frozenset(
    {
        *("title", "when", "not_for", "trigger", "principles", "mistakes", "enter_when", "leave_when"),
        *("strategy_prompt", "done_when", "release", "hint", "text", "goal", "audience", "decision_space"),
        *("closed_because", "communication_owner", "organiser", "assessment", "question"),
    }
)
_CRITERIA: Final = frozenset({"enter_when", "leave_when"})
#: Words that leave it to the reader whether something is so.
_VAGUE: Final = re.compile(
    r"\b(goed|voldoende|beter|genoeg|gevoel|hopelijk|eventueel|misschien|zo nodig|onder controle|normaal gesproken)\b",
    re.IGNORECASE,
)
_AVOID: Final = re.compile(rf"\b({'|'.join(AVOID)})\b", re.IGNORECASE)
#: How alike two slots are before one is taken for a typo of the other.
_ALIKE: Final = 0.84
_FEW: Final = 4


def language(documents: list[Document], folder: Path) -> Iterator[Finding]:
    """Hints on the words of the last document; the slots of all together tell what is a typo."""
    mine, easier = documents[-1], readability.easier_words(folder)
    texts = list(_texts(mine.data, ()))
    for place, text in texts:
        spot = Spot(mine, place)
        for found in dict.fromkeys(_AVOID.findall(text)):
            yield spot.hint(f"vermijd {shown(found)}; schrijf: {AVOID[found.lower()]}")
        if _CRITERIA & {str(step) for step in place}:
            yield from _observable(spot, text)
        yield from _plain(spot, text, easier)
    used = Counter(slot for one in documents for _, text in _texts(one.data, ()) for slot in slots(text))
    for place, text in texts:
        yield from _typos(Spot(mine, place), text, used)


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
            yield from _texts(one, (*place, name), inside or name in _TEXTS)


def _observable(spot: Spot, text: str) -> Iterator[Finding]:
    if text.rstrip().endswith("?"):
        yield spot.hint("dit is een vraag; schrijf op wat iemand kan zien of nagaan")
    elif found := _VAGUE.search(text):
        yield spot.hint(f"{shown(found[0])} ziet ieder anders; schrijf op wat iemand kan zien of nagaan")
    elif len(text.split()) < _FEW:
        yield spot.hint("dit is kort; schrijf een hele zin over wat iemand kan zien of nagaan")


def _plain(spot: Spot, text: str, easier: dict[str, str]) -> Iterator[Finding]:
    read = readability.read(text, easier)
    if read.long:
        yield spot.hint(f"een lange zin: {shown(read.long[0])}; maak er twee van")
    elif read.hard:
        word, other = read.hard[0]
        yield spot.hint(f"een moeilijk woord: {shown(word)}; liever: {other}")


def _typos(spot: Spot, text: str, used: Counter[str]) -> Iterator[Finding]:
    for slot in slots(text):
        if used[slot] > 1 or slot in USUAL:
            continue
        known = [one for one in {*USUAL, *used} if one != slot and (one in USUAL or used[one] > 1)]
        if near := get_close_matches(slot, known, n=1, cutoff=_ALIKE):
            yield spot.hint(f"invulplek {shown(slot)} staat er maar één keer; bedoelt u {shown(near[0])}?")
