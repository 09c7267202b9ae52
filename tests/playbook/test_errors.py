from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crisis import playbook

Errors = Callable[[str], list[str]]


def test_the_good_playbook_is_good(good: str, errors: Errors) -> None:
    assert errors(good) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version: 1", "version: een", "2: version: moet een heel getal zijn"),
        ("version: 1", "version: 0", "2: version: moet minstens 1 zijn"),
        ("version: 1", "version: 1.5", "2: version: moet een heel getal zijn"),
        ("version: 1", "version: true", "2: version: moet een heel getal zijn"),
        ("version: 1\n", "", "1: version: deze sleutel ontbreekt"),
        ("version: 1\n", "version:\n", "2: version: is leeg; vul iets in of haal de regel weg"),
        ("title: Proef", "tittle: Proef", "3: tittle: onbekende sleutel 'tittle'; bedoelt u 'title'?"),
        ("title: Proef", "title: 22", "3: title: moet tekst zijn; zet er aanhalingstekens omheen"),
        ("title: Proef", "title: P", "3: title: is te kort (minstens 3 tekens)"),
        ("title: Proef", f"title: {'x' * 121}", "3: title: is te lang (hoogstens 120 tekens)"),
        (
            "playbook: proef",
            "playbook: ander",
            "1: playbook: moet gelijk zijn aan de naam van het bestand: 'proef'",
        ),
        ("role: chair,", "role: chiar,", "5: team.1.role: onbekende rol 'chiar'; bedoelt u 'chair'?"),
        ("core: true", "core: ja", "5: team.1.core: moet true (ja) of false (nee) zijn"),
        (
            "role: chair, core: true",
            "role: chair, core: 1",
            "5: team.1.core: moet true (ja) of false (nee) zijn",
        ),
        (
            "kind: incident",
            "kind: incidnt",
            "11: phases.1.kind: onbekende soort fase 'incidnt'; bedoelt u 'incident'?",
        ),
        ("scale: 1", "scale: 7", "12: phases.1.scale: onbekende schaal '7'; kies uit: "),
        (
            "owner: chair\n        due: T",
            "owner: baas\n        due: T",
            "17: phases.1.tasks.1.owner: onbekende rol 'baas'",
        ),
        ("due: T+30m", "due: 30", "18: phases.1.tasks.1.due: schrijf een termijn als T+30m"),
        ("due: T+30m", "due: T-30m", "18: phases.1.tasks.1.due: een termijn met T ligt na de start"),
        (
            "due: M-4h",
            "due: M-4h(gebet)",
            "22: phases.1.tasks.2.due: onbekend sleutelmoment 'gebet'; bedoelt u 'gebed'?",
        ),
        (
            "  - {moment: gebed, title: Het gebed}",
            "  []",
            "22: phases.1.tasks.2.due: er is geen sleutelmoment",
        ),
        (
            "needs: [bellen]",
            "needs: [belen]",
            "23: phases.1.tasks.2.needs.1: onbekende taak 'belen'; bedoelt u 'bellen'?",
        ),
        (
            "needs: [bellen]",
            "needs: [afspreken]",
            "23: phases.1.tasks.2.needs: deze taken wachten op elkaar: 'afspreken'",
        ),
        ("needs: [bellen]", "needs: bellen", "23: phases.1.tasks.2.needs: moet een lijst zijn"),
        ("task: afspreken", "task: bellen", "19: phases.1.tasks.2.task: 'bellen' komt twee keer voor"),
        ("task: bellen", "task: Bel Bestuur", "15: phases.1.tasks.1.task: gebruik alleen kleine letters"),
        ("meeting_every: 2h", "meeting_every: 0h", "13: phases.1.meeting_every: schrijf een duur als"),
        (
            "approved_by: mandate",
            "approved_by: mandaat",
            "25: phases.1.communications.1.approved_by: onbekende rol",
        ),
        (
            "Om {{tijd}}.",
            "Om {{ tijd }}.",
            "25: phases.1.communications.1.text: schrijf een invulplek als {{plaats}}",
        ),
        (
            "Om {{tijd}}.",
            "Bel 06-1234 5678",
            "25: phases.1.communications.1.text: een mobiel nummer hoort niet",
        ),
        ("title: Proef", "title: Proef\nadopted: 2026-02-30", "4: adopted: schrijf een datum als 2026-11-01"),
        (
            "title: Proef",
            "title: Proef\nversion: 2",
            "4: version: deze sleutel staat hier twee keer (eerder op regel 2)",
        ),
        ("title: Proef", "title: &a Proef", "3: title: een anker (&) mag niet"),
        ("title: Proef", "title: *a", "3: title: verwijzen met * mag niet"),
        ("title: Proef", "title: !!str Proef", "3: title: een label (!) mag niet"),
        ("title: Proef", "title: Proef\n<<: {owner: x}", "4: (hele bestand): samenvoegen met '<<' mag niet"),
        ("title: Proef", "title: Proef\n? [a]\n: b", "4: (hele bestand): een sleutel moet één woord zijn"),
        ("title: Proef", 'title: "Pr\\0oef"', "3: title: onzichtbaar of stuurteken '\\u0000' mag niet"),
        ("title: Proef", 'title: "Pr\\uD800"', "3: title: onzichtbaar of stuurteken '\\ud800' mag niet"),
        ("title: Proef", "title: Pr\x85oef", "3: (hele bestand): onzichtbaar of stuurteken"),
        ("title: Proef", "title: Pr\u202eoef", "3: (hele bestand): onzichtbaar of stuurteken"),
        ("title: Proef", "title: Proef: deel 1", "3: (hele bestand): onverwachte dubbele punt"),
        ("title: Proef", "title: {{plaats}}", "3: title: een sleutel moet één woord zijn"),
        (
            "title: Proef",
            "title: [Proef",
            "4: (hele bestand): een haak [ wordt niet gesloten, of er ontbreekt een komma (begonnen op",
        ),
        ("title: Proef", "title: 'Proef", "(hele bestand): een aanhalingsteken wordt niet gesloten"),
        ("title: Proef", "\ttitle: Proef", "3: (hele bestand): een tab op een plek waar dat niet kan"),
        ("version: 1", " version: 1", "(hele bestand): "),
        ("phases:", "fasen:", "8: fasen: onbekende sleutel 'fasen'"),
    ],
)
def test_a_mistake_is_told_with_its_line(good: str, errors: Errors, old: str, new: str, expected: str) -> None:
    assert old in good
    found = errors(good.replace(old, new, 1))
    assert any(f"proef.yaml:{expected}" in line or (expected[0] == "(" and expected in line) for line in found), found


def test_every_mistake_is_told_at_once(good: str, errors: Errors) -> None:
    text = good.replace("version: 1", "version: x").replace("role: chair,", "role: chiar,")
    text = text.replace("due: T+30m", "due: straks").replace("needs: [bellen]", "needs: [weg]")
    text = text.replace("title: Melding", "title: &a Melding")
    assert [line.split(":")[1] for line in errors(text)] == ["2", "5", "10", "18", "23"]


def test_one_mistake_is_told_once(good: str, errors: Errors) -> None:
    assert len(errors(good.replace("title: Proef", "tittle: Proef"))) == 1
    assert len(errors(good.replace("title: Melding", "title: M"))) == 1
    assert len(errors(good.replace("title: Melding", "title: *m"))) == 1


def test_a_flood_of_mistakes_is_cut_short(good: str, errors: Errors) -> None:
    found = errors(good + "".join(f"k{at}: x\n" for at in range(500)))
    assert len(found) == 101
    assert found[-1].endswith("en nog 400 fouten")


def test_a_hostile_name_cannot_fill_or_break_a_message(good: str, errors: Errors) -> None:
    [line] = errors(good + f'"{"x" * 5000}\\n\\e[31m": 1\n')
    assert len(line) < 200
    assert line.isprintable()


@pytest.mark.parametrize("name", ["geen", "geen.yaml", "map/geen", "a\0b", "x" * 400, "", "."])
def test_a_file_that_is_not_there_is_a_broken_playbook(name: str, tmp_path: Path) -> None:
    with pytest.raises(playbook.BrokenPlaybook, match=r"het bestand (bestaat niet|kan niet|is geen)") as broken:
        playbook.load(name, tmp_path)
    assert "\n" not in str(broken.value)


def test_a_folder_and_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    assert playbook.check(tmp_path) == [f"{tmp_path.name}:1: (hele bestand): het bestand is geen bestand"]
    path = tmp_path / "proef.yaml"
    path.write_bytes(b"title: a\nnaam: caf\xe9\n")
    assert playbook.check(path) == ["proef.yaml:2: (hele bestand): het bestand is geen UTF-8; sla het op als UTF-8"]


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen uitleg\n", "\ufeff"])
def test_an_empty_file(text: str, errors: Errors) -> None:
    assert errors(text) == ["proef.yaml:1: (hele bestand): het bestand is leeg"]


@pytest.mark.parametrize("text", ["- a\n", "tekst\n", "12\n", "---\n~\n"])
def test_a_file_with_something_else_in_it(text: str, errors: Errors) -> None:
    [line] = errors(text)
    assert line.startswith("proef.yaml:")
    assert "groep met sleutels" in line or "is leeg" in line


def test_a_second_document_and_a_directive(good: str, errors: Errors) -> None:
    assert errors(f"{good}---\na: 1\n") == [
        "proef.yaml:26: (hele bestand): een bestand bevat één document; haal de regel '---' weg"
    ]
    assert errors(f"%YAML 1.1\n---\n{good}") == [
        "proef.yaml:2: (hele bestand): een regel die met % begint mag niet in dit bestand"
    ]


def test_words_stay_what_was_typed(good: str, errors: Errors, tmp_path: Path) -> None:
    values = {
        "NO": "NO",
        "22:30": "22:30",
        "0112": "0112",
        "1e3": "1e3",
        "0x1F": "0x1F",
        "2026-11-01": "2026-11-01",
    }
    listed = "".join(f"  - {typed}\n" for typed in values)
    assert errors(f"{good}principles:\n{listed}") == []
    assert playbook.load(tmp_path / "proef.yaml").principles == tuple(values.values())


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_bom_and_windows_line_ends_are_fine(good: str, errors: Errors, change: Callable[[str], str]) -> None:
    assert errors(change(good)) == []
    [line] = errors(change(good.replace("owner: chair\n        due: M", "owner: x\n        due: M")))
    assert line.startswith("proef.yaml:21:")
