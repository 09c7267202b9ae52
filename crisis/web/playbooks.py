"""The playbooks, to read before they are needed: the library, each playbook, its PDF and its first 24 hours."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import cast

from flask import Blueprint, current_app, request, send_file
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from crisis import dates, proposals
from crisis.ahead import SINGULAR, ahead
from crisis.phasemap import phasemap
from crisis.playbook import Playbook
from crisis.playbook.shelves import Volume
from crisis.refusals import NotAllowed, NotFound
from crisis.report.book import book, filename
from crisis.report.single import Press
from crisis.web import pace
from crisis.web.visit import me, my_digest, page, product, today

playbooks = Blueprint("playbooks", __name__)


@playbooks.record
def _prepare(state: BlueprintSetupState) -> None:
    """One press per running product."""
    municipality = state.app.extensions["crisis"].settings.municipality
    state.app.extensions["crisis.books"] = Press(lambda playbook: book(playbook, municipality))


@playbooks.get("/playbooks")
def library() -> str:
    """Every playbook, with what it is for and what it is not for; who looks after them sees what is wrong or late."""
    _reader_only()
    volumes = product().playbooks.volumes()
    keeper = me().may_keep_playbooks
    with product().ledger.database.read() as connection:
        waiting = proposals.waiting(connection) if keeper else {}
    return page(
        "playbooks/library",
        section="playbooks",
        volumes=[one for one in volumes if one.playbook or keeper],
        late=[one for one in volumes if keeper and _late(one)],
        waiting=waiting,
        keeper=keeper,
        away=keeper and product().playbooks.away,
        municipality=product().settings.municipality,
    )


@playbooks.get("/playbooks/<name>")
def read(name: str) -> str:
    """One playbook, whole: made for preparation, and for paper."""
    volume, found = _found(name)
    return page(
        "playbooks/playbook",
        section="playbooks",
        playbook=found,
        map=phasemap(found),
        origins=product().playbooks.origins(name),
        late=me().may_keep_playbooks and _late(volume),
        keeper=me().may_keep_playbooks,
    )


@playbooks.get("/playbooks/<name>.pdf")
def print_book(name: str) -> Response:
    """A playbook on paper."""
    _, found = _found(name)
    pace.count(my_digest())
    made = cast("Press[Playbook]", current_app.extensions["crisis.books"]).pull(found)
    return send_file(
        io.BytesIO(made), mimetype="application/pdf", as_attachment=True, download_name=filename(found), etag=False
    )


@playbooks.get("/playbooks/<name>/ahead")
def look_ahead(name: str) -> str:
    """What if it begins then: the first 24 hours of a phase, and nothing happens."""
    _, found = _found(name)
    wrong: dict[str, str] = {}
    start = _moment("start", wrong) or product().ledger.now().replace(second=0, microsecond=0)
    moments = {one.key: at for one in found.moments if (at := _moment(f"m-{one.key}", wrong))}
    phase = next((one for one in found.phases if one.key == request.args.get("phase")), found.first_phase)
    return page(
        "playbooks/ahead",
        section="playbooks",
        playbook=found,
        plan=ahead(found, phase, start, moments),
        moments=moments,
        wrong={name.removeprefix("m-"): what for name, what in wrong.items()},
        singular=SINGULAR,
    )


def in_use(name: str) -> Playbook:
    """The playbook of this name, in the version that is in use; raises NotFound, and NotAllowed for a guest."""
    return _found(name)[1]


def _reader_only() -> None:
    if not me().may_read_playbooks:
        raise NotAllowed


def _found(name: str) -> tuple[Volume, Playbook]:
    """The playbook of this name that is in use; raises NotFound."""
    _reader_only()
    try:
        return product().playbooks.volume(name), product().playbooks.find(name)
    except KeyError:
        raise NotFound from None


def _late(volume: Volume) -> bool:
    """Whether somebody should have looked at it again by now."""
    playbook = volume.playbook
    return bool(playbook and playbook.review_before and playbook.review_before <= today())


def _moment(name: str, wrong: dict[str, str]) -> datetime | None:
    """A moment out of the address; what is wrong with it goes into `wrong`."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        at = dates.read(text)
    except dates.BadTime as error:
        wrong[name] = str(error)
        return None
    if not timedelta(days=-3660) < at - product().ledger.now() < timedelta(days=3660):
        wrong[name] = "Kies een moment binnen tien jaar."
        return None
    return at
