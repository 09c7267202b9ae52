"""The assessment (duiding): what keeps people apart and together, and the strategy per phase. Never about persons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Final

from crisis.actions import action
from crisis.board import phases
from crisis.glossary import CIRCLES
from crisis.incident import By, Entry, Fact, Incident, Names, Rows, Thing
from crisis.inputs import Emptied, Text
from crisis.refusals import Clash, Conflict, Refused, refuse_names

#: The questions of the polarisation track, with what they are called. Source: denkkader Brandsma, domain.md 3.
QUESTIONS: Final[dict[str, str]] = {
    "poles": "Twee verhalen tegenover elkaar",
    "fuel": "Wat het voedt",
    "joiner_pressure": "Waar mensen moeten kiezen",
    "middle": "Waar het midden mee zit",
    "scapegoat_risk": "Wie zondebok kan worden",
    "bridge_attempts": "Te vroege bruggen",
    "game_changers": "Wat wij veranderen",
    "position": "Onze positie",
    "own_bias": "Ons eigen wij-zij-beeld",
}
#: The questions of the incident track.
TRACK: Final[dict[str, str]] = {
    "facts": "Feiten",
    "place_time": "Plaats en tijd",
    "owners": "Wie gaat erover",
}
#: Phases from which on a strategy is expected. Source: issue 3, section E.
STRATEGIC: Final = frozenset({"tension", "threat", "incident", "unrest", "aftercare"})
_ABOUT: Final = "De duiding gaat over groepen, verhalen en plekken."


@dataclass(frozen=True)
class Read:
    """What the team reads in the situation: two tracks side by side."""

    facts: str = ""
    place_time: str = ""
    owners: str = ""
    poles: str = ""
    fuel: str = ""
    joiner_pressure: str = ""
    middle: str = ""
    scapegoat_risk: str = ""
    bridge_attempts: str = ""
    game_changers: str = ""
    position: str = ""
    own_bias: str = ""


@dataclass(frozen=True)
class Assessment(Read, Thing):
    """One version of the assessment, in the phase in which it was made."""

    label = "Duiding"

    phase: int | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """Which version."""
        return f"duiding, versie {self.version}"

    def rows(self, names: Names) -> Rows:
        """The incident first, then what keeps people apart and together."""
        for name, label in {**TRACK, **QUESTIONS}.items():
            yield label, getattr(self, name)


@dataclass(frozen=True)
class Strategy(Thing):
    """What the team wants to achieve in a phase, and how."""

    label = "Strategie"
    asks = True

    words: str
    phase: int
    version: int
    assessment: int | None = None

    @property
    def name(self) -> str:
        """Which version."""
        return f"strategie, versie {self.version}"

    @property
    def headline(self) -> str:
        """The strategy, whole."""
        return self.words

    def rows(self, names: Names) -> Rows:
        """For which phase, and on which reading of the situation it rests."""
        yield "Fase", names.named(self.phase)
        yield "Rust op", names.named(self.assessment) if self.assessment else "Nog geen duiding"


@dataclass(frozen=True)
class SituationAssessed(Read, Fact, kind="situation_assessed", line="assessment"):
    """The team read the situation, anew or for the first time."""

    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add a version; the earlier ones stay."""
        run = phases.current(incident)
        values = {one.name: getattr(self, one.name) for one in fields(Read)}
        version = sum(one.circle == entry.circle for one in incident[Assessment].values()) + 1
        where = run.id if run else None
        incident.put(Assessment(entry.seq, entry.seq, entry.circle, **values, phase=where, version=version))

    def sentence(self, names: Names) -> str:
        """What was filled in."""
        filled = [label.lower() for name, label in {**TRACK, **QUESTIONS}.items() if getattr(self, name)]
        return f"Duiding vastgelegd: {', '.join(filled)}."


@dataclass(frozen=True)
class StrategySet(Fact, kind="strategy_set", line="assessment", written=True):
    """The team chose what it wants to achieve in this phase."""

    words: str
    phase: int
    assessment: int | None = None
    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add a version."""
        version = sum(one.circle == entry.circle for one in incident[Strategy].values()) + 1
        incident.put(Strategy(entry.seq, entry.seq, entry.circle, self.words, self.phase, version, self.assessment))

    def sentence(self, names: Names) -> str:
        """The strategy, with the phase it is for."""
        return f"Strategie voor fase ‘{names.named(self.phase)}’: {self.words}"


def latest(incident: Incident, circles: Collection[str]) -> Assessment | None:
    """The assessment that holds now, among those that somebody who reads these circles may see."""
    seen = [one for one in incident[Assessment].values() if one.circle in circles]
    return seen[-1] if seen else None


def strategy(incident: Incident, circles: Collection[str] = tuple(CIRCLES)) -> Strategy | None:
    """The strategy of the phase we are in, as far as these circles read it; None while it has none."""
    run = phases.current(incident)
    mine = [one for one in incident[Strategy].values() if run and one.phase == run.id and one.circle in circles]
    return mine[-1] if mine else None


def without_strategy(incident: Incident) -> bool:
    """Whether the phase we are in asks for a strategy and has none."""
    run = phases.current(incident)
    return run is not None and run.kind in STRATEGIC and strategy(incident) is None


@action("assessments.assess", "Duiding vastleggen")
def assess(
    incident: Incident,
    by: By,
    facts: Emptied | None = None,
    place_time: Emptied | None = None,
    owners: Emptied | None = None,
    poles: Emptied | None = None,
    fuel: Emptied | None = None,
    joiner_pressure: Emptied | None = None,
    middle: Emptied | None = None,
    scapegoat_risk: Emptied | None = None,
    bridge_attempts: Emptied | None = None,
    game_changers: Emptied | None = None,
    position: Emptied | None = None,
    own_bias: Emptied | None = None,
    seen: int | None = None,
) -> Iterator[Fact]:
    """Write a version of the assessment; what is left out stays as it was in the version before.

    `seen` is the number of the entry that the form was made from: what others wrote since is kept.
    """
    given = locals()
    typed = {one.name: given[one.name] for one in fields(Read) if given[one.name] is not None}
    refuse_names(typed, _ABOUT)
    before = latest(incident, by.circles)
    now = {one.name: getattr(before, one.name, "") for one in fields(Read)} | _meant(incident, by, seen, typed)
    if not any(now.values()):
        raise Refused("Vul ten minste één vraag in.")
    if before is None or any(getattr(before, name) != words for name, words in now.items()):
        yield SituationAssessed(**now, circle=by.circle(None, incident))


@action("assessments.choose", "Strategie vastleggen")
def choose(incident: Incident, by: By, strategy_text: Text) -> Iterator[Fact]:
    """Say what the team wants to achieve in this phase, and how; it rests on the assessment that holds now."""
    run = phases.current(incident)
    if run is None:
        raise Refused("Er loopt geen fase.")
    refuse_names({"strategy_text": strategy_text}, _ABOUT)
    now, resting = strategy(incident, by.circles), latest(incident, by.circles)
    if now is None or now.words != strategy_text:
        yield StrategySet(strategy_text, run.id, resting.id if resting else None, by.circle(None, incident))


def _meant(incident: Incident, by: By, seen: int | None, typed: dict[str, str]) -> dict[str, str]:
    """What somebody changed on a form that showed an older version. Raises Conflict for the same question."""
    now = latest(incident, by.circles)
    if now is None or seen is None or seen >= now.id or seen < 1:
        return typed
    before = latest(incident.at(seen), by.circles)
    meant = {name: words for name, words in typed.items() if words != getattr(before, name, "")}
    clashing = [name for name in meant if getattr(now, name) not in (getattr(before, name, ""), meant[name])]
    if clashing:
        last, labels = incident.entry(now.id), {**TRACK, **QUESTIONS}
        raise Conflict(
            {
                name: Clash(labels[name], getattr(now, name), meant[name], last.actor.name, last.recorded_at)
                for name in clashing
            }
        )
    return meant
