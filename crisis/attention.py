"""What needs somebody now: the left side of the board. Empty, and saying so, when all is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from crisis.board import assessments, team
from crisis.board.decisions import Decision
from crisis.board.measures import MEASURES, Measure
from crisis.board.notes import Note
from crisis.board.promises import outstanding
from crisis.board.readings import Reading
from crisis.board.team import calling
from crisis.sitrap import overdue
from crisis.view import View


@dataclass(frozen=True)
class Wanted:
    """One thing that asks for somebody: why, a sentence, where to go, and since or until when."""

    why: str
    sentence: str
    thing: int | None = None
    at: datetime | None = None
    owner: int | None = None
    role: str | None = None
    #: The page to go to, when it is about no thing on the board.
    page: str = ""


#: How long before a meeting it is asked for, and before a promise is due.
_AHEAD: Final = timedelta(minutes=15)
_DAY: Final = timedelta(hours=24)
#: How long somebody holds a role before relief is asked for. Source: domain.md 2.4.
_SHIFT: Final = timedelta(hours=8)


def attention(view: View) -> list[Wanted]:
    """The most pressing first; a closed incident asks nothing of anybody."""
    if view.incident.closed:
        return []
    pressing = [
        *_silent(view),
        *_meeting(view),
        *_late(view),
        *_promised(view),
        *_in_force(view),
        *_to_accept(view),
        *_blocked(view),
        *_reporting(view),
    ]
    return [*pressing, *_to_read(view), *_to_review(view), *_strategy(view), *_team(view), *_soon(view)]


def _to_read(view: View) -> list[Wanted]:
    found = []
    for reading in view.things(Reading):
        if not view.sees(view.incident.thing(reading.what)):
            continue
        asked, waiting = view.unread(reading.what) or (0, [])
        if waiting:
            what = view.named(reading.what)
            told = f"{asked - len(waiting)} van {asked} hebben {what} gelezen. Nog niet: {', '.join(waiting[:4])}."
            found.append(Wanted("Lezen", told, reading.what))
    return found


def _silent(view: View) -> list[Wanted]:
    """Who was called and did not answer in time."""
    running = calling.current(view.incident)
    late = [one for one in calling.of(view.incident, running) if one.overdue(view.now)] if running else []
    waiting = [one for one in late if not set(one.roles) & team.filled(view.incident)]
    if not waiting:
        return []
    names = ", ".join(one.title for one in waiting[:3])
    return [
        Wanted(
            "Oproep", f"Komt niet of antwoordt niet: {names}.", at=running.started_at if running else None, page="team"
        )
    ]


def _meeting(view: View) -> list[Wanted]:
    meeting = view.meeting
    if meeting is None or (meeting.status == "planned" and meeting.at > view.now + _AHEAD):
        return []
    why = "Overleg bezig" if meeting.status == "open" else "Overleg begint"
    return [Wanted(why, meeting.title, meeting.id, meeting.opened_at or meeting.at)]


def _promised(view: View) -> list[Wanted]:
    due = [one for one in outstanding(view.incident) if view.sees(one) and one.due <= view.now + _DAY]
    return [
        Wanted(
            "Terugmelden" if one.due > view.now else "Toezegging te laat",
            one.words,
            one.id,
            one.due,
            None,
            one.owner_role,
        )
        for one in due
    ]


def _reporting(view: View) -> list[Wanted]:
    """The next situation report was promised for a moment that is past."""
    told = "Het volgende situatierapport had er moeten zijn. Maak een nieuw rapport."
    asked = partial(Wanted, "Situatierapport", told, role="information_coordinator", page="sitraps")
    return [asked(at=one.next_at) for one in overdue(view)]


def _in_force(view: View) -> list[Wanted]:
    asked = [one for one in view.things(Measure) if one.to_check(view.now)]
    return [Wanted("Nog nodig?", f"{MEASURES[one.measure_kind]}, {one.area}", one.id, one.valid_until) for one in asked]


def _strategy(view: View) -> list[Wanted]:
    if not view.audience.may("assessments.choose") or not assessments.without_strategy(view.incident):
        return []
    return [Wanted("Strategie", "Deze fase heeft nog geen strategie.", role="chair", page="assessment")]


def _late(view: View) -> list[Wanted]:
    late = [task for task in view.open_tasks if task.lateness(view.now) == "late"]
    return [Wanted("Te laat", task.title, task.id, task.due, task.assignee, task.owner_role) for task in late]


def _soon(view: View) -> list[Wanted]:
    soon = [task for task in view.open_tasks if task.lateness(view.now) == "soon"]
    return [Wanted("Bijna tijd", task.title, task.id, task.due, task.assignee, task.owner_role) for task in soon]


def _to_accept(view: View) -> list[Wanted]:
    done = [task for task in view.tasks() if task.status == "done"]
    return [Wanted("Afronden", task.title, task.id, task.done_at) for task in done]


def _blocked(view: View) -> list[Wanted]:
    stuck = [task for task in view.open_tasks if task.status == "blocked"]
    return [Wanted("Geblokkeerd", f"{task.title}: {task.why}", task.id, None, task.assignee) for task in stuck]


def _to_review(view: View) -> list[Wanted]:
    asked = [
        note
        for note in view.incident[Note].values()
        if note.review_at and not note.superseded_by and note.review_at <= view.now and view.sees(note)
    ]
    decided = [
        one for one in view.things(Decision) if one.holds and one.review_at is not None and one.review_at <= view.now
    ]
    again = [Wanted("Besluit bekijken", one.chosen, one.id, one.review_at) for one in decided]
    return [*(Wanted("Klopt dit nog?", note.text, note.id, note.review_at) for note in asked), *again]


def _team(view: View) -> list[Wanted]:
    found = [Wanted("Team", sentence) for sentence in team.warnings(view.incident)]
    if tired := [one for one in view.members if view.now - one.since >= _SHIFT]:
        names = ", ".join(dict.fromkeys(one.person_name for one in tired[:4]))
        found.append(Wanted("Team", f"Langer dan 8 uur bezig: {names}. Regel aflossing.", page="team"))
    if empty := view.empty_roles():
        rest = f" en {len(empty) - 4} andere" if len(empty) > 4 else ""
        found.append(Wanted("Geen actiehouder", f"Nog niemand voor: {', '.join(empty[:4])}{rest}."))
    return found
