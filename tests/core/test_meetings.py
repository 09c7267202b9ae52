"""Meetings of the team: planned, held in columns, closed; who was there and who was not (domain rule 32)."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board.decisions import Decision, DecisionTaken
from crisis.board.meetings import AGENDA, Attendee, Meeting, acts, going_on, upcoming
from crisis.board.meetings.facts import (
    MeetingAttended,
    MeetingCancelled,
    MeetingClosed,
    MeetingMinuted,
    MeetingMoved,
    MeetingOpened,
    MeetingPlanned,
)
from crisis.board.tasks import Task, TaskAdded
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FIRST, FLEUR, Board, Player, given, joined, later

AT = "2026-11-23 15:00"
MEETING = FIRST
PLANNED = MeetingPlanned("Teamoverleg 1", later(hours=1), "full_team", agenda=AGENDA)
HIDDEN = MeetingPlanned("Teamoverleg 1", later(hours=1), "restricted", agenda=AGENDA)
ASKED = (
    Attendee(ANNA.id, "Anna", ("chair",), True),
    Attendee(CELIK.id, "Celik", ("police_liaison",)),
    Attendee(BRAM.id, "Bram", ("spokesperson",)),
    Attendee(FLEUR.id, "Fleur", ("district_manager",)),
)
OPENED = MeetingOpened(MEETING, ASKED)
CLOSED = MeetingClosed(MEETING, "politie, woordvoerder, wijkmanager")
CANCELLED = MeetingCancelled(MEETING, "Niemand kan.")
DECIDED: dict[str, Any] = {
    "question": "Blijft het plein open?",
    "options": ["geen"],
    "chosen": "Het plein blijft open.",
    "why": "Het is rustig.",
    "decided_by": "Voorzitter",
}


def attendance(meeting: Meeting) -> dict[str, bool]:
    return {one.name: one.present for one in meeting.attendees}


# --- planning ---


def test_a_meeting_gets_its_name_and_the_usual_agenda():
    after = given().when(acts.plan, at=AT).then(PLANNED)
    found = after[Meeting][MEETING]
    assert (found.title, found.kind, found.status, found.agenda) == ("Teamoverleg 1", "team", "planned", AGENDA)
    assert PLANNED.sentence(after) == "Overleg ‘Teamoverleg 1’ gepland: ma 23 nov 15:00."


def test_meetings_of_a_kind_are_counted():
    given(PLANNED).when(acts.plan, at=AT).then(
        MeetingPlanned("Teamoverleg 2", later(hours=1), "full_team", agenda=AGENDA)
    )
    given(PLANNED).when(acts.plan, at=AT, kind="triangle").then(
        MeetingPlanned("Driehoek 1", later(hours=1), "full_team", "triangle")
    )


def test_a_meeting_can_be_planned_with_everything():
    given().when(
        acts.plan, at=AT, title="Ochtendoverleg", place="Kamer 2", kind="team", agenda=["Beeld"], circle="core_team"
    ).then(MeetingPlanned("Ochtendoverleg", later(hours=1), "core_team", "team", "Kamer 2", ("Beeld",)))


def test_a_name_of_its_own_says_what_kind_it_is():
    said = MeetingPlanned("Afstemming", later(hours=1), "full_team", "triangle", "Stadhuis.").sentence(given().incident)
    assert said == "Driehoek ‘Afstemming’ gepland: ma 23 nov 15:00, Stadhuis."


def test_a_meeting_has_a_time():
    given().when(acts.plan).unreadable(at="Vul dit in.")


def test_a_meeting_may_have_begun_a_while_ago_but_not_last_year():
    assert len(given().when(acts.plan, at="2026-11-23 02:00").facts()) == 1
    given().when(acts.plan, at="2026-11-23 01:59").refused("Dit overleg ligt te ver in het verleden. Kijk de datum na.")


# --- moving and cancelling ---


def test_a_meeting_moves_in_time_and_place():
    after = given(PLANNED).when(acts.move, meeting=MEETING, at="2026-11-23 16:00", place="Kamer 2")
    incident = after.then(MeetingMoved(MEETING, later(hours=2), "Kamer 2"))
    found = incident[Meeting][MEETING]
    assert (found.at, found.place, found.moved) == (later(hours=2), "Kamer 2", 1)
    assert incident.entry(incident.seq).fact.sentence(incident) == (
        "Overleg ‘Teamoverleg 1’ is verzet: ma 23 nov 16:00, Kamer 2."
    )


def test_a_meeting_that_moves_in_time_stays_where_it_is():
    planned = MeetingPlanned("Overleg", later(hours=1), "full_team", place="Kamer 1")
    given(planned).when(acts.move, meeting=MEETING, at="2026-11-23 16:00").then(
        MeetingMoved(MEETING, later(hours=2), "Kamer 1")
    )


def test_moving_to_where_it_is_changes_nothing():
    given(PLANNED).when(acts.move, meeting=MEETING, at=AT).then()
    seconds = MeetingPlanned("Overleg", later(hours=1, seconds=20), "full_team")
    given(seconds).when(acts.move, meeting=MEETING, at=AT).then()


def test_a_meeting_does_not_move_to_last_year():
    given(PLANNED).when(acts.move, meeting=MEETING, at="2025-11-23 16:00").refused(
        "Dit overleg ligt te ver in het verleden. Kijk de datum na."
    )


def test_a_meeting_that_does_not_take_place():
    after = given(PLANNED).when(acts.cancel, meeting=MEETING, reason="Niemand kan.").then(CANCELLED)
    found = after[Meeting][MEETING]
    assert (found.status, found.moved, upcoming(after)) == ("cancelled", 1, [])
    assert CANCELLED.sentence(after) == "Overleg ‘Teamoverleg 1’ gaat niet door. Reden: Niemand kan."


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((OPENED,), "Dit overleg is al begonnen."),
        ((OPENED, CLOSED), "Dit overleg is al gesloten."),
        ((CANCELLED,), "Dit overleg gaat niet door."),
    ],
)
def test_only_what_is_planned_is_moved_or_cancelled(facts: tuple[Any, ...], sentence: str):
    given(PLANNED, *facts).when(acts.move, meeting=MEETING, at=AT).refused(sentence)
    given(PLANNED, *facts).when(acts.cancel, meeting=MEETING, reason="Toch niet.").refused(sentence)


def test_what_comes_first_stands_first():
    soon = MeetingPlanned("Eerder", later(minutes=5), "full_team")
    incident = given(PLANNED, soon).incident
    assert [one.title for one in upcoming(incident)] == ["Eerder", "Teamoverleg 1"]


# --- opening, and who is there ---


def test_opening_asks_the_team_by_function_and_marks_who_opens():
    after = given(PLANNED).when(acts.open_meeting, meeting=MEETING, clock=later(hours=1)).then(OPENED)
    found = after[Meeting][MEETING]
    assert (found.status, found.opened_at) == ("open", later(hours=1))
    assert attendance(found) == {"Anna": True, "Celik": False, "Bram": False, "Fleur": False}
    assert (going_on(after), upcoming(after)) == ([found], [])
    assert OPENED.sentence(after) == "Overleg ‘Teamoverleg 1’ geopend. Gevraagd: 4 personen."
    assert MeetingOpened(MEETING, ASKED[:1]).sentence(after).endswith("Gevraagd: 1 persoon.")


def test_somebody_with_two_roles_is_asked_once():
    facts = given(joined(BRAM, "log_keeper"), PLANNED).when(acts.open_meeting, meeting=MEETING + 1).facts()
    assert [one.roles for one in facts[0].attendees if one.person == BRAM.id] == [("log_keeper", "spokesperson")]


def test_a_driehoek_asks_its_parties_and_who_opens_it():
    planned = MeetingPlanned("Driehoek 1", later(hours=1), "full_team", "triangle")
    facts = given(planned).when(acts.open_meeting, meeting=MEETING).facts()
    assert [(one.name, one.present) for one in facts[0].attendees] == [("Anna", True), ("Celik", False)]


def test_opening_twice_opens_once():
    given(PLANNED, OPENED).when(acts.open_meeting, meeting=MEETING).then()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [((OPENED, CLOSED), "Dit overleg is al gesloten."), ((CANCELLED,), "Dit overleg gaat niet door.")],
)
def test_what_is_over_does_not_begin_again(facts: tuple[Any, ...], sentence: str):
    given(PLANNED, *facts).when(acts.open_meeting, meeting=MEETING).refused(sentence)


def test_somebody_comes_in_and_leaves():
    came = MeetingAttended(MEETING, (BRAM.id,), "Bram (woordvoerder)")
    after = given(PLANNED, OPENED).when(acts.attend, meeting=MEETING, person="bram").then(came)
    assert attendance(after[Meeting][MEETING])["Bram"] is True
    assert came.sentence(after) == "Aanwezig bij ‘Teamoverleg 1’: Bram (woordvoerder)."
    left = MeetingAttended(MEETING, (BRAM.id,), "Bram (woordvoerder)", False)
    after = given(PLANNED, OPENED, came).when(acts.attend, meeting=MEETING, person=BRAM.id, present="nee").then(left)
    assert attendance(after[Meeting][MEETING])["Bram"] is False
    assert left.sentence(after) == "Niet aanwezig bij ‘Teamoverleg 1’: Bram (woordvoerder)."


def test_everybody_is_marked_in_one_go():
    after = given(PLANNED, OPENED).when(acts.attend, meeting=MEETING)
    incident = after.then(
        MeetingAttended(
            MEETING, (CELIK.id, BRAM.id, FLEUR.id), "Celik (politie), Bram (woordvoerder), Fleur (wijkmanager)"
        )
    )
    assert incident[Meeting][MEETING].absent == ()


def test_who_is_there_already_is_not_marked_again():
    given(PLANNED, OPENED).when(acts.attend, meeting=MEETING, person=ANNA.id).then()
    given(PLANNED, OPENED).when(acts.attend, meeting=MEETING, person=BRAM.id, present="nee").then()


def test_who_joined_the_team_after_the_opening_can_still_come_in():
    after = given(PLANNED, OPENED, joined(EVA, "care_liaison")).when(acts.attend, meeting=MEETING, person=EVA.id)
    eva = Attendee(EVA.id, "Eva", ("care_liaison",), True)
    incident = after.then(MeetingAttended(MEETING, (EVA.id,), "Eva (zorg)", added=(eva,)))
    assert incident[Meeting][MEETING].attendees == (*ASKED, eva)


def test_who_is_not_in_the_team_is_not_there():
    sentence = "Eva doet niet mee aan dit incident. Geef Eva eerst een rol in het team."
    given(PLANNED, OPENED).when(acts.attend, meeting=MEETING, person=EVA.id).refused(sentence)


def test_a_stranger_without_an_account_is_not_there():
    given(PLANNED, OPENED).when(acts.attend, meeting=MEETING, person="99").unreadable(
        person="Deze persoon heeft geen account."
    )


# --- what is said, decided and assigned ---


@pytest.mark.parametrize(("column", "word"), [("picture", "Beeld"), ("judgement", "Oordeel")])
def test_what_is_said_stands_in_its_column(column: str, word: str):
    said = MeetingMinuted(MEETING, column, "Het is rustig.")
    after = given(PLANNED, OPENED).when(acts.minute, meeting=MEETING, column=column, text="Het is rustig.").then(said)
    assert [one.text for one in after[Meeting][MEETING].column(column)] == ["Het is rustig."]
    assert said.sentence(after) == f"{word}: Het is rustig."


def test_a_column_is_picture_or_judgement():
    given(PLANNED, OPENED).when(acts.minute, meeting=MEETING, column="besluit", text="Ja").unreadable(
        column="Kies een van: Beeld, Oordeel."
    )


def test_a_decision_of_a_meeting_knows_who_was_there():
    came = MeetingAttended(MEETING, (BRAM.id,), "Bram (woordvoerder)")
    after = given(PLANNED, OPENED, came).when(acts.decide, meeting=MEETING, **DECIDED)
    incident = after.then(
        DecisionTaken(
            **{**DECIDED, "options": ("geen",)},
            circle="full_team",
            body="team",
            present=("voorzitter", "woordvoerder"),
            meeting=MEETING,
        )
    )
    assert incident[Decision][incident.seq].meeting == MEETING


def test_a_decision_in_the_driehoek_is_of_the_driehoek():
    planned = MeetingPlanned("Driehoek 1", later(hours=1), "restricted", "triangle")
    facts = given(planned, OPENED).when(acts.decide, meeting=MEETING, **DECIDED, review_at="2026-11-24 14:00").facts()
    assert [(one.body, one.circle, one.review_at) for one in facts] == [("triangle", "restricted", later(days=1))]
    facts = given(planned, OPENED).when(acts.decide, meeting=MEETING, **DECIDED, body="mayor").facts()
    assert [one.body for one in facts] == ["mayor"]


@pytest.mark.parametrize("field", sorted(DECIDED))
def test_without_this_a_meeting_decides_nothing(field: str):
    rest = {name: value for name, value in DECIDED.items() if name != field}
    given(PLANNED, OPENED).when(acts.decide, meeting=MEETING, **rest).unreadable(**{field: "Vul dit in."})


def test_an_assignment_is_a_task_that_knows_its_meeting():
    typed = {"title": "Scholen bellen", "owner_role": "education_liaison", "assignee": "bram", "due": AT}
    after = given(PLANNED, OPENED).when(acts.assign, meeting=MEETING, **typed)
    task = TaskAdded(
        title="Scholen bellen",
        circle="full_team",
        owner_role="education_liaison",
        assignee=BRAM.id,
        assignee_name="Bram",
        due=later(hours=1),
        phase=3,
        origin=MEETING,
    )
    incident = after.then(task)
    assert incident[Task][incident.seq].origin == MEETING
    assert task.sentence(incident) == "Nieuwe taak (uit ‘Teamoverleg 1’): ‘Scholen bellen’, voor Bram."


def test_an_assignment_goes_to_somebody_in_the_team():
    given(PLANNED, OPENED).when(acts.assign, meeting=MEETING, title="Bellen", assignee=EVA.id).unreadable(
        assignee="Deze persoon doet niet mee aan dit incident."
    )


# --- closing ---


def test_closing_names_who_was_absent():
    after = given(PLANNED, OPENED).when(acts.close, meeting=MEETING, clock=later(hours=2)).then(CLOSED)
    found = after[Meeting][MEETING]
    assert (found.status, found.closed_at, going_on(after)) == ("closed", later(hours=2), [])
    assert CLOSED.sentence(after) == ("Overleg ‘Teamoverleg 1’ gesloten. Afwezig: politie, woordvoerder, wijkmanager.")
    assert MeetingClosed(MEETING).sentence(after) == "Overleg ‘Teamoverleg 1’ gesloten."


def test_closing_plans_the_next_one_of_the_same_kind_in_the_same_place_and_circle():
    planned = MeetingPlanned("Driehoek 1", later(hours=1), "restricted", "triangle", "Kamer 2")
    facts = given(planned, OPENED).when(acts.close, meeting=MEETING, next_at="2026-11-24 14:00").facts()
    assert facts[1] == MeetingPlanned("Driehoek 2", later(days=1), "restricted", "triangle", "Kamer 2")


def test_the_next_one_is_still_to_come():
    given(PLANNED, OPENED).when(acts.close, meeting=MEETING, next_at="2026-11-23 14:00").unreadable(
        next_at="Het volgende overleg ligt in het verleden. Kies een later tijdstip."
    )


def test_closing_twice_closes_once():
    given(PLANNED, OPENED, CLOSED).when(acts.close, meeting=MEETING, next_at="2026-11-24 14:00").then()


# --- what is not open, or not yours ---

IN_IT: list[tuple[Any, dict[str, Any]]] = [
    (acts.attend, {}),
    (acts.minute, {"column": "picture", "text": "Rustig."}),
    (acts.decide, DECIDED),
    (acts.assign, {"title": "Bellen"}),
    (acts.close, {}),
]
NOT_YET = "Dit overleg is nog niet geopend. Open het eerst."
OVER = "Dit overleg is al gesloten. Schrijf het in het logboek of plan een nieuw overleg."


@pytest.mark.parametrize(("act", "typed"), IN_IT)
def test_what_happens_in_a_meeting_needs_an_open_one(act: Any, typed: dict[str, Any]):
    given(PLANNED).when(act, meeting=MEETING, **typed).refused(NOT_YET)
    given(PLANNED, CANCELLED).when(act, meeting=MEETING, **typed).refused("Dit overleg gaat niet door.")
    if act is not acts.close:
        given(PLANNED, OPENED, CLOSED).when(act, meeting=MEETING, **typed).refused(OVER)


@pytest.mark.parametrize(
    ("act", "typed"), [*IN_IT, (acts.move, {"at": AT}), (acts.cancel, {"reason": "Nee hoor."}), (acts.open_meeting, {})]
)
def test_who_does_not_read_the_circle_finds_no_meeting(act: Any, typed: dict[str, Any]):
    given(HIDDEN, OPENED).when(act, by=BRAM, meeting=MEETING, **typed).not_found()
    given().when(act, meeting=3, **typed).not_found()


@pytest.mark.parametrize("player", [BRAM, DIRK, FLEUR], ids=lambda one: one.name)
def test_who_plans_nothing(opened: Board, player: Player):
    with pytest.raises(NotAllowed):
        opened.does(player, "meetings.plan", at="2099-01-01 12:00")


def test_a_meeting_survives_being_stored(opened: Board):
    number = opened.does(ANNA, "meetings.plan", at="2099-01-01 12:00", agenda=["Beeld", "Besluit"]).last
    for act, typed in (
        ("move", {"at": "2099-01-01 13:00"}),
        ("open", {}),
        ("attend", {}),
        ("minute", {"column": "picture", "text": "Rustig."}),
        ("decide", DECIDED),
        ("assign", {"title": "Bellen", "assignee": BRAM.id}),
        ("close", {"next_at": "2099-01-02 12:00"}),
    ):
        opened.does(ANNA, f"meetings.{act}", meeting=number, **typed)
    found = opened.incident[Meeting][number]
    assert (found.status, len(found.minutes), found.absent, len(upcoming(opened.incident))) == ("closed", 1, (), 1)
