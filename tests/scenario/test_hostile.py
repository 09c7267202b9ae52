"""Scenarios made to hurt: each is refused quickly, in Dutch, and never with another exception."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crisis.playbook import BrokenFile
from crisis.scenario import load

SECONDS = 60


def _steps(line: str, count: int) -> str:
    people = "people: [{email: a@b.example, name: A}]\n"
    return people + "steps:\n" + "\n".join("  - " + line.format(at=at) for at in range(count)) + "\n"


HOSTILE = {
    "laughs": "a0: &a0 [lol, lol]\n"
    + "\n".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 12)),
    "deep": "steps: " + "[" * 100_000,
    "deep with": "steps: [{with: " + "{a: " * 5_000,
    "large": "title: " + "x" * (256 * 1024),
    "many nodes": "steps: [" + "a," * 21_000 + "]",
    "many unknown acts": _steps("{{who: a, do: tasks.ad{at}}}", 3_500),
    "many unknown people": _steps("{{who: b{at}, do: tasks.add}}", 3_500),
    "many unknown labels": _steps("{{who: a, do: tasks.start, with: {{task: t{at}}}, as: u{at}}}", 1_500),
    "many people": "people:\n" + "\n".join(f"  - {{email: a{at}@b, name: A}}" for at in range(3_000)),
    "many misspelt keys": _steps("{{woh: a, od: tasks.add, wiht: b}}", 2_500),
    "long offset": _steps("{{who: a, do: tasks.add, at: +" + "9" * 50_000 + "m}}", 1),
    "late offset": _steps("{{who: a, do: tasks.add, at: +99999999d}}", 1),
    "binary": "title: !!binary aGFsbG8=",
    "python": "title: !!python/object/apply:os.system [ls]",
    "empty": "",
    "control": "title: \x00",
    "right to left": "title: \u202eabc",
    "wrong shapes": "scenario: []\npeople: {a: b}\nsteps: {a: [b]}\nplaybook: {}\nexercise: []\nstarts: 12\n",
    "wrong steps": _steps("{{who: [a], do: {{b: c}}, with: [d], as: {{}}, at: [], refused: {{}}}}", 3),
    "wrong arguments": _steps(
        "{{who: a, do: tasks.add, with: {{title: [[]], due: {{}}, assignee: [1], circle: true}}}}", 3
    ),
    "wrong things": _steps("{{who: a, do: tasks.start, with: {{task: {{a: b}}, occurred_at: 12, kept: []}}}}", 3),
    "playbook far away": "playbook: ../../../../../../etc/passwd\n",
    "playbook is a folder": "playbook: ./\n",
    "playbook is long": "playbook: ./" + "a" * 5_000 + "\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scenario_is_refused_within_seconds(name: str, write: Callable[..., Path]) -> None:
    path = write(HOSTILE[name])
    start = time.monotonic()
    with pytest.raises(BrokenFile) as refusal:
        load(path)
    assert time.monotonic() - start < SECONDS
    assert 1 <= len(refusal.value.errors) <= 102
    assert all(len(line) < 700 and "\n" not in line for line in refusal.value.errors)
