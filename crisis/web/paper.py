"""The paper pack: what a team needs on paper for when the screens fail."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from flask import Blueprint

from crisis.board.decisions import Decision
from crisis.board.meetings import Meeting
from crisis.board.notes import Note
from crisis.board.promises import outstanding
from crisis.board.team.calling import STATES, CallOut, current, of
from crisis.refusals import NotFound
from crisis.view import View
from crisis.web.calling import may_phone, phone_book
from crisis.web.visit import page, view

paper = Blueprint("paper", __name__)
#: How many decisions stand on paper: those that people still ask about.
DECISIONS: Final = 10


@paper.get("/incidents/<int:id>/paper")
def pack(id: int) -> str:
    """For who reads what the team reads; telephone numbers only for who may call the team together, and of now."""
    shown = view(id)
    if not shown.audience.reads("full_team"):
        raise NotFound
    return page(
        "paper",
        section="exports",
        view=shown,
        book=phone_book(shown) if may_phone(shown) else None,
        called=_called(shown),
        states=STATES,
        decisions=list(islice(_decisions(shown), DECISIONS)),
        promises=[one for one in outstanding(shown.incident) if shown.sees(one)],
        meetings=sorted(_coming(shown), key=lambda one: one.at),
    )


def _called(shown: View) -> list[Any]:
    """Who was called last, with what they answered."""
    outs = shown.things(CallOut)
    return of(shown.incident, current(shown.incident) or outs[-1]) if outs else []


def _coming(shown: View) -> list[Meeting]:
    return [one for one in shown.things(Meeting) if one.status in ("planned", "open")]


def _decisions(shown: View) -> list[dict[str, Any]]:
    """Decisions from the form and from the log, the newest first."""
    formal = [
        {
            "id": one.id,
            "words": one.chosen,
            "why": one.why,
            "by": one.decided_by,
            "at": one.decided_at,
            "state": one.standing(shown.now),
        }
        for one in shown.things(Decision)
    ]
    written = [
        {
            "id": one.id,
            "words": one.text,
            "why": one.why,
            "by": one.decided_by,
            "at": shown.incident.entry(one.id).occurred_at,
            "state": None,
        }
        for one in shown.things(Note)
        if one.note_kind == "decision" and not one.superseded_by
    ]
    return sorted((*formal, *written), key=lambda one: one["id"], reverse=True)
