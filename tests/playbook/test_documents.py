"""What is pinned in the log: plain JSON that reads back the same, for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from crisis import playbook


@pytest.fixture(params=["small", "shipped"])
def book(request: pytest.FixtureRequest, good: str, write: Callable[..., Path]) -> playbook.Playbook:
    return playbook.load(write(good) if request.param == "small" else "incident-gebedshuis")


def leaves(value: Any) -> Iterator[object]:
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def test_a_document_reads_back_the_same(book: playbook.Playbook) -> None:
    document = json.loads(json.dumps(book.document()))
    assert playbook.Playbook.from_document(document) == book
    assert playbook.Playbook.from_document(document).document() == document


def test_a_document_holds_text_whole_numbers_and_yes_or_no(book: playbook.Playbook) -> None:
    assert {type(leaf) for leaf in leaves(book.document())} <= {str, int, bool}


def test_moments_without_a_name_are_filled_in(good: str, write: Callable[..., Path]) -> None:
    document = playbook.load(write(good)).document()
    assert document["phases"][0]["tasks"][1]["due"] == "M-4h(gebed)"
    assert document["phases"][0]["scale"] == "1"
    assert document["phases"][0]["meeting_every"] == "2h"


def test_a_document_of_an_older_or_newer_version_is_read(book: playbook.Playbook) -> None:
    document = book.document()
    for name in ("includes", "circle", "principles", "moments", "assessment", "contacts", "trigger"):
        document.pop(name, None)
    document["later"] = {"a": 1}
    document["team"][0]["role"] = "town_crier"
    document["phases"][0]["tasks"][0] |= {"colour": "rood", "owner": "town_crier"}
    for name in ("required", "needs", "repeat_on_reentry"):
        del document["phases"][0]["tasks"][0][name]
    found = playbook.Playbook.from_document(document)
    assert found.circle == "full_team"
    assert found.first_phase.tasks[0].owner == "town_crier"
    assert "colour" not in found.document()["phases"][0]["tasks"][0]


@pytest.mark.parametrize("document", [{}, {"playbook": "proef", "phases": 3}, [], None, "x"])
def test_what_is_not_a_document_is_a_broken_playbook(document: Any) -> None:
    with pytest.raises(playbook.BrokenPlaybook, match=r"sleutel|lijst|leeg"):
        playbook.Playbook.from_document(document)


def test_a_playbook_cannot_change(book: playbook.Playbook) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        book.title = "Anders"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        book.first_phase.tasks[0].owner = "mayor"  # type: ignore[misc]


def test_conveniences(good: str, write: Callable[..., Path]) -> None:
    book = playbook.load(write(good))
    assert (book.key, book.first_phase.key, book.phase("melding").tasks[1].key) == (
        "proef",
        "melding",
        "afspreken",
    )
    assert book.core_roles == {"chair"}
    assert book.first_phase.communications[0].slots == ("tijd",)
    with pytest.raises(KeyError, match="weg"):
        book.phase("weg")


def described(schema: Any, where: str = "") -> Iterator[str]:
    """Where a property has no description of its own."""
    for name, definition in schema["$defs"].items():
        for key, field in definition["properties"].items():
            if not field.get("description"):
                yield f"{name}.{key}"


def test_the_schema_describes_every_key_in_dutch() -> None:
    schema = playbook.schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(described(schema)) == []
    assert schema["$defs"]["Task"]["required"] == ["task", "title", "owner"]
    assert "chair" in schema["$defs"]["Task"]["properties"]["owner"]["enum"]
    assert all(not one["additionalProperties"] for one in schema["$defs"].values())
    assert schema["else"] == {"$ref": "#/$defs/Playbook"}
    assert {"Never changes", "One thing somebody"}.isdisjoint(json.dumps(schema).split("."))
    json.dumps(schema)


def test_other_readers_can_use_their_own_model(tmp_path: Path) -> None:
    class Scene(BaseModel):
        model_config = ConfigDict(frozen=True, extra="forbid")
        title: str

    path = tmp_path / "scene.yaml"
    path.write_text("title: Avond\n")
    assert playbook.validate(playbook.read_yaml(path), Scene) == Scene(title="Avond")
    path.write_text("titel: Avond\n")
    with pytest.raises(
        playbook.BrokenFile, match=r"scene\.yaml:1: titel: onbekende sleutel 'titel'; bedoelt u 'title'"
    ):
        playbook.validate(playbook.read_yaml(path), Scene)
    with pytest.raises(playbook.BrokenFile, match="te groot"):
        playbook.read_yaml(path, limit=3)
