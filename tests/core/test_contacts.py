"""Contact with communities: listening first, and what was promised stays on the board."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board import contacts
from crisis.board.contacts import Contact, ContactRecorded
from crisis.board.promises import Promise, PromiseMade
from crisis.refusals import NotAllowed
from tests.cast import BRAM, DIRK, FIRST, FLEUR, START, Board, given, later

TYPED: dict[str, Any] = {"group": "Moskeebestuur", "by_whom": "Wijkmanager", "heard": "Mensen zijn bang."}
PROMISED = {
    "promised": "Extra toezicht bij het gebed.",
    "promised_by": "enforcement",
    "promised_before": "2026-11-24 14:00",
}
HEARD = ContactRecorded("Moskeebestuur", "Wijkmanager", "Mensen zijn bang.", "full_team")


def test_a_conversation_is_recorded():
    after = given().when(contacts.record, **TYPED, occurred_at=later(hours=-1)).then(HEARD)
    found = after[Contact][FIRST]
    assert (found.group, found.by_whom, found.heard, found.at) == (*TYPED.values(), later(hours=-1))
    assert found.name == "gesprek met Moskeebestuur"
    assert HEARD.sentence(after) == "Gesproken met Moskeebestuur (Wijkmanager). Gehoord: Mensen zijn bang."


def test_what_was_promised_becomes_a_promise():
    recorded = ContactRecorded(
        *("Moskeebestuur", "Wijkmanager", "Mensen zijn bang.", "full_team"),
        asked="Komt er toezicht?",
        promised=PROMISED["promised"],
    )
    made = PromiseMade(PROMISED["promised"], "Moskeebestuur", "enforcement", later(days=1), "full_team", origin=FIRST)
    after = given().when(contacts.record, **TYPED, **PROMISED, asked="Komt er toezicht?").then(recorded, made)
    assert (after[Promise][FIRST + 1].to_whom, after[Promise][FIRST + 1].origin) == ("Moskeebestuur", FIRST)
    assert recorded.sentence(after) == (
        "Gesproken met Moskeebestuur (Wijkmanager). Gehoord: Mensen zijn bang. Gevraagd: Komt er toezicht? "
        "Toegezegd: Extra toezicht bij het gebed."
    )


def test_words_without_a_full_stop_read_as_well():
    said = ContactRecorded("D-07", "coördinator", "Onrust", "full_team", "Hulp", "Ja")
    assert said.sentence(given().incident) == (
        "Gesproken met D-07 (coördinator). Gehoord: Onrust. Gevraagd: Hulp. Toegezegd: Ja."
    )


OWNER = "Een toezegging heeft een eigenaar nodig. Kies een rol."
DATE = "Een toezegging heeft een datum nodig. Vul die in."
WORDS = "Schrijf op wat er is toegezegd. Is er niets toegezegd? Laat de eigenaar en de datum leeg."


@pytest.mark.parametrize(
    ("given_fields", "said"),
    [
        (["promised"], {"promised_by": OWNER, "promised_before": DATE}),
        (["promised", "promised_by"], {"promised_before": DATE}),
        (["promised", "promised_before"], {"promised_by": OWNER}),
        (["promised_by"], {"promised": WORDS}),
        (["promised_before"], {"promised": WORDS}),
        (["promised_by", "promised_before"], {"promised": WORDS}),
    ],
)
def test_a_promise_is_whole_or_not_there(given_fields: list[str], said: dict[str, str]):
    typed = {name: PROMISED[name] for name in given_fields}
    given().when(contacts.record, **TYPED, **typed).unreadable(**said)


@pytest.mark.parametrize("field", sorted(TYPED))
def test_without_this_it_says_nothing(field: str):
    given().when(contacts.record, **{**TYPED, field: " "}).unreadable(**{field: "Vul dit in."})


def test_the_promise_is_in_the_circle_of_the_conversation():
    facts = given().when(contacts.record, **TYPED, **PROMISED, circle="restricted").facts()
    assert [fact.circle for fact in facts] == ["restricted", "restricted"]


def test_a_phone_number_of_somebody_is_refused():
    given().when(contacts.record, **{**TYPED, "group": "Bestuur, 06-12345678"}).unreadable(
        group="Dit lijkt een persoonsgegeven: telefoonnummer (06-12345678). "
        "Schrijf het anders, of zeg waarom het moet blijven."
    )


def test_everybody_in_the_field_records_what_they_hear(opened: Board):
    for player in (BRAM, FLEUR):
        number = opened.does(player, "contacts.record", **TYPED, **PROMISED).first
        assert opened.incident[Contact][number].at >= START.replace(year=2020)
    with pytest.raises(NotAllowed):
        opened.does(DIRK, "contacts.record", **TYPED)
