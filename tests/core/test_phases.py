"""Phases and scale: domain rules 1 to 4."""

from __future__ import annotations

import pytest

from crisis.board import phases, scale
from crisis.board.phases import PhaseEntered, PhaseRun
from crisis.board.scale import ScaleSet, ScaleStep
from crisis.board.tasks import Task
from crisis.incident import Incident
from crisis.refusals import NotAllowed
from tests.cast import BRAM, Board, Given, given, later

WHY = "Groepen zoeken elkaar op."


def unrest(reason: str = WHY, met: tuple[str, ...] = ()) -> PhaseEntered:
    return PhaseEntered("onrust", "Onrust in de wijk", "unrest", reason, met, asked=3)


def enter(given_: Given, phase: str, **how: object) -> Given:
    """The incident after entering a phase by the act, so that its tasks came along."""
    done = given_.when(phases.enter, phase=phase, reason=WHY, **how)
    done.facts()
    return Given(done.incident)


def keys(incident: Incident) -> list[str | None]:
    return [task.key for task in incident[Task].values()]


def test_entering_a_phase_is_recorded_with_its_reason():
    assert given().when(phases.enter, phase="onrust", reason=WHY).facts()[0] == unrest()


def test_there_is_exactly_one_open_phase():
    after = enter(enter(given(), "onrust"), "nazorg").incident
    assert [run.phase for run in after[PhaseRun].values() if run.left_at is None] == ["nazorg"]


def test_a_phase_ends_at_the_moment_at_which_the_next_begins():
    entered = enter(given(), "onrust", clock=later(hours=2), occurred_at=later(hours=1))
    first, second = entered.incident[PhaseRun].values()
    assert first.left_at == second.entered_at == later(hours=1)


def test_a_phase_may_have_begun_earlier_than_it_is_recorded():
    after = enter(given(), "onrust", clock=later(hours=2), occurred_at=later(minutes=5)).incident
    assert phases.current(after).entered_at == later(minutes=5)


def test_a_phase_cannot_begin_before_the_one_before_it():
    given().when(phases.enter, phase="onrust", reason=WHY, occurred_at=later(minutes=-1)).refused(
        "De vorige fase begon pas op ma 23 nov 14:00. Kies een later tijdstip."
    )


def test_the_ticked_criteria_are_kept_as_words():
    met = ("groepen op straat", "er is een tweede incident")
    assert given().when(phases.enter, phase="onrust", reason=WHY, met=["2", "0", "0"]).facts()[0] == unrest(met=met)


def test_the_log_says_how_many_criteria_were_met():
    said = unrest(met=("groepen op straat",)).sentence(Incident())
    assert said == f"Fase ‘Onrust in de wijk’ begonnen. Reden: {WHY} Vervuld (1 van 3): groepen op straat."


def test_the_log_says_when_no_criterion_was_met():
    assert unrest().sentence(Incident()).endswith(" Zonder vervulde criteria.")


@pytest.mark.parametrize("position", [3, -1])
def test_a_criterion_of_another_phase_is_refused(position: int):
    given().when(phases.enter, phase="onrust", reason=WHY, met=[position]).refused(
        "Een van de criteria hoort niet bij deze fase. Laad de pagina opnieuw."
    )


def test_the_reason_has_at_least_ten_characters():
    given().when(phases.enter, phase="onrust", reason="Te kort.").unreadable(
        reason="Schrijf wat meer: ten minste 10 tekens."
    )


def test_a_phase_outside_the_playbook_is_refused():
    given().when(phases.enter, phase="oorlog", reason=WHY).refused("Deze fase staat niet in het draaiboek.")


def test_the_phase_that_runs_cannot_be_entered_again():
    given().when(phases.enter, phase="melding", reason=WHY).refused("Fase ‘Melding’ loopt al.")


def test_a_phase_may_be_skipped():
    assert phases.current(enter(given(), "nazorg").incident).kind == "aftercare"


def test_going_back_makes_a_new_run_of_the_same_phase():
    after = enter(enter(given(), "onrust"), "melding").incident
    assert [run.phase for run in after[PhaseRun].values()] == ["melding", "onrust", "melding"]


def test_entering_a_phase_adds_its_tasks_in_the_same_act():
    assert keys(enter(given(), "onrust").incident) == ["ronde-wijk", "bewonersbrief", "nabespreking"]


def test_reentering_adds_only_tasks_that_repeat():
    again = enter(enter(enter(given(), "onrust"), "melding"), "onrust").incident
    assert keys(again).count("ronde-wijk") == 2
    assert keys(again).count("bewonersbrief") == 1


def test_a_repeated_task_hangs_on_the_new_run():
    again = enter(enter(enter(given(), "onrust"), "melding"), "onrust", clock=later(hours=5)).incident
    last = [task for task in again[Task].values() if task.key == "ronde-wijk"][-1]
    assert last.due == later(hours=7)


def test_the_owner_deadline_and_done_when_of_the_playbook_are_on_the_task():
    after = enter(enter(given(), "onrust"), "melding").incident
    call = next(task for task in after[Task].values() if task.key == "bel-bestuur")
    assert (call.owner_role, call.due_rule, call.required) == ("district_manager", "T+30m", True)
    assert call.done_when == "contact gehad, afspraak om terug te bellen"


def test_the_decider_is_kept_with_name_and_function():
    assert phases.current(enter(given(), "onrust").incident).by == "Anna (chair)"


def test_only_chair_and_mayor_change_the_phase(opened: Board):
    with pytest.raises(NotAllowed):
        opened.does(BRAM, "phases.enter", phase="onrust", reason=WHY)


# --- scale: apart from the phase ---


def test_scaling_leaves_the_phase_as_it_is():
    after = given().when(scale.set_scale, level="2", reason=WHY).then(ScaleSet("2", WHY))
    assert phases.current(after).phase == "melding"


def test_entering_a_phase_leaves_the_scale_as_it_is():
    before = given(ScaleSet("3", WHY))
    assert scale.current(enter(before, "onrust").incident).level == "3"


def test_the_scale_keeps_its_history():
    after = given(ScaleSet("1", WHY), ScaleSet("G3", WHY, before="1"), ScaleSet("0", WHY, before="G3")).incident
    assert [step.level for step in after[ScaleStep].values()] == ["1", "G3", "0"]


@pytest.mark.parametrize(
    ("before", "level", "way"),
    [(None, "1", "Schaal: ‘Kernteam’."), ("1", "2", "Opgeschaald naar ‘Breed team’."), ("G3", "1", "Afgeschaald naar")],
)
def test_the_log_says_up_or_down(before: str | None, level: str, way: str):
    assert ScaleSet(level, WHY, before=before).sentence(Incident()).startswith(way)


def test_the_same_scale_again_is_refused():
    given(ScaleSet("2", WHY)).when(scale.set_scale, level="2", reason=WHY).refused("De schaal is al ‘Breed team’.")


def test_a_scale_cannot_begin_before_the_one_before_it():
    before = given(ScaleSet("2", WHY))
    before.when(scale.set_scale, level="3", reason=WHY, occurred_at=later(hours=-1)).refused(
        "De vorige schaal ging later in. Kies een later tijdstip."
    )


def test_scaling_down_weighs_as_much_as_scaling_up():
    given().when(scale.set_scale, level="0", reason="Rustig.").unreadable(
        reason="Schrijf wat meer: ten minste 10 tekens."
    )


def test_a_scale_that_does_not_exist_names_the_ones_that_do():
    given().when(scale.set_scale, level="9", reason=WHY).unreadable(
        level="Kies een van: Lijn, Kernteam, Breed team, Beleidsteam, GRIP 1, GRIP 2, GRIP 3, GRIP 4, GRIP 5."
    )
