"""What was heard or promised outside, and waits for an answer."""

from __future__ import annotations

from functools import partial

from crisis.attention.wanted import AHEAD, Wanted
from crisis.board import environment
from crisis.board.press import Inquiry
from crisis.board.rumours import unsettled
from crisis.sitrap import overdue
from crisis.view import View


def press(view: View) -> list[Wanted]:
    """What a medium was promised, from a quarter of an hour before."""
    due = [one for one in view.things(Inquiry) if one.open and one.promised_at and one.promised_at <= view.now + AHEAD]
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


def rumours(view: View) -> list[Wanted]:
    """Rumours that are open too long."""
    waiting = [one for one in unsettled(view.incident) if view.sees(one) and one.long_open(view.now)]
    return [Wanted("Gerucht open", one.words, one.id, one.first_heard, role="environment_analyst") for one in waiting]


def environment_due(view: View) -> list[Wanted]:
    """A new environment report is due."""
    due = environment.due(view.incident, view.audience.circles)
    if due is None or due > view.now or not view.audience.may("environment.report"):
        return []
    told = "Tijd voor een nieuwe omgevingsanalyse."
    return [Wanted("Omgevingsanalyse", told, at=due, role="environment_analyst", page="listening")]


def reporting(view: View) -> list[Wanted]:
    """The next situation report was promised for a moment that is past."""
    told = "Het volgende situatierapport had er moeten zijn. Maak een nieuw rapport."
    asked = partial(Wanted, "Situatierapport", told, role="information_coordinator", page="sitraps")
    return [asked(at=one.next_at) for one in overdue(view)]
