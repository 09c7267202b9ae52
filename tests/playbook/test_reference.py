"""What helps who writes a playbook: the page with every key, and the schema for editors. Both are made, and current."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_type_hints

import pytest
from click.testing import CliRunner
from pydantic import BaseModel, TypeAdapter

from crisis import playbook
from crisis.cli.playbooks import playbook as command
from crisis.playbook import FOLDER
from crisis.playbook.blocks import AttachedTask, Attachment, SharedBlock
from crisis.playbook.items import Check, Communication, Dialogue, Task
from crisis.playbook.model import Assessment, Contact, Lesson, Member, Moment, Phase, Playbook
from crisis.playbook.reading import parse
from crisis.playbook.reference import reference
from crisis.playbook.reference_values import anchor, choices, value_of
from crisis.settings import ROOT

PAGE = ROOT / "docs" / "draaiboek.md"
SCHEMA = FOLDER / "draaiboek.schema.json"
PARTS = [
    *(Playbook, Member, Moment, Phase, Task, Dialogue, Communication, Check, Assessment, Contact, Lesson),
    *(SharedBlock, Attachment, AttachedTask),
]
ROW = re.compile(r"\| `(\w+)`( \\\*)? \| (.+) \| (.+) \| (.*) \|")


def test_the_reference_is_current() -> None:
    """Make it anew with: crisis playbook reference -o docs/draaiboek.md."""
    assert PAGE.read_text("utf-8") == reference()


def test_the_schema_that_comes_along_is_current() -> None:
    """Make it anew with: crisis playbook schema -o playbooks/draaiboek.schema.json."""
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(playbook.schema()))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_helps_the_editor(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=draaiboek.schema.json"


def test_every_key_of_the_schema_stands_on_the_page_with_its_meaning_and_value() -> None:
    rows = [found for line in reference().splitlines() if (found := ROW.fullmatch(line))]
    told = {(row[1], row[3]) for row in rows}
    for name, one in playbook.schema()["$defs"].items():
        # A block says of its team what a playbook says of it.
        keys = set(one["properties"]) - (set(Playbook.model_fields) if name == "SharedBlock" else set())
        assert {(key, one["properties"][key]["description"]) for key in keys} <= told, name
    assert all(row[4].strip() for row in rows)


def test_a_key_that_must_be_there_has_a_star() -> None:
    page = reference()
    assert "| `owner` \\* | De rol die de taak doet. | [rol](#keuzes-rol) | `owner: chair` |" in page
    assert (
        "| `done_when` | Waaraan u ziet dat de taak klaar is. | tekst, hoogstens 500 tekens | "
        "`done_when: er is contact geweest` |" in page
    )
    assert (
        "| `required` | Of de taak niet mag worden overgeslagen. | `true` (ja) of `false` (nee); zonder: `false`"
        in page
    )
    assert "heel getal, 1 tot 9; zonder: `1`" in page


def test_every_choice_stands_on_the_page_in_words() -> None:
    page = reference()
    for name, table in choices():
        assert page.count(f'<a id="{anchor(name)}"></a>') == 1
        assert f"(#{anchor(name)})" in page
        assert all(f"| `{value}` | {words} |" in page for value, words in table.items())
    assert set(re.findall(r"\(#([\w-]+)\)", page)) == {anchor(name) for name, _ in choices()}


@pytest.mark.parametrize("part", PARTS)
def test_every_example_on_the_page_is_right(part: type[BaseModel]) -> None:
    hints = get_type_hints(part, include_extras=True)
    for name, field in part.model_fields.items():
        example = value_of(name, hints[name], field).example
        if example:
            given = parse(f"{name}: {example}\n", "proef.yaml").data
            assert isinstance(given, dict)
            TypeAdapter(hints[name]).validate_python(given[name])


def test_the_whole_example_on_the_page_is_right(tmp_path: Path) -> None:
    (found,) = re.findall(r"```yaml\n(.+?)```", reference(), re.DOTALL)
    (tmp_path / "mijn-draaiboek.yaml").write_text(found, "utf-8")
    assert playbook.check(tmp_path / "mijn-draaiboek.yaml") == []


@pytest.mark.parametrize(("name", "kept"), [("reference", PAGE), ("schema", SCHEMA)])
def test_it_is_printed_or_written(name: str, kept: Path, tmp_path: Path) -> None:
    printed = CliRunner().invoke(command, [name], standalone_mode=False)
    assert printed.output == kept.read_text("utf-8")
    written = CliRunner().invoke(command, [name, "-o", str(tmp_path / "uit")], standalone_mode=False)
    assert written.exception is None
    assert written.output == ""
    assert (tmp_path / "uit").read_text("utf-8") == kept.read_text("utf-8")


def test_a_shared_block_has_no_key_that_the_page_forgets() -> None:
    assert set(SharedBlock.model_fields) - set(Playbook.model_fields) == {"shared", "attach"}
