"""What the board records by itself in one act is one block in the log; what people write stands on its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis import access
from crisis.board.notes import NoteAdded
from crisis.board.phases import PhaseEntered
from crisis.board.tasks.facts import DeadlinesMoved, TaskStarted
from crisis.incident import Fact, Incident
from crisis.logbook import blocks, newest, told
from crisis.parts import parts
from crisis.view import View
from tests.cast import ANNA, BRAM, CELIK, FIRST, START, Player, Told, given, task_added
from tests.cast import told as recorded

LATER = START + timedelta(hours=1)
ENTERED = PhaseEntered("onrust", "Onrust", "unrest", "Er staan groepen op straat.")


def view(incident: Incident, player: Player = ANNA) -> View:
    """The incident through the eyes of somebody."""
    held = access.roles(incident, player.id, frozenset(player.standing))
    return View(incident, access.audience(incident, held), LATER)


def one_act(*facts: Fact, by: Player = ANNA, at: timedelta = timedelta()) -> list[Told]:
    """Facts of one act."""
    return [recorded(fact, by, LATER + at) for fact in facts]


def shown(seen: View) -> list[list[int]]:
    """The numbers in the blocks after the opening."""
    numbers = [[entry.seq for entry in block] for block in blocks(seen)]
    return [block for block in numbers if block[-1] >= FIRST]


def test_what_follows_from_an_act_is_one_block_without_what_began_it():
    incident = given(*one_act(ENTERED, *[task_added()] * 3)).incident
    assert shown(view(incident)) == [[FIRST + 3, FIRST + 2, FIRST + 1], [FIRST]]
    assert told(view(incident), next(blocks(view(incident)))) == "3 taken erbij"


def test_two_lines_are_read_as_two():
    incident = given(*one_act(ENTERED, *[task_added()] * 2)).incident
    assert shown(view(incident)) == [[FIRST + 2], [FIRST + 1], [FIRST]]


def test_what_somebody_wrote_stands_on_its_own():
    note = NoteAdded("report", "Het is rustig.", "full_team")
    incident = given(*one_act(ENTERED, *[task_added()] * 3, note, *[task_added()] * 3)).incident
    last = FIRST + 7
    assert shown(view(incident)) == [[last, last - 1, last - 2], [last - 3], [last - 4, last - 5, last - 6], [FIRST]]


def test_another_moment_or_another_person_is_another_act():
    later = timedelta(milliseconds=1)
    acts = (one_act(*[task_added()] * 2), one_act(*[task_added()] * 2, at=later))
    others = one_act(*[task_added()] * 2, by=BRAM, at=later)
    incident = given(*acts[0], *acts[1], *others).incident
    assert all(len(block) == 1 for block in shown(view(incident)))


def test_each_reader_has_a_block_of_their_own():
    tasks = [task_added(circle="restricted"), task_added(), task_added(circle="restricted"), *[task_added()] * 2]
    incident = given(*one_act(ENTERED, *tasks)).incident
    last = FIRST + 5
    for player, numbers in (
        (CELIK, [last, last - 1, last - 2, last - 3, last - 4]),
        (BRAM, [last, last - 1, last - 3]),
    ):
        seen = view(incident, player)
        assert shown(seen) == [numbers, [FIRST]]
        assert told(seen, next(blocks(seen))) == f"{len(numbers)} taken erbij"
    fewer = given(*one_act(ENTERED, *tasks[:4])).incident
    assert shown(view(fewer, BRAM)) == [[FIRST + 4], [FIRST + 2], [FIRST]]


def test_the_words_count_what_came_and_what_changed():
    task = FIRST + 1
    moved = DeadlinesMoved("vrijdaggebed", (task,))
    incident = given(*one_act(ENTERED, task_added(), TaskStarted(task), moved)).incident
    assert told(view(incident), next(blocks(view(incident)))) == "1 taak en 1 regel erbij, 1 taak bijgewerkt"


def test_the_top_of_the_log_has_whole_blocks():
    incident = given(*one_act(ENTERED, *[task_added()] * 4)).incident
    top, older = newest(view(incident), 2)
    assert [len(block) for block in top] == [4]
    assert older
    assert newest(view(incident), incident.seq)[1] is False


@pytest.mark.parametrize("since", [FIRST, FIRST + 2], ids=["all-new", "two-known"])
def test_a_screen_gets_it_as_one_part_that_stands_above_what_began_the_act(since: int):
    incident = given(*one_act(ENTERED, *[task_added()] * 3), *one_act(task_added(), by=BRAM)).incident
    found = [part for part in parts(view(incident), since) if part.into == "log"]
    assert [(part.id, part.version, part.before) for part in found] == [
        (f"group-{FIRST + 1}", FIRST + 3, f"line-{FIRST}"),
        (f"line-{FIRST + 4}", FIRST + 4, f"line-{FIRST + 3}"),
    ]
    assert all(f'id="line-{FIRST + number}"' in str(found[0].html) for number in (1, 2, 3))
