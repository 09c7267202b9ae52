"""What needs somebody now: the left side of the board. Empty, and saying so, when all is well."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from crisis.attention.heard import environment_due, press, reporting, rumours
from crisis.attention.messages import promised_message, to_approve, to_bring_out
from crisis.attention.wanted import AHEAD, Wanted
from crisis.board import assessments, team
from crisis.board.decisions import Decision
from crisis.board.environment import EnvironmentReport
from crisis.board.measures import MEASURES, Measure
from crisis.board.notes import Note
from crisis.board.promises import outstanding
from crisis.board.readings import Reading
from crisis.board.team import calling
from crisis.glossary import spoken
from crisis.view import View

#: How long before a promise is due it is asked for.
_DAY: Final = timedelta(hours=24)
#: How long somebody holds a role before relief is asked for. Source: domain.md 2.4.
_SHIFT: Final = timedelta(hours=8)
__all__ = ["Wanted", "attention", "staffing"]


def attention(view: View) -> list[Wanted]:
    """The most pressing first; a closed incident asks nothing of anybody."""
    if view.incident.closed:
        return []
    pressing = [
        *_silent(view),
        *to_approve(view),
        *promised_message(view),
        *_meeting(view),
        *_late(view),
        *_promised(view),
        *press(view),
        *rumours(view),
        *_in_force(view),
        *_to_accept(view),
        *_blocked(view),
        *reporting(view),
    ]
    return [
        *pressing,
        *to_bring_out(view),
        *_to_read(view),
        *_to_review(view),
        *_strategy(view),
        *environment_due(view),
        *_team(view),
        *_soon(view),
    ]


def _to_read(view: View) -> list[Wanted]:
    found = []
    for reading in view.things(Reading):
        if not view.sees(view.incident.thing(reading.what)) or _outdated(view, reading.what):
            continue
        asked, waiting = view.unread(reading.what) or (0, [])
        if waiting:
            what = view.named(reading.what)
            told = f"{asked - len(waiting)} van {asked} hebben {what} gelezen. Nog niet: {', '.join(waiting[:4])}."
            found.append(Wanted("Lezen", told, reading.what))
    return found


def _outdated(view: View, number: int) -> bool:
    """Whether this is an environment report that a later one took the place of."""
    reports = view.things(EnvironmentReport)
    return any(one.id == number for one in reports[:-1])


def _silent(view: View) -> list[Wanted]:
    """For which roles nobody comes, or answers in time."""
    running = calling.current(view.incident)
    if running and not view.sees(running):
        return []
    if running is None:
        return []
    late = [role for role in running.roles if calling.ran_out(view.incident, running, role, view.now)]
    called = {role for one in calling.of(view.incident, running) for role in one.roles}
    names = [spoken(role) for role in late if role in called]
    if not names:
        return []
    rest = f" en {len(names) - 3} andere" if len(names) > 3 else ""
    told = f"Komt niet of antwoordt niet: {', '.join(names[:3])}{rest}."
    return [Wanted("Oproep", told, at=running.started_at, page="team")]


def _meeting(view: View) -> list[Wanted]:
    meeting = view.meeting
    if meeting is None or (meeting.status == "planned" and meeting.at > view.now + AHEAD):
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
    found = _staffing(view)
    if empty := view.empty_roles():
        rest = f" en {len(empty) - 4} andere" if len(empty) > 4 else ""
        found.append(Wanted("Geen actiehouder", f"Nog niemand voor: {', '.join(empty[:4])}{rest}."))
    return found


def _staffing(view: View) -> list[Wanted]:
    """One line for all that is fragile about the team; the page of the team tells each of them."""
    found = staffing(view)
    if not found:
        return []
    rest = f" En nog {len(found) - 1} over de bezetting." if len(found) > 1 else ""
    return [Wanted("Team", f"{found[0]}{rest}", page="team")]


def staffing(view: View) -> list[str]:
    """What is fragile about the team at this moment, in Dutch sentences; who is tired comes first."""
    tired = [one for one in view.members if view.now - one.since >= _SHIFT]
    names = ", ".join(dict.fromkeys(one.person_name for one in tired[:4]))
    return [*([f"Langer dan 8 uur bezig: {names}. Regel aflossing."] if tired else []), *team.warnings(view.incident)]
