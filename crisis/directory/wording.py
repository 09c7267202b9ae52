"""What may be typed in the directory: work contact data, no names, no numbers of citizens."""

from __future__ import annotations

import re
from typing import Final

from crisis import privacy
from crisis.glossary import ROLES
from crisis.refusals import Unreadable

LABELS: Final[dict[str, str]] = {
    "name": "Naam van de organisatie",
    "organisation": "Organisatie",
    "title": "Functie",
    "email": "E-mailadres",
    "phone": "Telefoonnummer",
    "other": "Tweede weg",
    "roles": "Rollen",
    "deputy": "Vervanger",
    "person": "Account",
    "checked_on": "Nagekeken op",
    "active": "In gebruik",
    "start": "Piket van",
    "end": "Piket tot",
    "code": "Code",
    "theme": "Thema",
    "area": "Wijk",
    "names": "Lijst",
    "remark": "Wat er anders is",
    "channel": "Verstuurd per",
    "detail": "Reden",
}
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
#: In the Netherlands, abroad, and the short and shared numbers.
_PHONE: Final = re.compile(r"\+\d{8,15}|00\d{9,14}|0\d{9}|0[89]00\d{4}(\d{3})?|14\d{2,3}|112")
_CODE: Final = re.compile(r"[A-Z]{2,4}-\d{2,3}")
_BSN: Final = "Dit lijkt een burgerservicenummer. Dat mag hier niet staan."
_PERSON: Final = "Hier lijkt een naam van een persoon te staan. Schrijf de functie."


class Wrong(ValueError):
    """What was typed in one field cannot be kept; the message says what to do, in Dutch."""


def organisation(text: str) -> str:
    """The name of an organisation."""
    return _plain(text, 100, "Geef een naam van 2 tot 100 tekens.")


def title(text: str) -> str:
    """What a function is called."""
    return _plain(text, 100, "Geef een functie van 2 tot 100 tekens, bijvoorbeeld: teamleider.")


def label(text: str) -> str:
    """A theme or a district."""
    return _plain(text, 60, "Houd elke regel tussen 2 en 60 tekens.")


def email(text: str) -> str:
    """An address for work, or nothing."""
    text = text.strip()
    if text and (len(text) > 200 or not _EMAIL.fullmatch(text)):
        raise Wrong("Dit is geen e-mailadres. Het ziet eruit als functie@organisatie.nl.")
    if privacy.bsn(text):
        raise Wrong(_BSN)
    return text


def phone(text: str) -> str:
    """A telephone number as it was typed, or nothing."""
    text = " ".join(text.split())
    bare = re.sub(r"[ ()./-]", "", text.replace("(0)", ""))
    if not text or (len(text) <= 30 and bare.isascii() and _PHONE.fullmatch(bare)):
        return text
    raise Wrong(_BSN if privacy.bsn(bare) else "Dit is geen telefoonnummer. Begin met 0 of met + en de landcode.")


def other(text: str) -> str:
    """A second way to be reached, in a few words, or nothing."""
    text = " ".join(text.split())
    if len(text) > 200 or not text.isprintable():
        raise Wrong("Houd dit korter dan 200 tekens.")
    number = privacy.bsn(text)
    called = [one.words for one in privacy.findings(text) if one.what == "telefoonnummer"]
    if number and not any(number in one for one in called):
        raise Wrong(_BSN)
    if privacy.person(text):
        raise Wrong(_PERSON)
    return text


def remark(text: str) -> str:
    """What a function says is not right any more; new numbers and addresses belong in it, names of people do not."""
    text = "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
    if not 3 <= len(text) <= 500 or not text.replace("\n", "").isprintable():
        raise Wrong("Schrijf in 3 tot 500 tekens wat er anders is.")
    number = privacy.bsn(text)
    called = [one.words for one in privacy.findings(text) if one.what == "telefoonnummer"]
    if number and not any(number in one for one in called):
        raise Wrong(_BSN)
    if privacy.person(text):
        raise Wrong(_PERSON)
    return text


def roles(given: list[str]) -> frozenset[str]:
    """Roles by their identifier or their Dutch name."""
    known = {word.casefold(): role for role, word in ROLES.items()} | {role: role for role in ROLES}
    found = {one.strip(): known.get(one.strip().casefold()) for one in given if one.strip()}
    if unknown := [one[:40] for one, role in found.items() if role is None]:
        raise Wrong(f"Deze rol is er niet: {', '.join(unknown[:3])}. Gebruik de namen van de rollen op het bord.")
    return frozenset(role for role in found.values() if role)


def code(text: str) -> str:
    """The code of an ally; never a name."""
    text = text.strip().upper()
    if not _CODE.fullmatch(text):
        raise Wrong("Alleen een code, zoals BG-07. Hier komt nooit een naam te staan.")
    return text


def all_right(errors: dict[str, str]) -> None:
    """Raise Unreadable when something is wrong with a field."""
    if errors:
        raise Unreadable(errors)


def _plain(text: str, longest: int, sentence: str) -> str:
    text = " ".join(text.split())
    if not 2 <= len(text) <= longest or not text.isprintable():
        raise Wrong(sentence)
    if privacy.bsn(text):
        raise Wrong(_BSN)
    if found := privacy.findings(text):
        raise Wrong(f"Hier lijkt een {found[0].what} te staan. Dat hoort in een ander veld.")
    if privacy.person(text):
        raise Wrong(_PERSON)
    return text
