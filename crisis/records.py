"""A thing on the board as labelled texts: what its page shows, and what the paper prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from crisis import dates
from crisis.board.assessments import QUESTIONS, TRACK, Assessment, Strategy
from crisis.board.contacts import Contact
from crisis.board.decisions import BODIES, Decision
from crisis.board.dialogues import KINDS as DIALOGUES
from crisis.board.dialogues import MODES, MOODS, OPENNESS, STAGES, Dialogue
from crisis.board.measures import MEASURES, Measure
from crisis.board.promises import Promise
from crisis.glossary import ROLES
from crisis.incident import Thing
from crisis.view import View

Rows = list[tuple[str, str]]
#: What kind of thing it is, above its page.
TITLES: Final[dict[type[Thing], str]] = {
    Decision: "Besluit",
    Measure: "Maatregel",
    Promise: "Toezegging",
    Contact: "Gesprek",
    Assessment: "Duiding",
    Strategy: "Strategie",
    Dialogue: "Bijeenkomst",
}


def rows(view: View, thing: Thing) -> Rows:
    """What is known of a thing, in the order of reading; what is empty is left out."""
    return [(label, text) for label, text in _ROWS[type(thing)](view, thing) if text]


def headline(thing: Thing) -> str:
    """The words of a thing, whole."""
    if isinstance(thing, Decision):
        return thing.chosen
    if isinstance(thing, Measure):
        return f"{MEASURES[thing.measure_kind]}, {thing.area}"
    if isinstance(thing, Promise | Strategy):
        return thing.words
    return thing.name[0].upper() + thing.name[1:] if not isinstance(thing, Dialogue) else thing.title


def state(view: View, thing: Thing) -> tuple[str, str, str] | None:
    """Tone, picture and words of the state it is in, when that needs saying."""
    if isinstance(thing, Decision) and not thing.holds:
        return ("", "gone", f"Herzien door #{thing.revised_by}" if thing.revised_by else "Ingetrokken")
    if isinstance(thing, Measure):
        if thing.withdrawn:
            return ("", "gone", "Ingetrokken")
        return ("warn", "lock", "Van kracht") if thing.in_force(view.now) else ("", "done", "Afgelopen")
    if isinstance(thing, Promise):
        if thing.reported:
            return ("good", "check", "Teruggemeld")
        if thing.dropped:
            return ("", "gone", "Gaat niet door")
        return ("bad", "late", "Te laat") if thing.due <= view.now else ("info", "waiting", "Nog terugmelden")
    return None


def _decision(view: View, one: Decision) -> Iterable[tuple[str, str]]:
    yield "Vraag", one.question
    yield "Keuzes", "\n".join(one.options)
    yield "Waarom", one.why
    yield "Besloten door", f"{one.decided_by} ({BODIES[one.body].lower()})"
    yield "Erbij", ", ".join(one.present)
    yield "Niet mee eens", one.dissent
    yield "Besloten op", dates.full(one.decided_at) if one.decided_at else ""
    yield "Geldt", _span(one.valid_from, one.valid_until)
    yield "Opnieuw bekijken", dates.full(one.review_at) if one.review_at else ""
    yield "Samenvatting voor de raad", one.public_summary
    yield "Genomen in", view.named(one.meeting) if one.meeting else ""
    yield "Komt in plaats van", f"#{one.revises}" if one.revises else ""
    yield "Ingetrokken", one.withdrawn


def _measure(view: View, one: Measure) -> Iterable[tuple[str, str]]:
    yield "Geldt", _span(one.valid_from, one.valid_until)
    yield "Gronden", one.grounds
    yield "Uit het logboek", ", ".join(f"#{number}" for number in one.evidence)
    yield "Lichtere middelen", one.alternatives
    yield "Niet zwaarder dan nodig", one.proportionality
    yield "Besloten door", one.decided_by
    yield "Laatst nagegaan", dates.full(one.checked_at) if one.checked_at else ""
    yield "Ingetrokken", f"{one.withdrawn} ({dates.full(one.withdrawn_at)})" if one.withdrawn_at else ""


def _promise(view: View, one: Promise) -> Iterable[tuple[str, str]]:
    yield "Aan wie", one.to_whom
    yield "Eigenaar", ROLES[one.owner_role]
    yield "Vóór", dates.full(one.due)
    yield "Gedaan in", view.named(one.origin) if one.origin else ""
    yield "Teruggemeld", f"{one.reported} ({dates.full(one.reported_at)})" if one.reported and one.reported_at else ""
    yield "Gaat niet door", one.dropped


def _contact(view: View, one: Contact) -> Iterable[tuple[str, str]]:
    yield "Wie van ons", one.by_whom
    yield "Wanneer", dates.full(one.at)
    yield "Gehoord", one.heard
    yield "Gevraagd", one.asked
    yield "Toegezegd", one.promised


def _dialogue(view: View, one: Dialogue) -> Iterable[tuple[str, str]]:
    yield "Soort", DIALOGUES[one.dialogue_kind]
    yield "Rol van de gemeente", MODES[one.organiser_mode]
    yield "Organisator", one.organiser
    yield "Wanneer", dates.full(one.at) if one.at else "Nog af te spreken"
    yield "Waar", one.place
    yield "Voor wie", one.audience
    yield "Open of gesloten", OPENNESS[one.openness] + (f": {one.closed_because}" if one.closed_because else "")
    yield "Doel", one.goal
    yield "Vraag", one.question
    yield "Beslisruimte", one.decision_space
    yield "Of of hoe", STAGES.get(one.stage, "")
    yield "Plaatsen", str(one.capacity) if one.capacity else ""
    yield "Gastheer of gastvrouw", one.host
    yield "Gespreksleider", one.moderator
    yield "Verslag", one.note_taker
    yield "Nazorg", one.aftercare
    yield "Communicatie", one.communication_owner
    yield "Programma", "\n".join(one.programme)
    yield "Gaat niet door", one.cancelled


def report(one: Dialogue) -> Rows:
    """What happened at a dialogue meeting; nothing before it was reported."""
    if one.report is None:
        return []
    found = [
        ("Aanwezig", str(one.report.attendance)),
        ("Stemming vooraf", MOODS[one.report.mood_before]),
        ("Stemming na afloop", MOODS[one.report.mood_after]),
        ("Gehoord", "\n".join(one.report.themes)),
        ("Het midden", one.report.middle_voice),
        ("Vragen die wachten", "\n".join(one.report.questions)),
        ("Wat ons verraste", one.report.surprises),
    ]
    return [(label, text) for label, text in found if text]


def _assessment(view: View, one: Assessment) -> Iterable[tuple[str, str]]:
    for name, label in {**TRACK, **QUESTIONS}.items():
        yield label, getattr(one, name)


def _strategy(view: View, one: Strategy) -> Iterable[tuple[str, str]]:
    yield "Fase", view.named(one.phase)
    yield "Rust op", view.named(one.assessment) if one.assessment else "Nog geen duiding"


def _span(start: Any, end: Any) -> str:
    parts = [f"vanaf {dates.full(start)}" if start else "", f"tot {dates.full(end)}" if end else ""]
    return " ".join(filter(None, parts))


_ROWS: Final[dict[type[Thing], Callable[[View, Any], Iterable[tuple[str, str]]]]] = {
    Decision: _decision,
    Measure: _measure,
    Promise: _promise,
    Contact: _contact,
    Dialogue: _dialogue,
    Assessment: _assessment,
    Strategy: _strategy,
}
