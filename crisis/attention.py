"""What needs somebody now: the left side of the board. Empty, and saying so, when all is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from crisis.board import assessments, environment, team
from crisis.board.communications import Communication, promised
from crisis.board.decisions import Decision
from crisis.board.environment import EnvironmentReport
from crisis.board.measures import MEASURES, Measure
from crisis.board.notes import Note
from crisis.board.press import Inquiry
from crisis.board.promises import outstanding
from crisis.board.readings import Reading
from crisis.board.rumours import unsettled
from crisis.board.team import calling
from crisis.glossary import ROLES, spoken
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
        *_to_approve(view),
        *_promised_message(view),
        *_meeting(view),
        *_late(view),
        *_promised(view),
        *_press(view),
        *_rumours(view),
        *_in_force(view),
        *_to_accept(view),
        *_blocked(view),
        *_reporting(view),
    ]
    return [
        *pressing,
        *_messages(view),
        *_to_read(view),
        *_to_review(view),
        *_strategy(view),
        *_environment(view),
        *_team(view),
        *_soon(view),
    ]


def _to_approve(view: View) -> list[Wanted]:
    """Texts that wait for somebody, with who that is and since when."""
    found = []
    for one in view.things(Communication):
        if one.status != "in_review":
            continue
        if one.call_asked:
            who = one.drafted_by or "communications_advisor"
            found.append(
                Wanted("Bellen", f"{ROLES[one.approver]} wil bellen: {one.title}", one.id, one.call_asked, role=who)
            )
        for role in one.signers(view.now):
            found.append(Wanted("Akkoord", one.title, one.id, one.submitted_at, role=role))
        for role in (role for look in one.waiting_looks for role in one.lookers(look, view.now)):
            found.append(Wanted("Nakijken", one.title, one.id, one.submitted_at, role=role))
    return found


def _promised_message(view: View) -> list[Wanted]:
    """More was promised for a moment that is near, or past."""
    last = promised(view.incident)
    if last is None or last.release is None or last.release.next_update is None or not view.sees(last):
        return []
    at = last.release.next_update
    why = "Bericht beloofd" if at > view.now else "Bericht te laat"
    told = f"Beloofd in {last.name}"
    return [Wanted(why, told, last.id, at, role="spokesperson")] if at <= view.now + _AHEAD else []


def _messages(view: View) -> list[Wanted]:
    """What has to be written again, may go out, or should have gone out."""
    found = []
    for one in view.things(Communication):
        if one.status == "changes_requested":
            found.append(Wanted("Tekst moet anders", f"{one.title}: {one.asked_changes}", one.id, role=one.drafted_by))
        elif one.status == "approved":
            found.append(Wanted("Uitbrengen", one.title, one.id, one.approval.at if one.approval else None))
        elif one.open and one.due and one.due <= view.now:
            found.append(Wanted("Bericht te laat", one.title, one.id, one.due, role=one.drafted_by))
    return found


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


def _press(view: View) -> list[Wanted]:
    """What a medium was promised, from a quarter of an hour before."""
    due = [one for one in view.things(Inquiry) if one.open and one.promised_at and one.promised_at <= view.now + _AHEAD]
    return [
        Wanted(
            "Pers te laat" if one.promised_at and one.promised_at <= view.now else "Pers wacht",
            one.headline,
            one.id,
            one.promised_at,
            role=one.owner_role,
        )
        for one in due
    ]


def _rumours(view: View) -> list[Wanted]:
    waiting = [one for one in unsettled(view.incident) if view.sees(one) and one.long_open(view.now)]
    return [Wanted("Gerucht open", one.words, one.id, one.first_heard, role="environment_analyst") for one in waiting]


def _environment(view: View) -> list[Wanted]:
    due = environment.due(view.incident, view.audience.circles)
    if due is None or due > view.now or not view.audience.may("environment.report"):
        return []
    told = "Tijd voor een nieuwe omgevingsanalyse."
    return [Wanted("Omgevingsanalyse", told, at=due, role="environment_analyst", page="listening")]


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
