"""A text that several people change at once: what goes into it, what never does, and how it follows the log."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pycrdt import Array, Doc, Map, Text

from crisis import writing
from crisis.board.tasks import Task
from crisis.refusals import NotFound
from crisis.writing import EDITABLE, BadUpdate, Editable, TooLong, documents
from crisis.writing.updates import check, vector
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, Board, Player

SERVER = 7
WORDS = some.text(some.sampled_from("ab é\n👍🏽€"), max_size=12)


@pytest.fixture
def shared() -> Iterator[None]:
    """The explanation of a task is written together, and follows the log when a task is changed."""
    EDITABLE[Task] = Editable(
        "tasks.change", attrgetter("details"), lambda task: task.open, replaced_by=frozenset({"task_changed"})
    )
    yield
    del EDITABLE[Task]


def copy(state: bytes) -> Doc[Text]:
    """A document of somebody else."""
    document: Doc[Text] = Doc({"text": Text()})
    document.apply_update(state)
    return document


def change(state: bytes, at: int = 0, words: str = "nieuw ", gone: int = 0) -> bytes:
    """What somebody sends who changes a text. Places are counted in bytes here."""
    document = copy(state)
    before, text = document.get_state(), document.get("text", type=Text)
    if gone:
        del text[at : at + gone]
    text.insert(at, words)
    return document.get_update(before)


@given(WORDS, some.lists(WORDS, max_size=8))
@settings(max_examples=60)
def test_any_text_becomes_any_other(first: str, later: list[str]):
    state = documents.begin(first, SERVER)
    for text in later:
        state = documents.rewrite(state, text, SERVER)
        assert documents.plain(state) == text
    assert len(vector(documents.vector(state))) <= 1, "the server wrote under more than one number"


def test_who_types_while_the_text_is_replaced_loses_nothing():
    state = documents.begin("Het is rustig.", SERVER)
    typed = change(state, len("Het is"), " nu")
    state = documents.rewrite(state, "Het is heel rustig.", SERVER)
    assert sorted(documents.plain(documents.merge(state, typed))) == sorted("Het is nu heel rustig.")


def test_the_order_of_arrival_does_not_matter_and_twice_is_once():
    state = documents.begin("Begin.", SERVER)
    one, other = change(state, 0, "👍🏽"), change(state, 6, "einde")
    first = documents.merge(documents.merge(state, one), other)
    second = documents.merge(documents.merge(documents.merge(state, other), one), other)
    assert documents.plain(first) == documents.plain(second) == "👍🏽Begin.einde"


def test_only_what_is_lacking_is_sent():
    state = documents.begin("Begin.", SERVER)
    known = documents.vector(state)
    more = documents.merge(state, change(state))
    assert len(documents.since(more, known)) < len(more)
    assert documents.plain(documents.merge(state, documents.since(more, known))) == "nieuw Begin."
    with pytest.raises(BadUpdate):
        documents.since(state, b"\xff\xff")


def _other_root() -> bytes:
    document: Doc[Text] = Doc({"verborgen": Text()})
    document.get("verborgen", type=Text).insert(0, "buiten beeld")
    return document.get_update()


def _rich(value: object) -> bytes:
    document: Doc[Text] = Doc({"text": Text()})
    text = document.get("text", type=Text)
    text.insert(0, "vet")
    text.insert_embed(1, value) if isinstance(value, dict) else text.format(0, 3, {"b": True})
    return document.get_update()


def _map() -> bytes:
    document: Doc[Map] = Doc({"text": Map({"a": Array([1, 2])})})
    return document.get_update()


def _gap() -> bytes:
    """The second half of what somebody typed."""
    document: Doc[Text] = Doc({"text": Text()})
    text = document.get("text", type=Text)
    text.insert(0, "eerst")
    before = document.get_state()
    text.insert(5, "later")
    return document.get_update(before)


#: Updates that Yjs itself would take, or would keep until the rest comes.
REFUSED = {
    "nothing": b"",
    "half": change(documents.begin("Begin.", SERVER))[:-3],
    "more than an update": change(documents.begin("Begin.", SERVER)) + b"\0",
    "another root": _other_root(),
    "something in the text": _rich({"src": "plaatje"}),
    "marks": _rich("vet"),
    "a map": _map(),
    "a piece without what came before": _gap(),
    "words next to words that are not there": change(documents.begin("x" * 50, SERVER), 50),
    "the deletion of what was not typed yet": b"\0\1\x07\1\x06\x20",
    "millions of clients": b"\xff\xff\xff\x7f",
    "a number without end": b"\xff" * 400,
    "a string without end": b"\1\1\1\0\4\1\4text\xff\xff\xff\x7fab\0",
    "half a character": b"\1\1\1\0\4\1\4text\2\xf0\x9f\0",
    "no words": b"\1\1\1\0\4\1\4text\0\0",
    "a hole": b"\1\1\1\0\x0a\5\0",
    "collected garbage": b"\1\1\1\0\0\5\0",
    "a control character": change(documents.begin("Begin.", SERVER), 0, "\x00"),
    "a bell": change(documents.begin("Begin.", SERVER), 0, "\x07"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_box_of_ours_never_sends(name: str):
    state = documents.begin("Begin.", SERVER)
    with pytest.raises(BadUpdate):
        documents.merge(state, REFUSED[name])


@given(some.binary(max_size=60))
def test_any_bytes_are_refused_or_harmless(update: bytes):
    state = documents.begin("Begin.", SERVER)
    try:
        merged = documents.merge(state, update)
    except (BadUpdate, TooLong):
        return
    assert len(merged) < len(state) + 2 * len(update) + 8


@given(some.lists(some.tuples(some.integers(0, 200), some.integers(0, 255)), min_size=1, max_size=4))
def test_a_broken_update_is_refused_or_harmless(changes: list[tuple[int, int]]):
    state = documents.begin("Het is rustig op het plein.", SERVER)
    update = bytearray(change(state, 4, "👍 woorden ", 3))
    for place, value in changes:
        update[place % len(update)] = value
    with contextlib.suppress(BadUpdate, TooLong):
        documents.plain(documents.merge(state, bytes(update)))


def test_what_a_box_does_send_is_taken():
    state = documents.begin("Het is rustig.", SERVER)
    check(change(state, 4, "nu ", 3), documents.vector(state))
    check(copy(state).get_update(), documents.vector(state))


def test_too_long_is_refused_unless_it_makes_it_shorter():
    state = documents.begin("a" * (documents.LONGEST - 2), SERVER)
    with pytest.raises(TooLong):
        documents.merge(state, change(state, 0, "abc"))
    over = documents.begin("a" * (documents.LONGEST + 9), SERVER)
    assert documents.plain(documents.merge(over, change(over, 0, "", 5))) == "a" * (documents.LONGEST + 4)


@pytest.mark.parametrize(("player", "may"), [(ANNA, True), (BRAM, True), (CELIK, True), (DIRK, False), (EVA, False)])
@pytest.mark.usefixtures("shared")
def test_who_writes_in_it(opened: Board, player: Player, may: bool):
    incident = opened.ledger.load(opened.id, opened.adds_task(details="Begin."))
    try:
        found = writing.editable(incident, opened.ledger.audience(incident, player.account), incident.seq)
    except NotFound:
        found = None
    assert (found is not None) == may


@pytest.mark.usefixtures("shared")
def test_it_begins_with_what_was_saved_and_follows_the_log(opened: Board):
    task = opened.adds_task(details="Begin.")
    with opened.ledger.database.write(opened.id) as connection:
        first = writing.open_text(connection, opened.incident, task)
        writing.merge(connection, opened.id, task, first.epoch, change(first.state, 6, " Meer."))
        assert writing.read(connection, opened.id, task) == "Begin. Meer."
    opened.does(ANNA, "tasks.comment", task=task, text="Zo goed?")
    with opened.ledger.database.write(opened.id) as connection:
        again = writing.open_text(connection, opened.incident, task)
        assert documents.plain(again.state) == "Begin. Meer.", "a comment changes no words"
        assert again.base == first.base
    last = opened.does(BRAM, "tasks.change", task=task, details="Een eerdere versie.").last
    with opened.ledger.database.write(opened.id) as connection:
        again = writing.open_text(connection, opened.incident, task)
        assert (documents.plain(again.state), again.base, again.epoch) == ("Een eerdere versie.", last, first.epoch)
        writing.forget(connection, opened.id, task)
        assert writing.read(connection, opened.id, task) is None
        with pytest.raises(writing.OtherEpoch):
            writing.merge(connection, opened.id, task, first.epoch, change(first.state))
        assert writing.open_text(connection, opened.incident, task).epoch != first.epoch


@pytest.mark.usefixtures("shared")
def test_only_who_saved_says_what_was_saved(opened: Board):
    task = opened.adds_task(details="Begin.")
    with opened.ledger.database.write(opened.id) as connection:
        base = writing.open_text(connection, opened.incident, task).base
    seq = opened.does(BRAM, "tasks.change", task=task, title="Iets anders").last
    incident = opened.incident
    with opened.ledger.database.write(opened.id) as connection:
        for said, person, then in ((seq, ANNA, base), (task, ANNA, base), (seq + 9, BRAM, base), (seq, BRAM, seq)):
            noted = writing.note_saved(connection, incident, task, said, person.id)
            assert noted
            assert noted.base == then


@pytest.mark.usefixtures("shared")
def test_a_document_that_grew_is_begun_anew_when_nobody_has_it_open(opened: Board, monkeypatch: pytest.MonkeyPatch):
    task = opened.adds_task(details="Begin.")
    monkeypatch.setattr("crisis.writing.texts._TIDY", 20)
    with opened.ledger.database.write(opened.id) as connection:
        first = writing.open_text(connection, opened.incident, task)
        kept = writing.merge(connection, opened.id, task, first.epoch, change(first.state, 6, " Meer."))
        assert writing.open_text(connection, opened.incident, task) == kept
        anew = writing.open_text(connection, opened.incident, task, alone=True)
    assert anew.epoch != first.epoch
    assert anew.rev > kept.rev
    assert documents.plain(anew.state) == "Begin. Meer."
