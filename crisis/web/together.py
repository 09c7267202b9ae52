"""The pages of what a team does together: meeting and deciding, talking with the city, reading the situation."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis.board import assessments
from crisis.board.assessments import Assessment, Strategy
from crisis.board.contacts import Contact
from crisis.board.decisions import Decision
from crisis.board.dialogues import Dialogue
from crisis.board.measures import Measure
from crisis.board.meetings import Meeting
from crisis.board.notes import Note
from crisis.board.phases import PhaseRun
from crisis.board.promises import Promise, outstanding
from crisis.board.tension import Tension, in_time, trend
from crisis.calendar import invitation
from crisis.gauge import NARROW, picture
from crisis.refusals import NotFound
from crisis.view import View
from crisis.web.visit import page, product, view

together = Blueprint("together", __name__)


@together.get("/incidents/<int:id>/meetings")
def meetings(id: int) -> str:
    """Meetings, decisions and measures."""
    shown = view(id)
    found = shown.things(Meeting)
    return page(
        "meetings",
        section="meetings",
        view=shown,
        coming=sorted((one for one in found if one.status in ("planned", "open")), key=lambda one: one.at),
        held=[one for one in reversed(found) if one.status in ("closed", "cancelled")],
        proposed=_rhythm(shown),
        decisions=_stated(shown, Decision),
        lines=[one for one in reversed(shown.things(Note)) if one.note_kind == "decision" and not one.superseded_by],
        measures=_stated(shown, Measure),
    )


@together.get("/incidents/<int:id>/dialogues")
def dialogues(id: int) -> str:
    """Dialogue meetings, promises and conversations with communities."""
    shown = view(id)
    found = shown.things(Dialogue)
    waiting = [one for one in outstanding(shown.incident) if shown.sees(one)]
    reported = [one for one in reversed(shown.things(Promise)) if not one.open]
    return page(
        "dialogues",
        section="dialogues",
        view=shown,
        coming=[one for one in found if one.status == "planned"],
        held=[one for one in reversed(found) if one.status != "planned"],
        suggested=_suggested(shown),
        promises=[(one, one.standing(shown.now)) for one in (*waiting, *reported)],
        contacts=list(reversed(shown.things(Contact))),
    )


@together.get("/incidents/<int:id>/assessment")
def assessment(id: int) -> str:
    """The assessment, and the strategy of each phase."""
    shown = view(id)
    versions = shown.things(Assessment)
    strategies = shown.things(Strategy)
    return page(
        "assessment",
        section="assessment",
        view=shown,
        latest=versions[-1] if versions else None,
        earlier=list(reversed(versions[:-1])),
        missing=shown.audience.may("assessments.choose") and assessments.without_strategy(shown.incident),
        phases=[(run, [one for one in strategies if one.phase == run.id]) for run in shown.runs],
        runs=shown.incident[PhaseRun],
    )


@together.get("/incidents/<int:id>/tension")
def tension(id: int) -> str:
    """How tense it is: the line over time, with every reading beneath."""
    shown = view(id)
    readings = in_time(shown.things(Tension))
    areas = sorted({one.area for one in readings if one.area})
    area = request.args.get("area", "")
    chosen = [one for one in readings if one.area == area] if area in areas else readings
    return page(
        "tension",
        section="assessment",
        view=shown,
        readings=chosen[::-1],
        areas=areas,
        area=area if area in areas else "",
        trend=trend(chosen),
        picture=picture(shown, chosen),
        tall=picture(shown, chosen, NARROW),
    )


@together.get("/incidents/<int:id>/calendar/<int:number>.ics")
def calendar(id: int, number: int) -> Response:
    """A meeting for somebody's own calendar; a later version takes the place of an earlier one."""
    shown = view(id)
    found = shown.thing(number)
    if not isinstance(found, Meeting) or shown.past:
        raise NotFound
    text = invitation(shown.incident, found, product().settings.public_url)
    headers = {"Content-Disposition": f'attachment; filename="overleg-{number}.ics"'}
    return Response(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _stated(shown: View, kind: type[Decision] | type[Measure]) -> list[tuple[Decision | Measure, str, object]]:
    """The newest first, with the words and the state of each."""
    found = reversed(shown.things(kind))
    return [(one, one.headline, one.standing(shown.now)) for one in found]


def _rhythm(shown: View) -> str:
    """How often the playbook says that the team meets in this phase."""
    if shown.run is None or shown.incident.playbook is None:
        return ""
    every = shown.incident.plan.phase(shown.run.phase).meeting_every
    return every.words() if every else ""


def _suggested(shown: View) -> list[object]:
    """The meetings that the playbook foresees in this phase and that nobody planned yet."""
    if shown.run is None or shown.incident.playbook is None:
        return []
    there = {one.title for one in shown.things(Dialogue)}
    return [one for one in shown.incident.plan.phase(shown.run.phase).dialogues if one.title not in there]
