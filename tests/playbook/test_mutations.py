"""Whatever happens to a playbook on its way here: a clear Dutch error with a line, or a good playbook."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis import playbook

LINE = re.compile(r"proef\.yaml:(\d+): (.+?): (.+)")
ENGLISH = re.compile(
    r"\b(input|should|valid|expected|found|field|required|extra|string|while|scanning|parsing|than|not|value)\b",
    re.IGNORECASE,
)
WHOLE: dict[str, Any] = {
    "playbook": "proef",
    "version": 1,
    "title": "Proef",
    "adopted": "2026-11-01",
    "circle": "full_team",
    "principles": ["Eerst bellen."],
    "team": [{"role": "chair", "core": True, "acknowledge_within": "10m", "grants": ["tasks.*"]}],
    "moments": [{"moment": "gebed", "title": "Gebed"}],
    "assessment": {"poles": "Welke?"},
    "contacts": [{"contact": "wijk", "title": "Wijkagent", "phone_setting": "telefoon-wijk"}],
    "phases": [
        {
            "phase": "melding",
            "title": "Melding",
            "kind": "incident",
            "scale": 1,
            "enter_when": ["Melding"],
            "meeting_every": "2h",
            "tasks": [
                {"task": "a", "title": "Taak a", "owner": "chair", "due": "T+30m", "required": True},
                {"task": "b", "title": "Taak b", "owner": "chair", "due": "M-4h", "needs": ["a"]},
            ],
            "dialogues": [{"dialogue": "d", "title": "Tafel", "openness": "open", "due": "T+5d"}],
            "communications": [
                {
                    "communication": "c",
                    "title": "Bericht",
                    "product": "qa",
                    "audience": ["press"],
                    "checks": [{"role": "mayor", "on": "facts"}],
                    "text": "Om {{tijd}}",
                }
            ],
        }
    ],
}
#: A mapping as pairs, so that a key can stand in it twice.
Pairs = list[tuple[str, Any]]


class Group:
    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs


def grouped(value: Any) -> Any:
    if isinstance(value, dict):
        return Group([(key, grouped(inner)) for key, inner in value.items()])
    return [grouped(inner) for inner in value] if isinstance(value, list) else value


def typed(value: Any) -> str:
    """As YAML flow style, each part on its own line so that lines mean something."""
    if isinstance(value, Group):
        return "{" + ",".join(f"\n{json.dumps(key)}: {typed(inner)}" for key, inner in value.pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(f"\n{typed(inner)}" for inner in value) + "]"
    return json.dumps(value)


def children(value: Any) -> list[tuple[Any, int]]:
    """Every (container, index) below a value."""
    parts = value.pairs if isinstance(value, Group) else value if isinstance(value, list) else []
    inner = [part[1] if isinstance(value, Group) else part for part in parts]
    own = [(parts, at) for at in range(len(parts))]
    return own + [deeper for part in inner for deeper in children(part)]


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.text(max_size=12),
    st.sampled_from(["T+30m", "M-4h(weg)", "chair", "NO", "22:30", "x" * 20_000, "{{", "a\nb", "é"]),
    st.sampled_from([[], {}, ["x"], {"x": "y"}, [[]], [None], {"title": "Titel"}]),
)


def replaced(container: list[Any], at: int, new: Any) -> None:
    old = container[at]
    container[at] = (old[0], grouped(new)) if isinstance(old, tuple) else grouped(new)


def told_well(text: str) -> list[str]:
    """Check the text as a playbook; whatever is told has a line of the file and is in Dutch."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proef.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        errors = playbook.check(path, Path(folder))
        if not errors:
            book = playbook.load(path, Path(folder))
            assert playbook.Playbook.from_document(json.loads(json.dumps(book.document()))) == book
    for error in errors:
        found = LINE.fullmatch(error)
        assert found, error
        assert 1 <= int(found[1]) <= text.count("\n") + 2
        assert not ENGLISH.search(re.sub(r"'[^']*'|kies uit: .*", "", found[3])), error
        assert "deze waarde kan hier niet" not in error, "a kind of error without its own sentence"
    return errors


calm = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(st.data())
def test_a_node_that_changes_type(data: st.DataObject) -> None:
    tree = grouped(WHOLE)
    container, at = data.draw(st.sampled_from(children(tree)))
    replaced(container, at, data.draw(STRANGE))
    told_well(typed(tree))


@calm
@given(st.data())
def test_a_node_that_is_gone_or_doubled(data: st.DataObject) -> None:
    tree = grouped(WHOLE)
    container, at = data.draw(st.sampled_from(children(tree)))
    keyed = isinstance(container[at], tuple)
    if data.draw(st.booleans()):
        container.insert(at, container[at])
        errors = told_well(typed(tree))
        assert not keyed or any("staat hier twee keer" in error for error in errors)
    else:
        gone = container.pop(at)
        errors = told_well(typed(tree))
        needed = {
            "playbook",
            "version",
            "team",
            "phases",
            "role",
            "moment",
            "contact",
            "phase",
            "kind",
            "task",
        }
        if keyed and gone[0] in needed | {"owner", "dialogue", "communication", "product", "on"}:
            assert any(error.endswith(f"{gone[0]}: deze sleutel ontbreekt") for error in errors)


@calm
@given(st.data())
def test_a_key_that_is_misspelt(data: st.DataObject) -> None:
    tree = grouped(WHOLE)
    keyed = [(container, at) for container, at in children(tree) if isinstance(container[at], tuple)]
    container, at = data.draw(st.sampled_from(keyed))
    key, value = container[at]
    container[at] = (data.draw(st.text(max_size=8)), value)
    errors = told_well(typed(tree))
    assert errors or container[at][0] == key


@calm
@given(st.data())
def test_text_that_is_cut_or_stained(data: st.DataObject) -> None:
    text = typed(grouped(WHOLE)).replace('"', data.draw(st.sampled_from(['"', "", "'"])))
    at = data.draw(st.integers(0, len(text)))
    stain = data.draw(st.text(st.sampled_from("{}[]:,-?&*!|>%@`'\"#\\ \t\n\x00é~<"), max_size=4))
    told_well(text[:at] + stain + text[at + data.draw(st.integers(0, 30)) :])


@calm
@given(st.text(st.characters(), max_size=60))
def test_any_text_at_all(text: str) -> None:
    assert told_well(text)
