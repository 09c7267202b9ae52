"""A scenario is played through the door that everybody uses, and leaves a log like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisis import people
from crisis.board.decisions import Decision
from crisis.board.measures import Measure
from crisis.board.meetings import Meeting
from crisis.board.notes import Note
from crisis.board.phases import KeyMoment
from crisis.board.tasks import Task
from crisis.incident import Incident
from crisis.ledger import Ledger
from crisis.scenario import FOLDER, Stopped, load, play

Steps = Callable[[str], Path]
START = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def played(fresh: Ledger, with_steps: Steps) -> Callable[[str], Incident]:
    """The incident after these steps."""
    return lambda steps: fresh.load(play(fresh, load(with_steps(steps))))


def _task(incident: Incident, title: str) -> Task:
    return next(task for task in incident[Task].values() if task.title == title)


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.yaml"))])
def test_shipped_scenario_plays_to_its_end(name: str, fresh: Ledger, check: Callable[[Ledger, int], None]) -> None:
    scenario = load(name)
    id = play(fresh, scenario)
    check(fresh, id)
    incident = fresh.load(id)
    assert incident.exercise
    assert incident.simulated
    assert scenario.starts is not None
    assert incident.entry(1).recorded_at == scenario.starts
    assert incident.entry(incident.seq).recorded_at == scenario.starts + scenario.length


def test_people_get_accounts_without_password_and_roles_by_real_entries(
    fresh: Ledger, write: Callable[..., Path], good: str
) -> None:
    id = play(fresh, load(write(good)))
    with fresh.database.read() as connection:
        anna, bram = (people.find(connection, name) for name in ("anna", "bram"))
        assert anna is not None
        assert bram is not None
        assert (anna.standing, bram.standing) == (frozenset({"coordinator"}), frozenset())
        assert people.sign_in(connection, bram.email, "samen-zij-aan-zij") is None
    log = [entry.fact.sentence(fresh.load(id)) for entry in fresh.load(id).entries()]
    assert log.count("Anna doet mee als voorzitter.") == 1
    assert log.count("Bram doet mee als woordvoerder.") == 1


def test_account_that_exists_stays_as_it_is(fresh: Ledger, write: Callable[..., Path], good: str) -> None:
    with fresh.database.write() as connection:
        people.add(connection, "bram@voorbeeld.example", "Bram de Echte", password=None)
    play(fresh, load(write(good.replace("roles: [spokesperson]", "roles: [spokesperson], standing: [admin]"))))
    with fresh.database.read() as connection:
        bram = people.find(connection, "bram")
    assert bram is not None
    assert (bram.name, bram.standing) == ("Bram de Echte", frozenset())


def test_each_step_happens_at_its_time_by_its_person(fresh: Ledger, write: Callable[..., Path], good: str) -> None:
    incident = fresh.load(play(fresh, load(write(good))))
    told = [(entry.recorded_at - START, entry.actor.name) for entry in incident.entries()]
    five, six = timedelta(minutes=5), timedelta(minutes=6)
    assert told[-3:] == [(five, "Anna"), (six, "Bram"), (six, "Bram")]
    assert _task(incident, "Bellen").due == START + timedelta(hours=2)
    assert _task(incident, "Bellen").assignee_name == "Bram"
    assert _task(incident, "Procesbericht uit").assignee_name == "Bram"


def test_moments_count_from_the_start_or_are_local_times(played: Callable[[str], Incident]) -> None:
    incident = played(
        "  - {at: +2h, who: bram, do: notes.add, with: {text: Toen, occurred_at: +1h10m}}\n"
        "  - {who: bram, do: notes.add, with: {text: Eerder, occurred_at: '2026-11-23 17:45'}}\n"
        "  - {who: anna, do: phases.set_moment, with: {name: vrijdaggebed, at: +1d}}\n"
        "  - {who: anna, do: tasks.add, with: {title: Later, due: '2026-11-24 09:00'}}\n"
    )
    then, earlier = (incident.entry(note.id) for note in incident[Note].values())
    assert (then.occurred_at - START, then.late) == (timedelta(minutes=70), True)
    assert earlier.occurred_at - START == timedelta(minutes=-15)
    assert next(iter(incident[KeyMoment].values())).at == START + timedelta(days=1)
    assert _task(incident, "Later").due == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_label_names_what_an_earlier_step_made(played: Callable[[str], Incident]) -> None:
    incident = played(
        "  - {who: bram, do: notes.add, with: {kind: rumour, text: Brand}, as: gerucht}\n"
        "  - {who: bram, do: notes.correct, with: {note: gerucht, text: Geen brand}, as: beter}\n"
        "  - {who: anna, do: notes.verify, with: {note: beter, verification: refuted}}\n"
    )
    first, second = incident[Note].values()
    assert first.superseded_by == second.id
    assert (second.text, second.verification) == ("Geen brand", "refuted")


def test_labels_name_things_of_every_kind_and_lines_that_are_evidence(played: Callable[[str], Incident]) -> None:
    weighed = "question: Open?, options: [ja, nee], chosen: Ja, why: Rustig, decided_by: voorzitter"
    imposed = "kind: closure, area: plein, valid_from: +0m, valid_until: +2d, grounds: x, alternatives: x"
    incident = played(
        "  - {who: anna, do: notes.add, with: {text: Oproep gezien}, as: oproep}\n"
        "  - {who: anna, do: notes.add, with: {text: Nog een oproep}, as: nog-een}\n"
        "  - {who: anna, do: measures.impose, with: {" + imposed + ", proportionality: x, decided_by: burgemeester,"
        " evidence: [oproep, '#nog-een', 1]}, as: sluiting}\n"
        "  - {who: anna, do: measures.withdraw, with: {measure: sluiting, reason: Rustig nu}}\n"
        "  - {who: anna, do: meetings.plan, with: {at: +1h}, as: eerste}\n"
        "  - {who: anna, do: meetings.open, with: {meeting: eerste}}\n"
        "  - {who: anna, do: meetings.decide, with: {meeting: eerste, " + weighed + "}, as: besluit}\n"
        "  - {who: anna, do: meetings.close, with: {meeting: eerste, next_at: +1d}, as: tweede}\n"
        "  - {who: anna, do: meetings.cancel, with: {meeting: tweede, reason: Niet nodig}}\n"
        "  - {who: anna, do: decisions.withdraw, with: {decision: besluit, reason: Toch niet}}\n"
    )
    (measure,) = incident[Measure].values()
    first, second = incident[Note].values()
    assert (measure.evidence, measure.withdrawn) == ((first.id, second.id, 1), "Rustig nu")
    assert [one.status for one in incident[Meeting].values()] == ["closed", "cancelled"]
    assert next(iter(incident[Decision].values())).withdrawn == "Toch niet"


def test_evidence_may_be_one_text(played: Callable[[str], Incident]) -> None:
    words = "area: plein, grounds: x, alternatives: x, proportionality: x, decided_by: burgemeester"
    incident = played(
        "  - {who: anna, do: notes.add, with: {text: Oproep gezien}, as: oproep}\n"
        "  - {who: anna, do: measures.impose, with: {kind: closure, valid_from: +0m, valid_until: +2d, " + words + ","
        " evidence: 'oproep, #1'}}\n"
    )
    assert next(iter(incident[Measure].values())).evidence == (next(iter(incident[Note])), 1)


def test_label_goes_before_a_key_of_the_playbook(played: Callable[[str], Incident]) -> None:
    incident = played(
        "  - {who: anna, do: tasks.add, with: {title: Zelf}, as: bel-bestuur}\n"
        "  - {who: bram, do: tasks.claim, with: {task: bel-bestuur}}\n"
    )
    assert _task(incident, "Zelf").assignee_name == "Bram"


def test_key_means_the_newest_of_its_name(played: Callable[[str], Incident]) -> None:
    enter = "do: phases.enter, with: {phase: PHASE, reason: Om te proberen.}}\n"
    incident = played(
        "".join(
            "  - {who: anna, " + enter.replace("PHASE", phase)
            for phase in ("symbolische-momenten", "onrust", "symbolische-momenten")
        )
        + "  - {who: anna, do: tasks.claim, with: {task: aanwezigheid-afspreken}}\n"
    )
    older, newer = (one for one in incident[Task].values() if one.key == "aanwezigheid-afspreken")
    assert (older.assignee_name, newer.assignee_name) == ("", "Anna")


def test_thing_may_be_a_number(played: Callable[[str], Incident]) -> None:
    incident = played("  - {who: anna, do: tasks.claim, with: {task: 5}}\n")
    assert incident[Task][5].assignee_name == "Anna"


def test_reason_to_keep_goes_along(played: Callable[[str], Incident]) -> None:
    incident = played("  - {who: bram, do: notes.add, with: {text: Via pers@gemeente.example, kept: Algemeen adres}}\n")
    assert incident.entry(incident.seq).kept == "Algemeen adres"


def test_start_in_the_night_that_the_clock_goes_back(fresh: Ledger, write: Callable[..., Path], good: str) -> None:
    night = good.replace("2026-11-23 18:00", "2026-10-25 01:30").replace("+5m", "+1h").replace("+6m", "+2h")
    incident = fresh.load(play(fresh, load(write(night))))
    times = [entry.recorded_at for entry in incident.entries()]
    assert times[0] == datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert times[-1] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert times == sorted(times)


def test_start_may_name_its_season(fresh: Ledger, write: Callable[..., Path], good: str) -> None:
    incident = fresh.load(play(fresh, load(write(good.replace("2026-11-23 18:00", "2026-10-25 02:30 wintertijd")))))
    assert incident.entry(1).recorded_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_without_exercise_the_real_clock_runs(fresh: Ledger, write: Callable[..., Path], good: str) -> None:
    real = (
        good.replace("exercise: true\nstarts: 2026-11-23 18:00\n", "").replace("at: +5m, ", "").replace("at: +6m, ", "")
    )
    before = datetime.now(UTC) - timedelta(seconds=1)
    incident = fresh.load(play(fresh, load(write(real))))
    assert not incident.exercise
    assert not incident.simulated
    assert all(before <= entry.recorded_at <= datetime.now(UTC) for entry in incident.entries())
    due = _task(incident, "Bellen").due
    assert due == incident.entry(1).recorded_at + timedelta(hours=2)


REFUSALS = {
    "state": "who: anna, do: tasks.accept, with: {task: bel-bestuur}, refused: nog niet klaar",
    "role": "who: bram, do: phases.enter, with: {phase: onrust, reason: Zonder mandaat.}, refused: Uw rol mag dit niet",
    "input": "who: bram, do: tasks.add, with: {titel: Bellen}, refused: hoort niet bij deze handeling",
    "personal data": "who: bram, do: notes.add, with: {text: Bel 06 12345678}, refused: telefoonnummer",
    "no such thing": "who: bram, do: tasks.claim, with: {task: 9999}, refused: bestaat niet",
    "not there yet": "who: anna, do: tasks.claim, with: {task: jongerenwerk-aanwezig}, refused: bestaat niet",
    "no such name": "who: anna, do: tasks.claim, with: {task: nergens}, refused: ''",
    "no such person": "who: anna, do: team.assign, with: {person: niemand, role: observer}, refused: geen account",
    "future": "who: bram, do: notes.add, with: {text: Straks, occurred_at: +9h}, refused: in de toekomst",
    "any": "who: anna, do: scale.set, with: {level: 1, reason: Nog een keer.}, refused: ''",
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_step_writes_nothing_and_the_play_goes_on(name: str, played: Callable[[str], Incident]) -> None:
    after = "  - {who: anna, do: notes.add, with: {text: Verder}}\n"
    with_refusal = played(f"  - {{{REFUSALS[name]}}}\n{after}")
    assert with_refusal.entry(with_refusal.seq).fact.sentence(with_refusal) == "Verder"
    assert with_refusal.entry(with_refusal.seq - 1).fact.kind == "member_joined"


STOPS = {
    "refusal that was not asked": (
        "who: bram, do: tasks.accept, with: {task: bel-bestuur}",
        "Stap 2, tasks.accept door bram: Uw rol mag dit niet doen.",
    ),
    "other sentence": (
        "who: anna, do: tasks.accept, with: {task: bel-bestuur}, refused: eigen taak",
        "Stap 2, tasks.accept door anna: Geweigerd, maar niet met 'eigen taak': Deze taak is nog niet klaar gemeld.",
    ),
    "success where refusal was asked": (
        "who: anna, do: tasks.claim, with: {task: bel-bestuur}, refused: ''",
        "Stap 2, tasks.claim door anna: Dit had geweigerd moeten worden, maar het lukte.",
    ),
    "label of nothing": (
        "who: bram, do: tasks.start, with: {task: niets}, refused: ''",
        "Stap 2, tasks.start door bram: De stap met label 'niets' maakte niets.",
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_step_that_goes_otherwise_stops_the_play(name: str, fresh: Ledger, with_steps: Steps) -> None:
    step, told = STOPS[name]
    first = "  - {who: bram, do: tasks.claim, with: {task: motief-lijn}, as: niets}\n"
    path = with_steps(f"{first}  - {{{step}}}\n  - {{who: anna, do: notes.add, with: {{text: Nooit}}}}\n")
    with pytest.raises(Stopped) as stop:
        play(fresh, load(path))
    assert str(stop.value).startswith(told)
    assert "Nooit" not in [entry.fact.sentence(fresh.load(1)) for entry in fresh.load(1).entries()]


def test_account_that_is_switched_off_stops_before_opening(
    fresh: Ledger, write: Callable[..., Path], good: str
) -> None:
    with fresh.database.write() as connection:
        people.add(connection, "bram@voorbeeld.example", "Bram", password=None)
        connection.execute(people.person_table.update().values(active=False))
    with pytest.raises(Stopped, match="uitgezet"):
        play(fresh, load(write(good)))
    with fresh.database.read() as connection:
        assert people.by_email(connection, "anna@voorbeeld.example") is None
