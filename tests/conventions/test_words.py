"""Every fact has its sentence, every act its words, every place on a screen that names an act names a real one."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

import pytest

from crisis.actions import ACTIONS
from crisis.board import KINDS
from crisis.glossary import CIRCLES, CLASSIFICATIONS, LINES, PHASE_KINDS, PRODUCTS, ROLES, SCALES, STANDING
from crisis.incident import FACTS, Fact
from crisis.view import LINE_KINDS
from crisis.web.fields import WORDS
from tests.conventions.source import TEMPLATES

ACTS = sorted(ACTIONS)
FORMS = sorted(ACTIONS.keys() - {"incident.open"})
MODULES = {name.split(".")[0] for name in ACTS}
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
LINK = re.compile(
    r"""(?:href|action|formaction)=["'](?:\{\{\s*here\s*\}\}|/incidents/\{\{[^}]*\}\})/([a-z_]+)/([a-z_]+)(?=["'?\#{])"""
)
#: Pages that stand at an address like that of an act.
NO_ACT = {"questions.sheet"}
ENGLISH = re.compile(r"\b(the|and|task|phase|with|from|was|added|changed)\b", re.IGNORECASE)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_fact_changes_something_and_has_a_sentence(kind: str):
    fact = FACTS[kind]
    assert fact.change is not Fact.change
    assert fact.sentence is not Fact.sentence or fact.text.strip()


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_field_in_a_sentence_exists(kind: str):
    fact = FACTS[kind]
    if fact.sentence is Fact.sentence:
        assert set(re.findall(r"\{(\w+)\}", fact.text)) <= {one.name for one in fields(fact)}


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_the_name_of_a_kind_is_one_plain_word(kind: str):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_line_in_the_log_is_of_a_kind_that_the_filter_knows(kind: str):
    assert FACTS[kind].line_kind in LINE_KINDS


@pytest.mark.parametrize("name", ACTS)
def test_every_act_has_a_dutch_label_and_an_explanation(name: str):
    action = ACTIONS[name]
    assert action.label[0].isupper()
    assert not ENGLISH.search(action.label)
    assert action.describes.endswith(".")


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_called_after_its_module(name: str):
    home = name.split(".")[0]
    module = inspect.getmodule(ACTIONS[name].do)
    assert module is not None
    kinds = [kind.__name__ for kind in KINDS if module.__name__.startswith(kind.__name__)]
    assert kinds == [f"crisis.board.{'opening' if home == 'incident' else home}"]


@pytest.mark.parametrize("name", FORMS)
def test_every_argument_of_an_act_has_words_on_its_form(name: str):
    arguments = set(ACTIONS[name].inputs.model_fields) - ACTIONS[name].things.keys() - {"seen"}
    assert {one for one in arguments if one not in WORDS and f"{name}.{one}" not in WORDS} == set()


def test_no_words_are_for_nothing():
    arguments = {one for name in FORMS for one in ACTIONS[name].inputs.model_fields} | {"occurred_at"}
    exact = {f"{name}.{one}" for name in FORMS for one in ACTIONS[name].inputs.model_fields}
    assert set(WORDS) - arguments - exact == set()


@pytest.mark.parametrize(
    "words", [ROLES, STANDING, PHASE_KINDS, SCALES, CIRCLES, CLASSIFICATIONS, LINES, PRODUCTS], ids=lambda one: len(one)
)
def test_every_word_of_the_glossary_is_said_once(words: dict[str, str]):
    assert all(word.strip() for word in words.values())
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize("page", PAGES)
def test_every_form_and_link_names_a_real_act(page: str):
    named = {f"{one[1]}.{one[2]}" for one in LINK.finditer((TEMPLATES / page).read_text(encoding="utf-8"))}
    assert {name for name in named - NO_ACT if name.split(".")[0] in MODULES} <= ACTIONS.keys()


def test_the_templates_name_acts_at_all():
    """When this finds nothing, the test above tests nothing."""
    everything = "".join((TEMPLATES / page).read_text(encoding="utf-8") for page in PAGES)
    assert {f"{one[1]}.{one[2]}" for one in LINK.finditer(everything)} >= {"tasks.claim", "notes.add", "phases.enter"}


@pytest.mark.parametrize("page", PAGES)
def test_no_template_turns_escaping_off(page: str):
    text = (TEMPLATES / page).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", text)


@pytest.mark.parametrize("page", PAGES)
def test_no_template_holds_script_or_style_of_its_own(page: str):
    text = (TEMPLATES / page).read_text(encoding="utf-8")
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:|<script(?![^>]*\bsrc=)[^>]*>\s*\S", text)
