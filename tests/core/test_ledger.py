"""The one door: once per key, all or nothing, in order, for many at a time, on both databases."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crisis import store
from crisis.asking import Asked
from crisis.board.tasks import Task
from crisis.database import Database
from crisis.ledger import Ledger
from crisis.refusals import NotAllowed, NotFound, NotSignedIn, Refused, Unreadable
from tests.cast import ANNA, BRAM, DIRK, EVA, FLEUR, START, Board, klein, open_board, snapshot

WHY = "Alles is overgedragen aan de lijn."


def rows(board: Board) -> tuple[object, ...]:
    """Everything that is stored of an incident."""
    with board.ledger.database.read() as connection:
        once = connection.execute(store.once_table.select().where(store.once_table.c.incident_id == board.id)).all()
        return store.head(connection, board.id), store.links(connection, board.id), sorted(map(tuple, once))


# --- acts ---


def test_entries_are_numbered_without_gaps(opened: Board):
    opened.writes()
    assert [entry.seq for entry in opened.incident.entries()] == list(range(1, opened.incident.seq + 1))


def test_an_act_says_which_entries_it_wrote(opened: Board):
    before = opened.incident.seq
    done = opened.does(ANNA, "phases.enter", phase="onrust", reason="Groepen op straat.")
    assert (done.first, done.last) == (before + 1, before + 4)


def test_an_act_that_changes_nothing_writes_nothing(opened: Board):
    before = rows(opened)
    opened.does(ANNA, "team.assign", person=BRAM.id, role="spokesperson")
    assert rows(opened) == before


def test_the_head_row_follows_the_log(opened: Board):
    opened.does(ANNA, "phases.enter", phase="nazorg", reason="Een week rustig gebleven.")
    opened.does(ANNA, "scale.set", level="0", reason="Een week rustig gebleven.")
    opened.does(ANNA, "incident.close", reason=WHY)
    head, links, _ = rows(opened)
    assert (head.seq, head.head) == (opened.incident.seq, links[-1].hash)
    assert (head.title, head.phase, head.scale) == ("Bekladding moskee", "Nazorg", "0")
    assert head.closed is not None


def test_an_incident_can_be_read_as_it_was(opened: Board):
    before = snapshot(opened.incident)
    opened.writes()
    assert snapshot(opened.ledger.load(opened.id, upto=before["seq"])) == before


def test_reading_past_the_end_gives_the_end(opened: Board):
    assert opened.ledger.load(opened.id, upto=10**6).seq == opened.incident.seq


@pytest.mark.parametrize("id", [0, -1, 999_999, 2**31, 2**63, 10**30])
def test_an_incident_that_is_not_there_is_not_found(ledger: Ledger, id: int):
    with pytest.raises(NotFound):
        ledger.load(id)
    with pytest.raises(NotFound):
        ledger.perform(id, ANNA.credential, Asked("notes.add", {"text": "Rustig."}))


@pytest.mark.parametrize("name", ["notes.bestaat_niet", "", "incident.open", "__class__"])
def test_an_act_that_is_not_there_is_not_found(opened: Board, name: str):
    with pytest.raises(NotFound):
        opened.does(ANNA, name, title="Nog een")


def test_everybody_who_is_told_hears_it_after_the_commit(opened: Board):
    heard: list[tuple[int, int]] = []

    def listen(sender: object, incident: int, seq: int) -> None:
        heard.append((seq, Ledger(opened.ledger.database).load(incident).seq))

    opened.ledger.appended.connect(listen)
    number = opened.writes()
    assert heard == [(number, number)]


def test_a_listener_that_fails_does_not_make_the_act_fail(opened: Board):
    def broken(sender: object, incident: int, seq: int) -> None:
        raise RuntimeError("the screen is gone")

    opened.ledger.appended.connect(broken)
    assert opened.writes() == opened.incident.seq


# --- once ---


def test_the_same_form_twice_is_done_once(opened: Board):
    first = opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1")
    before = rows(opened)
    again = opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1")
    assert (again.first, again.last, again.repeated) == (first.first, first.last, True)
    assert rows(opened) == before


@pytest.mark.parametrize(
    ("player", "act", "typed"),
    [
        (ANNA, "notes.add", {"text": "Onrustig."}),
        (ANNA, "tasks.add", {"title": "Rustig."}),
        (BRAM, "notes.add", {"text": "Rustig."}),
        (ANNA, "notes.add", {"text": "Rustig.", "kept": "Toch."}),
        (ANNA, "notes.add", {"text": "Rustig.", "occurred_at": START}),
    ],
)
def test_the_same_key_for_something_else_is_refused(opened: Board, player: object, act: str, typed: dict[str, str]):
    opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1")
    before = rows(opened)
    with pytest.raises(Unreadable) as refusal:
        opened.does(player, act, once="sleutel-1", **typed)  # type: ignore[arg-type]
    assert refusal.value.fields == {"once": "Dit formulier is al gebruikt voor iets anders. Laad de pagina opnieuw."}
    assert rows(opened) == before


def test_a_refused_act_may_be_sent_again_with_its_key(opened: Board):
    with pytest.raises(Unreadable):
        opened.does(ANNA, "notes.add", text="", once="sleutel-1")
    assert not opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1").repeated


def test_a_key_counts_within_one_incident(opened: Board):
    other = open_board(opened.ledger, "Nog een")
    opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1")
    assert not other.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1").repeated


def test_a_repeat_after_closing_is_answered_as_then(opened: Board):
    first = opened.does(ANNA, "incident.close", reason=WHY, once="sleutel-1")
    assert opened.does(ANNA, "incident.close", reason=WHY, once="sleutel-1").last == first.last


def test_a_repeat_after_ones_own_release_is_answered_as_then(opened: Board):
    opened.does(ANNA, "team.assign", person=BRAM.id, role="chair")
    typed = {"person": BRAM.id, "role": "spokesperson", "once": "sleutel-1"}
    opened.does(ANNA, "team.release", person=BRAM.id, role="spokesperson")
    opened.does(ANNA, "team.assign", person=BRAM.id, role="spokesperson")
    opened.does(BRAM, "team.release", **typed)
    opened.does(ANNA, "team.release", person=BRAM.id, role="chair")
    assert opened.does(BRAM, "team.release", **typed).repeated


def test_a_key_that_is_too_long_is_refused(opened: Board):
    with pytest.raises(Unreadable):
        opened.does(ANNA, "notes.add", text="Rustig.", once="x" * 81)


def test_opening_twice_with_one_key_opens_one(ledger: Ledger):
    first = ledger.open(ANNA.credential, klein(), "Bekladding", once="sleutel-1")
    again = ledger.open(ANNA.credential, klein(), "Bekladding", once="sleutel-1")
    assert (again.incident.id, again.repeated) == (first.incident.id, True)


def test_opening_something_else_with_the_same_key_is_refused(ledger: Ledger):
    ledger.open(ANNA.credential, klein(), "Bekladding", once="sleutel-2")
    with pytest.raises(Unreadable):
        ledger.open(ANNA.credential, klein(), "Iets heel anders", once="sleutel-2")


# --- refusals leave nothing ---

REFUSED = [
    (EVA, "notes.add", {"text": "Rustig."}, NotFound),
    (DIRK, "notes.add", {"text": "Rustig."}, NotAllowed),
    (FLEUR, "phases.enter", {"phase": "onrust", "reason": "Groepen op straat."}, NotAllowed),
    (ANNA, "notes.add", {"text": ""}, Unreadable),
    (ANNA, "notes.add", {"text": "Rustig.", "onbekend": "1"}, Unreadable),
    (ANNA, "tasks.claim", {"task": 999}, NotFound),
    (ANNA, "phases.enter", {"phase": "melding", "reason": "Groepen op straat."}, Refused),
    (FLEUR, "notes.add", {"text": "Rustig.", "circle": "restricted"}, Refused),
]


@pytest.mark.parametrize(("player", "act", "typed", "refusal"), REFUSED)
def test_a_refused_act_leaves_everything_as_it_was(
    opened: Board, player: object, act: str, typed: dict[str, str], refusal: type[Exception]
):
    before, live = rows(opened), snapshot(opened.incident)
    with pytest.raises(refusal):
        opened.does(player, act, once="sleutel-1", **typed)  # type: ignore[arg-type]
    assert rows(opened) == before
    assert snapshot(opened.incident) == live


def test_an_act_refused_halfway_leaves_nothing(opened: Board, monkeypatch: pytest.MonkeyPatch):
    """Its first fact was read and sealed already when the second is refused."""
    before, live = rows(opened), snapshot(opened.incident)
    monkeypatch.setattr("crisis.board.phases.on_entering", [_refuse])
    with pytest.raises(Refused, match="halverwege"):
        opened.does(ANNA, "phases.enter", phase="onrust", reason="Groepen op straat.")
    assert rows(opened) == before
    assert snapshot(opened.incident) == live


def _refuse(*ignored: object) -> list[object]:
    raise Refused("halverwege")


@pytest.mark.parametrize("where", ["move_head", "remember"])
def test_a_crash_between_append_and_commit_leaves_nothing(opened: Board, monkeypatch: pytest.MonkeyPatch, where: str):
    before, live = rows(opened), snapshot(opened.incident)
    with monkeypatch.context() as patched:
        patched.setattr(store, where, _crash)
        with pytest.raises(KeyboardInterrupt):
            opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1")
    assert rows(opened) == before
    assert snapshot(opened.incident) == live
    assert not opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1").repeated


def _crash(*ignored: object) -> None:
    raise KeyboardInterrupt


def test_a_credential_that_no_longer_holds_leaves_nothing(opened: Board):
    def gone(connection: object) -> None:
        raise NotSignedIn

    before = rows(opened)
    with pytest.raises(NotSignedIn):
        opened.ledger.perform(opened.id, gone, Asked("notes.add", {"text": "Rustig."}))  # type: ignore[arg-type]
    assert rows(opened) == before


# --- time ---


def test_recorded_time_never_goes_back(opened: Board):
    ahead = datetime.now(UTC) + timedelta(hours=1)
    opened.ledger.now = lambda: ahead  # type: ignore[method-assign]
    opened.writes()
    opened.ledger.now = lambda: ahead - timedelta(minutes=30)  # type: ignore[method-assign]
    number = opened.writes()
    first, second = opened.incident.entry(number - 1), opened.incident.entry(number)
    assert second.recorded_at == first.recorded_at


def test_a_simulated_clock_counts_in_an_exercise_that_says_so(ledger: Ledger):
    board = open_board(ledger, exercise=True, simulated=True, at=START, title="Oefening")
    number = board.writes(ANNA, clock=START + timedelta(days=400))
    assert board.incident.entry(number).recorded_at == START + timedelta(days=400)


def test_a_simulated_clock_does_not_count_otherwise(opened: Board):
    number = opened.writes(ANNA, clock=START + timedelta(days=4000))
    assert opened.incident.entry(number).recorded_at < START + timedelta(days=4000)


def test_a_simulated_clock_does_not_count_at_the_opening_otherwise(ledger: Ledger):
    done = ledger.open(ANNA.credential, klein(), "Echt", at=START + timedelta(days=4000))
    assert done.incident.entry(1).recorded_at < START + timedelta(days=4000)


def test_an_exercise_has_its_own_code(ledger: Ledger):
    done = ledger.open(ANNA.credential, klein(), "Oefening", exercise=True, simulated=True, at=START)
    # In a database that tests share there may be others of this minute, which then have a number behind them.
    assert re.fullmatch(r"OEF-20261123-1400(-\d+)?", done.incident.code)
    assert done.incident.exercise


# --- many at a time ---


def test_two_ledgers_on_one_database_see_each_others_entries(opened: Board):
    other = Board(Ledger(opened.ledger.database), opened.id)
    task = other.adds_task(ANNA)
    opened.does(BRAM, "tasks.claim", task=task)
    assert other.does(ANNA, "tasks.comment", task=task, text="Goed.").incident[Task][task].assignee == BRAM.id


def test_two_ledgers_do_not_share_what_the_one_was_refused(opened: Board):
    other = Board(Ledger(opened.ledger.database), opened.id)
    with pytest.raises(Refused):
        opened.does(ANNA, "phases.enter", phase="melding", reason="Groepen op straat.")
    other.writes()
    assert snapshot(opened.incident) == snapshot(other.incident)


def together(count: int, work: Callable[[int], None]) -> None:
    """Run this in so many threads, started at once; what fails in one fails the test."""
    barrier, failures = threading.Barrier(count), []

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_eight_writers_at_once_lose_nothing(opened: Board):
    before = opened.incident.seq
    together(8, lambda who: [opened.writes(ANNA, f"Regel {who}-{turn}") for turn in range(10)])
    said = [entry.fact.text for entry in opened.incident.entries(after=before)]
    assert sorted(said) == sorted(f"Regel {who}-{turn}" for who in range(8) for turn in range(10))


def test_eight_writers_in_two_ledgers_lose_nothing(opened: Board):
    """As two processes would, on one database."""
    boards = [opened, Board(Ledger(Database(opened.ledger.database.settings)), opened.id)]
    before = opened.incident.seq
    together(8, lambda who: [boards[who % 2].writes(ANNA, f"Regel {who}-{turn}") for turn in range(5)])
    boards[1].ledger.database.dispose()
    assert opened.incident.seq == before + 40


def test_writers_get_their_turn(opened: Board):
    """When everybody has written as often as they could, nobody had much less than another."""
    until = datetime.now(UTC) + timedelta(seconds=1)
    counts: Counter[int] = Counter()

    def write(who: int) -> None:
        while datetime.now(UTC) < until:
            opened.writes(ANNA, f"Regel {who}")
            counts[who] += 1

    together(8, write)
    assert min(counts.values()) >= 0.8 * max(counts.values()) - 1


def test_the_same_key_at_once_from_eight_sides_is_done_once(opened: Board):
    before = opened.incident.seq
    together(8, lambda who: opened.does(ANNA, "notes.add", text="Rustig.", once="sleutel-1"))
    assert opened.incident.seq == before + 1


def test_one_task_is_claimed_by_one(opened: Board):
    task = opened.adds_task(ANNA)
    refused: list[str] = []

    def claim(who: int) -> None:
        try:
            opened.does((BRAM, FLEUR)[who % 2], "tasks.claim", task=task)
        except Refused as refusal:
            refused.append(refusal.sentence)

    together(8, claim)
    assert len(opened.incident.history(task)) == 2
    assert len(refused) == 4


def test_readers_see_whole_acts_while_others_write(opened: Board):
    """Entering a phase writes four entries; nobody ever sees two of them."""
    seen: set[int] = set()
    start = opened.incident.seq

    def work(who: int) -> None:
        for turn in range(10):
            if who:
                seen.add(opened.incident.seq - start)
            else:
                phase = ("nazorg", "melding")[turn % 2]
                opened.does(ANNA, "phases.enter", phase=phase, reason="Op en neer, voor de test.")

    together(4, work)
    assert opened.incident.seq == start + 11
    assert 1 not in seen
