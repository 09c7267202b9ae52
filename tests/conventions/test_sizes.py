"""Small files, short functions, and a word of explanation on everything that others use."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.conventions.source import TEMPLATES, functions, lines_of, modules, tree

NAMES = list(modules())
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_fits_in_250_lines(name: str):
    assert lines_of(modules()[name]) <= 250


@pytest.mark.parametrize("name", NAMES)
def test_a_function_fits_on_a_screen(name: str):
    long = {one.name: one.end_lineno - one.lineno + 1 for one in functions(name) if one.end_lineno}
    assert {one: length for one, length in long.items() if length >= 40} == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_template_fits_in_120_lines(page: str):
    assert len((TEMPLATES / page).read_text(encoding="utf-8").splitlines()) <= 120


def test_the_middle_file_is_short(record_property: pytest.FixtureRequest):
    middle = median(lines_of(path) for path in modules().values())
    record_property("median_file_length", middle)  # type: ignore[operator]
    assert middle <= 100


def test_the_middle_function_is_short(record_property: pytest.FixtureRequest):
    middle = median(one.end_lineno - one.lineno + 1 for name in NAMES for one in functions(name) if one.end_lineno)
    record_property("median_function_length", middle)  # type: ignore[operator]
    assert middle <= 8


@pytest.mark.parametrize("name", NAMES)
def test_every_module_says_what_it_is_for(name: str):
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", NAMES)
def test_everything_public_says_what_it_is_for(name: str):
    silent = []
    for where in (tree(name), *(node for node in ast.walk(tree(name)) if isinstance(node, ast.ClassDef))):
        if isinstance(where, ast.ClassDef) and where.name.startswith("_"):
            continue
        for node in where.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                silent += [] if node.name.startswith("_") or ast.get_docstring(node) else [f"{node.name}:{node.lineno}"]
    assert silent == []
