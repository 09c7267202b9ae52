"""What can have happened to a rumour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crisis.board.notes import SOURCES
from crisis.board.rumours.thing import DECISIONS, OUTCOMES, SPREADS, Rumour
from crisis.glossary import ended
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class RumourHeard(Fact, kind="rumour_heard", written=True):
    """Somebody heard something that may not be true."""

    words: str
    circle: str
    via: str = ""
    spread: str = "low"
    #: When it was first heard, if that is older than this entry.
    first_heard: datetime | None = None
    origin: int | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the rumour."""
        since = self.first_heard or entry.occurred_at
        made = Rumour(entry.seq, entry.seq, entry.circle, self.words, since, self.via, self.spread, origin=self.origin)
        incident.put(made)

    def sentence(self, names: Names) -> str:
        """The words, with how they came to us."""
        via = f" Gehoord via: {SOURCES[self.via].lower()}." if self.via else ""
        origin = f" Komt uit {names.named(self.origin)}." if self.origin else ""
        return f"Gerucht: {ended(self.words)}{via} Verspreiding: {SPREADS[self.spread].lower()}.{origin}"


@dataclass(frozen=True)
class RumourHeardAgain(Fact, kind="rumour_heard_again"):
    """Somebody heard the same again."""

    about = "rumour"
    rumour: int
    spread: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Count it."""
        old = incident[Rumour][self.rumour]
        spread = self.spread or old.spread
        incident.amend(old, entry, heard=old.heard + 1, last_heard=entry.occurred_at, spread=spread)

    def sentence(self, names: Names) -> str:
        """Which, and how far it goes when that changed."""
        spread = f" Verspreiding: {SPREADS[self.spread].lower()}." if self.spread else ""
        return f"Gerucht {names.named(self.rumour)} is opnieuw gehoord.{spread}"


@dataclass(frozen=True)
class RumourChecked(Fact, kind="rumour_checked"):
    """Somebody asked the people who can know."""

    about = "rumour"
    text = "Gerucht {rumour} wordt nagegaan bij: {with_whom}."
    rumour: int
    with_whom: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set who is asked."""
        incident.amend(incident[Rumour][self.rumour], entry, checking=self.with_whom)


@dataclass(frozen=True)
class RumourSettled(Fact, kind="rumour_settled"):
    """Checking showed whether it is true, or that nobody can know."""

    about = "rumour"
    rumour: int
    outcome: str
    finding: str
    #: The fact in the log that a confirmed rumour became.
    fact: int | None = None

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the outcome; earlier ones stay in the history."""
        old = incident[Rumour][self.rumour]
        found = {"outcome": self.outcome, "finding": self.finding, "fact": self.fact}
        incident.amend(old, entry, settled_at=entry.occurred_at, **found)

    def sentence(self, names: Names) -> str:
        """The outcome, how we know, and where it stands as a fact."""
        known = f" Het staat als feit in het logboek: {names.named(self.fact)}." if self.fact else ""
        outcome = OUTCOMES[self.outcome].lower()
        return f"Gerucht {names.named(self.rumour)} is {outcome}. Hoe we dat weten: {ended(self.finding)}{known}"


@dataclass(frozen=True)
class RumourDecided(Fact, kind="rumour_decided"):
    """The team chose what to do about a rumour."""

    about = "rumour"
    rumour: int
    decision: str
    reason: str
    group: str = ""
    answer: str = ""
    products: tuple[int, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the decision; earlier ones stay in the history."""
        decided = {name: getattr(self, name) for name in ("decision", "reason", "group", "answer", "products")}
        incident.amend(incident[Rumour][self.rumour], entry, **decided)

    def sentence(self, names: Names) -> str:
        """What, to whom, why, and the words."""
        what = DECISIONS[self.decision].lower() + (f" ({self.group})" if self.group else "")
        answer = f" Wat we zeggen: {ended(self.answer)}" if self.answer else ""
        along = f" Hoort bij {', '.join(map(names.named, self.products))}." if self.products else ""
        return f"Gerucht {names.named(self.rumour)}: {what}. Reden: {ended(self.reason)}{answer}{along}"
