"""Promises: domain rule 34. An owner, a date, and on the board until it is reported back."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board import promises
from crisis.board.promises import Promise, PromiseDropped, PromiseMade, PromiseReported, outstanding
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, DIRK, FIRST, FLEUR, Board, given, later

TYPED: dict[str, Any] = {
    "words": "Wij bellen morgen terug.",
    "to_whom": "Moskeebestuur",
    "owner_role": "district_manager",
    "due": "2026-11-24 14:00",
}
MADE = PromiseMade("Wij bellen morgen terug.", "Moskeebestuur", "district_manager", later(days=1), "full_team")
HIDDEN = PromiseMade("Wij bellen morgen terug.", "Moskeebestuur", "district_manager", later(days=1), "restricted")
REPORTED = PromiseReported(FIRST, "Gebeld met de secretaris.")
DROPPED = PromiseDropped(FIRST, "Er is geen zaal. Verteld aan de deur.")


def test_a_promise_has_an_owner_and_a_date():
    after = given().when(promises.make, **TYPED).then(MADE)
    found = after[Promise][FIRST]
    assert (found.words, found.to_whom, found.owner_role, found.due, found.open) == (
        *("Wij bellen morgen terug.", "Moskeebestuur", "district_manager"),
        *(later(days=1), True),
    )
    assert MADE.sentence(after) == (
        "Toezegging: Wij bellen morgen terug. Aan: Moskeebestuur. Eigenaar: wijkmanager, vóór di 24 nov 14:00."
    )


def test_a_promise_without_a_full_stop_reads_as_well():
    made = PromiseMade("Er komt licht", "de buurt.", "enforcement", later(days=1), "full_team")
    assert made.sentence(given().incident).startswith("Toezegging: Er komt licht. Aan: de buurt. Eigenaar: handhaving,")


@pytest.mark.parametrize("field", sorted(TYPED))
def test_without_this_it_is_no_promise(field: str):
    rest = {name: value for name, value in TYPED.items() if name != field}
    given().when(promises.make, **rest).unreadable(**{field: "Vul dit in."})


def test_an_owner_is_a_role():
    typed = given().when(promises.make, **{**TYPED, "owner_role": "Fleur"})
    with pytest.raises(Exception, match="Kies een van: Voorzitter") as refusal:
        typed.facts()
    assert list(refusal.value.fields) == ["owner_role"]


def test_a_promise_can_be_for_a_small_circle():
    facts = given().when(promises.make, **TYPED, circle="restricted").facts()
    assert facts == [HIDDEN]


def test_a_promise_is_reported_back():
    after = given(MADE).when(promises.report_back, promise=FIRST, how="Gebeld met de secretaris.", clock=later(hours=3))
    incident = after.then(REPORTED)
    found = incident[Promise][FIRST]
    assert (found.open, found.reported, found.reported_at) == (False, "Gebeld met de secretaris.", later(hours=3))
    assert REPORTED.sentence(incident) == (
        "Toezegging ‘Wij bellen morgen terug.’ is teruggemeld: Gebeld met de secretaris."
    )


def test_a_promise_that_cannot_be_kept_is_told_as_well():
    after = given(MADE).when(promises.drop, promise=FIRST, reason="Er is geen zaal. Verteld aan de deur.")
    incident = after.then(DROPPED)
    assert (incident[Promise][FIRST].open, incident[Promise][FIRST].dropped) == (False, DROPPED.reason)
    assert DROPPED.sentence(incident) == (
        "Toezegging ‘Wij bellen morgen terug.’ kan niet doorgaan. "
        "Waarom, en hoe dat is verteld: Er is geen zaal. Verteld aan de deur."
    )


@pytest.mark.parametrize(
    ("act", "typed"), [(promises.report_back, {"how": "Gebeld."}), (promises.drop, {"reason": "Kan niet."})]
)
class TestEnding:
    """What holds for both ways in which a promise ends."""

    def test_it_ends_once(self, act: Any, typed: dict[str, str]):
        given(MADE, REPORTED).when(act, promise=FIRST, **typed).refused("Deze toezegging is al teruggemeld.")
        given(MADE, DROPPED).when(act, promise=FIRST, **typed).refused(
            "Deze toezegging kan niet doorgaan. Dat is al verteld."
        )

    def test_it_takes_words(self, act: Any, typed: dict[str, str]):
        given(MADE).when(act, promise=FIRST).unreadable(**dict.fromkeys(typed, "Vul dit in."))

    def test_who_does_not_read_the_circle_finds_nothing(self, act: Any, typed: dict[str, str]):
        given(HIDDEN).when(act, by=BRAM, promise=FIRST, **typed).not_found()
        given().when(act, promise=3, **typed).not_found()


def test_what_is_outstanding_stands_in_the_order_of_its_dates():
    later_on = PromiseMade("Later.", "de buurt", "chair", later(days=3), "full_team")
    soon = PromiseMade("Eerst.", "de buurt", "chair", later(hours=1), "full_team")
    incident = given(MADE, later_on, soon, REPORTED).incident
    assert [one.words for one in outstanding(incident)] == ["Eerst.", "Later."]


def test_a_long_promise_has_a_short_name():
    made = PromiseMade("y" * 300, "de buurt", "chair", later(days=3), "full_team")
    assert given(made).incident[Promise][FIRST].name == f"‘{'y' * 79}…’"


def test_everybody_in_the_field_makes_and_reports_but_does_not_drop(opened: Board):
    number = opened.does(FLEUR, "promises.make", **TYPED).last
    with pytest.raises(NotAllowed):
        opened.does(FLEUR, "promises.drop", promise=number, reason="Kan niet.")
    with pytest.raises(NotAllowed):
        opened.does(DIRK, "promises.make", **TYPED)
    opened.does(FLEUR, "promises.report_back", promise=number, how="Gebeld.")
    opened.does(ANNA, "promises.drop", promise=opened.does(BRAM, "promises.make", **TYPED).last, reason="Kan niet.")
    assert outstanding(opened.incident) == []
