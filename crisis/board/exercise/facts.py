"""What happens to an exercise. The script is read by the exercise leader alone, until it is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from crisis.board.exercise.thing import Exercise, Inject, how_fast
from crisis.glossary import EXERCISE_CIRCLE
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class ExerciseStarted(Fact, kind="exercise_started", line="exercise"):
    """The script of an exercise began to run."""

    title: str
    speed: int
    injects: tuple[dict[str, Any], ...]
    circle: str = EXERCISE_CIRCLE

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the script down, with its clock at zero."""
        made = tuple(Inject(number, **one) for number, one in enumerate(self.injects, 1))
        at = entry.recorded_at
        incident.put(Exercise(entry.seq, entry.seq, entry.circle, self.title, self.speed, made, at, started=at))

    def sentence(self, names: Names) -> str:
        """How many injects, and how fast."""
        speed = how_fast(self.speed).lower()
        return f"Oefening ‘{self.title}’ begonnen, {speed}. Injects: {len(self.injects)}."


@dataclass(frozen=True)
class ExercisePaused(Fact, kind="exercise_paused", line="exercise"):
    """The clock of the script was stopped; the team works on."""

    about = "exercise"
    text = "De oefening {exercise} staat stil."
    exercise: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Keep how far it was."""
        now = incident[Exercise][self.exercise]
        incident.amend(now, entry, passed=now.elapsed(entry.recorded_at), since=None)


@dataclass(frozen=True)
class ExerciseResumed(Fact, kind="exercise_resumed", line="exercise"):
    """The clock of the script was set going, at this speed."""

    about = "exercise"
    exercise: int
    speed: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Go on from where it was."""
        now = incident[Exercise][self.exercise]
        passed = now.elapsed(entry.recorded_at)
        incident.amend(now, entry, passed=passed, since=entry.recorded_at, speed=self.speed)

    def sentence(self, names: Names) -> str:
        """With the speed in words."""
        speed = how_fast(self.speed).lower()
        return f"De oefening {names.named(self.exercise)} loopt, {speed}."


@dataclass(frozen=True)
class InjectAdded(Fact, kind="inject_added", line="exercise"):
    """The leader put something in the script."""

    about = "exercise"
    text = "Inject toegevoegd: {words}"
    exercise: int
    after: int
    act: str
    given: dict[str, Any]
    words: str
    expects: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add it to the script."""
        now = incident[Exercise][self.exercise]
        one = Inject(len(now.injects) + 1, self.after, self.act, self.given, self.words, self.expects)
        incident.amend(now, entry, injects=(*now.injects, one))


@dataclass(frozen=True)
class InjectHurried(Fact, kind="inject_hurried", line="exercise"):
    """The leader wants an inject now."""

    about = "exercise"
    text = "Inject {number} komt nu."
    exercise: int
    number: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Its time is now."""
        now = incident[Exercise][self.exercise]
        _settle(incident, entry, now, self.number, after=now.elapsed(entry.recorded_at))


@dataclass(frozen=True)
class InjectGiven(Fact, kind="inject_given", line="exercise"):
    """An inject reached the team: it made the line or thing with this number."""

    about = "exercise"
    text = "Inject {number} gegeven: #{made}."
    exercise: int
    number: int
    made: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Keep when, and what it made."""
        now = incident[Exercise][self.exercise]
        _settle(incident, entry, now, self.number, state="given", at=entry.recorded_at, made=self.made)


@dataclass(frozen=True)
class InjectSkipped(Fact, kind="inject_skipped", line="exercise"):
    """An inject is not given: the leader skipped it, or the board could not take it."""

    about = "exercise"
    text = "Inject {number} overgeslagen. {why}"
    exercise: int
    number: int
    why: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """It will not come."""
        now = incident[Exercise][self.exercise]
        _settle(incident, entry, now, self.number, state="skipped", at=entry.recorded_at, why=self.why)


@dataclass(frozen=True)
class ExerciseEnded(Fact, kind="exercise_ended", line="exercise"):
    """The script is over. What was given is told to the whole team, to look back on."""

    exercise: int
    title: str
    given: tuple[dict[str, Any], ...]
    circle: str = "full_team"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Its clock stands still for good."""
        now = incident[Exercise][self.exercise]
        passed = now.elapsed(entry.recorded_at)
        incident.amend(now, entry, passed=passed, since=None, ended=entry.recorded_at)

    def sentence(self, names: Names) -> str:
        """How much there was."""
        came = "Er kwam 1 inject" if len(self.given) == 1 else f"Er kwamen {len(self.given)} injects"
        return f"Oefening ‘{self.title}’ is klaar. {came} binnen. Het team kan terugkijken."


def _settle(incident: Incident, entry: Entry, now: Exercise, number: int, **changes: Any) -> None:
    injects = tuple(replace(one, **changes) if one.number == number else one for one in now.injects)
    incident.amend(now, entry, injects=injects)
