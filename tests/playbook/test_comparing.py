"""What changed between two versions, in words that somebody can decide on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crisis import playbook
from crisis.cli.playbooks import playbook as command
from crisis.playbook import Playbook
from crisis.playbook.beginning import beginning
from crisis.playbook.comparing import differences
from crisis.playbook.comparing_words import field
from crisis.playbook.items import Communication, Dialogue, Task
from crisis.playbook.model import Assessment, Contact, Lesson, Member, Moment, Phase

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
    "a criterion": (
        "- Het eerste bericht is geplaatst.",
        "- Het bericht staat op de site.",
        "‘eindigt als’, erbij: Het",
    ),
    "a text": ("Bel 112. Wij", "Bel altijd 112. Wij", "Bericht ‘Procesbericht’: tekst is anders: erbij ‘altijd’."),
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
    "what readers may see": (
        "classification: zaakvertrouwelijk",
        "classification: geheim",
        "Draaiboek: vertrouwelijkheid was zaakvertrouwelijk, wordt geheim.",
    ),
    "who keeps it": ("Veiligheid & Kabinet", "Veiligheid", "Draaiboek: eigenaar was afdeling Veiligheid & Kabinet"),
    "a date": (
        "includes:",
        "review_before: 2027-11-28\nincludes:",
        "Draaiboek: datum om opnieuw te bekijken komt erbij: zondag 28 november 2027.",
    ),
    "a deadline that goes": (
        "        due: T+30m\n",
        "",
        "Taak ‘Wijkagent bellen over wat er leeft’: termijn vervalt (was: 30 minuten na de start van de fase).",
    ),
    "a deadline on a moment": (
        "due: T+30m",
        "due: M-4h(afschalen)",
        "wordt 4 uur vóór het besluit tot afschalen.",
    ),
    "how fast somebody answers": (
        "{role: chair, core: true, acknowledge_within: 10m",
        "{role: chair, core: true, acknowledge_within: 15m",
        "Team, voorzitter: tijd om te antwoorden was 10 minuten, wordt 15 minuten.",
    ),
    "who checks": (
        "{role: police_liaison, on: facts}",
        "{role: police_liaison, on: tone}",
        "Bericht ‘Procesbericht’: wie meekijkt, erbij: politie (toon).",
    ),
    "what comes first": (
        "due: T+30m\n",
        "due: T+30m\n        needs: [eerste-beeld]\n",
        "wat eerst klaar moet zijn, erbij: ‘Eerste beeld maken: weten we",
    ),
    "a moment": (
        "phases:",
        "moments: [{moment: afschalen, title: Het einde}]\nphases:",
        "Sleutelmoment ‘Het einde’: naam was het besluit tot afschalen, wordt Het einde.",
    ),
    "a contact": (
        "phases:",
        "contacts: [{contact: wijk, title: Wijkagent}]\nphases:",
        "Nieuw: contact ‘Wijkagent’.",
    ),
    "a lesson": ("phases:", "lessons: [{lesson: les-1, text: Bel eerder.}]\nphases:", "Nieuw: les ‘Bel eerder.’."),
    "a question": (
        "phases:",
        "assessment: {poles: Welke twee verhalen zijn er?}\nphases:",
        "Vragen voor de duiding: twee verhalen is anders: ",
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


#: Fields that identify a part, or of which the parts inside are compared one by one.
INSIDE = {"tasks", "dialogues", "communications"}


@pytest.mark.parametrize("part", [Assessment, Communication, Contact, Dialogue, Lesson, Member, Moment, Phase, Task])
def test_every_field_has_a_name(part: Any) -> None:
    assert all(field(part, name) for name in part.model_fields if name != part.KEY and name not in INSIDE)


def emptied(document: Any) -> Iterator[Any]:
    """The document again and again, each time without one of the values that may be left out."""
    for name in [*document] if isinstance(document, dict) else range(len(document)):
        value = document[name]
        if isinstance(document, dict) and value:
            yield {key: other for key, other in document.items() if key != name}
        if isinstance(value, dict | list):
            for less in emptied(value):
                copy = dict(document) if isinstance(document, dict) else list(document)
                copy[name] = less
                yield copy


def test_whatever_is_left_out_is_told() -> None:
    """Also the values that nobody thought of here."""
    document = playbook.load("incident-gebedshuis").document()
    whole = Playbook.from_document(document)
    seen = 0
    for less in emptied(document):
        try:
            other = Playbook.from_document(less)
        except playbook.BrokenPlaybook:
            continue
        # What is left out may be what it is without saying so.
        if other != whole and other.model_copy(update={"includes": whole.includes}) != whole:
            seen += 1
            assert differences(whole, other) != []
            assert differences(other, whole) != []
    assert seen > 300


def test_of_a_long_text_only_some_changed_words_are_told(tmp_path: Path) -> None:
    text = beginning("proef")
    long = " ".join(f"woord{at}" for at in range(900))
    before = text.replace("De politie onderzoekt wat er is gebeurd.", long)
    after = before
    for at in range(0, 900, 90):
        after = after.replace(f"woord{at} ", f"anders{at} ")
    (one,) = differences(read(tmp_path, before), read(tmp_path, after))
    assert one.startswith("Bericht ‘Procesbericht’: tekst is anders: ‘woord0’ wordt ‘anders0’; ‘woord90’ wordt")
    assert one.endswith("; en nog 6 plekken.")
    assert len(one) < 250


def test_only_another_layout_of_a_text_is_said_to_be_that(tmp_path: Path) -> None:
    text = beginning("proef")
    other = text.replace("bij {{plaats}}.\n          De politie", "bij {{plaats}}. De politie")
    (one,) = differences(read(tmp_path, text), read(tmp_path, other))
    assert one == "Bericht ‘Procesbericht’: tekst is anders: alleen de indeling in regels."


def test_a_plan_out_of_the_log_with_words_of_another_version_is_compared() -> None:
    document = playbook.load("incident-gebedshuis").document()
    new = Playbook.from_document(document)
    document["team"][0]["role"] = "town_crier"
    document["phases"][0]["tasks"][0]["owner"] = "town_crier"
    document["phases"][0]["kind"] = "storm"
    found = differences(Playbook.from_document(document), new)
    assert "Niet meer in het team: town_crier." in found
    assert "Fase ‘Melding’: soort fase was storm, wordt incident." in found


def test_diff_prints_the_changes_or_that_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(beginning("proef").replace("title: Melding", "title: Begin"), "utf-8")
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud" / "proef.yaml").write_text(beginning("proef"), "utf-8")
    said = CliRunner().invoke(command, ["diff", str(tmp_path / "oud" / "proef.yaml"), str(path)], standalone_mode=False)
    assert said.output == "Fase ‘Begin’: naam was Melding, wordt Begin.\n"
    said = CliRunner().invoke(command, ["diff", "incident-gebedshuis", "incident-gebedshuis"], standalone_mode=False)
    assert said.output == "Er is geen verschil.\n"
