"""Every mistake in a scenario is told with file, line and place, before anything is played."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crisis.playbook import BrokenFile
from crisis.scenario import load

Errors = Callable[[str], tuple[str, ...]]

#: What is changed in the good file, into what, and what is then said.
MISTAKES = {
    "unknown key": ("starts:", "begint:", "proef.yaml:5: begint: onbekende sleutel 'begint'"),
    "misspelt with": (
        "with: {task: bellen}",
        "wiht: {task: bellen}",
        "11: steps.2.wiht: onbekende sleutel 'wiht'; bedoelt u 'with'?",
    ),
    "double key": (
        "exercise: true",
        "exercise: true\nexercise: true",
        "proef.yaml:5: exercise: deze sleutel staat hier twee keer",
    ),
    "alias": ("title: Proef in de wijk", "title: *x", "proef.yaml:2: title: verwijzen met * mag niet"),
    "no start": ("starts: 2026-11-23 18:00\n", "", "proef.yaml:1: starts: een oefening heeft een begin nodig"),
    "empty start": ("starts: 2026-11-23 18:00", "starts:", "proef.yaml:5: starts: een oefening heeft een begin nodig"),
    "bad start": ("18:00", "25:00", "proef.yaml:5: starts: Deze datum of tijd bestaat niet."),
    "start in no hour": ("2026-11-23 18:00", "2026-03-29 02:30", "5: starts: Deze tijd bestaat niet: de klok ging"),
    "start in two hours": ("2026-11-23 18:00", "2026-10-25 02:30", "5: starts: Deze tijd kwam die nacht twee keer"),
    "far start": ("2026-11-23 18:00", "9999-12-31 23:59", "proef.yaml:5: starts: Deze datum ligt te ver weg"),
    "unknown playbook": (
        "incident-gebedshuis",
        "incident-gebedshius",
        "3: playbook: het draaiboek 'incident-gebedshius' bestaat niet; bedoelt u",
    ),
    "playbook nowhere": ("incident-gebedshuis", "./weg.yaml", "proef.yaml:3: playbook: dit bestand bestaat niet"),
    "playbook that is a block": ("incident-gebedshuis", "basis", "basis.yaml:7: shared: dit is een gedeeld blok"),
    "unknown role": (
        "[spokesperson]",
        "[spokesman]",
        "proef.yaml:8: people.2.roles.1: onbekende rol 'spokesman'; bedoelt u",
    ),
    "unknown standing": (
        "roles: [chair]",
        "standing: [boss]",
        "proef.yaml:7: people.1.standing.1: onbekende vaste rol 'boss'",
    ),
    "bad address": ("bram@voorbeeld.example", "bram", "proef.yaml:8: people.2.email: dit is geen e-mailadres"),
    "same address": (
        "bram@voorbeeld",
        "Anna@voorbeeld",
        "8: people.2.email: 'anna@voorbeeld.example' staat hier twee keer",
    ),
    "a name in the title": (
        "Proef in de wijk",
        "Bel 06 12345678",
        "proef.yaml:2: title: dit lijkt een persoonsgegeven",
    ),
    "unknown person": (
        "who: anna",
        "who: anne",
        "proef.yaml:10: steps.1.who: onbekende persoon 'anne'; bedoelt u 'anna'?",
    ),
    "unknown assignee": (
        "assignee: bram",
        "assignee: bran",
        "10: steps.1.with.assignee: onbekende persoon 'bran'; bedoelt u 'bram'?",
    ),
    "unknown act": ("tasks.start", "tasks.begin", "proef.yaml:11: steps.2.do: onbekende handeling 'tasks.begin'"),
    "opening twice": ("tasks.start", "incident.open", "proef.yaml:11: steps.2.do: het incident gaat vanzelf open"),
    "unknown argument": (
        "title: Bellen",
        "titel: Bellen",
        "10: steps.1.with.titel: tasks.add kent dit niet; bedoelt u 'title'?",
    ),
    "missing argument": ("with: {task: bellen}", "with: {}", "proef.yaml:11: steps.2.with.task: Vul dit in."),
    "bad argument": (
        "assignee: bram",
        "circle: iedereen",
        "proef.yaml:10: steps.1.with.circle: Kies een van: Afgeschermd",
    ),
    "long argument": ("Bellen", "x" * 201, "proef.yaml:10: steps.1.with.title: Dit is te lang: 201 tekens."),
    "bad moment": ("due: +2h", "due: +2u", "proef.yaml:10: steps.1.with.due: schrijf een tijd na het begin als +5m"),
    "unknown thing": (
        "task: bellen}",
        "task: belen}",
        "proef.yaml:11: steps.2.with.task: onbekende taak of label 'belen'; bedoelt u 'bellen'?",
    ),
    "unknown evidence": (
        "do: tasks.start, with: {task: bellen}",
        "do: measures.impose, with: {evidence: [bellen, belen, 3]}",
        "proef.yaml:11: steps.2.with.evidence: onbekende regel of label 'belen'; bedoelt u 'bellen'?",
    ),
    "label used twice": (
        "procesbericht-uit}",
        "procesbericht-uit}, as: bellen",
        "proef.yaml:12: steps.3.as: label 'bellen' is al gebruikt",
    ),
    "label of a refused step": (
        "as: bellen",
        'as: bellen, refused: ""',
        "10: steps.1.as: een stap die geweigerd wordt, maakt niets",
    ),
    "refused by nothing": ("as: bellen", "refused: ", "proef.yaml:10: steps.1.refused: is leeg; schrijf"),
    "bad at": ("at: +5m", "at: 5", "proef.yaml:10: steps.1.at: schrijf een tijd na het begin als +5m"),
    "at before the start": ("at: +5m", "at: -5m", "proef.yaml:10: steps.1.at: een stap gebeurt niet vóór het begin"),
    "at going back": ("at: +6m", "at: +4m", "proef.yaml:11: steps.2.at: deze stap gebeurt eerder dan de stap ervoor"),
    "at without exercise": (
        "exercise: true",
        "exercise: false",
        "proef.yaml:10: steps.1.at: 'at' kan alleen bij een oefening",
    ),
    "bad occurred_at": (
        "{task: bellen}",
        "{task: bellen, occurred_at: gisteren}",
        "11: steps.2.with.occurred_at: Vul een datum en tijd in",
    ),
    "empty kept": (
        "{task: bellen}",
        "{task: bellen, kept: ''}",
        "11: steps.2.with.kept: schrijf waarom het moet blijven",
    ),
    "steps that are no steps": (
        "- {who: bram, do",
        "- tasks.claim #{do",
        "proef.yaml:12: steps.3: moet een groep met sleutels zijn",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_where_it_stands(name: str, good: str, errors: Errors) -> None:
    before, after, told = MISTAKES[name]
    assert before in good
    found = errors(good.replace(before, after, 1))
    assert any(told in error for error in found), found


def test_good_scenario_has_no_mistakes(good: str, errors: Errors) -> None:
    assert errors(good) == ()


def test_every_mistake_is_told_at_once(good: str, errors: Errors) -> None:
    broken = good.replace("[chair]", "[chief]").replace("who: bram", "who: bran").replace("incident-geb", "geb")
    assert [error.split(": ")[0] for error in errors(broken)] == [
        "proef.yaml:7",
        "proef.yaml:11",
        "proef.yaml:12",
        "proef.yaml:3",
    ]


def test_label_must_come_from_an_earlier_step(with_steps: Callable[[str], Path]) -> None:
    path = with_steps(
        "  - {who: bram, do: tasks.start, with: {task: bellen}}\n"
        "  - {who: anna, do: tasks.add, with: {title: Bellen}, as: bellen}\n"
    )
    with pytest.raises(BrokenFile, match=r"proef\.yaml:10: steps\.1\.with\.task: label 'bellen' bestaat hier nog niet"):
        load(path)


def test_half_an_address_that_fits_two_people_is_not_enough(good: str, errors: Errors) -> None:
    assert errors(good.replace("bram@voorbeeld.example", "anna@elders.example")) == (
        "proef.yaml:10: steps.1.who: 'anna' kan meer mensen zijn; schrijf het hele adres",
        "proef.yaml:10: steps.1.with.assignee: onbekende persoon 'bram'; kies uit: 'anna', 'anna'",
        "proef.yaml:11: steps.2.who: onbekende persoon 'bram'; kies uit: 'anna', 'anna'",
        "proef.yaml:12: steps.3.who: onbekende persoon 'bram'; kies uit: 'anna', 'anna'",
    )


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=r"weg\.yaml:1: .*het bestand bestaat niet"):
        load(tmp_path / "weg.yaml")


def test_empty_people_and_list_for_a_scenario(good: str, errors: Errors) -> None:
    assert "te weinig onderdelen" in errors(good[: good.index("people")] + "people: []\nsteps: []\n")[0]
    assert "moet een groep met sleutels zijn" in errors("- scenario: proef\n")[0]
