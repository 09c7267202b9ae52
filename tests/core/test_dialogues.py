"""Dialogue meetings: open unless, by others where that can be (rule 33), and never without a follow-up (rule 34)."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board.dialogues import PREPARATION, Dialogue, Invited, acts, editing
from crisis.board.dialogues.facts import (
    DialogueAnswered,
    DialogueCancelled,
    DialogueChanged,
    DialogueInvited,
    DialoguePlanned,
    DialoguePrepared,
    DialogueReported,
)
from crisis.board.dialogues.thing import CROWD
from crisis.board.promises import Promise, PromiseMade
from crisis.board.tasks import Task, TaskAdded
from crisis.refusals import Conflict, NotAllowed
from tests.cast import BRAM, CELIK, DIRK, FIRST, FLEUR, START, Board, Player, given, later, told

DIALOGUE = FIRST
TYPED: dict[str, Any] = {
    "title": "Avond over het plein",
    "kind": "neighbourhood",
    "audience": "bewoners van Krispijn",
    "goal": "Horen wat er leeft.",
    "question": "Wat hebt u nodig?",
    "organiser": "Bewonersgroep",
}
SAID: dict[str, Any] = {
    **{name: value for name, value in TYPED.items() if name != "kind"},
    "dialogue_kind": "neighbourhood",
    "organiser_mode": "facilitate",
    "openness": "open",
    "communication_owner": "Bewonersgroep",
}
PLANNED = DialoguePlanned(**SAID)
HIDDEN = DialoguePlanned(**SAID, circle="restricted")
READY = DialoguePlanned(**SAID, decision_space="De inrichting ligt vast.", stage="how")
INVITED = DialogueInvited(DIALOGUE, "ouders", "school", 40)
ANSWERED = DialogueAnswered(DIALOGUE, "ouders", 25)
REPORT: dict[str, Any] = {
    "attendance": 38,
    "mood_before": "2",
    "mood_after": "4",
    "themes": ["Veiligheid.", "Licht op het plein"],
    "middle_voice": "Laat ons niet kiezen.",
}
HELD = DialogueReported(**{**REPORT, "themes": ("Veiligheid.", "Licht op het plein")}, dialogue=DIALOGUE)
CANCELLED = DialogueCancelled(DIALOGUE, "De zaal is dicht.")


def tasks_of(capacity: int, **more: Any) -> list[str]:
    facts = given().when(acts.plan, **TYPED, capacity=capacity, **more).facts()
    return [fact.title for fact in facts if isinstance(fact, TaskAdded)]


# --- planning ---


def test_a_meeting_is_open_and_by_others_unless_somebody_says_otherwise():
    after = given().when(acts.plan, **TYPED).then(PLANNED)
    found = after[Dialogue][DIALOGUE]
    assert (found.openness, found.organiser_mode, found.communication_owner) == ("open", "facilitate", "Bewonersgroep")
    assert (found.status, found.name) == ("planned", "‘Avond over het plein’")
    assert PLANNED.sentence(after) == (
        "Buurtgesprek ‘Avond over het plein’ gepland, voor bewoners van Krispijn. "
        "Georganiseerd door Bewonersgroep. De gemeente maakt het mogelijk."
    )


def test_a_meeting_can_be_planned_with_everything():
    more = {
        **{"organiser_mode": "organise", "openness": "closed", "closed_because": "Slachtoffers praten vrij."},
        **{"decision_space": "De plek ligt vast.", "stage": "how", "place": "Buurthuis", "host": "wijkmanager"},
        **{"moderator": "jongerenwerk", "communication_owner": "woordvoerder"},
    }
    after = given().when(acts.plan, **TYPED, **more, at="2026-11-30 19:00", capacity="30", circle="core_team")
    planned = DialoguePlanned(**{**SAID, **more}, at=later(days=7, hours=5), capacity=30, circle="core_team")
    incident = after.then(planned)
    assert planned.sentence(incident) == (
        "Buurtgesprek ‘Avond over het plein’ gepland, ma 30 nov 19:00, voor bewoners van Krispijn. "
        "De gemeente organiseert het zelf, samen met Bewonersgroep. Gesloten. Reden: Slachtoffers praten vrij."
    )


def test_the_municipality_may_organise_it_alone():
    typed = {**TYPED, "organiser_mode": "organise", "organiser": ""}
    planned = {**SAID, "organiser_mode": "organise", "organiser": "gemeente", "communication_owner": ""}
    after = given().when(acts.plan, **typed).then(DialoguePlanned(**planned))
    assert after.entry(after.seq).fact.sentence(after).endswith(" De gemeente organiseert het zelf.")


@pytest.mark.parametrize("field", ["title", "kind", "audience", "goal", "question"])
def test_without_this_there_is_no_meeting(field: str):
    given().when(acts.plan, **{**TYPED, field: ""}).unreadable(**{field: "Vul dit in."})


def test_somebody_organises_it():
    given().when(acts.plan, **{**TYPED, "organiser": ""}).unreadable(
        organiser="Wie organiseert het? Noem de groep of organisatie, geen persoon."
    )


def test_a_closed_meeting_has_a_reason():
    given().when(acts.plan, **TYPED, openness="closed").unreadable(
        closed_because="Een gesloten bijeenkomst heeft een reden nodig. Schrijf die op."
    )


@pytest.mark.parametrize(("capacity", "asks"), [(0, ()), (75, ()), (76, CROWD), (400, CROWD)])
def test_a_large_meeting_asks_more_than_a_room(capacity: int, asks: tuple[str, ...]):
    assert tuple(tasks_of(capacity)) == asks


def test_what_a_crowd_asks_is_linked_to_its_meeting():
    when = given().when(acts.plan, **TYPED, capacity=76, circle="core_team")
    when.facts()
    found = list(when.incident[Task].values())
    assert {(one.origin, one.circle, one.owner_role, one.phase) for one in found} == {
        (DIALOGUE, "core_team", "public_order_advisor", 3)
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("-1", "Vul een getal van nul of hoger in."), ("veel", "Vul een heel getal in.")],
)
def test_a_capacity_is_a_number_of_people(typed: str, sentence: str):
    given().when(acts.plan, **TYPED, capacity=typed).unreadable(capacity=sentence)


# --- preparing ---


def test_a_step_is_ticked_and_may_turn_out_not_to_be_done():
    done = DialoguePrepared(DIALOGUE, 2, True, PREPARATION[2])
    after = given(PLANNED).when(acts.tick, dialogue=DIALOGUE, step="2").then(done)
    assert after[Dialogue][DIALOGUE].ready == (2,)
    assert done.sentence(after) == (
        "Voorbereiding van ‘Avond over het plein’, klaar: Ruimte, toegankelijkheid en taal geregeld."
    )
    undone = DialoguePrepared(DIALOGUE, 2, False, PREPARATION[2])
    after = given(PLANNED, done).when(acts.tick, dialogue=DIALOGUE, step=2, done="nee").then(undone)
    assert after[Dialogue][DIALOGUE].ready == ()
    assert ", toch niet klaar: " in undone.sentence(after)


def test_ticking_twice_ticks_once():
    done = DialoguePrepared(DIALOGUE, 2, True, PREPARATION[2])
    given(PLANNED, done).when(acts.tick, dialogue=DIALOGUE, step=2).then()
    given(PLANNED).when(acts.tick, dialogue=DIALOGUE, step=2, done="nee").then()


def test_a_step_is_one_of_the_list():
    given(PLANNED).when(acts.tick, dialogue=DIALOGUE, step=len(PREPARATION)).refused(
        "Deze stap hoort niet bij de voorbereiding. Laad de pagina opnieuw."
    )


# --- inviting ---


def test_nobody_is_invited_before_it_is_clear_what_there_is_to_decide():
    given(PLANNED).when(acts.invite, dialogue=DIALOGUE, group="ouders", by_whom="school", number=40).refused(
        "Uitnodigen kan nog niet. Vul eerst in: wat vastligt en waarover kan worden meegedacht, "
        "of de vraag nog ‘of’ is of al ‘hoe’."
    )


def test_nobody_is_invited_before_somebody_does_the_communication():
    silent = DialoguePlanned(**{**SAID, "communication_owner": ""}, decision_space="Alles open.", stage="whether")
    given(silent).when(acts.invite, dialogue=DIALOGUE, group="ouders", by_whom="school", number=40).refused(
        "Uitnodigen kan nog niet. Vul eerst in: wie de communicatie doet."
    )


def test_a_group_is_invited_and_answers():
    after = (
        given(READY).when(acts.invite, dialogue=DIALOGUE, group="ouders", by_whom="school", number="40").then(INVITED)
    )
    assert after[Dialogue][DIALOGUE].invited == (Invited("ouders", "school", 40),)
    assert INVITED.sentence(after) == "Uitgenodigd voor ‘Avond over het plein’: ouders, 40 personen, door school."
    after = given(READY, INVITED).when(acts.answer, dialogue=DIALOGUE, group="ouders", coming=25).then(ANSWERED)
    assert after[Dialogue][DIALOGUE].invited == (Invited("ouders", "school", 40, 25),)
    assert ANSWERED.sentence(after) == "Antwoord van ouders voor ‘Avond over het plein’: er komen 25 personen."
    assert DialogueAnswered(DIALOGUE, "D-07", 1).sentence(after).endswith(": er komt 1 persoon.")


def test_a_group_can_be_invited_with_another_number_and_keeps_its_answer():
    more = DialogueInvited(DIALOGUE, "ouders", "school", 60)
    after = given(READY, INVITED, ANSWERED).when(
        acts.invite, dialogue=DIALOGUE, group="ouders", by_whom="school", number=60
    )
    assert after.then(more)[Dialogue][DIALOGUE].invited == (Invited("ouders", "school", 60, 25),)


def test_the_same_invitation_or_answer_twice_counts_once():
    known = given(READY, INVITED, ANSWERED)
    known.when(acts.invite, dialogue=DIALOGUE, group="ouders", by_whom="school", number=40).then()
    known.when(acts.answer, dialogue=DIALOGUE, group="ouders", coming=25).then()


def test_only_who_is_invited_answers():
    given(READY, INVITED).when(acts.answer, dialogue=DIALOGUE, group="buren", coming=3).refused(
        "Deze groep is nog niet uitgenodigd."
    )


# --- changing, together ---


def test_what_is_agreed_is_completed():
    after = given(PLANNED).when(
        editing.change,
        dialogue=DIALOGUE,
        decision_space="Alles open.",
        stage="whether",
        programme=["Welkom", "Gesprek"],
    )
    changed = DialogueChanged(
        DIALOGUE,
        ("stage", "decision_space", "programme"),
        decision_space="Alles open.",
        stage="whether",
        programme=("Welkom", "Gesprek"),
    )
    facts = after.facts()
    assert {(name, getattr(facts[0], name)) for name in facts[0].fields} == {
        (name, getattr(changed, name)) for name in changed.fields
    }
    assert after.incident[Dialogue][DIALOGUE].missing == []
    assert sorted(facts[0].sentence(after.incident)[:-1].split(": ")[1].split(", ")) == [
        *("beslisruimte", "programma", "‘of’ of ‘hoe’"),
    ]


def test_what_stays_the_same_is_no_change():
    given(READY).when(editing.change, dialogue=DIALOGUE, stage="how", goal="Horen wat er leeft.").then()
    timed = DialoguePlanned(**SAID, at=later(days=7, seconds=12))
    given(timed).when(editing.change, dialogue=DIALOGUE, at="2026-11-30 14:00").then()


def test_closing_a_meeting_asks_for_its_reason():
    sentence = "Een gesloten bijeenkomst heeft een reden nodig. Schrijf die op."
    given(PLANNED).when(editing.change, dialogue=DIALOGUE, openness="closed").unreadable(closed_because=sentence)
    closed = DialoguePlanned(**{**SAID, "openness": "closed", "closed_because": "Veilig praten."})
    given(closed).when(editing.change, dialogue=DIALOGUE, closed_because="").unreadable(closed_because=sentence)
    facts = given(closed).when(editing.change, dialogue=DIALOGUE, openness="open", closed_because="").facts()
    assert (facts[0].openness, facts[0].closed_because) == ("open", "")


def test_a_meeting_that_grows_asks_for_what_a_crowd_needs_once():
    small = DialoguePlanned(**SAID, capacity=40)
    grown = given(small).when(editing.change, dialogue=DIALOGUE, capacity=100)
    assert [fact.title for fact in grown.facts()[1:]] == list(CROWD)
    again = grown.incident.fork()
    assert [list(acts.crowd(again, DIALOGUE, "full_team", 200))] == [[]]


def test_two_who_change_other_things_do_not_meet():
    theirs = told(DialogueChanged(DIALOGUE, ("place",), place="School"), by=FLEUR, at=later(minutes=5))
    facts = given(PLANNED, theirs).when(editing.change, dialogue=DIALOGUE, host="wijkmanager", place="", seen=DIALOGUE)
    assert facts.facts()[0].fields == ("host",)


def test_two_who_change_the_same_see_both():
    theirs = told(DialogueChanged(DIALOGUE, ("programme",), programme=("Eten", "Praten")), by=FLEUR)
    mine = given(PLANNED, theirs).when(editing.change, dialogue=DIALOGUE, programme=["Praten"], seen=DIALOGUE)
    with pytest.raises(Conflict) as conflict:
        mine.facts()
    clash = conflict.value.clashes["programme"]
    assert (clash.label, clash.theirs, clash.yours, clash.by) == ("Programma", "Eten; Praten", "Praten", "Fleur")


def test_a_form_from_before_the_meeting_is_too_old():
    later_on = told(DialogueChanged(DIALOGUE, ("host",), host="school"), by=FLEUR)
    given(PLANNED, later_on).when(editing.change, dialogue=DIALOGUE, place="x", seen=1).refused(
        "Dit formulier is te oud. Laad de pagina opnieuw."
    )


# --- the report, and what follows ---


def test_a_report_is_numbers_and_words():
    after = given(READY).when(acts.report, dialogue=DIALOGUE, **REPORT, clock=later(days=7)).then(HELD)
    found = after[Dialogue][DIALOGUE]
    assert (found.status, found.held_at) == ("held", later(days=7))
    assert found.report is not None
    assert (found.report.attendance, found.report.middle_voice) == (38, "Laat ons niet kiezen.")
    assert HELD.sentence(after) == (
        "Verslag van ‘Avond over het plein’: 38 personen. Stemming: gespannen, daarna rustig. "
        "Gehoord: Veiligheid; Licht op het plein. Het midden: Laat ons niet kiezen."
    )


def test_questions_and_surprises_may_come_along():
    more = {"questions": ["Wanneer komt er licht?"], "surprises": "Veel jongeren."}
    facts = given(READY).when(acts.report, dialogue=DIALOGUE, **REPORT, **more).facts()
    assert (facts[0].questions, facts[0].surprises) == (("Wanneer komt er licht?",), "Veel jongeren.")


@pytest.mark.parametrize("field", sorted(REPORT))
def test_without_this_it_is_no_report(field: str):
    rest = {name: value for name, value in REPORT.items() if name != field}
    given(READY).when(acts.report, dialogue=DIALOGUE, **rest).unreadable(**{field: "Vul dit in."})


def test_a_mood_is_one_of_five():
    given(READY).when(acts.report, dialogue=DIALOGUE, **{**REPORT, "mood_after": "6"}).unreadable(
        mood_after="Kies een van: Fel, Gespannen, Afwachtend, Rustig, Open en warm."
    )


@pytest.mark.parametrize("facts", [(READY,), (READY, HELD)])
def test_a_promise_is_to_who_was_there_unless_it_was_to_others(facts: tuple[Any, ...]):
    typed = {"words": "Er komt licht.", "owner_role": "district_manager", "due": "2026-11-24 14:00"}
    made = PromiseMade(
        *("Er komt licht.", "bewoners van Krispijn", "district_manager", later(days=1), "full_team", DIALOGUE)
    )
    after = given(*facts).when(acts.promise, dialogue=DIALOGUE, **typed).then(made)
    assert after[Promise][after.seq].origin == DIALOGUE
    assert given(*facts).when(acts.promise, dialogue=DIALOGUE, **typed, to_whom="ouders").facts()[0].to_whom == "ouders"


@pytest.mark.parametrize("field", ["words", "owner_role", "due"])
def test_a_promise_without_this_is_none(field: str):
    typed = {"words": "Er komt licht.", "owner_role": "district_manager", "due": "2026-11-24 14:00"}
    del typed[field]
    given(READY).when(acts.promise, dialogue=DIALOGUE, **typed).unreadable(**{field: "Vul dit in."})


def test_an_outcome_becomes_a_task():
    task = TaskAdded(
        title="Lampen plaatsen",
        circle="full_team",
        owner_role="enforcement",
        due=later(days=1),
        phase=3,
        origin=DIALOGUE,
    )
    typed = {"title": "Lampen plaatsen", "owner_role": "enforcement", "due": "2026-11-24 14:00"}
    after = given(READY, HELD).when(acts.follow_up, dialogue=DIALOGUE, **typed).then(task)
    assert task.sentence(after) == "Nieuwe taak (uit ‘Avond over het plein’): ‘Lampen plaatsen’, voor handhaving."


def test_an_outcome_has_an_owner():
    given(READY, HELD).when(acts.follow_up, dialogue=DIALOGUE, title="Lampen").unreadable(owner_role="Vul dit in.")


def test_a_meeting_that_does_not_take_place():
    after = given(PLANNED).when(acts.cancel, dialogue=DIALOGUE, reason="De zaal is dicht.").then(CANCELLED)
    assert after[Dialogue][DIALOGUE].status == "cancelled"
    assert CANCELLED.sentence(after) == ("Bijeenkomst ‘Avond over het plein’ gaat niet door. Reden: De zaal is dicht.")


# --- what is over, or not yours ---

PLANS: list[tuple[Any, dict[str, Any]]] = [
    (acts.tick, {"step": 1}),
    (acts.invite, {"group": "ouders", "by_whom": "school", "number": 40}),
    (acts.answer, {"group": "ouders", "coming": 3}),
    (acts.report, REPORT),
    (acts.cancel, {"reason": "Toch niet."}),
    (editing.change, {"place": "School"}),
]


@pytest.mark.parametrize(("act", "typed"), PLANS)
def test_what_was_held_or_cancelled_is_over(act: Any, typed: dict[str, Any]):
    given(READY, INVITED, HELD).when(act, dialogue=DIALOGUE, **typed).refused(
        "Van deze bijeenkomst is al verslag gedaan."
    )
    given(READY, INVITED, CANCELLED).when(act, dialogue=DIALOGUE, **typed).refused("Deze bijeenkomst gaat niet door.")


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        *PLANS,
        (acts.promise, {"words": "Ja.", "owner_role": "chair", "due": "2026-11-24 14:00"}),
        (acts.follow_up, {"title": "Bellen", "owner_role": "chair"}),
    ],
)
def test_who_does_not_read_the_circle_finds_no_meeting(act: Any, typed: dict[str, Any]):
    given(HIDDEN).when(act, by=FLEUR, dialogue=DIALOGUE, **typed).not_found()
    given().when(act, dialogue=3, **typed).not_found()


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK], ids=lambda one: one.name)
def test_who_plans_nothing(opened: Board, player: Player):
    with pytest.raises(NotAllowed):
        opened.does(player, "dialogues.plan", **TYPED)


def test_a_meeting_survives_being_stored(opened: Board):
    number = opened.does(FLEUR, "dialogues.plan", **TYPED, decision_space="Alles open.", stage="whether").last
    for act, typed in (
        ("change", {"programme": ["Welkom", "Gesprek"], "at": "2099-01-01 19:00", "capacity": 90}),
        ("tick", {"step": 0}),
        ("invite", {"group": "ouders", "by_whom": "school", "number": 40}),
        ("answer", {"group": "ouders", "coming": 30}),
        ("report", REPORT),
        ("promise", {"words": "Er komt licht.", "owner_role": "chair", "due": "2099-01-01 12:00"}),
        ("follow_up", {"title": "Lampen plaatsen", "owner_role": "chair"}),
    ):
        opened.does(FLEUR, f"dialogues.{act}", dialogue=number, **typed)
    found = opened.incident[Dialogue][number]
    assert (found.status, found.programme, found.invited[0].coming) == ("held", ("Welkom", "Gesprek"), 30)
    assert found.held_at is not None
    assert found.held_at > START.replace(year=2020)
