"""The floor plan: imports go down only, each library has its room, and nothing goes round in a circle."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from crisis.board import KINDS
from tests.conventions.source import imports, internal, modules, tree

#: From the roof to the ground. A module imports from lower floors, or, in a package, from its own.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("serving",),
    ("app",),
    ("live",),
    ("web",),
    ("scenario", "report", "notify", "clock"),
    ("parts",),
    ("calendar", "rolls"),
    ("attention", "debrief", "handover", "logbook", "status", "templating"),
    ("timeline",),
    ("ahead", "gauge", "phasemap", "sitrap"),
    ("view",),
    ("ledger",),
    ("headrow",),
    ("asking", "recording", "rosters"),
    ("attachments", "people", "access", "bookmarks", "directory", "links", "proposals", "writing"),
    ("store", "database", "exchange"),
    ("board",),
    ("actions", "inputs", "merging"),
    ("incident",),
    ("refusals", "playbook", "readability"),
    ("deadlines", "chain", "shelf", "dates", "privacy", "settings", "glossary", "version", "differences", "markup"),
)
#: Where a library may be used; everything else asks the room for it.
ROOMS = {
    "alembic": {"database"},
    "argon2": {"people"},
    "babel": {"dates"},
    "blinker": {"ledger"},
    "click": {"cli"},
    "docx": {"report"},
    "engineio": {"live"},
    "flask": {"app", "live", "web"},
    "flask_limiter": {"web"},
    "flask_socketio": {"live"},
    "gunicorn": {"serving"},
    "jinja2": {"templating"},
    "markdown_it": {"markup"},
    "nh3": {"markup"},
    "pycrdt": {"writing"},
    "pysqlite3": {"database"},
    "rfc8785": {"chain"},
    "ruamel": {"playbook"},
    "simple_websocket": {"live"},
    "socketio": {"live"},
    # `web.guests`, `web.visit`, `live.texts` and `scenario.calling` only to name the type of a connection.
    "sqlalchemy": {
        *("bookmarks", "cli", "database", "directory", "ledger", "links", "notify", "people", "proposals", "rosters"),
        *("store", "live.texts", "scenario.calling", "web.guests", "web.visit", "writing"),
    },
    "weasyprint": {"report"},
    "werkzeug": {"app", "live", "web"},
}
NAMES = [name for name in modules() if name]
SMALL = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "base", "misc"}


def unit(name: str) -> str:
    """The module or package at the top that a module belongs to."""
    return name.split(".")[0]


def floor(name: str) -> int:
    return next(number for number, units in enumerate(FLOORS) if unit(name) in units)


def test_every_module_has_a_floor():
    known = {one for units in FLOORS for one in units}
    assert {unit(name) for name in NAMES} <= known


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_down_only(name: str):
    wrong = [other for other in internal(name) if other and unit(other) != unit(name) and floor(other) <= floor(name)]
    same_floor = [other for other in wrong if floor(other) == floor(name)]
    assert [other for other in wrong if other not in same_floor] == []
    assert not _mutual(name, same_floor)


def _mutual(name: str, others: list[str]) -> list[str]:
    """On one floor neighbours may be visited, but not by both."""
    return [other for other in others for back in internal(other) if unit(back) == unit(name)]


def test_nothing_goes_round_in_a_circle():
    graph = {name: {other for other in internal(name) if other != name} for name in modules()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {' > '.join(error.args[1])}")


@pytest.mark.parametrize("library", ROOMS)
def test_each_library_stays_in_its_room(library: str):
    users = {name for name in NAMES for one, _ in imports(name) if one.split(".")[0] == library}
    assert {name for name in users if not {name, unit(name)} & ROOMS[library]} == set()


@pytest.mark.parametrize("library", ROOMS)
def test_each_room_is_used(library: str):
    users = {
        part
        for name in NAMES
        for one, _ in imports(name)
        if one.split(".")[0] == library
        for part in (name, unit(name))
    }
    assert ROOMS[library] <= users


def test_a_kind_knows_only_the_kinds_before_it():
    order = [kind.__name__.removeprefix("crisis.") for kind in KINDS]
    for place, kind in enumerate(order):
        inside = [name for name in NAMES if name == kind or name.startswith(f"{kind}.")]
        for name in inside:
            known = {other for other in internal(name) for one in order[place + 1 :] if other.startswith(one)}
            assert known == set(), f"{name} knows a later kind"


def test_every_module_of_the_board_is_a_kind():
    on_board = {name.split(".")[1] for name in NAMES if name.startswith("board.")}
    assert {kind.__name__.split(".")[-1] for kind in KINDS} == on_board


@pytest.mark.parametrize("name", NAMES)
def test_imports_stand_at_the_top(name: str):
    inner = [
        f"{name}:{node.lineno}"
        for function in ast.walk(tree(name))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


def test_verifying_needs_nothing_of_the_product():
    assert internal("chain") == set()


@pytest.mark.parametrize("name", NAMES)
def test_modules_are_named_after_what_they_are_for(name: str):
    assert not SMALL & set(name.split("."))
