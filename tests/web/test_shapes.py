"""What kind of field every argument gets, read from its type."""

from __future__ import annotations

import pytest

from crisis.actions import ACTIONS
from crisis.board.dialogues import KINDS, MODES, MOODS
from crisis.board.measures import MEASURES
from crisis.glossary import CIRCLES, ROLES, SCALES
from crisis.web.shapes import Shape, lists, shape

KNOWN = {"text", "long", "list", "checks", "number", "moment", "yes", "choice"}


def of(act: str, argument: str) -> Shape:
    return shape(ACTIONS[act].inputs.model_fields[argument])


@pytest.mark.parametrize("act", sorted(ACTIONS.keys() - {"incident.open"}))
def test_every_argument_of_every_act_has_a_shape(act: str):
    shapes = {name: shape(info) for name, info in ACTIONS[act].inputs.model_fields.items()}
    assert {one.kind for one in shapes.values()} <= KNOWN
    assert all(one.choices for one in shapes.values() if one.kind == "choice")
    assert lists(ACTIONS[act].inputs) == {name for name, one in shapes.items() if one.kind in {"list", "checks"}}


@pytest.mark.parametrize(
    ("argument", "kind", "limit"),
    [
        ("tasks.add.title", "text", 200),
        ("tasks.add.details", "long", 2000),
        ("tasks.change.details", "long", 2000),
        ("tasks.change.due", "moment", None),
        ("decisions.take.question", "text", 300),
        ("decisions.take.chosen", "long", 2000),
        ("decisions.take.options", "list", None),
        ("decisions.take.valid_from", "moment", None),
        ("decisions.withdraw.reason", "long", 1000),
        ("meetings.plan.agenda", "list", None),
        ("meetings.plan.at", "moment", None),
        ("meetings.attend.present", "yes", None),
        ("measures.impose.evidence", "list", None),
        ("dialogues.plan.capacity", "number", None),
        ("dialogues.change.capacity", "number", None),
        ("dialogues.change.programme", "list", None),
        ("dialogues.change.closed_because", "long", 2000),
        ("dialogues.tick.done", "yes", None),
        ("dialogues.report.themes", "list", None),
        ("assessments.assess.facts", "long", 2000),
        ("phases.enter.met", "list", None),
        ("notes.add.reached", "yes", None),
    ],
)
def test_what_it_is(argument: str, kind: str, limit: int | None):
    act, _, name = argument.rpartition(".")
    assert (of(act, name).kind, of(act, name).limit) == (kind, limit)


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("tasks.add.circle", CIRCLES),
        ("tasks.change.owner_role", ROLES),
        ("scale.set.level", SCALES),
        ("measures.impose.kind", MEASURES),
        ("dialogues.plan.kind", KINDS),
        ("dialogues.plan.organiser_mode", MODES),
        ("dialogues.report.mood_before", MOODS),
        ("promises.make.owner_role", ROLES),
    ],
)
def test_a_choice_knows_its_words(argument: str, words: dict[str, str]):
    act, _, name = argument.rpartition(".")
    assert of(act, name) == Shape("choice", None, words)


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("decisions.take", {"options", "present"}),
        ("measures.impose", {"evidence"}),
        ("meetings.plan", {"agenda"}),
        ("dialogues.report", {"themes", "questions"}),
        ("dialogues.plan", set()),
        ("phases.enter", {"met"}),
        ("notes.add", {"present"}),
    ],
)
def test_what_takes_more_than_one_value(act: str, names: set[str]):
    assert lists(ACTIONS[act].inputs) == names
