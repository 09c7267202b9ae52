"""The situation reports of an incident: the list, and each as a PDF."""

from __future__ import annotations

import io
from typing import cast

from flask import Blueprint, current_app, send_file
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from crisis.board.sitraps import SituationReport
from crisis.glossary import CIRCLES
from crisis.incident import usual_circle
from crisis.parts import grip
from crisis.refusals import NotFound
from crisis.report import single
from crisis.report.single import Press
from crisis.view import View
from crisis.web import pace
from crisis.web.visit import Product, my_digest, page, view

sitraps = Blueprint("sitraps", __name__)


@sitraps.record
def _prepare(state: BlueprintSetupState) -> None:
    """One press per running product."""
    ledger = cast(Product, state.app.extensions["crisis"]).ledger
    state.app.extensions["crisis.press"] = Press(lambda one: single.sitrap(ledger, *one))


@sitraps.get("/incidents/<int:id>/sitraps")
def listing(id: int) -> str:
    """What is being written, what was set, and the way to begin a report."""
    shown = view(id)
    found = list(reversed(shown.things(SituationReport)))
    return page(
        "sitraps",
        section="meetings",
        view=shown,
        grip=grip(shown),
        drafts=[one for one in found if one.draft],
        reports=sorted((one for one in found if one.number), key=lambda one: one.set_in, reverse=True),
        circles=[(one, CIRCLES[one]) for one in shown.audience.circles if one in CIRCLES],
        usual=usual_circle(shown.incident, shown.audience.circles),
    )


@sitraps.get("/incidents/<int:id>/sitraps/<int:number>.pdf")
def print_report(id: int, number: int) -> Response:
    """A report that was set, on paper. Raises NotFound, also for a draft."""
    shown = view(id)
    found = shown.thing(number)
    if not isinstance(found, SituationReport) or not found.number:
        raise NotFound
    pace.count(my_digest())
    made = cast("Press[tuple[View, SituationReport]]", current_app.extensions["crisis.press"]).pull((shown, found))
    name = single.filename(shown.incident.code, found)
    return send_file(io.BytesIO(made), mimetype="application/pdf", as_attachment=True, download_name=name, etag=False)
