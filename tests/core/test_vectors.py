"""The published vectors of format CCL-1, made by an independent implementation, give the published verdicts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, TextIO

import pytest

from crisis import chain, exchange
from crisis.cli import main

VECTORS = Path(__file__).parents[1] / "vectors"
INDEX: dict[str, dict[str, Any]] = json.loads((VECTORS / "index.json").read_text(encoding="utf-8"))
VALID, BROKEN, ANCHORED = INDEX["valid"], INDEX["broken"], INDEX["anchored"]


def stream(name: str) -> TextIO:
    """The file, also when a byte in it is no text."""
    return (VECTORS / f"{name}.jsonl").open(encoding="utf-8", errors="surrogateescape", newline="\n")


def verified(name: str) -> chain.Verdict:
    with stream(name) as lines:
        return exchange.verify_file(lines)


def say(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line in this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["crisis", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("name", VALID)
def test_a_whole_log_has_no_fault_and_ends_on_its_head(name: str):
    verdict = verified(name)
    assert verdict.faults == ()
    assert (verdict.entries, verdict.head) == (VALID[name]["entries"], VALID[name]["head"])


@pytest.mark.parametrize("name", VALID)
def test_what_is_missing_is_counted(name: str):
    verdict = verified(name)
    assert len(verdict.removed) + verdict.withheld == VALID[name]["missing_parts"]


def test_a_recorded_removal_names_the_entry_that_records_it():
    assert verified("removed").removed == {(2, "field.text"): 6, (2, "actor"): 6}


def test_a_partial_export_says_how_much_it_withholds():
    assert verified("partial").withheld == VALID["partial"]["missing_parts"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_log_is_broken_from_the_right_entry(name: str):
    assert verified(name).first_bad == BROKEN[name]["first_bad"]


@pytest.mark.parametrize("name", VALID)
def test_the_command_prints_the_head(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    assert say(monkeypatch, "verify", "--file", str(VECTORS / f"{name}.jsonl")) == 0
    assert capsys.readouterr().out.strip() == VALID[name]["head"]


@pytest.mark.parametrize("name", BROKEN)
def test_the_command_names_the_first_bad_entry(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert say(monkeypatch, "verify", "--file", str(VECTORS / f"{name}.jsonl")) == 1
    said = capsys.readouterr()
    assert f"vanaf #{BROKEN[name]['first_bad']}." in said.err
    assert said.out == ""


@pytest.mark.parametrize(("name", "status"), [("several", 0), ("deleted", 1)])
def test_the_command_works_from_outside(name: str, status: int):
    command = [sys.executable, "-m", "crisis", "verify", "--file", str(VECTORS / f"{name}.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=VECTORS.parents[1])
    assert done.returncode == status
    assert (VALID[name]["head"] in done.stdout) if status == 0 else ("#3" in done.stderr)


@pytest.mark.parametrize("text", ["", "{}", "geen log", '{"crisislog": 1}', "[]", '{"seq": 1e999}'])
def test_a_file_that_is_no_export_says_so(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "los.jsonl").write_text(text)
    assert say(monkeypatch, "verify", "--file", str(tmp_path / "los.jsonl")) == 1
    assert "de eerste regel klopt niet" in capsys.readouterr().err


@pytest.mark.parametrize("name", ANCHORED)
def test_a_rebuilt_log_is_found_by_what_was_printed_before(name: str):
    with stream(name) as lines:
        genesis, links, _, head = exchange.read(lines)
    anchors = {int(seq): known for seq, known in ANCHORED[name]["anchors"].items()}
    assert chain.verify(genesis, links, head=head).whole
    assert chain.verify(genesis, links, head=head, anchors=anchors).first_bad == ANCHORED[name]["first_bad"]


def test_the_vectors_are_what_their_script_makes(tmp_path: Path):
    script = (VECTORS / "make.py").read_bytes()
    (tmp_path / "make.py").write_bytes(script)
    subprocess.run([sys.executable, str(tmp_path / "make.py")], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in VECTORS.iterdir() if path.is_file()}


def test_there_are_enough_ways_to_tamper():
    assert len(BROKEN) >= 30
