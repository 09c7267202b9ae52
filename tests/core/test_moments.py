"""Key moments and the deadlines that hang on them; both nights in which the clock changes. Rules 8 and 9."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crisis.board import phases
from crisis.board.phases import KeyMoment, MomentSet, PhaseEntered
from crisis.board.tasks import Task
from crisis.board.tasks.facts import DeadlinesMoved, TaskAccepted, TaskChanged, TaskDone
from crisis.incident import Incident
from tests.cast import BRAM, FIRST, Board, given, later, task_added, told

PRAYER = "2026-11-27 13:00"
PRAYER_AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
M_TASK = task_added("Toezicht", due_rule="M-4h(vrijdaggebed)", phase=3)
T_TASK = task_added("Bellen", due_rule="T+30m", phase=3)
SET = MomentSet("vrijdaggebed", "Eerstvolgend vrijdaggebed", PRAYER_AT)


def due(incident: Incident, number: int = FIRST) -> datetime | None:
    return incident[Task][number].due


def test_a_deadline_on_a_moment_without_a_time_is_open():
    assert due(given(M_TASK).incident) is None


def test_setting_the_moment_gives_the_deadline_its_time():
    after = given(M_TASK).when(phases.set_moment, name="vrijdaggebed", at=PRAYER)
    assert due(after.then(SET, DeadlinesMoved("vrijdaggebed", (FIRST,)))) == datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_moving_the_moment_moves_the_deadline():
    after = given(M_TASK, SET).when(phases.set_moment, name="vrijdaggebed", at="2026-11-27 14:00")
    after.facts()
    assert due(after.incident) == datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_moving_the_moment_keeps_one_moment_with_its_history():
    after = given(SET).when(phases.set_moment, name="vrijdaggebed", at="2026-11-27 14:00")
    after.facts()
    (moment,) = after.incident[KeyMoment].values()
    assert len(after.incident.history(moment.id)) == 2


def test_a_deadline_from_the_start_of_the_phase_never_moves():
    after = given(T_TASK).when(phases.set_moment, name="vrijdaggebed", at=PRAYER).then(SET)
    assert due(after) == later(minutes=30)


@pytest.mark.parametrize("end", [TaskDone(FIRST), TaskAccepted(FIRST)])
def test_a_finished_task_does_not_move(end: TaskDone):
    given(M_TASK, end).when(phases.set_moment, name="vrijdaggebed", at=PRAYER).then(SET)


def test_a_deadline_on_another_moment_does_not_move():
    given(M_TASK).when(phases.set_moment, name="demonstratie", at=PRAYER).then(
        MomentSet("demonstratie", "Aangekondigde demonstratie", PRAYER_AT)
    )


def test_a_deadline_set_by_hand_no_longer_follows():
    by_hand = TaskChanged(FIRST, ("due",), due=later(hours=1))
    given(M_TASK, by_hand).when(phases.set_moment, name="vrijdaggebed", at=PRAYER).then(SET)


def test_the_same_moment_again_records_nothing():
    given(SET).when(phases.set_moment, name="vrijdaggebed", at=PRAYER).then()


def test_a_moment_outside_the_playbook_is_refused():
    given().when(phases.set_moment, name="kerst", at=PRAYER).refused("Dit sleutelmoment staat niet in het draaiboek.")


def test_the_log_names_the_moment():
    assert SET.sentence(Incident()) == (
        "Sleutelmoment ‘Eerstvolgend vrijdaggebed’ staat op vrijdag 27 november 2026 13:00."
    )


@pytest.mark.parametrize(("tasks", "said"), [((7,), "1 taak"), ((7, 8), "2 taken")])
def test_the_log_says_how_many_deadlines_moved(tasks: tuple[int, ...], said: str):
    assert DeadlinesMoved("x", tasks).sentence(Incident()) == f"De termijn van {said} schuift mee."


def test_moved_deadlines_are_told_per_circle_so_that_nobody_counts_what_they_may_not_see():
    hidden = task_added("Stil", "restricted", due_rule="M-1h(vrijdaggebed)", phase=3)
    done = given(M_TASK, hidden).when(phases.set_moment, name="vrijdaggebed", at=PRAYER)
    after = done.then(SET, DeadlinesMoved("vrijdaggebed", (FIRST + 1,)), DeadlinesMoved("vrijdaggebed", (FIRST,)))
    assert [entry.circle for entry in after.entries(after=FIRST + 2)] == ["restricted", "full_team"]


def test_a_moment_may_be_moved_by_who_does_not_see_every_task_on_it(opened: Board):
    """The playbook lets the spokesperson set moments; one of the tasks on it is for the police alone."""
    opened.does(BRAM, "phases.set_moment", name="vrijdaggebed", at=PRAYER)
    (hidden,) = [task for task in opened.incident[Task].values() if task.circle == "restricted"]
    assert hidden.due == datetime(2026, 11, 27, 8, tzinfo=UTC)


# --- the clock goes back on 25 October 2026 at 03:00, and forward on 28 March 2027 at 02:00 ---

AUTUMN = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # 00:00 summer time
SPRING = datetime(2027, 3, 27, 23, 0, tzinfo=UTC)  # 00:00 winter time


@pytest.mark.parametrize(
    ("night", "rule", "expected"),
    [
        (AUTUMN, "T+3h", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
        (AUTUMN, "T+1d", datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (SPRING, "T+3h", datetime(2027, 3, 28, 2, 0, tzinfo=UTC)),
        (SPRING, "T+1d", datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
    ],
)
def test_hours_are_real_and_days_are_on_the_clock(night: datetime, rule: str, expected: datetime):
    entered = PhaseEntered("onrust", "Onrust", "unrest", "Onrust in de nacht.")
    task = task_added(due_rule=rule, phase=FIRST)
    assert due(given(told(entered, at=night), told(task, at=night)).incident, FIRST + 1) == expected


@pytest.mark.parametrize(
    ("typed", "instant"),
    [("2026-10-25 02:30 zomertijd", "2026-10-25 00:30"), ("2026-10-25 02:30 wintertijd", "2026-10-25 01:30")],
)
def test_a_moment_in_the_hour_that_comes_twice_is_what_was_chosen(typed: str, instant: str):
    after = given().when(phases.set_moment, name="vrijdaggebed", at=typed)
    after.facts()
    (moment,) = after.incident[KeyMoment].values()
    assert f"{moment.at:%Y-%m-%d %H:%M}" == instant


def test_a_moment_in_the_hour_that_comes_twice_asks_which_one():
    given().when(phases.set_moment, name="vrijdaggebed", at="2026-10-25 02:30").unreadable(
        at="Deze tijd kwam die nacht twee keer voor. Kies zomertijd of wintertijd."
    )


def test_a_moment_in_the_hour_that_is_skipped_asks_for_another():
    given().when(phases.set_moment, name="vrijdaggebed", at="2027-03-28 02:30").unreadable(
        at="Deze tijd bestaat niet: de klok ging toen een uur vooruit. Bedoelt u 03:30?"
    )


def test_a_moved_moment_moves_across_the_night_in_real_hours():
    task = task_added(due_rule="M-4h(vrijdaggebed)", phase=3)
    after = given(task).when(phases.set_moment, name="vrijdaggebed", at="2026-10-25 04:00")
    after.facts()
    assert due(after.incident) == datetime(2026, 10, 24, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["0001-01-01 00:30", "9999-12-31 23:59Z", "9999-12-31 20:00"])
def test_a_moment_out_of_reach_is_refused(typed: str):
    when = given(task_added(due_rule="M-4h(vrijdaggebed)", phase=3)).when(
        phases.set_moment, name="vrijdaggebed", at=typed
    )
    when.unreadable(at="Deze datum ligt te ver weg.")
