"""Looking back on an exercise: what came in beside what was done and when, and what the playbook asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from crisis.board.exercise import Exercise, ExerciseEnded, begun
from crisis.glossary import EXERCISE_CIRCLE, ROLES
from crisis.incident import Entry
from crisis.view import View

#: How many answers to one inject are shown.
_FEW: Final = 4
#: What stands in the place of words for a smaller circle.
_HIDDEN: Final = "Afgeschermd"
#: Later than this after an inject a line is no answer to it.
_SOON: Final = timedelta(minutes=45)


@dataclass(frozen=True)
class Answer:
    """Something that was done: when, by whom, in words, and how long after the inject."""

    seq: int
    at: datetime
    who: str
    words: str
    after: timedelta


@dataclass(frozen=True)
class Given:
    """One inject with what was expected, and what followed."""

    number: int
    at: datetime
    words: str
    expects: str
    made: int
    #: What was done with it itself: checking, answering, a task that came of it.
    answers: tuple[Answer, ...]
    #: What somebody of the team wrote or did first after it, when nothing was done with it itself.
    next: Answer | None


@dataclass(frozen=True)
class Asked:
    """One task of the playbook: who, before when, and when it was done."""

    title: str
    owner: str
    due: datetime | None
    done: datetime | None
    dropped: bool
    #: Whether there was no time for it yet.
    early: bool = False

    @property
    def verdict(self) -> str:
        """In time, late, not done, still to do, or not needed; a word, since colour alone says nothing."""
        if self.dropped:
            return "Niet nodig"
        if self.done is None:
            return "Nog open" if self.early else "Niet gedaan"
        return "Te laat" if self.due and self.done > self.due else "Op tijd" if self.due else "Gedaan"


@dataclass(frozen=True)
class Debrief:
    """Everything that the page shows. `over`: whether the exercise was ended."""

    title: str
    over: bool
    given: tuple[Given, ...]
    asked: tuple[Asked, ...]


def debrief(view: View) -> Debrief | None:
    """What there is to look back on; None while this reader may not know what came from the script."""
    ended = _ended(view)
    running = begun(view.incident)
    if running is None or (ended is None and not view.audience.reads(EXERCISE_CIRCLE)):
        return None
    told = tuple(_told(running)) if view.audience.reads(EXERCISE_CIRCLE) or ended is None else ended.given
    given = tuple(_given(view, one) for one in sorted(told, key=lambda one: (str(one["at"]), one["number"])))
    leads = view.audience.reads(EXERCISE_CIRCLE)
    title = ended.title if ended and not leads else running.title
    return Debrief(title, running.ended is not None if leads else True, given, tuple(_asked(view)))


def _ended(view: View) -> ExerciseEnded | None:
    for entry in view.incident.latest():
        if isinstance(entry.fact, ExerciseEnded) and view.audience.reads(entry.circle):
            return entry.fact
    return None


def _told(exercise: Exercise) -> list[dict[str, Any]]:
    done = [one for one in exercise.injects if one.state == "given" and one.at]
    return [
        {"number": one.number, "at": str(one.at), "words": one.words, "expects": one.expects, "made": one.made or 0}
        for one in done
    ]


def _given(view: View, one: dict[str, Any]) -> Given:
    at, made = datetime.fromisoformat(one["at"]), int(one["made"])
    answers = [_answer(view, entry, at) for entry in _about(view, made, one["expects"]) if entry.recorded_at >= at]
    after = None if answers else _next(view, made, at)
    planned = {task.key: task.title for phase in view.incident.plan.phases for task in phase.tasks}
    expected = planned.get(one["expects"], one["expects"])
    words = one["words"] or (view.line(view.incident.entry(made)).sentence if _reads(view, made) else _HIDDEN)
    return Given(one["number"], at, words, expected, made, tuple(answers[:_FEW]), after)


def _reads(view: View, made: int) -> bool:
    return made > 0 and view.audience.reads(view.incident.entry(made).circle)


def _about(view: View, made: int, expects: str) -> list[Entry]:
    """What people did with what the inject made, with tasks that came of it, and with the task that was expected."""
    numbers = {made, *(task.id for task in view.tasks() if task.origin == made or (expects and task.key == expects))}
    found: dict[int, Entry] = {}
    for number in numbers:
        for entry in view.incident.history(number):
            if entry.seq > made and entry.actor.id and view.audience.reads(entry.circle):
                found[entry.seq] = entry
    return [found[seq] for seq in sorted(found)]


def _next(view: View, made: int, at: datetime) -> Answer | None:
    for entry in view.incident.entries(after=made):
        if entry.recorded_at > at + _SOON:
            return None
        if entry.actor.id and not entry.fact.automatic and view.audience.reads(entry.circle):
            return _answer(view, entry, at)
    return None


def _answer(view: View, entry: Entry, at: datetime) -> Answer:
    who = entry.actor.function.split(",")[0] or entry.actor.name
    return Answer(entry.seq, entry.recorded_at, who, view.line(entry).sentence, entry.recorded_at - at)


def _asked(view: View) -> list[Asked]:
    """The tasks that the playbook brought, in the order in which they were due."""
    brought = [task for task in view.tasks() if task.key]
    ordered = sorted(brought, key=lambda one: (one.due is None, one.due or view.now))
    return [
        Asked(
            task.title,
            ROLES[task.owner_role] if task.owner_role else "",
            task.due,
            None if task.open else task.done_at,
            task.status == "not_needed",
            task.open and (task.due is None or task.due > view.now),
        )
        for task in ordered
    ]
