"""What looks like personal data in typed text. The product holds phenomena, groups and functions, no persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NINE = re.compile(r"(?<!\d)(?<!\d[.,-])(?=(\d(?:[ .-]?\d){8})(?!\d|[.,-]\d))")
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
