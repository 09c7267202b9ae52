"""Changing a task together with others: what nobody else touched is merged, the same field asks for a choice."""

from __future__ import annotations

import pytest

from crisis import dates
from crisis.board.phases import PhaseEntered
from crisis.board.tasks import Task
from crisis.board.tasks.editing import change
from crisis.board.tasks.facts import TaskAccepted, TaskChanged, TaskStarted
from crisis.refusals import Clash, Conflict
from tests.cast import ANNA, BRAM, FIRST, START, Board, Given, given, later, task_added, told

TASK = FIRST
NEW = task_added("Bellen", details="Kort.", due=later(hours=1))
BRAM_RENAMED = told(TaskChanged(TASK, ("title",), title="Wijkagent bellen"), by=BRAM, at=later(minutes=5))


def conflict(before: Given, **typed: object) -> Conflict:
    with pytest.raises(Conflict) as clash:
        before.when(change, task=TASK, **typed).facts()  # type: ignore[arg-type]
    return clash.value


def test_one_field_changes():
    given(NEW).when(change, task=TASK, title="Langsgaan").then(TaskChanged(TASK, ("title",), title="Langsgaan"))


def test_what_stays_the_same_is_not_recorded():
    given(NEW).when(change, task=TASK, title="Bellen", details="Kort.").then()


def test_several_fields_change_in_one_act():
    after = given(NEW).when(change, task=TASK, title="Langsgaan", owner_role="chair", circle="core_team")
    changed = TaskChanged(
        TASK, ("title", "owner_role", "circle"), title="Langsgaan", owner_role="chair", circle="core_team"
    )
    assert after.then(changed)[Task][TASK].circle == "core_team"


@pytest.mark.parametrize(("field", "empty"), [("owner_role", None), ("due", None), ("details", "")])
def test_a_field_can_be_emptied(field: str, empty: object):
    before = given(task_added("Bellen", details="Kort.", due=START, owner_role="chair"))
    done = before.when(change, task=TASK, **{field: ""})
    done.facts()
    assert getattr(done.incident[Task][TASK], field) == empty


def test_a_field_that_is_left_out_stays():
    done = given(NEW).when(change, task=TASK, title="Langsgaan")
    done.facts()
    assert done.incident[Task][TASK].due == later(hours=1)


# --- a form on something that changed meanwhile ---


def test_a_stale_form_on_another_field_is_merged():
    after = given(NEW, BRAM_RENAMED).when(change, task=TASK, seen=TASK, title="Bellen", details="Lang.")
    assert after.then(TaskChanged(TASK, ("details",), details="Lang."))[Task][TASK].title == "Wijkagent bellen"


def test_a_stale_form_on_the_same_field_shows_both_texts():
    clash = conflict(given(NEW, BRAM_RENAMED), seen=TASK, title="Langsgaan")
    assert clash.clashes == {"title": Clash("Titel", "Wijkagent bellen", "Langsgaan", "Bram", later(minutes=5))}


def test_a_conflict_says_who_changed_what():
    clash = conflict(given(NEW, BRAM_RENAMED), seen=TASK, title="Langsgaan")
    assert clash.sentence == "Intussen gewijzigd door Bram: titel. Kies welke tekst blijft."


def test_the_same_change_by_two_is_no_conflict():
    given(NEW, BRAM_RENAMED).when(change, task=TASK, seen=TASK, title="Wijkagent bellen").then()


def test_a_conflict_keeps_back_the_other_fields_too():
    clash = conflict(given(NEW, BRAM_RENAMED), seen=TASK, title="Langsgaan", details="Lang.")
    assert list(clash.clashes) == ["title"]


def test_after_seeing_the_other_text_ones_own_may_stay():
    given(NEW, BRAM_RENAMED).when(change, task=TASK, seen=TASK + 1, title="Langsgaan").then(
        TaskChanged(TASK, ("title",), title="Langsgaan")
    )


def test_a_conflict_shows_deadlines_in_words():
    moved = TaskChanged(TASK, ("due",), due=later(hours=3))
    clash = conflict(given(NEW, moved), seen=TASK, due="2026-11-23 16:00")
    assert (clash.clashes["due"].theirs, clash.clashes["due"].yours) == ("ma 23 nov 17:00", "ma 23 nov 16:00")


def test_a_conflict_shows_choices_in_dutch():
    given_away = TaskChanged(TASK, ("owner_role",), owner_role="spokesperson")
    clash = conflict(given(NEW, given_away), seen=TASK, owner_role="chair")
    assert (clash.clashes["owner_role"].theirs, clash.clashes["owner_role"].yours) == ("Woordvoerder", "Voorzitter")


def test_the_name_in_a_conflict_is_of_who_changed_that_field():
    later_on = told(TaskStarted(TASK), by=ANNA, at=later(minutes=9))
    clash = conflict(given(NEW, BRAM_RENAMED, later_on), seen=TASK, title="Langsgaan")
    assert (clash.clashes["title"].by, clash.clashes["title"].at) == ("Bram", later(minutes=5))


def test_a_status_that_changed_meanwhile_is_no_conflict():
    given(NEW, TaskStarted(TASK)).when(change, task=TASK, seen=TASK, title="Langsgaan").then(
        TaskChanged(TASK, ("title",), title="Langsgaan")
    )


def test_a_form_from_before_the_task_is_refused():
    given(NEW, BRAM_RENAMED).when(change, task=TASK, seen=TASK - 1, title="Langsgaan").refused(
        "Dit formulier is te oud. Laad de pagina opnieuw."
    )


def test_a_form_without_a_number_changes_what_it_says():
    given(NEW, BRAM_RENAMED).when(change, task=TASK, title="Langsgaan").then(
        TaskChanged(TASK, ("title",), title="Langsgaan")
    )


# --- deadlines that follow a rule ---


def test_a_deadline_set_by_hand_no_longer_follows_its_rule():
    done = given(task_added(due_rule="T+30m", phase=3)).when(change, task=TASK, due="2026-11-23 18:00")
    done.facts()
    assert done.incident[Task][TASK].due_rule is None


def test_sending_the_form_as_it_was_shown_keeps_the_rule():
    """The form shows whole minutes; what a rule works out to may have seconds."""
    entered = PhaseEntered("onrust", "Onrust", "unrest", "Onrust in de nacht.")
    on_rule = task_added(due_rule="T+30m", phase=FIRST)
    before = given(told(entered, at=later(seconds=42)), on_rule)
    shown = dates.form_value(later(minutes=30, seconds=42))
    before.when(change, task=FIRST + 1, due=shown, title="Langsgaan").then(
        TaskChanged(FIRST + 1, ("title",), title="Langsgaan")
    )


# --- circles ---


def test_a_change_of_circle_leaves_a_mark_for_who_read_it_before():
    done = given(NEW).when(change, task=TASK, circle="restricted")
    done.facts()
    assert done.incident[Task][TASK].left == ("full_team",)


@pytest.mark.parametrize(("before", "after"), [("full_team", "restricted"), ("restricted", "full_team")])
def test_a_change_of_circle_is_told_to_the_smaller_one(before: str, after: str):
    done = given(task_added("Bellen", before)).when(change, task=TASK, circle=after)
    done.facts()
    assert done.incident.entry(TASK + 1).circle == "restricted"


def test_a_finished_task_is_opened_again_before_it_changes():
    given(NEW, TaskAccepted(TASK)).when(change, task=TASK, title="Langsgaan").refused(
        "Deze taak is al ‘afgerond’. Heropen de taak eerst."
    )


def test_two_stale_forms_on_one_task(opened: Board):
    task = opened.adds_task(ANNA, "Bellen")
    opened.does(BRAM, "tasks.change", task=task, title="Wijkagent bellen", seen=task)
    with pytest.raises(Conflict):
        opened.does(ANNA, "tasks.change", task=task, title="Langsgaan", seen=task)
    assert opened.does(ANNA, "tasks.change", task=task, details="Kort.", seen=task).incident[Task][task] == Task(
        task, task + 2, "full_team", "Wijkagent bellen", "Kort.", phase=opened.incident[Task][task].phase
    )
