"""What the team recorded in forms of its own, on paper: meetings, decisions, measures, dialogue, assessment."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from crisis import dates
from crisis.board.assessments import Assessment, Strategy
from crisis.board.communications import Communication, Remark
from crisis.board.contacts import Contact
from crisis.board.decisions import Decision
from crisis.board.dialogues import Dialogue
from crisis.board.environment import EnvironmentReport
from crisis.board.measures import Measure
from crisis.board.meetings import COLUMNS, Meeting
from crisis.board.press import Inquiry
from crisis.board.promises import Promise
from crisis.board.questions import Question, Unsaid
from crisis.board.rumours import Rumour
from crisis.board.sitraps import SituationReport
from crisis.board.team.handing_over import Handover
from crisis.board.team.standing_in import StandIn
from crisis.board.tension import Tension
from crisis.gauge import picture
from crisis.glossary import spoken
from crisis.incident import Thing
from crisis.report.longwords import printable
from crisis.report.moments import span
from crisis.view import View

#: Chapters in the order of reading, with the kinds in each.
_CHAPTERS: Final[tuple[tuple[str, str, tuple[type[Thing], ...]], ...]] = (
    ("duiding", "Duiding en strategie", (Assessment, Strategy)),
    ("spanning", "Spanning", (Tension,)),
    ("overleg", "Overleg", (Meeting,)),
    ("situatierapporten", "Situatierapporten", (SituationReport,)),
    ("maatregelen", "Maatregelen", (Measure,)),
    ("luisteren", "Luisteren", (EnvironmentReport, Rumour, Question, Unsaid, Inquiry)),
    ("in-gesprek", "In gesprek met de stad", (Dialogue, Contact)),
    ("toezeggingen", "Toezeggingen", (Promise,)),
    ("berichten", "Berichten", (Communication, Remark)),
    ("overdracht", "Overdracht van rollen", (Handover, StandIn)),
)


def chapters(view: View) -> list[dict[str, Any]]:
    """The chapters that have anything in them for this reader."""
    found = []
    for key, title, kinds in _CHAPTERS:
        things = sorted((one for kind in kinds for one in view.things(kind)), key=lambda one: one.id)
        if things:
            items = [_item(view, one) for one in things]
            found.append({"key": key, "title": title, "items": items, "picture": _picture(view, kinds)})
    return found


def _picture(view: View, kinds: tuple[type[Thing], ...]) -> dict[str, Any] | None:
    """The line of the tension, and its phases as a sentence."""
    drawn = picture(view, view.things(Tension)) if Tension in kinds else None
    if drawn is None:
        return None
    told = [f"{one.letter} {one.title}, {span(one.begins, one.ends)}" for one in drawn.phases]
    return {**asdict(drawn), "phases": printable(f"Fasen: {'; '.join(told)}.")}


def decisions(view: View) -> list[dict[str, Any]]:
    """The decisions of this reader's circles, those that were revised or withdrawn included."""
    return [_item(view, one) for one in view.things(Decision)]


def _item(view: View, one: Thing) -> dict[str, Any]:
    if isinstance(one, Meeting):
        return _meeting(view, one)
    told = one.report.told() if isinstance(one, Dialogue) and one.report else ()
    rows = [*view.rows(one), *(row for row in told if row[1])]
    state = one.standing(view.now)
    return _printed(one.id, one.headline, f"{one.label} · {state[2]}" if state else one.label, rows)


def _meeting(view: View, one: Meeting) -> dict[str, Any]:
    there = [f"{who.name} ({', '.join(map(spoken, who.roles))})" for who in one.attendees if who.present]
    away = [", ".join(map(spoken, who.roles)) for who in one.absent]
    rows = [(label, "\n".join(line.text for line in one.column(column))) for column, label in COLUMNS.items()]
    decided = [f"#{made.id} {made.chosen}" for made in view.things(Decision) if made.meeting == one.id]
    given = [f"#{task.id} {task.title}" for task in view.from_origin(one.id)]
    rows += [("Besluiten", "\n".join(decided)), ("Opdrachten", "\n".join(given))]
    rows = [("Aanwezig", ", ".join(there)), ("Afwezig", ", ".join(away) if one.opened_at else ""), *rows]
    where = f" · {one.place}" if one.place else ""
    return _printed(one.id, one.title, f"{dates.full(one.at)}{where}", [row for row in rows if row[1]])


def _printed(number: int, heading: str, facts: str, rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "heading": printable(f"#{number}\t\t{heading}"),
        "facts": printable(facts),
        "more": printable("\n".join(f"{label}: {text}" for label, text in rows)),
    }
