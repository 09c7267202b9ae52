"""One thing on the board with its own history; each kind has the page that fits it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response

from crisis.actions import ACTIONS
from crisis.board.communications import Communication
from crisis.board.decisions import Decision
from crisis.board.dialogues import Dialogue
from crisis.board.environment import EnvironmentReport
from crisis.board.measures import Measure
from crisis.board.meetings import Meeting
from crisis.board.meetings.schedule import planned, schedule
from crisis.board.phases import PhaseRun
from crisis.board.press import Inquiry
from crisis.board.promises import Promise
from crisis.board.questions import Question, Unsaid
from crisis.board.rumours import Rumour
from crisis.board.sitraps import SituationReport
from crisis.board.tasks import Task
from crisis.incident import Thing
from crisis.sitrap import differences, plain, previous
from crisis.view import View
from crisis.web.filters import wanted
from crisis.web.listening import environment_report
from crisis.web.visit import me, page, view
from crisis.web.voice import message

things = Blueprint("things", __name__)
#: Which tab a kind belongs to.
_SECTIONS: Final[dict[type[Thing], str]] = {
    **dict.fromkeys((Decision, Measure, Meeting), "meetings"),
    **dict.fromkeys((Rumour, Question, Unsaid, Inquiry, EnvironmentReport), "listening"),
    Promise: "dialogues",
}
#: What one can do with a record that still holds.
_ACTS: Final[dict[type[Thing], tuple[str, ...]]] = {
    Decision: ("decisions.revise", "decisions.withdraw"),
    Measure: ("measures.check", "measures.withdraw"),
    Promise: ("promises.report_back", "promises.drop"),
    Rumour: ("rumours.hear_again", "rumours.check", "rumours.settle", "rumours.decide"),
    Question: ("questions.answer", "questions.assign", "questions.count", "questions.withdraw", "questions.close"),
    Unsaid: ("questions.lift",),
    Inquiry: ("press.answer", "press.drop"),
}


@things.get("/incidents/<int:id>/things/<int:number>")
def thing(id: int, number: int) -> str | Response:
    """One thing on the board with its own history."""
    shown = view(id)
    found = shown.thing(number)
    if isinstance(found, Task):
        return _task(shown, found)
    if isinstance(found, Meeting):
        return _meeting(shown, found)
    if isinstance(found, Communication):
        return message(shown, found)
    if isinstance(found, Dialogue):
        return _dialogue(shown, found)
    if isinstance(found, EnvironmentReport):
        return environment_report(shown, found)
    if isinstance(found, SituationReport):
        return _sitrap(shown, found)
    if found.label:
        return _record(shown, found)
    then = f"?at={shown.incident.seq}" if shown.past else ""
    return Response("", 303, {"Location": f"/incidents/{id}/entries/{number}{then}"})


def _task(shown: View, found: Task) -> str:
    acts = [ACTIONS[name] for name in wanted(shown, found, me().id)]
    run = shown.incident[PhaseRun].get(found.phase or 0)
    return page(
        "task", section="board", view=shown, task=found, run=run, history=shown.history(found.id)[::-1], acts=acts
    )


def _meeting(shown: View, found: Meeting) -> str:
    decisions = [one for one in shown.things(Decision) if one.meeting == found.id]
    before = [one for one in shown.open_tasks if one.origin in shown.incident[Meeting] and (one.origin or 0) < found.id]
    points = schedule(found.agenda, found.opened_at or found.at)
    return page(
        "meeting",
        section="meetings",
        view=shown,
        meeting=found,
        decisions=decisions,
        assigned=shown.from_origin(found.id),
        points=points,
        minutes=planned(points),
        before=before if found.status != "closed" else [],
        history=shown.history(found.id)[::-1],
    )


def _dialogue(shown: View, found: Dialogue) -> str:
    return page(
        "dialogue",
        section="dialogues",
        view=shown,
        dialogue=found,
        rows=shown.rows(found),
        report=[row for row in found.report.told() if row[1]] if found.report else [],
        promises=[one for one in shown.things(Promise) if one.origin == found.id],
        follow_up=shown.from_origin(found.id),
        history=shown.history(found.id)[::-1],
    )


def _sitrap(shown: View, found: SituationReport) -> str:
    before = previous(shown, found)
    return page(
        "sitrap",
        section="meetings",
        view=shown,
        sitrap=found,
        state=found.standing(shown.now),
        before=before,
        differences=differences(before, found) if before else [],
        plain=plain(shown, found) if found.number else "",
        history=shown.history(found.id)[::-1],
    )


def _record(shown: View, found: Thing) -> str:
    return page(
        "record",
        section=_SECTIONS.get(type(found), "assessment"),
        view=shown,
        thing=found,
        kind=found.label,
        headline=found.headline,
        state=found.standing(shown.now),
        rows=shown.rows(found),
        acts=[ACTIONS[name] for name in _fitting(shown, found)],
        argument=type(found).__name__.lower(),
        follow_up=shown.from_origin(found.id),
        history=shown.history(found.id)[::-1],
    )


def _fitting(shown: View, found: Thing) -> list[str]:
    over = (
        (isinstance(found, Decision) and not found.holds)
        or (isinstance(found, Measure) and not found.in_force(shown.now))
        or (isinstance(found, Promise | Inquiry) and not found.open)
        or (isinstance(found, Question) and found.closed)
        or (isinstance(found, Unsaid) and found.lifted)
    )
    pointless = {
        "rumours.check": isinstance(found, Rumour) and found.outcome,
        "questions.withdraw": isinstance(found, Question) and not found.answer,
    }
    return [] if over else [name for name in _ACTS.get(type(found), ()) if shown.may(name) and not pointless.get(name)]
