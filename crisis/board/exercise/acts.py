"""What an exercise leader does; and what the product does when it gives an inject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import Field

from crisis import dates
from crisis.actions import action
from crisis.board.exercise.facts import (
    ExerciseEnded,
    ExercisePaused,
    ExerciseResumed,
    ExerciseStarted,
    InjectAdded,
    InjectGiven,
    InjectHurried,
    InjectSkipped,
)
from crisis.board.exercise.thing import SPEEDS, Exercise, Inject, running
from crisis.incident import By, Fact, Incident
from crisis.inputs import Line, Title, Typed, one_of, text
from crisis.refusals import Refused

#: What a leader can add, with the act by which it reaches the team and the argument that holds the words.
KINDS: Final[dict[str, str]] = {
    "report": "Melding",
    "rumour": "Gerucht",
    "question": "Vraag van inwoners",
    "press": "Persvraag",
}
_ACTS: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "report": ("notes.add", "text", {"kind": "report", "circle": "full_team"}),
    "rumour": ("rumours.hear", "text", {}),
    "question": ("questions.ask", "text", {}),
    "press": ("press.record", "question", {"medium": "een journalist"}),
}
#: Circles smaller than that of the whole team.
_SMALL: Final = frozenset({"restricted", "core_team"})
#: More than any script holds.
_MOST: Final = 500
Speed = Annotated[str, Typed, one_of(SPEEDS)]
InjectKind = Annotated[str, Typed, one_of(KINDS)]
Minutes = Annotated[int, Field(ge=0, le=10_000)]
#: As much as every kind of inject holds.
Words = Annotated[str, text(500), Typed]
Number = Annotated[int, Field(ge=1, le=100_000)]
Script = Annotated[tuple[dict[str, Any], ...], Field(max_length=_MOST)]


@action("exercise.start", "Oefening beginnen", by_hand=False)
def start(incident: Incident, by: By, title: Title, injects: Script = (), speed: Speed = "1") -> Iterator[Fact]:
    """Let a script run in this exercise."""
    if not incident.exercise:
        raise Refused("Dit is geen oefening. Injects komen alleen in een oefening.")
    if running(incident):
        raise Refused("Er loopt al een oefening. Beëindig die eerst.")
    yield ExerciseStarted(title, int(speed), tuple(injects))


@action("exercise.pause", "Stilzetten")
def pause(incident: Incident, by: By, exercise: Exercise) -> Iterator[Fact]:
    """Stop the clock of the script."""
    _must_go_on(exercise)
    if exercise.since is not None:
        yield ExercisePaused(exercise.id)


@action("exercise.resume", "Verder gaan")
def resume(incident: Incident, by: By, exercise: Exercise, speed: Speed | None = None) -> Iterator[Fact]:
    """Set the clock going, or let it go faster or slower."""
    _must_go_on(exercise)
    wanted = int(speed or exercise.speed)
    if exercise.since is None or wanted != exercise.speed:
        yield ExerciseResumed(exercise.id, wanted)


@action("exercise.skip", "Inject overslaan")
def skip(incident: Incident, by: By, exercise: Exercise, number: Number) -> Iterator[Fact]:
    """Leave out an inject that is still to come."""
    _must_go_on(exercise)
    if _waiting(exercise, number).state == "waiting":
        yield InjectSkipped(exercise.id, number)


@action("exercise.hurry", "Inject nu geven")
def hurry(incident: Incident, by: By, exercise: Exercise, number: Number) -> Iterator[Fact]:
    """Give an inject now; while the clock stands still it comes as soon as it runs."""
    _must_go_on(exercise)
    one = _waiting(exercise, number)
    if one.state == "skipped":
        raise Refused("Deze inject is overgeslagen. Voeg hem opnieuw toe als u hem toch wilt geven.")
    if one.after > exercise.elapsed(by.at):
        yield InjectHurried(exercise.id, number)


@action("exercise.add", "Inject toevoegen")
def add(
    incident: Incident,
    by: By,
    exercise: Exercise,
    kind: InjectKind,
    words: Words,
    minutes: Minutes = 0,
    expects: Line | None = None,
) -> Iterator[Fact]:
    """Put something in the script: `minutes` from now in the time of the script."""
    _must_go_on(exercise)
    if len(exercise.injects) >= _MOST:
        raise Refused(f"Er staan al {_MOST} injects in dit draaiboek van de oefening.")
    act, argument, rest = _ACTS[kind]
    after = exercise.elapsed(by.at) + 60 * minutes
    yield InjectAdded(exercise.id, after, act, {**rest, argument: words}, words, expects or "")


@action("exercise.end", "Oefening beëindigen")
def end(incident: Incident, by: By, exercise: Exercise) -> Iterator[Fact]:
    """End the script; what was given is told to the whole team."""
    _must_go_on(exercise)
    given = tuple(_told(incident, one) for one in exercise.injects if one.state == "given")
    yield ExerciseEnded(exercise.id, exercise.title, given)


@action("exercise.record", "Inject vastleggen", by_hand=False)
def record(
    incident: Incident, by: By, exercise: Exercise, number: Number, made: int | None = None, why: Line | None = None
) -> Iterator[Fact]:
    """What became of an inject: the number of what it made, or why the board could not take it."""
    one = exercise.inject(number)
    if one is None or one.state == "given":
        return
    if made is not None:
        yield InjectGiven(exercise.id, number, made)
    elif one.state == "waiting":
        yield InjectSkipped(exercise.id, number, why or "")


def _must_go_on(exercise: Exercise) -> None:
    if exercise.ended:
        raise Refused("Deze oefening is al klaar.")


def _waiting(exercise: Exercise, number: int) -> Inject:
    one = exercise.inject(number)
    if one is None:
        raise Refused("Deze inject staat niet in de oefening. Laad de pagina opnieuw.")
    if one.state == "given":
        raise Refused("Deze inject is al gegeven.")
    return one


def _told(incident: Incident, one: Inject) -> dict[str, Any]:
    """What the whole team may know of it: without its words when those were for a smaller circle."""
    small = one.made is not None and incident.entry(one.made).circle in _SMALL
    words = {"words": "", "expects": ""} if small else {"words": one.words, "expects": one.expects}
    return {"number": one.number, "at": dates.stamp(one.at) if one.at else "", **words, "made": one.made or 0}
