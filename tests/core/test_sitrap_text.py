"""A situation report drawn from the log, compared with the one before, told as text, and asked for in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crisis import access, sitrap
from crisis.attention import attention
from crisis.board.decisions import DecisionTaken
from crisis.board.notes import NoteAdded
from crisis.board.sitraps import SECTIONS, SitrapDrafted, SitrapDropped, SitrapSet, SituationReport
from crisis.board.tasks.facts import TaskBlocked, TaskDone
from crisis.incident import Fact, Incident
from crisis.sitrap import Change, compose, differences, plain, previous
from crisis.view import View
from tests.cast import ANNA, BRAM, CELIK, DIRK, FIRST, START, Given, Player, given, later, task_added, told


def seen(incident: Incident, player: Player = ANNA, after: timedelta = timedelta()) -> View:
    held = access.roles(incident, player.id, frozenset(player.standing))
    return View(incident, access.audience(incident, held), START + after)


def note(text: str, kind: str = "report", circle: str = "full_team", sure: str = "confirmed") -> NoteAdded:
    return NoteAdded(note_kind=kind, text=text, circle=circle, verification=sure)


def decided(chosen: str, circle: str = "full_team", **more: Any) -> DecisionTaken:
    return DecisionTaken("Wat nu?", ("geen",), chosen, "Daarom.", "voorzitter", circle, **more)


def drawn(*facts: Fact | Any, circle: str = "full_team", player: Player = ANNA, hours: int = 3) -> dict[str, str]:
    return compose(seen(given(*facts).incident, player, timedelta(hours=hours)), circle)


def test_every_section_is_there():
    assert list(drawn()) == list(SECTIONS)


def test_the_situation_tells_phase_and_what_came_in():
    lines = drawn(note("Twintig mensen."), note("Er is gegooid.", sure="unverified"), note("Onzin.", sure="refuted"))
    assert lines["situation"].splitlines() == [
        "Fase Melding, sinds ma 23 nov 14:00.",
        "Twintig mensen.",
        "Er is gegooid. (niet bevestigd)",
    ]


def test_decisions_and_assumptions_are_told():
    lines = drawn(decided("Het plein blijft open."), note("Het blijft klein.", "assumption", sure="unverified"))
    assert "Besloten: Het plein blijft open." in lines["situation"]
    assert lines["expectation"] == "Aanname: Het blijft klein."


def test_actions_stand_by_whether_they_are_done():
    tasks = (
        task_added("Bellen", owner_role="district_manager", due=later(hours=9)),
        *(task_added("Langsgaan"), TaskDone(FIRST + 1, "Gesproken.")),
    )
    lines = drawn(*tasks)
    assert lines["actions_open"] == "Bellen (wijkmanager, vóór ma 23 nov 23:00)"
    assert lines["actions_done"] == "Langsgaan: Gesproken."


def test_what_is_stuck_late_or_uncertain_is_a_bottleneck():
    late = task_added("Brief", due=later(hours=1), owner_role="chair")
    rumour = note("Er komt een stoet.", "rumour", sure="unverified")
    lines = drawn(task_added("Bellen"), TaskBlocked(FIRST, "Geen gehoor."), late, rumour)["bottlenecks"].splitlines()
    assert lines[:2] == ["Te laat: Brief", "Zit vast: Bellen. Geen gehoor."]
    assert lines[-1] == "Gerucht, niet bevestigd: Er komt een stoet."


def test_a_decision_to_look_at_again_is_asked():
    asked = drawn(decided("Het plein blijft open.", review_at=later(hours=2)))
    assert asked["decisions_asked"] == "Opnieuw bekijken: Het plein blijft open."


def test_the_next_report_begins_where_the_last_one_ended():
    first = SitrapDrafted("Rustig.", communication_line="Wij luisteren.")
    done = (task_added("Langsgaan"), TaskDone(FIRST + 1))
    before = (note("Twintig mensen."), *done, first, told(SitrapSet(FIRST + 3, 1), at=later(hours=1)))
    lines = drawn(*before, note("Veertig mensen."))
    assert "Veertig mensen." in lines["situation"]
    assert "Twintig mensen." not in lines["situation"]
    assert lines["actions_done"] == ""
    assert lines["communication_line"] == "Wij luisteren."


def test_long_lists_end_and_say_so():
    lines = drawn(*(task_added(f"Taak {number}" + "x" * 150) for number in range(20)))["actions_open"].splitlines()
    assert len(lines) == 16
    assert lines[-1] == "En nog 5 andere, zie het bord."
    long = drawn(*(task_added(f"Taak {number}", details="") for number in range(2)), note("x" * 2000), note("y" * 2000))
    assert all(len(text) <= 4000 for text in long.values())


@pytest.mark.parametrize("circle", ["core_team", "full_team", "mayor"])
def test_nothing_of_a_smaller_circle_is_drawn(circle: str):
    secret = "Kanarie"
    facts = (
        *(
            note(secret, circle="restricted"),
            note(secret, "rumour", "restricted"),
            note(secret, "assumption", "restricted"),
        ),
        *(
            decided(secret, "restricted", review_at=START),
            task_added(secret, "restricted"),
            task_added(secret, "restricted"),
        ),
        *(TaskDone(FIRST + 5), task_added(secret, "restricted"), TaskBlocked(FIRST + 7, secret)),
        *(SitrapDrafted(secret, communication_line=secret, circle="restricted"), SitrapSet(FIRST + 9, 1)),
    )
    assert secret not in str(drawn(*facts, circle=circle))
    assert str(drawn(*facts, circle="restricted")).count(secret) >= 7


def test_nobody_draws_what_they_do_not_read():
    assert "Kanarie" not in str(drawn(note("Kanarie", circle="core_team"), player=DIRK, circle="mayor"))
    with pytest.raises(KeyError):
        drawn(player=DIRK, circle="full_team")
    with pytest.raises(KeyError):
        drawn(circle="iets")


# --- compared, told, asked ---


def reports(*pairs: SitrapDrafted) -> Given:
    """Reports that were set one after another, an hour apart."""
    facts = []
    for number, one in enumerate(pairs, 1):
        facts += [one, told(SitrapSet(FIRST + 2 * number - 2, number, one.next_at), at=later(hours=number))]
    return given(*facts)


def test_what_is_new_and_gone_is_said_by_line():
    incident = reports(
        SitrapDrafted("Rustig.\nDroog.", "Het blijft klein."),
        SitrapDrafted("Droog.\nDruk.", "Het blijft klein.", next_at=later(hours=4)),
    ).incident
    first, second = incident[SituationReport].values()
    assert differences(first, second) == [
        Change("Situatie nu", ("Druk.",), ("Rustig.",)),
        Change("Volgend rapport om", ("maandag 23 november 2026 18:00",), ()),
    ]
    assert differences(first, first) == []


def test_it_is_compared_with_the_one_set_before_it_in_its_circle():
    before = reports(SitrapDrafted("Een."), SitrapDrafted("Twee."))
    first, second = before.incident[SituationReport].values()
    view = seen(before.incident)
    assert (previous(view, first), previous(view, second)) == (None, first)
    other = given(SitrapDrafted("Klein.", circle="core_team"), SitrapSet(FIRST, 1), SitrapDrafted("Groot.")).incident
    assert previous(seen(other), other[SituationReport][FIRST + 2]) is None


def test_the_plain_text_is_whole():
    incident = reports(SitrapDrafted("Het is rustig.\nHet is droog.", next_at=later(hours=4))).incident
    text = plain(seen(incident), incident[SituationReport][FIRST])
    assert text.startswith(
        "SITUATIERAPPORT 1\nINC-20261123-1400, Bekladding moskee\n"
        "Vastgesteld: maandag 23 november 2026 15:00, door chair\nBestemd voor: hele team\n\n"
        "SITUATIE NU\nHet is rustig.\nHet is droog.\n\nVERWACHTING\nNiet ingevuld.\n\n"
    )
    assert text.endswith("VOLGEND RAPPORT OM\nmaandag 23 november 2026 18:00\n")


def asked(incident: Incident, player: Player, hours: int) -> list[str | None]:
    found = [one for one in attention(seen(incident, player, timedelta(hours=hours))) if one.why == "Situatierapport"]
    return [one.role for one in found]


def test_the_information_coordinator_is_asked_when_the_next_one_is_due():
    incident = reports(SitrapDrafted("Rustig.", next_at=later(hours=2))).incident
    assert asked(incident, BRAM, 1) == []
    assert asked(incident, BRAM, 2) == ["information_coordinator"]
    assert asked(incident, DIRK, 2) == [], "not for that circle"


def test_with_the_next_one_it_is_asked_no_more():
    assert (
        asked(reports(SitrapDrafted("Een.", next_at=later(hours=2)), SitrapDrafted("Twee.")).incident, CELIK, 5) == []
    )
    dropped = given(SitrapDrafted("Een.", next_at=later(hours=1)), SitrapDropped(FIRST)).incident
    assert asked(dropped, ANNA, 5) == []


def test_each_circle_has_its_own_newest():
    core = SitrapDrafted("Klein.", circle="core_team")
    incident = given(SitrapDrafted("Groot."), SitrapSet(FIRST, 1), core, SitrapSet(FIRST + 2, 1)).incident
    assert [one.circle for one in sitrap.newest(seen(incident))] == ["core_team", "full_team"]
    assert [one.circle for one in sitrap.newest(seen(incident, DIRK))] == []
