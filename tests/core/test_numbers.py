"""The phone numbers in the messages of a playbook are those of the municipality, from its settings."""

from __future__ import annotations

from crisis.board.communications import Communication
from crisis.ledger import Ledger
from crisis.playbook import load
from crisis.playbook.numbers import NUMBERS, with_numbers
from tests.cast import ANNA

MINE = {"telefoon-gemeente": "14 010", "telefoon-politie": "0900-8844", "telefoon-spoed": "112"}


def test_a_message_goes_out_with_the_number_of_the_settings(ledger: Ledger) -> None:
    settings = ledger.database.settings
    done = ledger.open(ANNA.credential, load("incident-gebedshuis"), "Leuzen")
    words = [one.words for one in done.incident[Communication].values()]
    assert not any("{{telefoon" in one for one in words)
    assert any(settings.phone_police in one for one in words)
    assert settings.numbers.keys() == set(NUMBERS)


def test_only_the_messages_change() -> None:
    book = load("incident-gebedshuis")
    filled = with_numbers(book, MINE)
    texts = [one.text or "" for phase in filled.phases for one in phase.communications]
    assert any("14 010" in text for text in texts)
    assert with_numbers(filled, MINE) is filled
    assert [phase.tasks for phase in filled.phases] == [phase.tasks for phase in book.phases]
