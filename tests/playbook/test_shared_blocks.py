from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crisis import playbook

Write = Callable[..., Path]

BLOCK = """\
playbook: blok
version: 1
title: Blok
shared: true
classification: intern
principles: [Uit het blok]
team:
  - {role: evaluator}
  - {role: chair, core: false}
moments:
  - {moment: afschalen, title: Afschalen}
assessment: {poles: Polen uit het blok?, middle: Midden uit het blok?}
attach:
  - to: first
    tasks:
      - {task: loggen, title: Loggen, owner: chair, due: T+10m,
         due_when: {tension: T+2h, threat: M-1h(afschalen)}}
      - {task: rooster, title: Rooster, owner: chair, due: T+4h, skip_when: [tension]}
      - {task: bellen, title: Bellen uit het blok, owner: evaluator, due: T+1d}
    communications:
      - {communication: lijn, title: Lijn uit het blok, product: qa, due: T+1h, due_when: {tension: T+1wd}}
  - to: kind:aftercare,evaluation
    tasks:
      - {task: nazorg, title: Nazorg, owner: chair, due: M+4h(afschalen)}
"""

HEAD = """\
playbook: proef
version: 1
title: Proef
includes: [blok]
assessment: {poles: Eigen polen?}
team: [{role: chair, core: true}]
phases:
"""
PHASE = "  - {{phase: {key}, title: Fase {key}, kind: {kind}{more}}}\n"


def phase(key: str, kind: str, more: str = "") -> str:
    return PHASE.format(key=key, kind=kind, more=more)


@pytest.fixture
def load(write: Write, tmp_path: Path) -> Callable[[str], playbook.Playbook]:
    def loaded(phases: str) -> playbook.Playbook:
        write(BLOCK, "blok.yaml")
        return playbook.load(write(HEAD + phases), tmp_path / "leeg")

    return loaded


def dues(phase: playbook.Phase) -> dict[str, str]:
    return {part.key: str(part.due) for part in (*phase.tasks, *phase.communications)}


def test_shared_work_lands_on_the_first_phase_and_on_kinds(load: Callable[[str], playbook.Playbook]) -> None:
    found = load(phase("een", "incident") + phase("twee", "evaluation") + phase("drie", "aftercare"))
    assert dues(found.phase("een")) == {
        "loggen": "T+10m",
        "rooster": "T+4h",
        "bellen": "T+1d",
        "lijn": "T+1h",
    }
    assert dues(found.phase("twee")) == {"nazorg": "M+4h(afschalen)"}
    assert dues(found.phase("drie")) == {}


def test_deadlines_follow_the_kind_of_the_phase(load: Callable[[str], playbook.Playbook]) -> None:
    tension = load(phase("een", "tension")).first_phase
    assert dues(tension) == {"loggen": "T+2h", "bellen": "T+1d", "lijn": "T+1wd"}
    assert dues(load(phase("een", "threat")).first_phase)["loggen"] == "M-1h(afschalen)"


def test_the_same_key_in_the_playbook_overrides(load: Callable[[str], playbook.Playbook]) -> None:
    own = ", tasks: [{task: eigen, title: Eigen, owner: chair}, {task: bellen, title: Eigen, owner: chair, due: M-2h}]"
    found = load(phase("een", "incident", own))
    assert [task.key for task in found.first_phase.tasks] == ["loggen", "rooster", "bellen", "eigen"]
    assert found.first_phase.tasks[2].title == "Eigen"
    assert dues(found.first_phase)["bellen"] == "M-2h(afschalen)"
    assert [(member.role, member.core) for member in found.team] == [("chair", True), ("evaluator", False)]
    assert found.assessment.poles == "Eigen polen?"
    assert found.assessment.middle == "Midden uit het blok?"
    assert (found.classification, found.circle, found.principles) == (
        "intern",
        "full_team",
        ("Uit het blok",),
    )


def test_a_playbook_can_move_shared_work_to_another_phase(load: Callable[[str], playbook.Playbook]) -> None:
    later = ", tasks: [{task: bellen, title: Later bellen, owner: chair}]"
    found = load(phase("een", "incident") + phase("twee", "unrest", later))
    assert "bellen" not in dues(found.phase("een"))
    assert found.phase("twee").tasks[0].title == "Later bellen"


def test_needs_may_name_shared_tasks(load: Callable[[str], playbook.Playbook]) -> None:
    own = ", tasks: [{task: eigen, title: Eigen, owner: chair, needs: [loggen]}]"
    assert load(phase("een", "incident", own)).first_phase.tasks[-1].needs == ("loggen",)


def test_tasks_waiting_for_each_other_are_found_across_files(write: Write, tmp_path: Path) -> None:
    write(BLOCK.replace("owner: evaluator, due: T+1d", "owner: evaluator, needs: [eigen]"), "blok.yaml")
    own = ", tasks: [{task: eigen, title: Eigen, owner: chair, needs: [bellen]}]"
    found = playbook.check(write(HEAD + phase("een", "incident", own)), tmp_path)
    assert any(line.startswith("proef.yaml:8:") and "wachten op elkaar" in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: first", "to: eerste", "blok.yaml:14: attach.1.to: schrijf 'first' of 'kind:'"),
        (
            "kind:aftercare",
            "kind:aftercar",
            "blok.yaml:22: attach.2.to: onbekende soort fase 'aftercar'; bedoelt u",
        ),
        (
            "tension: T+2h",
            "tensoin: T+2h",
            "blok.yaml:17: attach.1.tasks.1.due_when.tensoin: onbekende soort fase",
        ),
        (
            "tension: T+2h",
            "tension: gauw",
            "blok.yaml:17: attach.1.tasks.1.due_when.tension: schrijf een termijn",
        ),
        (
            "M-1h(afschalen)",
            "M-1h(weg)",
            "blok.yaml:17: attach.1.tasks.1.due_when.threat: onbekend sleutelmoment",
        ),
        (
            "task: rooster",
            "task: loggen",
            "blok.yaml:18: attach.1.tasks.2.task: 'loggen' komt twee keer voor",
        ),
        ("shared: true", "shared: false", "blok.yaml:4: shared: moet true zijn"),
        ("shared: true\n", "", "proef.yaml:4: includes.1: 'blok' is geen gedeeld blok (shared: true)"),
        ("title: Blok", "title: *x", "blok.yaml:3: title: verwijzen met * mag niet"),
        (
            "title: Blok",
            "title: [",
            "blok.yaml:5: (hele bestand): een haak [ wordt niet gesloten, of er ontbreekt een komma",
        ),
        (
            "    tasks:\n      - {task: naz",
            "    required: true\n    tasks:\n      - {task: naz",
            "proef.yaml:7: phases: ",
        ),
        (
            "title: Blok",
            "title: Blok\nincludes: [proef]",
            "blok.yaml:4: includes.1: dit blok komt via proef en blok",
        ),
        (
            "title: Blok",
            "title: Blok\nincludes: [blok]",
            "blok.yaml:4: includes.1: dit blok komt via proef en blok",
        ),
    ],
)
def test_a_mistake_in_a_block_is_told_in_the_right_file(
    write: Write, tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in BLOCK
    write(BLOCK.replace(old, new, 1), "blok.yaml")
    found = playbook.check(write(HEAD + phase("een", "incident")), tmp_path)
    assert any(line.startswith(expected) for line in found), found


def test_mistakes_of_both_files_are_told_together(write: Write, tmp_path: Path) -> None:
    write(BLOCK.replace("to: first", "to: eerste"), "blok.yaml")
    found = playbook.check(write(HEAD + phase("een", "indicent")), tmp_path)
    assert [line.split(":")[0] for line in found] == ["proef.yaml", "blok.yaml"]


def test_too_much_work_together_is_refused(write: Write, tmp_path: Path) -> None:
    many = ", ".join(f"{{task: t{at}, title: Taak {at}, owner: chair}}" for at in range(98))
    write(BLOCK, "blok.yaml")
    found = playbook.check(write(HEAD + phase("een", "incident", f", tasks: [{many}]")), tmp_path)
    assert found == ["proef.yaml:1: phases.1.tasks: heeft te veel onderdelen (hoogstens 100)"]


def test_includes_come_from_beside_the_file_before_the_folder(write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "draaiboeken"
    folder.mkdir()
    (folder / "blok.yaml").write_text(BLOCK.replace("title: Loggen", "title: Uit de map"))
    path = write(HEAD + phase("een", "incident"))
    assert playbook.load(path, folder).first_phase.tasks[0].title == "Uit de map"
    write(BLOCK, "blok.yaml")
    assert playbook.load(path, folder).first_phase.tasks[0].title == "Loggen"
    assert playbook.check(HEAD, tmp_path / "niets") != []


def test_blocks_may_include_blocks_and_the_same_one_twice(write: Write, tmp_path: Path) -> None:
    write(BLOCK, "blok.yaml")
    write("playbook: meer\nversion: 1\ntitle: Meer\nshared: true\nincludes: [blok]\n", "meer.yaml")
    text = HEAD.replace("includes: [blok]", "includes: [meer, blok]") + phase("een", "incident")
    assert len(playbook.load(write(text), tmp_path).first_phase.tasks) == 3


def test_a_block_can_be_checked_but_not_opened(write: Write, tmp_path: Path) -> None:
    path = write(BLOCK, "blok.yaml")
    assert playbook.check(path, tmp_path) == []
    with pytest.raises(playbook.BrokenPlaybook, match="dit is een gedeeld blok, geen draaiboek"):
        playbook.load(path, tmp_path)


def test_the_library_leaves_out_blocks_and_broken_files(write: Write, good: str, tmp_path: Path) -> None:
    write(BLOCK, "blok.yaml")
    write(good)
    write(good.replace("playbook: proef", "playbook: andere"), "andere.yaml")
    write("title: [", "stuk.yaml")
    assert playbook.names(tmp_path) == ["andere", "proef"]
    assert [one.title for one in playbook.library(tmp_path)] == ["Proef", "Proef"]
    assert playbook.names(tmp_path / "geen") == []


def test_a_changed_file_is_read_again(write: Write, good: str, tmp_path: Path) -> None:
    assert playbook.load(write(good), tmp_path).title == "Proef"
    assert playbook.load(write(good.replace("title: Proef", "title: Ander")), tmp_path).title == "Ander"
