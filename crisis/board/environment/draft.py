"""What a new environment report starts from: the one before, the open rumours, the questions, what is coming."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from crisis import dates
from crisis.board.dialogues import Dialogue
from crisis.board.environment.thing import heard, latest
from crisis.board.meetings import upcoming
from crisis.board.phases import KeyMoment
from crisis.board.questions import unanswered
from crisis.board.rumours import STATUSES, Rumour, unsettled
from crisis.glossary import CIRCLES
from crisis.incident import Incident

#: How many questions a report names. Source: domain.md 4.2.
TOP: Final = 5


def draft(incident: Incident, circles: Collection[str], now: datetime) -> dict[str, Any]:
    """The fields of a new report, for somebody who reads these circles.

    What is for a smaller circle than the report will be stays out: nobody may pass it on by pressing a button.
    """
    wide = _as_wide(incident, circles)
    before = latest(incident, wide)
    found: dict[str, Any] = heard(before) if before else {}
    rumours = [one for one in unsettled(incident) if one.circle in wide]
    return found | {
        "period_from": (before.period_until or before.at)
        if before
        else incident.opened and incident.opened.occurred_at,
        "period_until": now,
        "questions": tuple(f"{one.words} ({one.count} keer)" for one in unanswered(incident, wide)[:TOP]),
        "rumours": "\n".join(map(_told, rumours)),
        "ahead": "\n".join(f"{dates.short(at)}: {title}" for at, title in _coming(incident, wide, now)),
    }


def _as_wide(incident: Incident, circles: Collection[str]) -> list[str]:
    """The circles that everybody reads who will read the report, if nobody chooses another circle for it."""
    order = [one for one in CIRCLES if one in circles]
    usual = incident.playbook.circle if incident.playbook else "full_team"
    return order[order.index(usual) :] if usual in order else order


def _told(rumour: Rumour) -> str:
    return f"{rumour.words} ({STATUSES[rumour.status].lower()}, {rumour.heard} keer gehoord)"


def _coming(incident: Incident, circles: Collection[str], now: datetime) -> list[tuple[datetime, str]]:
    moments = [(one.at, one.title) for one in incident[KeyMoment].values() if one.circle in circles]
    held = [(one.at, one.title) for one in upcoming(incident) if one.circle in circles]
    talks = [one for one in incident[Dialogue].values() if one.circle in circles and one.status == "planned"]
    return sorted(
        one for one in (*moments, *held, *((talk.at, talk.title) for talk in talks if talk.at)) if one[0] > now
    )
