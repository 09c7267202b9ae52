"""Files made to hurt: each is refused quickly, in Dutch, and never with another exception."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from crisis import playbook

SECONDS = 60
FULL = 256 * 1024 - 20


def _laughs() -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 12)]
    return "\n".join(lines)


def _tasks(line: str, count: int) -> str:
    tasks = "\n".join("      - " + line.format(at=at, next=(at + 1) % count) for at in range(count))
    return f"phases:\n  - phase: a\n    tasks:\n{tasks}\n"


HOSTILE = {
    "laughs": _laughs(),
    "itself": "a: &a [*a]",
    "merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "flow lists": "[" * 100_000,
    "flow maps": "{a: " * 60_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "indents": "".join(f"{' ' * at}a:\n" for at in range(500)),
    "many keys": "".join(f"k{at}: v\n" for at in range(25_000)),
    "many unknown keys": "".join(f"titl{at}: v\n" for at in range(4_000)),
    "many unknown tasks": _tasks("{{task: taak-{at}, needs: [tak-{at}]}}", 3_300),
    "a long circle": _tasks("{{task: t{at}, needs: [t{next}]}}", 1_000),
    "many misspelt keys": _tasks("{{tsak: t, titel: t, onwer: t, deu: T}}", 2_000),
    "many moments": "moments: [" + "{moment: m, x: y}, " * 1_000 + "]",
    "many entries": "[" + "a," * 21_000 + "]",
    "long number": "version: " + "9" * FULL,
    "long text": "title: " + "x" * FULL,
    "long key": "x" * FULL + ": 1",
    "newlines": "\n" * FULL,
    "comment": "#" * FULL,
    "quotes": "a: '" + "''" * 120_000,
    "escapes": 'a: "' + "\\x41" * 60_000 + '"',
    "bad escape": 'a: "\\U00110000"',
    "anchors": "".join(f"- &a{at} x\n" for at in range(4_000)),
    "documents": "---\n" * 50_000,
    "directives": "%A b\n" * 20_000 + "--- a",
    "tabs": "a:\t" + "\t" * 200_000,
    "control": "a: \x00\n" * 40_000,
    "separators": "a: \u2028\n" * 30_000,
    "binary": "a: !!binary aGFsbG8=",
    "python": "a: !!python/object/apply:os.system [ls]",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_quickly(text: str, write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(text)
    assert path.stat().st_size <= 256 * 1024
    started = time.perf_counter()
    with pytest.raises(playbook.BrokenPlaybook) as broken:
        playbook.load(path, tmp_path)
    assert time.perf_counter() - started < SECONDS
    assert len(str(broken.value)) < 50_000
    assert all(line.startswith("proef.yaml:") for line in broken.value.errors)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "proef.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened a file that is too large"))
    assert playbook.check(path, tmp_path) == [
        "proef.yaml:1: (hele bestand): het bestand is te groot (hoogstens 256 KiB)"
    ]


def test_the_largest_file_that_is_allowed_is_read(good: str, write: Callable[..., Path], tmp_path: Path) -> None:
    room = 256 * 1024 - len(good.encode())
    assert playbook.check(write(good + "#" * room), tmp_path) == []
    assert playbook.check(write(good + "#" * (room + 1)), tmp_path) != []


def test_an_include_cannot_leave_its_folder(good: str, write: Callable[..., Path], tmp_path: Path) -> None:
    write("shared: true\n", "geheim.yaml")
    inner = tmp_path / "binnen"
    inner.mkdir()
    path = inner / "proef.yaml"
    path.write_text(good + "includes: [../geheim, /etc/passwd, geheim.yaml]\n")
    lines = playbook.check(path, inner)
    assert len(lines) == 3
    assert all("gebruik alleen kleine letters" in line for line in lines)


@pytest.mark.parametrize("name", ["laughs", "many entries", "flow lists", "many unknown tasks"])
def test_a_hostile_file_takes_little_memory(name: str, write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(HOSTILE[name])
    tracemalloc.start()
    with pytest.raises(playbook.BrokenPlaybook):
        playbook.load(path, tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200 * path.stat().st_size + 50_000_000


def test_a_real_file_of_fifty_megabytes_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text("title: " + "lang " * (10 * 1024 * 1024), "utf-8")
    tracemalloc.start()
    started = time.perf_counter()
    assert playbook.check(path, tmp_path) != []
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - started < SECONDS
    assert most < 5_000_000


def test_there_is_a_most_of_phases_and_tasks(write: Callable[..., Path], tmp_path: Path) -> None:
    phases = "".join(f"  - {{phase: f{at}, title: Fase, kind: incident}}\n" for at in range(21))
    head = "playbook: proef\nversion: 1\ntitle: Proef\nteam: [{role: chair}]\n"
    told = playbook.check(write(head + "phases:\n" + phases), tmp_path)
    assert any("heeft te veel onderdelen (hoogstens 20)" in line for line in told)
    tasks = "".join(f"      - {{task: t{at}, title: Taak, owner: chair}}\n" for at in range(101))
    text = f"phases:\n  - phase: a\n    title: Fase\n    kind: incident\n    tasks:\n{tasks}"
    told = playbook.check(write(head + text), tmp_path)
    assert any("heeft te veel onderdelen (hoogstens 100)" in line for line in told)
