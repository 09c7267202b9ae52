"""What one does with a rumour: hear it, check it, settle it, and decide whether to say something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from crisis.actions import action
from crisis.board.notes import Note, NoteAdded, NoteVerified, Source, current
from crisis.board.rumours.facts import RumourChecked, RumourDecided, RumourHeard, RumourHeardAgain, RumourSettled
from crisis.board.rumours.thing import DECISIONS, OUTCOMES, SPREADS, Rumour
from crisis.glossary import ended
from crisis.incident import By, Fact, Incident
from crisis.inputs import Circle, Entries, Line, Reason, Typed, one_of, text
from crisis.refusals import NotFound, Refused, Unreadable, refuse_names

Spread = Annotated[str, Typed, one_of(SPREADS)]
Outcome = Annotated[str, Typed, one_of(OUTCOMES)]
Decision = Annotated[str, Typed, one_of(DECISIONS)]
#: Short enough to stand in the log as a fact, together with how we know.
Told = Annotated[str, text(500), Typed]
_ABOUT = "Een gerucht gaat over wat er wordt verteld, niet over wie."


@action("rumours.hear", "Gerucht gehoord")
def hear(
    incident: Incident,
    by: By,
    text: Told,
    via: Source | None = None,
    spread: Spread = "low",
    circle: Circle | None = None,
    origin: Note | None = None,
) -> Iterator[Fact]:
    """Put down what is told, as it was heard; from a line in the log it takes time, source and readers along."""
    refuse_names({"text": text}, _ABOUT)
    if origin is None:
        yield RumourHeard(text, by.circle(circle, incident), via or "", spread)
        return
    if origin.superseded_by:
        raise Refused(f"Deze regel is verbeterd door #{origin.superseded_by}. Neem die.")
    if earlier := next((one for one in incident[Rumour].values() if one.origin == origin.id), None):
        raise Refused(f"Van deze regel is al een gerucht gemaakt: #{earlier.id}.")
    since = incident.entry(origin.id).occurred_at
    where = circle or origin.circle
    yield RumourHeard(text, where, via or origin.source_type or "", spread, since, origin.id)


@action("rumours.hear_again", "Nog eens gehoord")
def hear_again(incident: Incident, by: By, rumour: Rumour, spread: Spread | None = None) -> Iterator[Fact]:
    """Count that the same is told again; `spread` when it goes further by now."""
    yield RumourHeardAgain(rumour.id, spread if spread and spread != rumour.spread else "")


@action("rumours.check", "Laten nagaan")
def check(incident: Incident, by: By, rumour: Rumour, with_whom: Line) -> Iterator[Fact]:
    """Say which function is asked whether it is true."""
    refuse_names({"with_whom": with_whom}, _ABOUT)
    if rumour.outcome:
        raise Refused("Dit gerucht is al nagegaan. Leg een nieuwe uitkomst vast als die niet klopt.")
    if rumour.checking != with_whom:
        yield RumourChecked(rumour.id, with_whom)


@action("rumours.settle", "Uitkomst vastleggen")
def settle(incident: Incident, by: By, rumour: Rumour, outcome: Outcome, finding: Reason) -> Iterator[Fact]:
    """Say what checking showed. A confirmed rumour becomes a fact in the log; another outcome takes that back."""
    refuse_names({"finding": finding}, _ABOUT)
    if (rumour.outcome, rumour.finding) == (outcome, finding):
        return
    if rumour.fact and outcome != "confirmed":
        now = "refuted" if outcome == "refuted" else "unverified"
        yield NoteVerified(current(incident, rumour.fact), now, f"nieuwe uitkomst van #{rumour.id}")
    fact = rumour.fact if outcome == "confirmed" else None
    if outcome == "confirmed" and fact is None:
        words = f"{ended(rumour.words)} {finding}"
        yield NoteAdded(
            note_kind="fact",
            text=words,
            circle=rumour.circle,
            source_note=rumour.checking,
            verification="confirmed",
            origin=rumour.id,
        )
        fact = incident.seq
    yield RumourSettled(rumour.id, outcome, finding, fact)


@action("rumours.decide", "Besluiten wat we doen")
def decide(
    incident: Incident,
    by: By,
    rumour: Rumour,
    decision: Decision,
    reason: Reason,
    group: Line | None = None,
    answer: Told | None = None,
    products: Entries = (),
) -> Iterator[Fact]:
    """Choose to respond or not, and why; `products` are numbers of what was made for it, such as a message."""
    refuse_names({"reason": reason, "group": group, "answer": answer}, _ABOUT)
    products = tuple(dict.fromkeys(products))
    for number in products:
        _must_be_seen(incident, by, number)
    if decision == "respond_to_group" and not group:
        raise Unreadable({"group": "Schrijf op naar welke groep we reageren."})
    if decision.startswith("respond") and not answer and not products:
        raise Unreadable({"answer": "Schrijf op wat we zeggen, of het nummer van het bericht."})
    decided = RumourDecided(rumour.id, decision, reason, group or "", answer or "", products)
    now = (rumour.decision, rumour.reason, rumour.group, rumour.answer, rumour.products)
    if now != (decided.decision, decided.reason, decided.group, decided.answer, decided.products):
        yield decided


def _must_be_seen(incident: Incident, by: By, number: int) -> None:
    try:
        seen = incident.thing(number).circle in by.circles
    except NotFound:
        seen = False
    if not seen:
        raise Unreadable({"products": f"Nummer #{number} bestaat niet. Kijk het na op het bord."})
