"""Rumours: domain rules 6 and 21. Heard without a name, checked, settled; the history stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crisis.board import opening, rumours
from crisis.board.notes import Note, NoteAdded, NoteCorrected, NoteVerified
from crisis.board.rumours import Rumour, acts, unsettled
from crisis.board.rumours.facts import RumourChecked, RumourDecided, RumourHeard, RumourHeardAgain, RumourSettled
from crisis.refusals import NotAllowed, NotFound
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FIRST, FLEUR, Board, given, later, told
from tests.core.test_attention import wanted

HEARD = RumourHeard("Het plein wordt afgesloten.", "full_team")
HIDDEN = RumourHeard("Het plein wordt afgesloten.", "restricted")
FACT = NoteAdded(
    note_kind="fact",
    text="Het plein wordt afgesloten. De burgemeester heeft het besloten.",
    circle="full_team",
    source_note="politie",
    verification="confirmed",
    origin=FIRST,
)
CONFIRMED = RumourSettled(FIRST, "confirmed", "De burgemeester heeft het besloten.", FIRST + 2)
REFUTED = RumourSettled(FIRST, "refuted", "De politie weet van niets.")
LINE = NoteAdded(
    note_kind="rumour", text="Er komt een bus.", circle="core_team", source_type="resident", verification="unverified"
)


def test_one_field_is_enough():
    after = given().when(acts.hear, FLEUR, text="Het plein wordt afgesloten.").then(HEARD)
    found = after[Rumour][FIRST]
    assert (found.status, found.open, found.spread, found.heard) == ("open", True, "low", 1)
    assert HEARD.sentence(after) == "Gerucht: Het plein wordt afgesloten. Verspreiding: weinig."


def test_nobody_is_named():
    given().when(acts.hear, text="Mevrouw Jansen heeft het gedaan.").unreadable(
        text="‘Mevrouw Jansen’ lijkt de naam van een persoon. Een gerucht gaat over wat er wordt verteld, niet over "
        "wie. Schrijf de groep of de functie op."
    )


def test_an_old_line_becomes_a_rumour_with_its_time_source_and_readers():
    before = given(told(LINE, at=later(hours=-1)))
    made = RumourHeard("Er komt een bus.", "core_team", "resident", "low", later(hours=-1), FIRST)
    after = before.when(acts.hear, text="Er komt een bus.", origin=FIRST).then(made)
    assert made.sentence(after).endswith(f"Gehoord via: bewoner. Verspreiding: weinig. Komt uit #{FIRST}.")
    given(LINE, made).when(acts.hear, text="Nog eens.", origin=FIRST).refused(
        f"Van deze regel is al een gerucht gemaakt: #{FIRST + 1}."
    )
    given(LINE).when(acts.hear, FLEUR, text="Er komt een bus.", origin=FIRST).not_found()
    better = NoteCorrected(note_kind="rumour", text="Er komen bussen.", circle="core_team", note=FIRST)
    given(LINE, better).when(acts.hear, text="Er komt een bus.", origin=FIRST).refused(
        f"Deze regel is verbeterd door #{FIRST + 1}. Neem die."
    )


def test_hearing_it_again_counts_and_may_widen():
    after = given(HEARD).when(acts.hear_again, FLEUR, rumour=FIRST, spread="high", clock=later(hours=1))
    found = after.then(RumourHeardAgain(FIRST, "high"))[Rumour][FIRST]
    assert (found.heard, found.spread, found.last_heard) == (2, "high", later(hours=1))
    given(HEARD).when(acts.hear_again, rumour=FIRST, spread="low").then(RumourHeardAgain(FIRST))


def test_checking_says_with_whom_and_stops_at_the_outcome():
    after = given(HEARD).when(acts.check, rumour=FIRST, with_whom="politie").then(RumourChecked(FIRST, "politie"))
    assert (after[Rumour][FIRST].status, after[Rumour][FIRST].open) == ("checking", True)
    given(HEARD, RumourChecked(FIRST, "politie")).when(acts.check, rumour=FIRST, with_whom="politie").then()
    given(HEARD, REFUTED).when(acts.check, rumour=FIRST, with_whom="politie").refused(
        "Dit gerucht is al nagegaan. Leg een nieuwe uitkomst vast als die niet klopt."
    )


def test_a_confirmed_rumour_becomes_a_fact_linked_both_ways():
    before = given(HEARD, RumourChecked(FIRST, "politie"))
    fact = {"outcome": "confirmed", "finding": "De burgemeester heeft het besloten."}
    after = before.when(acts.settle, rumour=FIRST, **fact).then(FACT, CONFIRMED)
    assert after[Rumour][FIRST].fact == FIRST + 2
    assert after[Note][FIRST + 2].origin == FIRST
    assert CONFIRMED.sentence(after) == (
        "Gerucht ‘Het plein wordt afgesloten.’ is bevestigd. Hoe we dat weten: De burgemeester heeft het besloten. "
        f"Het staat als feit in het logboek: #{FIRST + 2}."
    )


def test_a_refuted_rumour_keeps_its_history_and_can_turn_out_otherwise():
    before = given(HEARD, RumourChecked(FIRST, "politie"), REFUTED)
    same = {"outcome": "refuted", "finding": "De politie weet van niets."}
    before.when(acts.settle, rumour=FIRST, **same).then()
    after = before.when(acts.settle, rumour=FIRST, outcome="confirmed", finding="De burgemeester heeft het besloten.")
    facts = after.facts()
    assert [type(one) for one in facts] == [NoteAdded, RumourSettled]
    history = [entry.fact.kind for entry in after.incident.history(FIRST)]
    assert history == ["rumour_heard", "rumour_checked", "rumour_settled", "rumour_settled"]


def test_what_proves_untrue_after_all_takes_the_fact_back():
    before = given(HEARD, RumourChecked(FIRST, "politie"), FACT, CONFIRMED)
    after = before.when(acts.settle, rumour=FIRST, outcome="refuted", finding="De politie weet van niets.")
    incident = after.then(NoteVerified(FIRST + 2, "refuted", f"nieuwe uitkomst van #{FIRST}"), REFUTED)
    assert incident[Note][FIRST + 2].verification == "refuted"
    assert incident[Rumour][FIRST].fact is None


DECIDED: dict[str, Any] = {"decision": "monitor", "reason": "Het gaat niet verder."}


def test_a_decision_has_a_reason_and_words_when_we_respond():
    given(HEARD).when(acts.decide, rumour=FIRST, decision="monitor").unreadable(reason="Vul dit in.")
    when = given(HEARD).when(acts.decide, rumour=FIRST, **DECIDED)
    assert when.then(RumourDecided(FIRST, "monitor", "Het gaat niet verder."))[Rumour][FIRST].open
    given(HEARD).when(acts.decide, rumour=FIRST, decision="respond", reason="Veel vragen.").unreadable(
        answer="Schrijf op wat we zeggen, of het nummer van het bericht."
    )
    given(HEARD).when(acts.decide, rumour=FIRST, decision="respond_to_group", reason="Veel vragen.").unreadable(
        group="Schrijf op naar welke groep we reageren."
    )


def test_a_product_exists_and_is_seen():
    wrong = {"rumour": FIRST, "decision": "respond", "reason": "Veel vragen."}
    for number in (FIRST + 1, 99):
        given(HEARD, HIDDEN).when(acts.decide, BRAM, **wrong, products=f"#{number}").unreadable(
            products=f"Nummer #{number} bestaat niet. Kijk het na op het bord."
        )
    decided = RumourDecided(FIRST, "respond", "Veel vragen.", products=(FIRST + 1,))
    given(HEARD, HEARD).when(acts.decide, BRAM, **wrong, products=f"#{FIRST + 1}").then(decided)


def test_what_is_left_alone_is_not_open_any_more():
    incident = given(HEARD, RumourDecided(FIRST, "ignore", "Niemand gelooft het.")).incident
    assert unsettled(incident) == []
    assert incident[Rumour][FIRST].standing(later())[2] == "Laten rusten"


@pytest.mark.parametrize(("hours", "asked"), [(1.9, 0), (2, 1)])
def test_a_rumour_that_is_open_for_two_hours_asks_for_somebody(hours: float, asked: int):
    span = timedelta(hours=hours)
    assert len(wanted(given(HEARD).incident, "Gerucht open", after=span)) == asked
    assert not wanted(given(HEARD).incident, "Gerucht open", DIRK, after=span), "not for that circle"
    assert not wanted(given(HEARD, REFUTED).incident, "Gerucht open", after=span)


def test_an_incident_does_not_close_over_an_open_rumour_but_the_chair_may_say_why():
    closing = {"reason": "Het is een week rustig."}
    given(HEARD).when(opening.close, **closing).refused(
        "Er zijn nog open geruchten: ‘Het plein wordt afgesloten.’. Leg een uitkomst vast, of zeg waarom het toch kan."
    )
    given(HEARD, REFUTED).when(opening.close, **closing).facts()
    given(HEARD).when(opening.close, **closing, despite="Niemand heeft het er nog over.").facts()


@pytest.mark.parametrize("act", [acts.hear_again, acts.check, acts.settle, acts.decide])
def test_who_does_not_read_the_circle_finds_nothing(act: Any):
    typed = {acts.check: {"with_whom": "politie"}, acts.settle: {"outcome": "refuted", "finding": "Nee hoor."}}
    given(HIDDEN).when(act, BRAM, rumour=FIRST, **typed.get(act, DECIDED if act is acts.decide else {})).not_found()


def test_the_street_hears_and_woordvoering_settles(opened: Board):
    number = opened.does(FLEUR, "rumours.hear", text="Het plein wordt afgesloten.").last
    opened.does(CELIK, "rumours.hear_again", rumour=number)
    for player in (FLEUR, CELIK):
        with pytest.raises(NotAllowed):
            opened.does(player, "rumours.settle", rumour=number, outcome="refuted", finding="De politie weet niets.")
    opened.does(BRAM, "rumours.settle", rumour=number, outcome="refuted", finding="De politie weet van niets.")
    opened.does(ANNA, "rumours.decide", rumour=number, **DECIDED)
    for player, no in ((DIRK, NotAllowed), (EVA, NotFound)):
        with pytest.raises(no):
            opened.does(player, "rumours.hear", text="Iets.")
    assert rumours.unsettled(opened.incident) == []
