"""Situation reports: drafted, edited together, set with a number, and from then on as they are."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.board import sitraps
from crisis.board.sitraps import SitrapDrafted, SitrapDropped, SitrapEdited, SitrapSet, SituationReport
from crisis.refusals import Clash, Conflict, NotAllowed
from tests.cast import ANNA, BRAM, CELIK, DIRK, FIRST, FLEUR, Board, given, joined, later, told

REPORT = FIRST
DRAFT = SitrapDrafted("Het is rustig.", next_at=later(hours=2))
CORE = SitrapDrafted("Het is rustig.", circle="core_team")
SET = SitrapSet(REPORT, 1, later(hours=2))


def test_a_draft_holds_what_was_typed():
    typed = {"situation": "Het is rustig.", "expectation": "", "next_at": "2026-11-23 16:00"}
    after = given().when(sitraps.draft, **typed).then(DRAFT)
    found = after[SituationReport][REPORT]
    assert (found.situation, found.expectation, found.next_at, found.draft) == (
        "Het is rustig.",
        "",
        later(hours=2),
        True,
    )
    assert DRAFT.sentence(after) == "Concept-situatierapport gemaakt."


def test_a_draft_is_about_something():
    given().when(sitraps.draft, situation=" ").refused("Vul ten minste één onderdeel in.")


def test_there_is_one_draft_at_a_time_in_a_circle():
    given(DRAFT).when(sitraps.draft, situation="Druk.").refused(
        f"Er is al een concept: #{REPORT}. Werk daarin verder, of laat het vervallen."
    )
    given(CORE).when(sitraps.draft, situation="Druk.").then(SitrapDrafted("Druk."))
    given(DRAFT, SitrapDropped(REPORT)).when(sitraps.draft, situation="Druk.").then(SitrapDrafted("Druk."))


def test_the_text_of_a_section_has_an_end():
    given().when(sitraps.draft, situation="x" * 4001).unreadable(
        situation="Dit is te lang: 4001 tekens. Er passen er 4000."
    )


# --- editing together ---


def test_only_what_changed_is_recorded():
    typed = {"situation": "Het is druk.", "expectation": "", "next_at": "2026-11-23T16:00"}
    changed = SitrapEdited(sitrap=REPORT, fields=("situation",), situation="Het is druk.")
    after = given(DRAFT).when(sitraps.edit, sitrap=REPORT, **typed).then(changed)
    assert after[SituationReport][REPORT].next_at == later(hours=2)
    assert changed.sentence(after) == f"Concept-situatierapport #{REPORT} aangepast: situatie nu."


def test_the_next_moment_may_be_left_open_again():
    after = given(DRAFT).when(sitraps.edit, sitrap=REPORT, next_at="")
    assert after.then(SitrapEdited(sitrap=REPORT, fields=("next_at",)))[SituationReport][REPORT].next_at is None


def test_what_another_wrote_in_another_section_is_kept():
    by_bram = told(SitrapEdited(sitrap=REPORT, fields=("bottlenecks",), bottlenecks="Geen tolk."), by=BRAM)
    typed: dict[str, Any] = {"situation": "Het is druk.", "bottlenecks": "", "seen": REPORT}
    after = given(DRAFT, by_bram).when(sitraps.edit, sitrap=REPORT, **typed)
    after.then(SitrapEdited(sitrap=REPORT, fields=("situation",), situation="Het is druk."))
    assert after.incident[SituationReport][REPORT].bottlenecks == "Geen tolk."


def test_the_same_section_asks_for_a_choice():
    by_bram = told(SitrapEdited(sitrap=REPORT, fields=("situation",), situation="Twintig man."), BRAM, later(minutes=5))
    with pytest.raises(Conflict) as clash:
        given(DRAFT, by_bram).when(sitraps.edit, sitrap=REPORT, situation="Dertig man.", seen=REPORT).facts()
    shown = Clash("Situatie nu", "Twintig man.", "Dertig man.", "Bram", later(minutes=5))
    assert clash.value.clashes == {"situation": shown}


# --- setting and dropping ---


def test_setting_gives_a_number_and_says_who_and_when():
    after = given(DRAFT).when(sitraps.set_report, sitrap=REPORT, clock=later(minutes=9)).then(SET)
    found = after[SituationReport][REPORT]
    assert (found.number, found.set_at, found.set_by, found.set_in) == (1, later(minutes=9), "chair", REPORT + 1)
    assert found.name == "situatierapport 1"
    assert SET.sentence(after) == "Situatierapport 1 vastgesteld. Volgend rapport: ma 23 nov 16:00."


def test_numbers_go_on_and_do_not_tell_of_another_circle():
    before = given(DRAFT, SET, CORE, SitrapSet(REPORT + 2, 1), SitrapDrafted("Weer rustig."))
    before.when(sitraps.set_report, sitrap=REPORT + 4).then(SitrapSet(REPORT + 4, 2))


def test_what_one_did_not_read_is_not_set():
    by_bram = told(SitrapEdited(sitrap=REPORT, fields=("situation",), situation="Twintig man."), by=BRAM)
    before = given(DRAFT, by_bram)
    before.when(sitraps.set_report, sitrap=REPORT, seen=REPORT).refused(
        "Het concept is intussen gewijzigd door Bram. Lees het opnieuw en stel het dan vast."
    )
    before.when(sitraps.set_report, sitrap=REPORT, seen=REPORT + 1).then(SET)


def test_a_report_says_how_it_is():
    given(SitrapDrafted(expectation="Rustig.")).when(sitraps.set_report, sitrap=REPORT).refused(
        "Schrijf eerst op wat de situatie nu is."
    )


@pytest.mark.parametrize("act", [sitraps.edit, sitraps.set_report, sitraps.drop])
def test_what_is_set_or_dropped_stays_as_it_is(act: Any):
    given(DRAFT, SET).when(act, sitrap=REPORT).refused("Dit rapport is al vastgesteld. Maak een nieuw concept.")
    given(DRAFT, SitrapDropped(REPORT)).when(act, sitrap=REPORT).refused(
        "Dit concept is vervallen. Maak een nieuw concept."
    )


def test_a_draft_can_be_dropped():
    after = given(DRAFT).when(sitraps.drop, sitrap=REPORT).then(SitrapDropped(REPORT))
    assert after[SituationReport][REPORT].standing(later()) == ("", "gone", "Vervallen")
    assert SitrapDropped(REPORT).sentence(after) == f"Concept-situatierapport #{REPORT} is vervallen."


# --- who may ---


@pytest.mark.parametrize("act", [sitraps.edit, sitraps.set_report, sitraps.drop])
def test_a_report_of_a_smaller_circle_does_not_exist(act: Any):
    before = given(joined(FLEUR, "information_coordinator"), CORE)
    before.when(act, by=FLEUR, sitrap=REPORT + 1).not_found()


def test_the_usual_circle_is_that_of_the_playbook():
    assert given().when(sitraps.draft, situation="Rustig.").facts()[0] == SitrapDrafted("Rustig.", circle="full_team")
    given().when(sitraps.draft, situation="Rustig.", circle="mayor").then(SitrapDrafted("Rustig.", circle="mayor"))


@pytest.mark.parametrize("role", ["public_order_advisor", "log_keeper", "information_coordinator"])
def test_these_roles_write_and_set_it(opened: Board, role: str):
    opened.does(ANNA, "team.assign", person=FLEUR.id, role=role)
    report = opened.does(FLEUR, "sitraps.draft", situation="Rustig.").last
    opened.does(FLEUR, "sitraps.edit", sitrap=report, situation="Druk.")
    opened.does(FLEUR, "sitraps.set", sitrap=report)
    found = opened.incident[SituationReport][report]
    assert (found.situation, found.number) == ("Druk.", 1)


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK, FLEUR], ids=lambda player: player.name)
@pytest.mark.parametrize("act", ["draft", "edit", "set", "drop"])
def test_others_do_not(opened: Board, player: Any, act: str):
    report = opened.does(ANNA, "sitraps.draft", situation="Rustig.").last
    typed = {"situation": "Druk."} if act == "draft" else {"sitrap": report}
    with pytest.raises(NotAllowed):
        opened.does(player, f"sitraps.{act}", **typed)
