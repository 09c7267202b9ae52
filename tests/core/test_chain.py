"""Canonical JSON, sealing and verifying, as pure functions."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from crisis import chain
from crisis.chain import Genesis, Unchainable, canonical, seal, verify

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
GENESIS = Genesis("6f1d2c3b-4a59-4e68-8b77-90a1b2c3d4e5", "Gemeente Dordrecht", "2026-10-24T22:00:00.000Z")
AT = "2026-10-24T22:01:00.000Z"


def log(*entries: dict[str, Any]) -> list[chain.Link]:
    links: list[chain.Link] = []
    for seq, values in enumerate(entries, 1):
        links.append(seal(GENESIS, seq, links[-1].hash if links else GENESIS.hash, AT, values))
    return links


@given(VALUES)
def test_canonical_is_what_rfc_8785_says(value: Any):
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_canonical_reads_back_as_what_it_was(value: Any):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXT, st.integers(-9, 9), min_size=2))
def test_the_order_of_keys_makes_no_difference(value: dict[str, int]):
    assert canonical(value) == canonical(dict(reversed(value.items())))


@pytest.mark.parametrize("wrap", [str, lambda text: [text], lambda text: {text: 1}], ids=["text", "list", "key"])
def test_a_typed_backslash_is_no_nul(wrap: Any):
    assert json.loads(canonical(wrap("\\u0000"))) == wrap("\\u0000")


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1.0,
        -0.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "\ud800",
        "a\0",
        b"x",
        {1: 2},
        {"a": [1.5]},
        {1, 2},
    ],
    ids=repr,
)
def test_what_cannot_be_written_exactly_is_refused(value: object):
    with pytest.raises(Unchainable):
        canonical(value)


def test_a_value_nested_too_deep_is_refused():
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Unchainable):
        canonical(deep)


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "kind", "field.x"]), VALUES), max_size=5))
def test_what_was_sealed_verifies(entries: list[dict[str, Any]]):
    links = log(*entries)
    verdict = verify(GENESIS, links)
    assert verdict.whole
    assert (verdict.entries, verdict.head) == (len(entries), links[-1].hash if links else GENESIS.hash)


def test_the_same_value_twice_has_two_commitments():
    first, second = log({"a": "x"}, {"a": "x"})
    assert json.loads(first.header)["parts"] != json.loads(second.header)["parts"]


def test_two_incidents_have_two_beginnings():
    assert GENESIS.hash != Genesis("x", GENESIS.municipality, GENESIS.created_at).hash


def test_a_part_may_be_withheld_in_a_partial_export():
    link = log({"a": "x", "b": "y"})[0]
    bare = chain.Link(link.header, link.hash, {"a": link.parts["a"]})
    assert verify(GENESIS, [bare]).first_bad == 1
    assert verify(GENESIS, [bare], partial=True).withheld == 1


def test_an_anchor_beyond_the_end_says_that_the_log_was_cut():
    assert verify(GENESIS, log({"a": 1}, {"a": 2}), anchors={4: "x"}).first_bad == 3


def test_an_anchor_in_the_middle_is_found_there():
    assert verify(GENESIS, log({"a": 1}, {"a": 2}, {"a": 3}), anchors={2: "x"}).first_bad == 2


def test_nothing_of_the_product_is_needed_to_verify():
    source = (chain.__file__ or "").removesuffix("c")
    with open(source, encoding="utf-8") as lines:
        assert not [line for line in lines if line.startswith(("import crisis", "from crisis"))]


def test_a_closed_entry_names_no_part_in_its_header():
    link = seal(GENESIS, 1, GENESIS.hash, AT, {"kind": "note_added", "field.text": "Rustig."}, closed=True)
    assert set(json.loads(link.header)["parts"]) == {"body"}
    assert verify(GENESIS, [link]).whole


@pytest.mark.parametrize("name", ["kind", "field.text", "body"])
def test_every_part_of_a_closed_entry_is_committed_to(name: str):
    link = seal(GENESIS, 1, GENESIS.hash, AT, {"kind": "note_added", "field.text": "Rustig."}, closed=True)
    salt, value = link.parts[name]
    changed = {**value, "kind": "0" * 64} if name == "body" else f"{value}!"
    broken = chain.Link(link.header, link.hash, {**link.parts, name: (salt, changed)})
    assert verify(GENESIS, [broken]).first_bad == 1
    without = chain.Link(link.header, link.hash, {one: part for one, part in link.parts.items() if one != name})
    assert verify(GENESIS, [without]).first_bad == 1


def test_a_closed_entry_may_be_withheld_whole_in_a_part_of_the_log():
    link = seal(GENESIS, 1, GENESIS.hash, AT, {"kind": "note_added"}, closed=True)
    assert verify(GENESIS, [chain.Link(link.header, link.hash, {})], partial=True).whole
    smuggled = chain.Link(link.header, link.hash, {"field.text": ("0" * 64, "Onrust!")})
    assert verify(GENESIS, [smuggled], partial=True).first_bad == 1
