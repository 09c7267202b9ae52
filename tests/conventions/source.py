"""The source of the product as trees, for the tests that guard its conventions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "crisis"
TEMPLATES = ROOT / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name, without `crisis.` before it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts).removesuffix("__init__").removesuffix(".")] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    """A module as a tree."""
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imports(name: str) -> Iterator[tuple[str, ast.stmt]]:
    """What a module imports, as dotted names of modules, with the statement."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((one.name, node) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno} imports relatively"
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                yield inner if inner.removeprefix("crisis.") in modules() else str(node.module), node


def internal(name: str) -> set[str]:
    """The modules of the product that a module imports."""
    return {
        "" if one == "crisis" else one.removeprefix("crisis.")
        for one, _ in imports(name)
        if one == "crisis" or one.startswith("crisis.")
    }


def functions(name: str) -> Iterator[Function]:
    """Every function and method of a module, also inside others."""
    return (node for node in ast.walk(tree(name)) if isinstance(node, Function))


def lines_of(path: Path) -> int:
    """How many lines of a file are not blank."""
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
