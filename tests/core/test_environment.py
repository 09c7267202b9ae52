"""The environment report: numbered versions, comparable, in a rhythm, and seen by the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crisis import differences
from crisis.board import environment
from crisis.board.environment import EnvironmentReport, acts, draft, due
from crisis.board.environment.acts import EnvironmentReported
from crisis.board.questions.facts import QuestionAsked
from crisis.board.readings import Reading, ReadingAsked, ReadingConfirmed
from crisis.board.rumours.facts import RumourHeard
from crisis.deadlines import Span
from crisis.incident import Incident
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, CELIK, DIRK, FIRST, FLEUR, START, Board, given, later, told
from tests.core.test_attention import wanted

TYPED: dict[str, Any] = {"sources": ["youth_work"], "behaviour": "Mensen leggen bloemen.", "confidence": "medium"}
REPORTED = EnvironmentReported("Mensen leggen bloemen.", ("youth_work",), "medium")
ASKED = ReadingAsked(FIRST)
ALL = ("restricted", "core_team", "full_team", "mayor", "partners", "public")


def test_a_report_is_a_version_that_the_team_is_asked_to_see():
    after = given().when(acts.report, BRAM, **TYPED).then(REPORTED, ASKED)
    found = after[EnvironmentReport][FIRST]
    assert (found.version, found.previous, found.at) == (1, None, START)
    assert REPORTED.sentence(after) == ("Omgevingsanalyse vastgelegd. Hoe zeker: redelijk. Bronnen: Jongerenwerk.")


def test_the_next_version_knows_the_one_before_of_its_own_circle():
    small = replace(REPORTED, circle="restricted")
    incident = given(REPORTED, small, REPORTED).incident
    found = [(one.version, one.previous) for one in incident[EnvironmentReport].values()]
    assert found == [(1, None), (1, None), (2, FIRST)]


@pytest.mark.parametrize("field", sorted(TYPED))
def test_without_this_it_is_no_report(field: str):
    rest = {name: value for name, value in TYPED.items() if name != field}
    given().when(acts.report, **rest).unreadable(**{field: "Vul dit in."})


def test_a_report_has_at_most_five_questions_and_a_period_that_can_be():
    given().when(acts.report, **TYPED, questions=list("abcdef")).unreadable(
        questions="Dit zijn er te veel: 6. Er passen er 5."
    )
    given().when(acts.report, **TYPED, period_from="2026-11-23 14:00", period_until="2026-11-23 13:00").unreadable(
        period_until="De periode eindigt voordat zij begint. Kijk de tijden na."
    )


def test_it_is_about_groups():
    given().when(acts.report, **{**TYPED, "behaviour": "Meneer De Vries roept mensen op."}).unreadable(
        behaviour="‘Meneer De Vries’ lijkt de naam van een persoon. De omgevingsanalyse gaat over groepen en over wat "
        "er leeft. Schrijf de groep of de functie op."
    )


def test_who_saw_it_is_known():
    after = given(told(REPORTED, BRAM), told(ASKED, BRAM)).when(acts.see, FLEUR, report=FIRST)
    incident = after.then(ReadingConfirmed(FIRST + 1, FIRST, FLEUR.id, "Fleur"))
    assert incident[Reading][FIRST + 1].readers == (BRAM.id, FLEUR.id)
    given(told(REPORTED, BRAM), told(ASKED, BRAM)).when(acts.see, BRAM, report=FIRST).then()
    hidden = replace(REPORTED, circle="restricted")
    given(hidden).when(acts.see, BRAM, report=FIRST).not_found()


def test_only_the_newest_report_waits_for_readers():
    first = given(told(REPORTED, BRAM), told(ASKED, BRAM)).incident
    assert [one.thing for one in wanted(first, "Lezen")] == [FIRST]
    newer = given(told(REPORTED, BRAM), told(ASKED, BRAM), told(REPORTED, BRAM), ReadingAsked(FIRST + 2)).incident
    assert [one.thing for one in wanted(newer, "Lezen")] == [FIRST + 2]


def test_a_draft_brings_what_is_open_but_nothing_of_a_smaller_circle():
    heard = RumourHeard("Het plein gaat dicht.", "full_team")
    asked = QuestionAsked("Is het veilig?", "residents", "full_team", 7)
    secret = (RumourHeard("Geheim.", "restricted"), QuestionAsked("Geheim?", "press", "core_team"))
    incident = given(REPORTED, heard, asked, *secret, replace(REPORTED, behaviour="Geheim.", circle="restricted"))
    made = draft(incident.incident, ALL, later(hours=1))
    assert made["rumours"] == "Het plein gaat dicht. (open, 1 keer gehoord)"
    assert made["questions"] == ("Is het veilig? (7 keer)",)
    assert (made["behaviour"], made["period_from"], made["period_until"]) == (
        "Mensen leggen bloemen.",
        START,
        later(hours=1),
    )


def _in_rhythm(*facts: Any, every: str = "h") -> Incident:
    incident = given(*facts).incident
    plan = incident.plan
    phases = tuple(one.model_copy(update={"meeting_every": Span(2, every)}) for one in plan.phases)  # type: ignore[arg-type]
    incident.playbook = plan.model_copy(update={"phases": phases})
    return incident


@pytest.mark.parametrize(
    ("facts", "every", "hours"), [((), "h", 1), ((), "m", 2 / 60), ((REPORTED,), "h", 2), ((REPORTED,), "d", 48)]
)
def test_it_is_due_within_the_hour_and_then_in_the_rhythm_of_the_phase(facts: Any, every: str, hours: float):
    incident = _in_rhythm(*facts, every=every)
    when = due(incident, ALL)
    assert when == START + timedelta(hours=hours)
    assert not wanted(incident, "Omgevingsanalyse", after=timedelta(hours=hours, seconds=-1))
    found = wanted(incident, "Omgevingsanalyse", BRAM, after=timedelta(hours=hours))
    assert [(one.role, one.page) for one in found] == [("environment_analyst", "listening")]
    for player in (CELIK, DIRK, FLEUR):
        assert not wanted(incident, "Omgevingsanalyse", player, after=timedelta(days=9)), "cannot make one"


def test_a_phase_without_a_rhythm_asks_for_nothing():
    assert due(given().incident, ALL) is None


def test_what_differs_is_told_by_word():
    assert differences.by_word("Het is druk.", "Het is nu rustig.") == [
        ("same", "Het is "),
        ("gone", "druk"),
        ("new", "nu rustig"),
        ("same", "."),
    ]
    assert differences.by_word("een twee drie", "vier vijf") == [("gone", "een twee drie"), ("new", "vier vijf")]
    assert differences.by_word("", "") == []


def test_analysts_report_and_everybody_in_the_team_sees(opened: Board):
    for player in (FLEUR, CELIK, DIRK):
        with pytest.raises(NotAllowed):
            opened.does(player, "environment.report", **TYPED)
    number = opened.does(BRAM, "environment.report", **TYPED).first
    for player in (ANNA, CELIK, FLEUR):
        opened.does(player, "environment.see", report=number)
    with pytest.raises(NotAllowed):
        opened.does(DIRK, "environment.see", report=number)
    assert environment.latest(opened.incident, ALL) == opened.incident[EnvironmentReport][number]
    assert isinstance(opened.incident.entry(number).fact, EnvironmentReported)
