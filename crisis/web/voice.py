"""The pages of who speaks for the municipality: the writing room, one message, and what was public at a moment."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from crisis import access, dates, differences, markup, readability
from crisis.actions import ACTIONS
from crisis.attachments import Shelf
from crisis.board.communications import (
    CHANNELS,
    FUEL,
    Attachment,
    Communication,
    Remark,
    public_at,
    under_mandate,
)
from crisis.board.communications.drafting import CommunicationDrafted, CommunicationEdited, CommunicationFilled
from crisis.board.communications.wording import lacking, unfilled
from crisis.incident import Entry
from crisis.notify.outcomes import Told, outcomes
from crisis.refusals import NotFound, Unreadable
from crisis.report.letter import letter
from crisis.view import View
from crisis.web.visit import me, page, product, view

voice = Blueprint("voice", __name__)


@dataclass(frozen=True)
class Refusal:
    """Why a file was not taken in, by field; what was typed, and whether a reason may keep it."""

    wrong: Mapping[str, str] = field(default_factory=dict)
    alt: str = ""
    kept: str = ""
    personal: bool = False


NOTHING_REFUSED: Final = Refusal()
#: In what order the room shows what is being made.
_STATES: Final = ("changes_requested", "draft", "in_review", "approved")


@voice.get("/incidents/<int:id>/communications")
def room(id: int) -> str:
    """The writing room: what we say, what is being made, what waits for whom, and what is out."""
    shown = view(id)
    found = shown.things(Communication)
    out = sorted((one for one in found if one.release), key=_released_at, reverse=True)
    return page(
        "communications",
        section="communications",
        view=shown,
        key=next((one for one in out if one.product == "key_message" and one.status == "released"), None),
        making=[one for state in _STATES[:2] for one in found if one.status == state],
        waiting=[one for one in found if one.status == "in_review"],
        ready=[one for one in found if one.status == "approved"],
        out=out,
        gone=[one for one in found if one.status == "withdrawn" and not one.release],
        promised=shown.promised,
        mandate=under_mandate,
        unfilled=unfilled,
    )


@voice.get("/incidents/<int:id>/public")
def public(id: int) -> str:
    """What was public at a moment of the day: `om` is a time on the clock or a whole moment."""
    shown = view(id)
    wrong, moment = "", shown.now
    try:
        moment = _asked(request.args.get("om", ""), shown.now)
    except Unreadable as error:
        wrong = error.sentence
    found = [one for one in public_at(shown.incident, moment) if shown.sees(one)]
    return page(
        "public",
        section="communications",
        view=shown,
        then_at=moment,
        asked=request.args.get("om", "")[:40],
        wrong=wrong,
        found=[(one, markup.html(one.words)) for one in found],
        channels=CHANNELS,
    )


@voice.get("/incidents/<int:id>/communications/<int:number>.docx")
def document(id: int, number: int) -> Response:
    """A message as a document for a word processor."""
    shown = view(id)
    found = shown.thing(number)
    if not isinstance(found, Communication):
        raise NotFound
    made = io.BytesIO()
    letter(found, shown.incident, made)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    headers = {"Content-Disposition": f'attachment; filename="bericht-{number}.docx"'}
    return Response(made.getvalue(), content_type=kind, headers=headers)


def message(shown: View, found: Communication, refused: Refusal = NOTHING_REFUSED) -> str:
    """One message: the words, who looks at them, and what can be done now. `refused`: a file that was not taken in."""
    versions = list(_versions(shown, found))
    settings = product().settings
    return page(
        "communication",
        section="communications",
        view=shown,
        message=found,
        html=markup.html(found.words),
        plain=markup.plain(found.words),
        files=files(found),
        refused=refused,
        places=_places(shown, found),
        reading=readability.read(found.words, readability.easier_words(settings.home)),
        limits=readability.LIMITS,
        lacking=lacking(found, None) if found.open and found.words else [],
        mandate=under_mandate(found),
        fuel=FUEL,
        channels=CHANNELS,
        versions=versions[::-1],
        decides=bool({*found.signers(shown.now)} & _roles(shown)),
        correction=next((one for one in shown.things(Communication) if one.corrects == found.id and one.open), None),
        mine=[look for look in found.waiting_looks if {*found.lookers(look, shown.now)} & _roles(shown)],
        changed=_since_last_time(shown, versions, found),
        remarks=[one for one in shown.things(Remark) if one.communication == found.id],
        acts={name: ACTIONS[name].label for name in ACTIONS if name.startswith("communications.")},
        history=shown.history(found.id)[::-1],
        told=_told(shown, found),
    )


def files(found: Communication) -> list[tuple[Attachment, bool]]:
    """What goes along with a message, and whether it is on the disk."""
    shelf = Shelf(product().settings.home)
    return [(one, shelf.holds(one.digest, one.size)) for one in found.attachments]


def _told(shown: View, found: Communication) -> list[Told]:
    """How it went with the site and Teams; that is of now, so a page of the past does not have it."""
    if not found.release or shown.past:
        return []
    with product().ledger.database.read() as connection:
        return outcomes(connection, shown.incident, found.id, dates.local(shown.now).date())


def _versions(shown: View, found: Communication) -> Iterator[dict[str, Any]]:
    """Every text that was kept, with what changed since the one before."""
    before = ""
    for entry in shown.incident.history(found.id):
        text = _text(entry, found)
        if text is not None:
            differs = differences.by_word(before, text) if before else []
            yield {"entry": entry, "text": text, "pieces": differs}
            before = text


def _text(entry: Entry, found: Communication) -> str | None:
    fact = entry.fact
    if isinstance(fact, CommunicationDrafted) and entry.seq == found.id:
        return fact.words
    if isinstance(fact, CommunicationFilled) or (isinstance(fact, CommunicationEdited) and "words" in fact.fields):
        return fact.words if fact.communication == found.id else None
    return None


def _since_last_time(
    shown: View, versions: list[dict[str, Any]], found: Communication
) -> list[tuple[differences.How, str]]:
    """What changed since the reader last judged or wrote this text; nothing for who sees it for the first time."""
    mine = [one for one in shown.incident.history(found.id) if one.actor.id == me().id]
    if not mine or found.status != "in_review":
        return []
    seen = [one["text"] for one in versions if one["entry"].seq <= mine[-1].seq]
    return differences.by_word(seen[-1], found.words) if seen and seen[-1] != found.words else []


def _places(shown: View, found: Communication) -> list[tuple[str, str]]:
    """The places to fill in, with what is known already."""
    if not found.open:
        return []
    now = dates.local(shown.now)
    known = {
        "datum": dates.day(now.date()),
        "tijd": dates.clock(shown.incident.opened.occurred_at) if shown.incident.opened else "",
        "volgende-update": f"{dates.clock(_whole_quarter(shown.now))} uur",
        "webadres": product().settings.website,
        "gemeente": product().settings.municipality.removeprefix("Gemeente "),
    }
    return [(name, known.get(name, "")) for name in unfilled(found.words)]


def _whole_quarter(now: datetime) -> datetime:
    """About an hour from now, at a time that people say aloud."""
    later = now + timedelta(minutes=60)
    return later + timedelta(minutes=-later.minute % 15)


def _roles(shown: View) -> frozenset[str]:
    return access.roles(shown.incident, me().id, me().standing)


def _released_at(one: Communication) -> tuple[datetime, int]:
    return (one.release.at, one.id) if one.release else (one.submitted_at or datetime.min.replace(tzinfo=UTC), one.id)


def _asked(typed: str, now: datetime) -> datetime:
    text = typed.strip()
    if not text:
        return now
    try:
        if len(text) <= 5:
            return dates.from_local(datetime.combine(dates.local(now).date(), time.fromisoformat(text)))
        return dates.read(text)
    except (ValueError, dates.BadTime):
        raise Unreadable({"om": "Vul een tijd in, bijvoorbeeld 14:00, of een datum en tijd."}) from None
