"""The ways in which the product says no, each with a Dutch sentence for the one who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from crisis.privacy import Finding, person


class Refused(Exception):
    """The incident does not allow this act now (409)."""

    @property
    def sentence(self) -> str:
        """What the user reads."""
        return str(self)


@dataclass(frozen=True)
class Clash:
    """One field that two people changed: what stands there now, by whom and when, and what was typed."""

    label: str
    theirs: str
    yours: str
    by: str
    at: datetime


class Conflict(Refused):
    """Somebody else changed the same field meanwhile; both texts are shown (409)."""

    def __init__(self, clashes: Mapping[str, Clash]) -> None:
        names = ", ".join(clash.label.lower() for clash in clashes.values())
        who = next(iter(clashes.values())).by
        super().__init__(f"Intussen gewijzigd door {who}: {names}. Kies welke tekst blijft.")
        self.clashes = clashes


class NotFound(Exception):
    """There is no such thing, or it may not be seen: the answer is the same (404)."""

    sentence = "Dit bestaat niet, of u mag het niet zien."


class NotAllowed(Exception):
    """The person may see this, but may not do that (403)."""

    sentence = "Uw rol mag dit niet doen. Vraag de voorzitter."


class NotSignedIn(Exception):
    """There is no session, or it has ended or was withdrawn (401)."""

    sentence = "U bent niet (meer) aangemeld. Meld u opnieuw aan."


class Unreadable(Exception):
    """The input is not what the act asks for: a sentence per field (422)."""

    def __init__(self, fields: Mapping[str, str], personal: tuple[Finding, ...] = ()) -> None:
        super().__init__(" ".join(f"{name}: {what}" for name, what in fields.items()))
        self.fields = dict(fields)
        #: What looks like personal data and may be kept with a reason.
        self.personal = personal

    @property
    def sentence(self) -> str:
        """What the user reads above the form."""
        return " ".join(dict.fromkeys(self.fields.values()))


def refuse_names(texts: Mapping[str, str | None], why: str) -> None:
    """Refuse texts, by field, in which somebody is named; `why` says what such a text is about instead."""
    wrong = {
        name: f"‘{found}’ lijkt de naam van een persoon. {why} Schrijf de groep of de functie op."
        for name, text in texts.items()
        if (found := person(text or ""))
    }
    if wrong:
        raise Unreadable(wrong)
