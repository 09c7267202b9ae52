"""What a rumour is: the words as they were heard, never who said them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.board.notes import SOURCES
from crisis.glossary import quoted
from crisis.incident import Incident, Names, Rows, Standing, Thing

#: How far it has gone.
SPREADS: Final[dict[str, str]] = {"low": "Weinig", "medium": "Gaat rond", "high": "Overal"}
#: What checking can show.
OUTCOMES: Final[dict[str, str]] = {
    "confirmed": "Bevestigd",
    "refuted": "Weerlegd",
    "unverifiable": "Niet na te gaan",
}
STATUSES: Final[dict[str, str]] = {"open": "Open", "checking": "Wordt nagegaan", **OUTCOMES}
#: What the team can do about it.
DECISIONS: Final[dict[str, str]] = {
    "respond": "Reageren naar iedereen",
    "respond_to_group": "Reageren naar één groep",
    "monitor": "Volgen",
    "ignore": "Laten rusten",
}
#: How long a rumour may stay open before it asks for somebody. Source: issue 4, section C.
OPEN_FOR: Final = timedelta(hours=2)
_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "open": ("warn", "open"),
    "checking": ("warn", "search"),
    "confirmed": ("info", "check"),
    "refuted": ("", "close"),
    "unverifiable": ("", "gone"),
}


@dataclass(frozen=True)
class Rumour(Thing):
    """Something that is told and that nobody knows to be true yet, and what became of it."""

    label = "Gerucht"
    asks = True

    words: str
    first_heard: datetime
    via: str = ""
    spread: str = "low"
    heard: int = 1
    last_heard: datetime | None = None
    checking: str = ""
    outcome: str = ""
    finding: str = ""
    settled_at: datetime | None = None
    decision: str = ""
    reason: str = ""
    group: str = ""
    answer: str = ""
    products: tuple[int, ...] = ()
    #: The log line that it was made from, and the fact in the log that it became.
    origin: int | None = None
    fact: int | None = None

    @property
    def name(self) -> str:
        """The words, shortened."""
        return quoted(self.words)

    @property
    def headline(self) -> str:
        """The words, whole."""
        return self.words

    @property
    def status(self) -> str:
        """Where the checking stands: a key of `STATUSES`."""
        return self.outcome or ("checking" if self.checking else "open")

    @property
    def open(self) -> bool:
        """Whether it still has to be settled; not when the team chose to leave it alone."""
        return not self.outcome and self.decision != "ignore"

    def long_open(self, now: datetime) -> bool:
        """Whether it has waited too long for an outcome."""
        return self.open and now >= self.first_heard + OPEN_FOR

    def standing(self, now: datetime) -> Standing:
        """The outcome, or how it stands with the checking."""
        if self.long_open(now):
            return ("bad", "late", "Langer dan 2 uur open")
        if not self.outcome and not self.open:
            return ("", "gone", DECISIONS["ignore"])
        return (*_LOOKS[self.status], STATUSES[self.status])

    def rows(self, names: Names) -> Rows:
        """When and how it was heard, what checking showed, what was decided."""
        yield "Eerst gehoord", dates.full(self.first_heard)
        yield "Gehoord via", SOURCES.get(self.via, "")
        yield "Verspreiding", SPREADS[self.spread]
        yield "Hoe vaak gehoord", self.times
        yield "Nagegaan bij", self.checking
        found = f"{OUTCOMES[self.outcome]}. {self.finding}" if self.outcome else ""
        yield "Uitkomst", f"{found} ({dates.full(self.settled_at)})" if self.settled_at else ""
        yield "Besluit", DECISIONS.get(self.decision, "")
        yield "Welke groep", self.group
        yield "Reden", self.reason
        yield "Wat we zeggen", self.answer
        yield "Hoort bij", ", ".join(map(names.named, self.products))
        yield "Komt uit", names.named(self.origin) if self.origin else ""
        yield "Feit in het logboek", names.named(self.fact) if self.fact else ""

    @property
    def times(self) -> str:
        """How often it was heard, and when last."""
        often = f"{self.heard} keer"
        return f"{often}, het laatst {dates.short(self.last_heard)}" if self.last_heard else often


def unsettled(incident: Incident) -> list[Rumour]:
    """Rumours that still have to be settled, the oldest first."""
    return sorted((one for one in incident[Rumour].values() if one.open), key=lambda one: (one.first_heard, one.id))
