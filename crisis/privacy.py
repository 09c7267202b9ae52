"""What looks like personal data in typed text. The product holds phenomena, groups and functions, no persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: What people and word processors put between digits: spaces of every kind, dots, dashes, slashes, nothing visible.
_BETWEEN: Final = r"[\s\u00a0\u200b-\u200d\u2010-\u2015\u2060\ufeff./-]{0,3}"
_NINE = re.compile(rf"(?<!\d)(?<!\d[.,-])(?=(\d(?:{_BETWEEN}\d){{8}})(?!\d|[.,-]\d))")
#: Numbers that are meant to be shared: 112, 14 + area code, 0800, 0900, 088.
_PUBLIC = re.compile(r"^(112|14\d{2,3}|0800\d{4,7}|0900\d{4,7}|088\d{7})$")
_PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    "e-mailadres": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "rekeningnummer (IBAN)": re.compile(
        r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b|\b(?i:nl)\d{2} ?(?i:[a-z]{4})(?: ?\d){10}\b"
    ),
    "telefoonnummer": re.compile(r"(?<![\w/.-])(?:\+31|0031|0)(?:[ ./-]?\(?\d\)?){8,10}(?![\w-])"),
    "kenteken": re.compile(
        r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*\d)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})"
        r"(?![\w-])"
        r"|(?<![\w-])(?=[a-z\d-]*[a-z]-)(?:[a-z]{2}-\d\d-[a-z]{2}|\d\d-[a-z]{2,3}-(?:[a-z]{2}|\d{1,2})|[a-z]{2}-\d{3}-[a-z])"
        r"(?![\w-])"
    ),
    "accountnaam": re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,}"),
}


@dataclass(frozen=True)
class Finding:
    """Something in a text that looks like personal data: what it is, and the words themselves."""

    what: str
    words: str


def bsn(text: str) -> str | None:
    """The first number that passes the elfproef of a burgerservicenummer, as it was typed."""
    for match in _NINE.finditer(text):
        digits = [int(sign) for sign in match[1] if sign.isdecimal()]
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        total = sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
        if total and total % 11 == 0 and not _PUBLIC.match("".join(map(str, digits))):
            return match[1]
    return None


def findings(text: str) -> list[Finding]:
    """Everything that asks for a choice: rewrite, or keep with a reason."""
    found: list[Finding] = []
    for what, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            words = match[0]
            taken = any(words in earlier.words for earlier in found)
            if not taken and not _PUBLIC.match(re.sub(r"\D", "", words)):
                found.append(Finding(what, words))
    return found


_TITLE: Final = r"(?:[Dd]hr|[Mm]w|[Mm]evr|[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Ff]am|[Ff]amilie)\.?"
_LINK: Final = r"(?:(?:van|de|den|der|het|ten|ter|el|al|ben|bin|ibn)\s+){0,3}"
_CAPITAL: Final = r"[A-ZÀ-Þ][\w’'-]+"
#: A surname, with the capitalised words behind it: those show whether it is a street or a school after all.
_NAME: Final = rf"{_LINK}{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}"
#: Names that many people in the Netherlands carry; a capital behind one of them makes it a person.
_FIRST: Final = """
    Jan Piet Pieter Kees Cees Klaas Henk Johan Peter Hans Willem Wim Marco Dennis Tim Tom Lars Sem Daan Bram Thijs
    Ruben Mark Erik Rob Bas Frank Patrick Kevin Jeroen Sander Stefan Michiel Martijn Maarten Wouter Gerard Geert Jaap
    Anna Maria Sanne Lisa Emma Sophie Julia Eva Anouk Fleur Marieke Petra Ingrid Karin Linda Monique Esther Miriam
    Saskia Yvonne Ellen Astrid Nicole Wilma Femke Laura Nora Fatima Aisha Khadija Samira Yasmina Naima Nadia Meryem
    Mohamed Mohammed Mohammad Ahmed Youssef Hassan Hamza Karim Rachid Bilal Ali Omar Ibrahim Mehmet Mustafa Murat
    Yusuf Emre Ayse Fatma Zeynep Elif David Daniel Sarah Noa
""".split()  # noqa: SIM905
#: What is no person although it is called after one: streets, schools, houses of worship, sports grounds, kings.
_PLACE: Final = re.compile(
    r"(?:.*\w[’'-]?(?<!ver)(?:straat|laan|weg|plein|singel|kade|park|brug|gracht|haven|steeg|dreef|pad|plantsoen"
    r"|plaats|markt|buurt|tunnel|school|college|lyceum|gymnasium|moskee|synagoge|tempel|ziekenhuis|stichting"
    r"|vereniging|stadion|theater|museum|universiteit)"
    r"|park|plein|school|college|lyceum|gymnasium|mavo|moskee|kerk|kapel|synagoge|tempel|ziekenhuis|wijkcentrum"
    r"|centrum|stichting|vereniging|stadion|arena|hal|zaal|theater|museum|bibliotheek|fonds|prijs|universiteit"
    r"|hemelvaart|modaal|publiek)s?",
    re.IGNORECASE,
)
#: Initials that are an abbreviation: a company, a club, a law, a remark.
_SHORT: Final = frozenset(
    "bv nv cv vof vv sv fc sc rk ps nb ov ehbo apv azc om vn eu vs us usa ov ggd grip avg wom zoz id vve ra ls".split()  # noqa: SIM905
)
#: Words before a single letter that make it a label instead of an initial: plan A. Daarna volgt plan B.
_LABELLED: Final = re.compile(
    r"\b(?:plan|scenario|optie|variant|keuze|groep|team|lijn|punt|bijlage|vak|zone|blok|hal|zaal|gebouw|poort|deel|stap"
    r"|fase|organisatie|organisator|categorie|klasse|route|ring|tribune|vitamine)$",
    re.IGNORECASE,
)
#: Words with which the next sentence begins.
_STARTS: Final = frozenset(
    """
    De Het Een Dit Dat Die Deze Daarna Dan Wij We Ze Zij Er Als In Op Aan Bij Met Na Om Voor Nu Niet Geen Alle Veel
    Ook Over Maar En Of Want Wat Wie Waar Hoe
""".split()  # noqa: SIM905
)
_FOUND: Final = re.compile(
    rf"\b{_TITLE}\s+(?:[A-Z]\.\s?)*{_NAME}"
    rf"|\b(?P<initials>(?:[A-Z]\.\s?){{1,4}})(?P<rest>{_NAME})"
    rf"|\b(?:{'|'.join(_FIRST)})\s+{_NAME}"
)
_NEXT: Final = re.compile(r"[\s-]([a-z]\w+)")


def person(text: str) -> str | None:
    """The first words that look like the name of a person; meant for texts in which nobody may be named.

    It knows titles, initials and common first names before a surname. What it does not know, it does not find, and
    it lets streets, schools and houses of worship that are called after somebody stand.
    """
    position = 0
    while match := _FOUND.search(text, position):
        before = text[: match.start()].rstrip(" ")
        if not (_is_place(match) or before.endswith("Zwarte") or _is_label(match, before)):
            return match[0]
        position = match.start("rest") if match["initials"] else match.end()
    return None


def _is_place(match: re.Match[str]) -> bool:
    behind = _NEXT.match(match.string, match.end())
    words = match[0].split()[1:]
    king = words and re.fullmatch("[IVX]+", words[0])
    return bool(king) or any(map(_PLACE.fullmatch, [*words, behind[1] if behind else ""]))


def _is_label(match: re.Match[str], before: str) -> bool:
    """Whether what looks like initials is an abbreviation, or counts: plan A. Daarna volgt plan B."""
    letters = re.sub(r"\W", "", match["initials"] or "").lower()
    if len(letters) != 1:
        return letters in _SHORT
    counts = letters in "abcde" and match["rest"][0].isupper() and (not before or before[-1] in "\n.;")
    return counts or match["rest"].split()[0] in _STARTS or bool(_LABELLED.search(before))
