"""Tasks: domain rule 7, from the first claim to the second pair of eyes."""

from __future__ import annotations

from datetime import datetime

import pytest

from crisis.board.tasks import STATUSES, Task, acts, open_tasks
from crisis.board.tasks.facts import (
    TaskAccepted,
    TaskAdded,
    TaskAssigned,
    TaskBlocked,
    TaskCommented,
    TaskDone,
    TaskDropped,
    TaskReopened,
    TaskStarted,
)
from crisis.incident import Fact
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, CELIK, EVA, FIRST, FLEUR, START, Board, given, later, task_added, told

TASK = FIRST
NEW = task_added()
BRAMS = TaskAssigned(TASK, BRAM.id, "Bram")
WHY = "Niet meer aan de orde."


# --- adding ---


def test_a_task_is_added_in_the_phase_that_runs():
    given().when(acts.add, title="Wijkagent bellen").then(
        TaskAdded(title="Wijkagent bellen", circle="full_team", phase=3)
    )


def test_a_task_can_be_added_with_everything():
    given().when(
        acts.add, title="Brief", owner_role="spokesperson", assignee=BRAM.id, due="2026-11-23 16:00", details="Kort."
    ).then(
        TaskAdded(
            title="Brief",
            circle="full_team",
            details="Kort.",
            owner_role="spokesperson",
            assignee=BRAM.id,
            assignee_name="Bram",
            due=later(hours=2),
            phase=3,
        )
    )


def test_a_task_needs_a_title():
    given().when(acts.add, title="").unreadable(title="Vul dit in.")


def test_a_title_has_its_limit():
    given().when(acts.add, title="x" * 201).unreadable(title="Dit is te lang: 201 tekens. Er passen er 200.")


def test_a_title_keeps_emoji_and_other_scripts():
    title = "🚒 مرحبا בית e\u0301"
    given().when(acts.add, title=title).then(TaskAdded(title=title, circle="full_team", phase=3))


def test_html_is_kept_as_it_was_typed():
    title = "<script>alert(1)</script>"
    given().when(acts.add, title=title).then(TaskAdded(title=title, circle="full_team", phase=3))


def test_the_log_says_where_a_task_comes_from():
    incident = given().incident
    assert NEW.sentence(incident) == "Nieuwe taak: ‘Wijkagent bellen’."
    planned = task_added(key="bel", owner_role="chair")
    assert planned.sentence(incident) == "Nieuwe taak (uit het draaiboek): ‘Wijkagent bellen’, voor voorzitter."


# --- whose it is ---


def test_somebody_takes_a_task():
    given(NEW).when(acts.claim, by=BRAM, task=TASK).then(BRAMS)


def test_taking_it_twice_records_nothing():
    given(NEW, BRAMS).when(acts.claim, by=BRAM, task=TASK).then()


def test_a_task_that_somebody_does_cannot_be_taken():
    given(NEW, BRAMS).when(acts.claim, by=FLEUR, task=TASK).refused(
        "Bram doet deze taak al. Vraag de voorzitter om te wisselen."
    )


def test_the_chair_gives_it_to_another():
    given(NEW, BRAMS).when(acts.assign, task=TASK, assignee=FLEUR.id).then(TaskAssigned(TASK, FLEUR.id, "Fleur"))


def test_giving_it_to_who_has_it_records_nothing():
    given(NEW, BRAMS).when(acts.assign, task=TASK, assignee=BRAM.id).then()


# --- its course ---


def test_who_begins_on_a_task_of_nobody_does_it():
    given(NEW).when(acts.start, by=FLEUR, task=TASK).then(TaskAssigned(TASK, FLEUR.id, "Fleur"), TaskStarted(TASK))


def test_beginning_on_a_task_of_oneself():
    assert given(NEW, BRAMS).when(acts.start, by=BRAM, task=TASK).then(TaskStarted(TASK))[Task][TASK].status == (
        "in_progress"
    )


def test_a_blocked_task_says_why():
    after = given(NEW).when(acts.block, task=TASK, reason="Niemand neemt op.")
    assert after.then(TaskBlocked(TASK, "Niemand neemt op."))[Task][TASK].why == "Niemand neemt op."


def test_a_blocked_task_cannot_begin():
    given(NEW, TaskBlocked(TASK, "Niemand neemt op.")).when(acts.start, task=TASK).refused(
        "De taak is geblokkeerd: Niemand neemt op. Hef eerst de blokkade op."
    )


def test_an_unblocked_task_goes_on():
    after = given(NEW, TaskBlocked(TASK, WHY)).when(acts.unblock, task=TASK).then(TaskStarted(TASK, unblocked=True))
    assert after[Task][TASK].why == ""


def test_the_doer_reports_it_done_with_a_result():
    after = given(NEW, BRAMS).when(acts.report_done, by=BRAM, task=TASK, result="Gebeld.", clock=later(hours=1))
    done = after.then(TaskDone(TASK, "Gebeld."))[Task][TASK]
    assert (done.status, done.done_by, done.done_at) == ("done", BRAM.id, later(hours=1))


def test_who_reports_a_task_of_nobody_done_was_its_doer():
    given(NEW).when(acts.report_done, by=FLEUR, task=TASK).then(TaskAssigned(TASK, FLEUR.id, "Fleur"), TaskDone(TASK))


def test_somebody_else_accepts_it():
    after = given(NEW, BRAMS, told(TaskDone(TASK), by=BRAM)).when(acts.accept, task=TASK)
    assert after.then(TaskAccepted(TASK))[Task][TASK].status == "accepted"


@pytest.mark.parametrize("doer", [ANNA, BRAM])
def test_nobody_accepts_their_own_task(doer: object):
    """Neither who reported it done, nor whose it is."""
    hers = TaskAssigned(TASK, ANNA.id, "Anna")
    given(NEW, hers, told(TaskDone(TASK), by=doer)).when(acts.accept, task=TASK).refused(  # type: ignore[arg-type]
        "U kunt uw eigen taak niet afronden. Laat een ander dat doen."
    )


def test_an_unfinished_task_cannot_be_accepted():
    given(NEW).when(acts.accept, task=TASK).refused("Deze taak is nog niet klaar gemeld.")


@pytest.mark.parametrize("end", [TaskDone(TASK), TaskAccepted(TASK), TaskDropped(TASK, WHY)])
def test_a_finished_task_can_be_reopened(end: Fact):
    after = given(NEW, end).when(acts.reopen, task=TASK, reason="Toch nodig.").then(TaskReopened(TASK, "Toch nodig."))
    assert after[Task][TASK].open


def test_a_reopened_task_forgets_who_finished_it():
    after = given(NEW, told(TaskDone(TASK), by=BRAM), TaskReopened(TASK, "Toch nodig.")).incident
    assert (after[Task][TASK].done_by, after[Task][TASK].done_at) == (None, None)


def test_an_open_task_cannot_be_reopened():
    given(NEW).when(acts.reopen, task=TASK, reason="Toch nodig.").refused("Deze taak is nog open.")


def test_a_task_that_is_not_needed_says_why():
    given(NEW).when(acts.drop, task=TASK, reason=WHY).then(TaskDropped(TASK, WHY))


@pytest.mark.parametrize("act", [acts.drop, acts.block, acts.reopen])
def test_a_reason_is_asked(act: object):
    given(NEW).when(act, task=TASK).unreadable(reason="Vul dit in.")  # type: ignore[arg-type]


OVER = "Deze taak is al ‘afgerond’. Heropen de taak eerst."


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        (acts.claim, {}),
        (acts.start, {}),
        (acts.assign, {"assignee": FLEUR.id}),
        (acts.block, {"reason": WHY}),
        (acts.report_done, {}),
        (acts.drop, {"reason": WHY}),
    ],
)
def test_a_finished_task_refuses_work(act: object, typed: dict[str, object]):
    given(NEW, TaskAccepted(TASK)).when(act, task=TASK, **typed).refused(OVER)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "already", "typed"),
    [
        (acts.start, TaskStarted(TASK), {}),
        (acts.block, TaskBlocked(TASK, WHY), {"reason": WHY}),
        (acts.unblock, TaskStarted(TASK), {}),
        (acts.report_done, TaskDone(TASK), {}),
        (acts.accept, TaskAccepted(TASK), {}),
        (acts.drop, TaskDropped(TASK, WHY), {"reason": WHY}),
    ],
)
def test_doing_it_again_records_nothing(act: object, already: Fact, typed: dict[str, object]):
    given(NEW, already).when(act, task=TASK, **typed).then()  # type: ignore[arg-type]


def test_anybody_in_the_team_may_comment_also_on_a_finished_task():
    after = given(NEW, TaskAccepted(TASK)).when(acts.comment, by=FLEUR, task=TASK, text="Goed gedaan.")
    assert after.then(TaskCommented(TASK, "Goed gedaan."))[Task][TASK].comments == 1


def test_a_task_that_is_not_there_is_not_found():
    given().when(acts.claim, task=99).not_found()


def test_something_else_than_a_task_is_not_found():
    given().when(acts.claim, task=3).not_found()


# --- time and order ---


@pytest.mark.parametrize(("minutes", "lateness"), [(44, ""), (45, "soon"), (59, "soon"), (60, "late"), (600, "late")])
def test_lateness_follows_the_clock(minutes: int, lateness: str):
    task = given(task_added(due=later(minutes=60))).incident[Task][TASK]
    assert task.lateness(later(minutes=minutes)) == lateness


def test_a_finished_task_is_never_late():
    task = given(task_added(due=START), TaskDone(TASK)).incident[Task][TASK]
    assert task.lateness(later(hours=9)) == ""


def test_open_tasks_stand_most_urgent_first_and_those_without_a_deadline_last():
    dues: list[datetime | None] = [None, later(hours=2), later(hours=1), None]
    incident = given(*[task_added(str(number), due=due) for number, due in enumerate(dues)]).incident
    assert [task.title for task in open_tasks(incident)] == ["2", "1", "0", "3"]


def test_every_status_has_a_word():
    reached = {"new", "reopened", "in_progress", "blocked", "done", "accepted", "not_needed"}
    assert STATUSES.keys() == reached


def test_a_thing_knows_its_history():
    incident = given(NEW, BRAMS, TaskStarted(TASK)).incident
    assert [entry.fact for entry in incident.history(TASK)] == [NEW, BRAMS, TaskStarted(TASK)]
    assert incident[Task][TASK].changed == TASK + 2


# --- who may ---


@pytest.mark.parametrize("player", [BRAM, CELIK, FLEUR])
def test_a_team_member_accepts_nothing(opened: Board, player: object):
    task = opened.adds_task()
    with pytest.raises(NotAllowed):
        opened.does(player, "tasks.accept", task=task)  # type: ignore[arg-type]


def test_a_task_goes_from_hand_to_hand(opened: Board):
    task = opened.adds_task(ANNA, owner_role="spokesperson")
    opened.does(BRAM, "tasks.claim", task=task)
    opened.does(BRAM, "tasks.report_done", task=task, result="Gebeld.")
    assert opened.does(ANNA, "tasks.accept", task=task).incident[Task][task].status == "accepted"


def test_a_stranger_is_never_given_a_task():
    given(NEW).when(acts.assign, task=TASK, assignee=EVA.id).unreadable(
        assignee="Deze persoon doet niet mee aan dit incident."
    )
