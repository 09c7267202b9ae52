"""Measures: their grounds, the legal clocks of an emergency ordinance, the daily check and the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crisis.board import measures
from crisis.board.measures import MEASURES, Measure, MeasureChecked, MeasureImposed, MeasureWithdrawn, in_force
from crisis.board.notes import NoteAdded
from crisis.board.tasks import Task, TaskAdded
from crisis.incident import Fact
from crisis.refusals import NotAllowed
from tests.cast import ANNA, BRAM, CELIK, FIRST, FLEUR, START, Board, Player, given, joined, later, told

TYPED: dict[str, Any] = {
    "kind": "emergency_order",
    "area": "Binnenstad",
    "valid_from": "2026-11-23 14:00",
    "valid_until": "2026-11-25 14:00",
    "grounds": "Er wordt opgeroepen tot geweld.",
    "alternatives": "Extra toezicht is te licht.",
    "proportionality": "Alleen waar het misgaat.",
    "decided_by": "Burgemeester",
}
READ: dict[str, Any] = {
    **{name: value for name, value in TYPED.items() if name != "kind"},
    "measure_kind": "emergency_order",
    "valid_from": START,
    "valid_until": later(days=2),
    "circle": "full_team",
}
IMPOSED = MeasureImposed(**READ)
RESTRICTED = MeasureImposed(**{**READ, "circle": "restricted"})
WITHDRAWN = MeasureWithdrawn(FIRST, "De rust is terug.")


# --- imposing ---


def test_a_measure_is_recorded_with_its_grounds():
    after = given().when(measures.impose, **TYPED).then(IMPOSED)
    found = after[Measure][FIRST]
    assert (found.measure_kind, found.area, found.grounds) == ("emergency_order", "Binnenstad", TYPED["grounds"])
    assert (found.valid_from, found.valid_until, found.checked_at) == (START, later(days=2), None)
    assert found.name == "‘Noodbevel (art. 175 Gemeentewet), Binnenstad’"


@pytest.mark.parametrize("field", sorted(TYPED))
def test_without_this_there_are_no_grounds(field: str):
    rest = {name: value for name, value in TYPED.items() if name != field}
    given().when(measures.impose, **rest).unreadable(**{field: "Vul dit in."})


@pytest.mark.parametrize("kind", sorted(MEASURES.keys() - {"emergency_ordinance"}))
def test_only_an_emergency_ordinance_brings_clocks(kind: str):
    assert len(given().when(measures.impose, **{**TYPED, "kind": kind}).facts()) == 1


def test_there_is_no_measure_against_words_online():
    given().when(measures.impose, **{**TYPED, "kind": "online_ban"}).unreadable(
        kind=f"Kies een van: {', '.join(MEASURES.values())}."
    )


@pytest.mark.parametrize("until", ["2026-11-23 14:00", "2026-11-23 13:00"])
def test_a_measure_ends_after_it_begins(until: str):
    given().when(measures.impose, **{**TYPED, "valid_until": until}).unreadable(
        valid_until="De maatregel eindigt voordat hij begint. Kijk de tijden na."
    )


def test_an_emergency_ordinance_brings_its_legal_clocks():
    when = given().when(measures.impose, **{**TYPED, "kind": "emergency_ordinance"})
    clocks = when.facts()[1:]
    assert all(isinstance(one, TaskAdded) for one in clocks)
    assert [(one.title, one.owner_role, one.due, one.required, one.origin, one.phase) for one in clocks] == [
        ("Noodverordening melden aan de gemeenteraad", "council_registry", later(hours=12), True, FIRST, 3),
        ("Noodverordening melden aan de commissaris van de Koning", "legal_advisor", later(hours=12), True, FIRST, 3),
        ("Noodverordening melden aan de officier van justitie", "legal_advisor", later(hours=12), True, FIRST, 3),
        (
            "Noodverordening ter bekrachtiging op de agenda van de raad",
            "council_registry",
            later(hours=48),
            True,
            FIRST,
            3,
        ),
    ]
    assert [task.origin for task in when.incident[Task].values()] == [FIRST] * 4


def test_the_clocks_run_from_when_it_happened():
    when = given().when(measures.impose, **{**TYPED, "kind": "emergency_ordinance"}, occurred_at=later(hours=-3))
    assert when.facts()[1].due == later(hours=9)


def test_the_clocks_are_in_the_circle_of_the_measure():
    when = given().when(measures.impose, **{**TYPED, "kind": "emergency_ordinance"}, circle="restricted")
    assert {fact.circle for fact in when.facts()} == {"restricted"}


@pytest.mark.parametrize("circle", ["restricted", "core_team"])
@pytest.mark.parametrize(
    ("team", "owner"), [((), "chair"), ((joined(FLEUR, "public_order_advisor"),), "public_order_advisor")]
)
def test_a_clock_goes_to_who_reads_it(circle: str, team: tuple[Fact, ...], owner: str):
    typed = {**TYPED, "kind": "emergency_ordinance", "circle": circle}
    clocks = given(*team).when(measures.impose, **typed).facts()[1:]
    assert [(one.owner_role, one.details) for one in clocks if isinstance(one, TaskAdded)] == [
        (owner, "De griffie leest deze taak niet. Breng de melding zelf over."),
        (owner, "De jurist openbare orde leest deze taak niet. Breng de melding zelf over."),
        (owner, "De jurist openbare orde leest deze taak niet. Breng de melding zelf over."),
        (owner, "De griffie leest deze taak niet. Breng de melding zelf over."),
    ]


def test_the_log_says_where_a_clock_comes_from():
    when = given().when(measures.impose, **{**TYPED, "kind": "emergency_ordinance"})
    clock = when.facts()[1]
    assert clock.sentence(when.incident) == (
        "Nieuwe taak (uit ‘Noodverordening (art. 176 Gemeentewet), Binnenstad’): "
        "‘Noodverordening melden aan de gemeenteraad’, voor griffie."
    )


def test_how_a_measure_reads_in_the_log():
    assert IMPOSED.sentence(given().incident) == (
        "Maatregel: Noodbevel (art. 175 Gemeentewet), Binnenstad, van ma 23 nov 14:00 tot wo 25 nov 14:00. "
        "Besluit van: Burgemeester. Reden: Er wordt opgeroepen tot geweld."
    )


# --- evidence ---


def test_the_grounds_point_at_lines_in_the_log():
    lines = [NoteAdded("note", f"Regel {number}.", "full_team") for number in range(2)]
    given(*lines).when(measures.impose, **TYPED, evidence=f"#{FIRST}, {FIRST + 1} #{FIRST}").then(
        MeasureImposed(**READ, evidence=(FIRST, FIRST + 1))
    )


@pytest.mark.parametrize("number", ["99", "#0", "-1"])
def test_a_line_that_is_not_there_is_no_evidence(number: str):
    known = number.removeprefix("#")
    given().when(measures.impose, **TYPED, evidence=number).unreadable(
        evidence=f"Regel #{known} bestaat niet. Kijk het nummer na in het logboek."
    )


def test_a_line_of_another_circle_is_as_if_it_were_not_there():
    hidden = NoteAdded("note", "Geheim.", "restricted")
    given(hidden).when(measures.impose, by=BRAM, **TYPED, evidence=str(FIRST)).unreadable(
        evidence=f"Regel #{FIRST} bestaat niet. Kijk het nummer na in het logboek."
    )


def test_evidence_is_numbers():
    given().when(measures.impose, **TYPED, evidence="gisteren").unreadable(evidence="Vul een heel getal in.")


# --- checking ---


def test_somebody_says_every_day_that_it_is_still_needed():
    after = given(IMPOSED).when(measures.check, measure=FIRST, reason="Er staan nog groepen.", clock=later(hours=20))
    incident = after.then(MeasureChecked(FIRST, "Er staan nog groepen."))
    assert incident[Measure][FIRST].checked_at == later(hours=20)
    assert incident.entry(incident.seq).fact.sentence(incident) == (
        "Maatregel ‘Noodbevel (art. 175 Gemeentewet), Binnenstad’ is nog nodig: Er staan nog groepen."
    )


@pytest.mark.parametrize(("hours", "asked"), [(0, False), (23, False), (24, True), (47, True), (48, False)])
def test_a_measure_is_to_be_checked_a_day_after_it_began_until_it_ends(hours: int, asked: bool):
    assert given(IMPOSED).incident[Measure][FIRST].to_check(later(hours=hours)) is asked


def test_a_check_gives_another_day():
    checked = told(MeasureChecked(FIRST, "Nog druk."), at=later(hours=20))
    found = given(IMPOSED, checked).incident[Measure][FIRST]
    assert [found.to_check(later(hours=hours)) for hours in (43, 44)] == [False, True]


# --- the end ---


def test_a_measure_is_in_force_until_its_end():
    incident = given(IMPOSED).incident
    assert [len(in_force(incident, START + timedelta(hours=hours))) for hours in (-5, 0, 47, 48)] == [1, 1, 1, 0]


def test_a_measure_is_withdrawn_before_its_end():
    after = given(IMPOSED).when(measures.withdraw, measure=FIRST, reason="De rust is terug.", clock=later(hours=5))
    incident = after.then(WITHDRAWN)
    found = incident[Measure][FIRST]
    assert (found.withdrawn, found.withdrawn_at) == ("De rust is terug.", later(hours=5))
    assert in_force(incident, later(hours=5)) == []
    assert not found.to_check(later(hours=30))
    assert WITHDRAWN.sentence(incident) == (
        "Maatregel ‘Noodbevel (art. 175 Gemeentewet), Binnenstad’ ingetrokken. Reden: De rust is terug."
    )


BOTH = pytest.mark.parametrize("act", [measures.check, measures.withdraw])


@BOTH
def test_a_withdrawn_measure_stays_withdrawn(act: Any):
    given(IMPOSED, WITHDRAWN).when(act, measure=FIRST, reason="Nog eens.").refused("Deze maatregel is al ingetrokken.")


@BOTH
def test_a_measure_that_has_ended_is_over(act: Any):
    given(IMPOSED).when(act, measure=FIRST, reason="Nog eens.", clock=later(hours=48)).refused(
        "Deze maatregel is al afgelopen, op wo 25 nov 14:00."
    )


@BOTH
def test_each_needs_a_reason(act: Any):
    given(IMPOSED).when(act, measure=FIRST).unreadable(reason="Vul dit in.")


# --- who ---


@BOTH
def test_who_does_not_read_the_circle_finds_no_measure(act: Any):
    given(RESTRICTED).when(act, by=BRAM, measure=FIRST, reason="Nog eens.").not_found()
    given().when(act, measure=3, reason="Nog eens.").not_found()


@pytest.mark.parametrize("player", [BRAM, CELIK], ids=lambda one: one.name)
def test_who_imposes_nothing(opened: Board, player: Player):
    with pytest.raises(NotAllowed):
        opened.does(player, "measures.impose", **TYPED)


def test_a_measure_survives_being_stored(opened: Board):
    number = opened.does(ANNA, "measures.impose", **{**TYPED, "valid_until": "2099-01-01 12:00"}).last
    opened.does(ANNA, "measures.check", measure=number, reason="Nog druk.")
    opened.does(ANNA, "measures.withdraw", measure=number, reason="Rustig.")
    assert opened.incident[Measure][number].withdrawn == "Rustig."
