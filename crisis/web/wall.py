"""A screen on the wall of the crisis room: readable at five metres, nothing to press, and no names of people."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import Any, Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis.access import Audience
from crisis.board.decisions import DecisionTaken
from crisis.board.displays import Display
from crisis.board.team.calling import current, of
from crisis.incident import Incident
from crisis.refusals import NotFound
from crisis.templating import render
from crisis.view import Line, View
from crisis.web.guests import found
from crisis.web.visit import page, product

wall = Blueprint("wall", __name__)
#: What hangs in a room is read by everybody in it, so never what is for a smaller circle than the whole team.
SEEN: Final = Audience(("full_team", "mayor", "partners", "public"), frozenset())
LINES: Final = 6
LATE: Final = 5


@wall.get("/scherm/<token>")
def screen(token: str) -> str:
    """The whole page; a script asks for `stand` from then on, and without it the page loads itself again."""
    incident, display = _display(token)
    return page("wall", token=token, display=display, stand=_stand(incident), code=incident.code)


@wall.get("/scherm/<token>/stand")
def stand(token: str) -> Response:
    """Where we are now; 304 when nothing on the screen would change."""
    incident, _ = _display(token)
    html = _stand(incident)
    response = Response(html, mimetype="text/html")
    response.set_etag(hashlib.sha256(html.encode()).hexdigest()[:32])
    return response.make_conditional(request.environ)


def _display(token: str) -> tuple[Incident, Display]:
    incident, thing = found(token)
    if not isinstance(thing, Display) or not thing.shows(product().ledger.now()):
        raise NotFound
    return incident, thing


def _stand(incident: Incident) -> str:
    shown = View(incident, SEEN, product().ledger.now())
    return render("board/wall.html", view=shown, **_figures(shown))


def _figures(shown: View) -> dict[str, Any]:
    late = [task for task in shown.open_tasks if task.lateness(shown.now) == "late"]
    running = current(shown.incident)
    called = of(shown.incident, running) if running else []
    return {
        "open": len(shown.open_tasks),
        "late": late[:LATE],
        "more_late": max(len(late) - LATE, 0),
        "running": running,
        "called": len(called),
        "coming": sum(one.state == "coming" for one in called),
        "arrived": sum(one.state == "arrived" for one in called),
        "lines": [(line, _words(line)) for line in islice(filter(_fit_for_a_wall, shown.lines()), LINES)],
    }


def _fit_for_a_wall(line: Line) -> bool:
    """What was noted or decided; not what was kept with a reason, since that looks like something personal."""
    if line.entry.kept:
        return False
    noted = line.note is not None and line.note.superseded_by is None and line.note.note_kind != "contact_attempt"
    return noted or isinstance(line.entry.fact, DecisionTaken)


def _words(line: Line) -> str:
    """What it says, without who said or decided it."""
    fact = line.entry.fact
    return line.note.text if line.note else fact.chosen if isinstance(fact, DecisionTaken) else line.sentence
