"""The log to take along: the PDF, which takes a while to make, and the JSON lines."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app, request, send_file
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from crisis.refusals import NotFound, Unreadable
from crisis.report import export, pdf, sheets
from crisis.report.jobs import Job, Jobs
from crisis.view import View
from crisis.web.visit import Product, me, page, product, view

exports = Blueprint("exports", __name__)


@exports.record
def _prepare(state: BlueprintSetupState) -> None:
    """One queue per running product; its files are private."""
    running = cast(Product, state.app.extensions["crisis"])
    ledger = running.ledger
    state.app.extensions["crisis.exports"] = Jobs(
        running.settings.home / "exports", lambda shown, folder: pdf.write_log(ledger, shown, folder), ledger.now
    )


def _jobs() -> Jobs:
    return cast(Jobs, current_app.extensions["crisis.exports"])


@exports.get("/incidents/<int:id>/exports")
def offer(id: int) -> str:
    """What can be taken along."""
    shown = view(id)
    mine = _jobs().of(me().id, id, shown.audience)
    listed = {name: label for name, (label, _, _) in sheets.SHEETS.items()}
    return page("exports", section="exports", view=shown, job=None, jobs=mine, sheets=listed)


@exports.post("/incidents/<int:id>/exports")
def ask(id: int) -> Response:
    """Start making the PDF, of now or of the state after entry `at`."""
    job = _jobs().ask(me().id, _asked(id))
    return Response("", 303, {"Location": f"/incidents/{id}/exports/{job.token}"})


@exports.get("/incidents/<int:id>/exports/<token>")
def progress(id: int, token: str) -> str:
    """How far the PDF is; asks the browser to look again while it is being made."""
    shown, job = view(id), _mine(id, token)
    return page("exports", section="exports", view=shown, job=job, ahead=_jobs().ahead(job))


@exports.get("/incidents/<int:id>/exports/<token>/log.pdf")
def download(id: int, token: str) -> Response:
    """The PDF, for who asked for it, while that person may still read what it holds."""
    job = _mine(id, token)
    if job.state != "done" or job.path is None or not job.path.is_file():
        raise NotFound
    name = f"{pdf.filename(view(id).incident.code, job.seq, past=job.past)}.pdf"
    return send_file(job.path, mimetype="application/pdf", as_attachment=True, download_name=name, etag=False)


@exports.get("/incidents/<int:id>/log.jsonl")
def lines(id: int) -> Response:
    """The log as JSON lines, as far as the visitor may read it."""
    shown = view(id)
    name = pdf.filename(shown.incident.code, shown.incident.seq, past=shown.past)
    headers = {"Content-Disposition": f"attachment; filename={name}.jsonl"}
    return Response(export.lines(product().ledger, shown), mimetype="application/jsonl", headers=headers)


@exports.get("/incidents/<int:id>/sheets/<name>.csv")
def one_sheet(id: int, name: str) -> Response:
    """The log, the tasks, the decisions or the promises for a spreadsheet, as far as the visitor may read them."""
    shown = view(id)
    if name not in sheets.SHEETS:
        raise NotFound
    label = sheets.SHEETS[name][0].lower()
    file = f"{label}-{shown.incident.code}-{shown.incident.seq}.csv"
    headers = {"Content-Disposition": f"attachment; filename={file}"}
    return Response(sheets.sheet(shown, name), content_type="text/csv; charset=utf-8", headers=headers)


def _mine(id: int, token: str) -> Job:
    """The job of this visitor, on this incident, with the eyes of then; raises NotFound."""
    ledger, visitor = product().ledger, me()
    job = _jobs().find(token)
    if (job.person, job.incident) != (visitor.id, id):
        raise NotFound
    if ledger.audience(ledger.load(id), visitor) != job.audience:
        raise NotFound
    return job


def _asked(id: int) -> View:
    """The view that the form asks for; raises NotFound, or Unreadable for a number that is not in the log."""
    shown = view(id)
    given = request.form.get("at", "").strip().removeprefix("#")
    if not given:
        return shown
    last = shown.incident.seq
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= last):
        raise Unreadable({"at": f"Dit logboek loopt van #1 tot en met #{last}. Vul een van die nummers in."})
    if int(given) == last:
        return shown
    then = shown.incident.at(int(given))
    return View(then, shown.audience, then.entry(then.seq).recorded_at, past=True)
