"""What changed between two versions, in words that somebody can decide on; and where parts came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crisis import playbook
from crisis.playbook import FOLDER, Playbook
from crisis.playbook.beginning import beginning
from crisis.playbook.comparing import differences
from crisis.playbook.origins import origins
from crisis.playbook.reference import reference
from crisis.playbook.showing import shown_whole
from crisis.settings import ROOT

TASK = "      - {task: nieuw, title: Buren bellen, owner: chair, due: T+2h, done_when: er is gebeld}\n"
CHANGES = {
    "a task that comes": (
        "    tasks:\n",
        f"    tasks:\n{TASK}",
        "Nieuw: taak ‘Buren bellen’ in fase Melding: voorzitter",
    ),
    "a deadline": ("due: T+30m\n", "due: T+45m\n", "termijn was 30 minuten na de start van de fase, wordt 45 minuten"),
    "an owner": ("owner: police_liaison", "owner: chair", "wie het doet was politie, wordt voorzitter"),
    "a role that goes": (
        "  - {role: legal_advisor, when: als er een maatregel in beeld is}\n",
        "",
        "Niet meer in het team",
    ),
    "a criterion": ("- Het eerste bericht is geplaatst.", "- Het bericht staat op de site.", "eindigt als"),
    "a text": ("Bel 112. Wij", "Bel altijd 112. Wij", "‘Procesbericht’: tekst is anders. Nu:"),
    "who approves": (
        "approved_by: mayor",
        "approved_by: chair",
        "wie akkoord geeft was burgemeester, wordt voorzitter",
    ),
    "a phase that comes": (
        "  - phase: nazorg",
        "  - {phase: onrust, title: Onrust, kind: unrest, enter_when: [Er staan groepen buiten.]}\n  - phase: nazorg",
        "Nieuwe fase ‘Onrust’",
    ),
    "a name": ("title: Melding", "title: Eerste uren", "Fase ‘Eerste uren’: naam was Melding, wordt Eerste uren"),
    "the small circle": ("circle: full_team", "circle: restricted", "Gewone regels zijn nu voor: afgeschermd"),
    "a principle": (
        "includes: [basis]",
        "includes: [basis]\nprinciples: [Eerst bellen.]",
        "Uitgangspunten, erbij: Eerst bellen.",
    ),
}


def read(tmp_path: Path, text: str) -> Playbook:
    path = tmp_path / "proef.yaml"
    path.write_text(text, "utf-8")
    return playbook.load(path)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told(tmp_path: Path, name: str) -> None:
    before, after, told = CHANGES[name]
    text = beginning("proef")
    assert before in text
    found = differences(read(tmp_path, text), read(tmp_path, text.replace(before, after, 1)))
    assert any(told in one for one in found), found
    assert all(one.endswith((".", "?", ":")) for one in found)


def test_the_same_has_no_differences(tmp_path: Path) -> None:
    assert differences(read(tmp_path, beginning("proef")), read(tmp_path, beginning("proef"))) == []


def test_what_comes_is_what_goes_the_other_way(tmp_path: Path) -> None:
    text = beginning("proef")
    more = text.replace("    tasks:\n", f"    tasks:\n{TASK}", 1)
    assert differences(read(tmp_path, more), read(tmp_path, text)) == ["Vervalt: taak ‘Buren bellen’ in fase Melding."]


def test_a_task_that_moves_is_not_lost(tmp_path: Path) -> None:
    text = beginning("proef").replace("    tasks:\n", f"    tasks:\n{TASK}", 1)
    moved = text.replace(TASK, "", 1) + f"    tasks:\n{TASK}"
    found = differences(read(tmp_path, text), read(tmp_path, moved))
    assert found == ["Taak ‘Buren bellen’ verhuist van fase Melding naar fase Evaluatie."]


def test_any_two_shipped_playbooks_can_be_compared() -> None:
    books = playbook.library()
    for one in books:
        for other in books:
            assert (differences(one, other) == []) == (one.key == other.key)


def test_where_each_part_came_from() -> None:
    found = origins(FOLDER / "incident-gebedshuis.yaml", FOLDER)
    assert found["tasks", "logboek-openen"] == "uit basis"
    assert found["tasks", "procesbericht-uit"] == "in plaats van basis"
    assert ("tasks", "bel-bestuur") not in found
    text = shown_whole(playbook.load("incident-gebedshuis"), found)
    assert "Taak: Procesbericht uit (in plaats van basis)" in text
    assert "Akkoord".casefold() in text.casefold()


def test_the_schema_that_comes_along_is_current() -> None:
    """Make it anew with: crisis playbook schema -o playbooks/draaiboek.schema.json."""
    kept = json.loads((FOLDER / "draaiboek.schema.json").read_text("utf-8"))
    assert kept == json.loads(json.dumps(playbook.schema()))


def test_the_reference_is_current() -> None:
    """Make it anew with: crisis playbook reference -o docs/draaiboek.md."""
    docs = ROOT / "docs" / "draaiboek.md"
    assert docs.read_text("utf-8") == reference()


def test_every_key_has_a_meaning() -> None:
    assert "|  |  |" not in reference()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_helps_the_editor(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=draaiboek.schema.json"
