"""Golden files: who may do what, how the log reads, and logs of earlier versions that must replay for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisis import chain, exchange, recording
from crisis.incident import FACTS, Incident, Withheld, replay
from crisis.ledger import Ledger
from tests.golden import make

GOLDEN = Path(make.__file__).parent
LOGS = sorted(path.name for path in GOLDEN.glob("log-*.jsonl"))
REMADE = "Goed zo? Maak het dan opnieuw: python -m tests.golden.make"


def text(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


def links(name: str) -> tuple[chain.Genesis, list[chain.Link], str]:
    with (GOLDEN / name).open(encoding="utf-8") as lines:
        genesis, found, _, head = exchange.read(lines)
    return genesis, found, head


def replayed(name: str) -> Incident:
    genesis, found, _ = links(name)
    return replay(1, genesis.incident, map(recording.entry, found))


def test_who_may_do_what():
    assert make.matrix() == text("role-act-matrix.txt"), REMADE


def test_how_the_log_reads(ledger: Ledger):
    assert make.sentences(make.played(ledger).incident) == text("sentences.txt"), REMADE


def test_the_scripted_exercise_sees_every_kind_of_fact(sqlite_ledger: Ledger):
    assert make.missing(make.played(sqlite_ledger).incident) == set()


def test_there_is_a_log_of_every_version():
    assert LOGS


@pytest.mark.parametrize("name", LOGS)
def test_an_old_log_is_whole(name: str):
    with (GOLDEN / name).open(encoding="utf-8") as lines:
        assert exchange.verify_file(lines).faults == ()


@pytest.mark.parametrize("name", LOGS)
def test_an_old_log_replays_up_to_its_head(name: str):
    assert replayed(name).head == links(name)[2]


@pytest.mark.parametrize("name", LOGS)
def test_nothing_in_an_old_log_became_unreadable(name: str):
    assert not [entry.seq for entry in replayed(name).entries() if isinstance(entry.fact, Withheld)]


@pytest.mark.parametrize("name", LOGS)
def test_an_old_log_is_understood_word_for_word(name: str):
    """Writing each fact down again gives every value that was written then; fields are only ever added."""
    for link in links(name)[1]:
        entry = recording.entry(link)
        again = recording.parts(entry.fact, entry.actor, entry.occurred_at, entry.circle, entry.kept)
        then = {name: part[1] for name, part in link.parts.items() if name != chain.BODY}
        assert {name: again[name] for name in then} == then


@pytest.mark.parametrize("name", LOGS)
def test_every_line_of_an_old_log_still_has_a_sentence(name: str):
    incident = replayed(name)
    assert all(entry.fact.sentence(incident) for entry in incident.entries())


def test_the_first_log_holds_every_kind_of_its_version():
    kinds = {entry.fact.kind for entry in replayed("log-0.1.0.jsonl").entries()}
    assert kinds >= {
        "incident_opened", "incident_closed", "incident_reopened", "member_joined", "member_released", "phase_entered",
        "moment_set", "deadlines_moved", "scale_set", "task_added", "task_assigned", "task_started", "task_blocked",
        "task_done", "task_accepted", "task_reopened", "task_dropped", "task_changed", "task_commented", "note_added",
        "note_corrected", "note_verified",
    }  # fmt: skip
    assert kinds <= FACTS.keys()
