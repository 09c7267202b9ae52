"""What the burgemeester reads: only what this reader may see, nothing of a small circle, and nobody's opinion."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as some

from crisis import access, status
from crisis.board.assessments import SituationAssessed, StrategySet
from crisis.board.communications.drafting import CommunicationDrafted, CommunicationSubmitted
from crisis.board.communications.releasing import CommunicationReleased
from crisis.board.decisions import DecisionTaken
from crisis.board.meetings.facts import MeetingPlanned
from crisis.board.notes import NOTE_KINDS, VERIFICATIONS, NoteAdded, NoteVerified
from crisis.board.scale import ScaleSet
from crisis.board.tension import TensionRead
from crisis.glossary import CIRCLES
from crisis.incident import Fact
from crisis.status import Said, Status, Waiting, changes_with
from crisis.view import View
from tests.cast import ANNA, BRAM, CAST, CELIK, DIRK, FIRST, FLEUR, START, Given, Player, given, task_added

MAYOR = Player(7, "Marijke", None, ("mayor",))
#: Who reads the status page, with the circles that may be told there.
TOLD = {
    ANNA: ("full_team", "mayor", "partners", "public"),
    BRAM: ("full_team", "mayor", "partners", "public"),
    CELIK: ("full_team", "mayor", "partners", "public"),
    FLEUR: ("full_team", "mayor", "partners", "public"),
    MAYOR: ("full_team", "mayor", "partners", "public"),
    DIRK: ("mayor", "partners", "public"),
}
LATER = START + timedelta(days=2)


def word(circle: str) -> str:
    return f"kanarie{circle.replace('_', '')}{secrets.token_hex(4)}"


def read(of: Given, player: Player) -> Status:
    held = access.roles(of.incident, player.id, frozenset(player.standing))
    return status.status(View(of.incident, access.audience(of.incident, held), LATER))


def decision(circle: str, **fields: object) -> Fact:
    said = {"chosen": word(circle), "question": "?", "options": ("geen",), "why": word(circle)}
    return DecisionTaken(**{**said, "decided_by": "Voorzitter", "circle": circle, **fields})


def planted(circle: str) -> Iterator[Fact]:
    """Everything that the page could tell, in one circle."""
    for kind, sure in product(NOTE_KINDS, (None, *VERIFICATIONS)):
        yield NoteAdded(note_kind=kind, text=word(circle), circle=circle, why=word(circle), verification=sure)
    yield decision(circle)
    yield decision(circle, body="mayor", review_at=START)
    yield task_added(word(circle), circle, owner_role="mayor", due=LATER + timedelta(hours=1), details=word(circle))
    yield MeetingPlanned(word(circle), LATER + timedelta(hours=2), circle, place=word(circle))
    yield TensionRead(3, word(circle), "resident", circle, word(circle))
    yield StrategySet(word(circle), 3, None, circle)
    yield SituationAssessed(facts=word(circle), poles=word(circle), circle=circle)


@pytest.mark.parametrize("player", TOLD, ids=lambda player: player.name)
def test_no_word_of_a_circle_that_is_not_told(player: Player):
    for circle in CIRCLES:
        said = repr(read(given(*planted(circle)), player))
        assert ("kanarie" in said) == (circle in TOLD[player]), circle


@settings(max_examples=60, deadline=None)
@hypothesis_given(some.lists(some.tuples(some.sampled_from(list(CIRCLES)), some.integers(0, 60)), max_size=8))
def test_in_whatever_order_it_was_written(wanted: list[tuple[str, int]]):
    facts = []
    for circle, number in wanted:
        found = list(planted(circle))
        facts.append(found[number % len(found)])
    of = given(*facts)
    for player, circles in TOLD.items():
        said = repr(read(of, player))
        for circle in CIRCLES:
            assert circle in circles or f"kanarie{circle.replace('_', '')}" not in said


@pytest.mark.parametrize("player", TOLD, ids=lambda player: player.name)
@pytest.mark.parametrize("kind", ["opinion", "assessment", "note", "handover", "contact_attempt"])
def test_nobodys_opinion_is_told(player: Player, kind: str):
    facts = [
        NoteAdded(note_kind=kind, text=word("public"), circle="public", verification=sure)
        for sure in (None, *VERIFICATIONS)
    ]
    facts.append(SituationAssessed(facts=word("public"), fuel=word("public"), circle="public"))
    assert "kanarie" not in repr(read(given(*facts), player))


def test_what_is_known_is_confirmed_and_what_is_not_is_being_checked():
    of = given(
        NoteAdded(note_kind="fact", text="Eén ruit is kapot.", circle="public", verification="confirmed"),
        NoteAdded(note_kind="rumour", text="Er is brand.", circle="public", verification="unverified"),
        NoteAdded(note_kind="assumption", text="Het was vannacht.", circle="public", verification="probable"),
        NoteAdded(note_kind="rumour", text="Er komt een bus.", circle="public", verification="refuted"),
    )
    found = read(of, DIRK)
    assert [one.words for one in found.known] == ["Eén ruit is kapot."]
    assert [one.words for one in found.checking] == ["Het was vannacht.", "Er is brand."]
    checked = given(*(one.fact for one in of.incident.entries(FIRST - 1)), NoteVerified(FIRST + 1, "confirmed"))
    assert [one.words for one in read(checked, DIRK).known] == ["Er is brand.", "Eén ruit is kapot."]


def test_phase_and_scale_with_since_when_and_why():
    found = read(given(ScaleSet("3", "De burgemeester leidt dit zelf.")), DIRK)
    assert found.phase == status.Since("Melding", START, "Eerste fase van het draaiboek.")
    assert found.scale == status.Since("Beleidsteam", START, "De burgemeester leidt dit zelf.")


def test_the_line_is_one_sentence_for_who_may_read_it():
    of = given(StrategySet("Rust bewaren. En verder nog veel meer woorden.", 3, None, "full_team"))
    assert read(of, MAYOR).strategy == Said("Rust bewaren.", FIRST)
    assert read(of, DIRK).strategy is None


def test_the_last_three_decisions_are_told():
    of = given(*(decision("mayor", chosen=f"Besluit {number}") for number in range(5)))
    assert [one.words for one in read(of, DIRK).decisions] == ["Besluit 4", "Besluit 3", "Besluit 2"]


def test_what_waits_for_the_burgemeester():
    due = LATER + timedelta(hours=1)
    of = given(
        task_added("Familie bezoeken", "mayor", owner_role="mayor", due=due),
        task_added("Wijkagent bellen", "mayor", owner_role="enforcement", due=LATER + timedelta(minutes=5)),
        decision("mayor", chosen="Het plein blijft open.", body="mayor", review_at=START),
        task_added("Geheim bezoek", "restricted", owner_role="mayor"),
    )
    found = read(of, MAYOR)
    assert list(found.waiting) == [
        Waiting("besluiten", "Opnieuw bekijken: Het plein blijft open.", FIRST + 2, START),
        Waiting("doen", "Familie bezoeken", FIRST, due),
        Waiting("doen", "Een afgeschermd stuk", FIRST + 3),
    ]
    assert found.deadline == Said("Wijkagent bellen", FIRST + 1, LATER + timedelta(minutes=5))
    assert FIRST + 3 not in [one.thing for one in read(of, DIRK).waiting]


def message(title: str, circle: str, product: str = "web_update") -> CommunicationDrafted:
    return CommunicationDrafted(title=title, product=product, words=f"Kanarie {title}.", circle=circle)


def test_texts_that_wait_for_the_mayor_and_what_may_not_be_seen_stays_out():
    waits = [CommunicationSubmitted(number, "x") for number in (FIRST, FIRST + 1)]
    of = given(message("tekst", "mayor"), message("geheim", "restricted"), *waits)
    for player in (BRAM, DIRK):
        assert [one.thing for one in read(of, player).waiting] == [FIRST]
    assert [one.words for one in read(of, MAYOR).waiting] == ["tekst", "Een afgeschermd stuk"]


def test_what_we_say_and_what_went_out_last():
    out = [CommunicationReleased(number, "x", ("website",)) for number in (FIRST, FIRST + 1, FIRST + 2)]
    kinds = (message("kern", "mayor", "key_message"), message("bericht", "mayor"), message("geheim", "restricted"))
    for player in (DIRK, MAYOR):
        found = read(given(*kinds, *out), player)
        assert found.key_message == Said("Kanarie kern.", FIRST)
        assert found.last_release == Said("bericht", FIRST + 1, START)


def test_the_team_is_told_by_function_only():
    found = read(given(), DIRK)
    assert found.present == ("Voorzitter", "Politie", "Woordvoerder", "Wijkmanager")
    assert not any(player.name in repr(found) for player in CAST)


def test_the_tension_is_told_in_words_and_as_a_small_picture():
    of = given(TensionRead(2, "Rumoer.", "resident", "mayor"), TensionRead(5, "Geheim.", "police", "restricted"))
    gauge = read(of, MAYOR).tension
    assert gauge is not None
    assert gauge.words == "onrustig (2), gemeten om ma 23 nov 14:00"
    assert gauge.picture is not None
    assert len(gauge.picture.points) == 1


def test_every_change_that_shows_is_a_change_of_the_page():
    """Whatever entry changes what somebody reads concerns a thing that the part is sent for."""
    facts = [fact for circle in CIRCLES for fact in planted(circle)]
    incident = given().incident
    for fact in facts:
        before = {player: read(Given(incident), player) for player in TOLD}
        seq = incident.seq
        incident = given(*(one.fact for one in incident.entries(FIRST - 1)), fact).incident
        sent = any(changes_with(incident.thing(number)) for number in incident.touched(seq))
        for player in TOLD:
            after = read(Given(incident), player)
            same = replace(after, tension=None) == replace(before[player], tension=None)
            assert sent or same, fact.kind
