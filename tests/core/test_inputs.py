"""What people type: every mistake gives a Dutch sentence, and nothing that is typed makes an act crash."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.actions import ACTIONS, action
from crisis.asking import Asked
from crisis.inputs import read
from crisis.ledger import Ledger
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from tests.cast import ANNA, Board

ENGLISH = re.compile(r"\b(input|should|valid|string|value|must|field|error|required|unable|parse)\b", re.IGNORECASE)
WEIRD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.binary(max_size=8)
    | st.datetimes()
    | st.dates()
    | st.sampled_from(
        ["", " ", "\0", "\ud800", "²", "1e5", "9" * 5000, "x" * 3000, "ja", "2026-10-25 02:30", "\uff11\uff12"]
    )
    | st.sampled_from(["9999-12-31T23:59Z", "0001-01-01T00:00+14:00", "restricted", "chair", "melding", "M-4h", "[]"])
)
WEIRDER = WEIRD | st.lists(WEIRD, max_size=3) | st.dictionaries(st.text(max_size=5), WEIRD, max_size=2)
GOOD: dict[str, dict[str, Any]] = {
    "tasks.add": {"title": "Bellen"},
    "notes.add": {"text": "Rustig."},
    "phases.enter": {"phase": "onrust", "reason": "Groepen op straat."},
    "phases.set_moment": {"name": "vrijdaggebed", "at": "2026-11-27 13:00"},
    "scale.set": {"level": "2", "reason": "Groepen op straat."},
    "team.assign": {"person": 5, "role": "observer"},
    "team.release": {"person": 2, "role": "spokesperson"},
    "incident.reopen": {"reason": "Er is toch weer onrust."},
    "incident.close": {"reason": "Alles is overgedragen."},
    "notes.correct": {"text": "Onrustig."},
    "notes.verify": {"verification": "confirmed"},
    "tasks.assign": {"assignee": 2},
    "tasks.block": {"reason": "Niemand neemt op."},
    "tasks.drop": {"reason": "Niet meer nodig."},
    "tasks.reopen": {"reason": "Toch nodig."},
    "tasks.comment": {"text": "Goed."},
}

MEASURE = {
    "kind": "closure",
    "area": "Binnenstad",
    "valid_from": "2026-11-23 14:00",
    "valid_until": "2026-11-25 14:00",
    "grounds": "Geweld.",
    "alternatives": "Te licht.",
    "proportionality": "Klein gebied.",
    "decided_by": "Burgemeester",
}
DECISION = {"chosen": "Open.", "why": "Rustig.", "decided_by": "Voorzitter"}
#: Input that fits the newer kinds, so that random words reach further than the first missing field.
GOOD |= {
    "decisions.take": {"question": "Open?", "options": ["ja", "nee"], **DECISION},
    "decisions.revise": DECISION,
    "decisions.withdraw": {"reason": "Niet meer nodig."},
    "meetings.plan": {"at": "2099-01-01 12:00"},
    "meetings.move": {"at": "2099-01-01 13:00"},
    "meetings.cancel": {"reason": "Niemand kan."},
    "meetings.minute": {"column": "picture", "text": "Rustig."},
    "meetings.decide": {"question": "Open?", "options": ["ja", "nee"], **DECISION},
    "meetings.assign": {"title": "Bellen", "owner_role": "chair"},
    "measures.impose": MEASURE,
    "measures.check": {"reason": "Nog druk."},
    "measures.withdraw": {"reason": "Rustig."},
    "promises.make": {"words": "Wij bellen.", "to_whom": "de buurt", "owner_role": "chair", "due": "2099-01-01 12:00"},
    "promises.report_back": {"how": "Gebeld."},
    "promises.drop": {"reason": "Kan niet."},
    "contacts.record": {"group": "buurt", "by_whom": "wijkmanager", "heard": "Onrust."},
    "dialogues.plan": {
        **{"title": "Avond", "kind": "neighbourhood", "audience": "buurt", "goal": "Horen.", "question": "Wat nu?"},
        "organiser": "school",
    },
    "dialogues.tick": {"step": 1},
    "dialogues.invite": {"group": "ouders", "by_whom": "school", "number": 4},
    "dialogues.answer": {"group": "ouders", "coming": 3},
    "dialogues.report": {
        **{"attendance": 4, "mood_before": "2", "mood_after": "3", "themes": ["licht"], "middle_voice": "Moe."},
    },
    "dialogues.promise": {"words": "Wij bellen.", "owner_role": "chair", "due": "2099-01-01 12:00"},
    "dialogues.follow_up": {"title": "Bellen", "owner_role": "chair"},
    "dialogues.cancel": {"reason": "Zaal dicht."},
    "sitraps.draft": {"situation": "Rustig."},
    "assessments.assess": {"facts": "Rustig."},
    "assessments.choose": {"strategy_text": "Rust bewaren."},
}


@pytest.fixture
def board(opened: Board) -> Board:
    opened.does(ANNA, "tasks.add", title="Bellen")
    opened.does(ANNA, "notes.add", text="Rustig.")
    return opened


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - {"incident.open"}))
def test_whatever_is_typed_is_done_or_refused(sqlite_ledger: Ledger, name: str, data: st.DataObject):
    board = _board(sqlite_ledger)
    fields = ACTIONS[name].inputs.model_fields
    typed = _subjects(board, name) | GOOD.get(name, {})
    for one in data.draw(st.sets(st.sampled_from([*fields, "onbekend"]), min_size=1, max_size=3)):
        typed[one] = data.draw(WEIRDER, label=one)
    envelope = {
        "kept": data.draw(st.none() | st.text(max_size=10), label="kept"),
        "once": data.draw(st.none() | st.text(max_size=90), label="once"),
    }
    said = _refusal(board, Asked(name, typed, **envelope))
    assert [one for one in said if ENGLISH.search(one) or not one.endswith((".", "?"))] == []


def _refusal(board: Board, asked: Asked) -> list[str]:
    """The sentences with which it was refused; anything but a refusal fails the test."""
    try:
        board.ledger.perform(board.id, ANNA.credential, asked)
    except (Refused, NotFound, NotAllowed) as refusal:
        return [refusal.sentence]
    except Unreadable as refusal:
        return list(refusal.fields.values())
    return []


def _board(ledger: Ledger) -> Board:
    """One board for all examples of a test; they build on each other."""
    from tests.cast import open_board

    known: Board | None = getattr(ledger, "board_of_test", None)
    if known is None or known.incident.closed:
        known = open_board(ledger)
        known.does(ANNA, "tasks.add", title="Bellen")
        known.does(ANNA, "notes.add", text="Rustig.")
        for act in (
            "decisions.take",
            "meetings.plan",
            "measures.impose",
            "promises.make",
            "dialogues.plan",
            "sitraps.draft",
        ):
            known.does(ANNA, act, **GOOD[act])
        ledger.board_of_test = known  # type: ignore[attr-defined]
    return known


def _subjects(board: Board, name: str) -> dict[str, int]:
    """Something of the right kind for what an act is about; of kinds that come and go, the newest."""
    return {argument: max(board.incident[kind], default=1) for argument, kind in ACTIONS[name].things.items()}


def wrong(name: str, **typed: Any) -> dict[str, str]:
    return read(ACTIONS[name].inputs, typed)[1]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Vul dit in."),
        ({"title": None}, "Vul dit in."),
        ({"title": "   "}, "Vul dit in."),
        ({"title": ["x"]}, "Vul hier tekst in."),
        ({"title": b"\xff"}, "Vul hier tekst in."),
        ({"title": True}, "Vul hier tekst in."),
        ({"title": "x" * 201}, "Dit is te lang: 201 tekens. Er passen er 200."),
        ({"title": "a\0"}, "Hier staat een teken in dat niet kan. Typ het opnieuw."),
    ],
)
def test_a_title_that_is_wrong(typed: dict[str, Any], sentence: str):
    assert wrong("tasks.add", **typed) == {"title": sentence}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x", "Vul een heel getal in."),
        ("1.5", "Vul een heel getal in."),
        (1.5, "Vul een heel getal in."),
        ([], "Vul dit in."),
        (float("nan"), "Vul een heel getal in."),
        ("9" * 5000, "Dit getal is te groot."),
    ],
)
def test_a_number_that_is_wrong(typed: Any, sentence: str):
    assert wrong("tasks.claim", task=typed) == {"task": sentence}


@pytest.mark.parametrize("typed", ["morgen", 5, 1e18, True, "2026-11-31 12:00", datetime(9999, 12, 31)])  # noqa: DTZ001
def test_a_moment_that_is_wrong(typed: Any):
    said = wrong("tasks.add", title="Bellen", due=typed)["due"]
    assert said.startswith(("Vul een datum en tijd in", "Deze datum"))


def test_a_moment_comes_out_in_utc():
    values, _ = read(ACTIONS["tasks.add"].inputs, {"title": "x", "due": "2026-11-23T14:30+01:00"})
    assert (values["due"], values["due"].tzinfo) == (datetime(2026, 11, 23, 13, 30, tzinfo=UTC), UTC)


@pytest.mark.parametrize("typed", ["misschien", "true", 7])
def test_a_yes_or_no_that_is_wrong(typed: Any):
    assert wrong("notes.add", text="x", reached=typed).get("reached", "Kies ja of nee.") == "Kies ja of nee."


def test_an_unknown_field_is_refused():
    assert wrong("notes.add", text="x", extra="1") == {"extra": "Dit veld hoort niet bij deze handeling."}


def test_empty_optional_fields_count_as_not_given():
    assert read(ACTIONS["notes.add"].inputs, {"text": "x", "circle": "", "review_at": ""}) == ({"text": "x"}, {})


def test_every_mistake_is_told_at_once():
    assert wrong("tasks.add", title="", circle="maan", due="morgen").keys() == {"title", "circle", "due"}


def test_two_acts_cannot_have_one_name():
    with pytest.raises(TypeError, match=r"two acts named notes\.add"):
        action("notes.add", "Nog eens")(lambda incident, by: iter(()))


def test_a_list_has_its_limit():
    said = wrong("notes.add", text="x", present=["iemand"] * 1000)
    assert said == {"present": "Dit zijn er te veel: 1000. Er passen er 50."}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("#12, 15", (12, 15)),
        ("12", (12,)),
        (12, (12,)),
        (["#12", "15 #16"], (12, 15, 16)),
        ("12\n15\r\n#16", (12, 15, 16)),
        (" , ", ()),
        ("", None),
        ([], None),
    ],
)
def test_numbers_of_entries_are_read_as_people_write_them(typed: Any, numbers: tuple[int, ...] | None):
    values, wrong = read(ACTIONS["measures.impose"].inputs, MEASURE | {"evidence": typed})
    assert (values.get("evidence"), wrong) == (numbers, {})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("gisteren", "Vul een heel getal in."),
        ("#12 en #15", "Vul een heel getal in."),
        ("1.5", "Vul een heel getal in."),
        ("9" * 5000, "Dit getal is te groot."),
        ([str(number) for number in range(51)], "Dit zijn er te veel: 51. Er passen er 50."),
    ],
)
def test_numbers_of_entries_that_are_wrong(typed: Any, sentence: str):
    assert wrong("measures.impose", **MEASURE, evidence=typed) == {"evidence": sentence}


@pytest.mark.parametrize(("typed", "count"), [("40", 40), (0, 0), ("1000000", 1_000_000)])
def test_a_count_is_how_many(typed: Any, count: int):
    assert (
        read(ACTIONS["dialogues.answer"].inputs, {"dialogue": 1, "group": "x", "coming": typed})[0]["coming"] == count
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul dit in."),
        ("veel", "Vul een heel getal in."),
        ("1.5", "Vul een heel getal in."),
        (-1, "Vul een getal van nul of hoger in."),
        (1_000_001, "Dit getal is te groot."),
        ("9" * 5000, "Dit getal is te groot."),
    ],
)
def test_a_count_that_is_wrong(typed: Any, sentence: str):
    assert wrong("dialogues.answer", dialogue=1, group="x", coming=typed) == {"coming": sentence}


def test_the_board_of_the_cast_takes_the_good_input(board: Board):
    for name in ("tasks.add", "notes.add", "scale.set", "team.assign", "phases.set_moment", "phases.enter"):
        board.does(ANNA, name, **GOOD[name])
