"""What we hear from the city: rumours, questions, the press, the environment report; and the sheet to read aloud."""

from __future__ import annotations

from flask import Blueprint

from crisis import differences
from crisis.board import environment
from crisis.board.environment import EnvironmentReport
from crisis.board.press import Inquiry
from crisis.board.questions import Question, Unsaid
from crisis.board.rumours import Rumour
from crisis.refusals import NotFound
from crisis.view import View
from crisis.web.visit import page, product, view

listening = Blueprint("listening", __name__)


@listening.get("/incidents/<int:id>/listening")
def listen(id: int) -> str:
    """The page on which a team listens."""
    shown = view(id)
    rumours, inquiries = shown.things(Rumour), shown.things(Inquiry)
    reports = shown.things(EnvironmentReport)
    # In the order in which they came: a list that moves under a thumb is counted wrong.
    asked = shown.things(Question)
    return page(
        "listening",
        section="listening",
        view=shown,
        rumours=sorted((one for one in rumours if one.open), key=lambda one: (one.first_heard, one.id)),
        settled=[one for one in reversed(rumours) if not one.open],
        waiting=[one for one in asked if one.open],
        answered=[one for one in asked if one.answer and not one.closed],
        over=[one for one in asked if one.closed],
        unsaid=[one for one in shown.things(Unsaid) if not one.lifted],
        inquiries=sorted((one for one in inquiries if one.open), key=_promised),
        heard_back=[one for one in reversed(inquiries) if not one.open],
        report=reports[-1] if reports else None,
        earlier=reports[-2::-1],
        due=environment.due(shown.incident, shown.audience.circles),
    )


@listening.get("/incidents/<int:id>/questions/sheet")
def sheet(id: int) -> str:
    """What the contact centre may read aloud; only answers that are meant for outside."""
    shown = view(id)
    asked = [one for one in shown.things(Question) if one.on_sheet]
    settings = product().settings
    return page(
        "sheet",
        section="listening",
        view=shown,
        answered=sorted((one for one in asked if one.told), key=lambda one: (-one.count, one.id)),
        waiting=sorted((one for one in asked if not one.told), key=lambda one: (-one.count, one.id)),
        unsaid=[one for one in shown.things(Unsaid) if one.on_sheet],
        phones=(
            ("Spoed, als elke seconde telt", settings.phone_emergency),
            ("Politie, geen spoed", settings.phone_police),
            ("Gemeente", settings.phone_city),
        ),
    )


def environment_report(shown: View, found: EnvironmentReport) -> str:
    """One version of the environment report, beside the one before it."""
    before = _before(shown, found)
    earlier = dict(shown.rows(before)) if before else {}
    now = dict(shown.rows(found))
    labels = [label for label, _ in found.rows(shown) if label in now or label in earlier]
    rows = [(label, differences.by_word(earlier.get(label, ""), now.get(label, ""))) for label in labels]
    plain = [(label, [("same", text)]) for label, text in now.items()]
    return page(
        "environment",
        section="listening",
        view=shown,
        report=found,
        before=before,
        rows=rows if before else plain,
        changed=[label for label in labels if earlier.get(label, "") != now.get(label, "")] if before else [],
        history=shown.history(found.id)[::-1],
    )


def _before(shown: View, found: EnvironmentReport) -> EnvironmentReport | None:
    try:
        before = shown.thing(found.previous) if found.previous else None
    except NotFound:
        return None
    return before if isinstance(before, EnvironmentReport) else None


def _promised(one: Inquiry) -> tuple[bool, float, int]:
    """The first promised comes first; what was not promised comes last."""
    return (one.promised_at is None, one.promised_at.timestamp() if one.promised_at else 0, one.id)
