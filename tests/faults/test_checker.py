"""The checker finds each kind of thing that must not be, in small made-up histories, and nothing in a good one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.checker import Act, Entry, Finding, Message, Picture, Screen, Stretch, Written, findings

LOG = [
    Entry(1, {"title": "Brand"}, "Brand"),
    Entry(2, {"title": "Bellen", "owner_role": "chair"}, "Bellen", thing=2),
    Entry(3, {"text": "Rook te zien"}, "Rook te zien", thing=3),
    Entry(4, {"title": "Terugbellen"}, "Terugbellen", thing=2),
]
ACTS = [
    Act("sleutel-3", "Rook te zien", "done", 3, 3),
    Act("sleutel-4", "Terugbellen", "done", 4, 4, seen=3),
    Act("sleutel-5", "Te laat", "refused", seen=2),
    Act("sleutel-6", "Nooit aangekomen"),
]
BOARD = Picture(
    {"line-3": (3, "#3 Rook te zien"), "item-2": (4, "Terugbellen"), "runhead-1": (0, "1 open")},
    {"open-1": ["item-2"], "log": ["line-3"]},
)
SCREEN = Screen(
    "Anna",
    [Stretch(2, [Message(2, 3, {"line-3": (3, "#3 Rook te zien"), "item-2": (2, "Bellen")}), Message(3, 4)])],
    [Message(1, 4, {"item-2": (4, "Terugbellen")})],
    BOARD,
    BOARD,
)


def kinds(
    head: int = 4, log: list[Entry] = LOG, acts: list[Act] = ACTS, screen: Screen = SCREEN
) -> list[tuple[str, str]]:
    """What is found in the good history after one thing in it was changed."""
    return [(one.kind, one.what) for one in findings(head, log, acts, [screen])]


def only(found: list[tuple[str, str]], kind: str, words: str) -> None:
    """Just one finding, of this kind, that says what it is about."""
    assert [one for one, _ in found] == [kind], found
    assert words in found[0][1]


def bare(**changed: object) -> Screen:
    """A screen with nothing on it but what is given."""
    return replace(Screen("Anna"), **changed)  # type: ignore[arg-type]


def test_a_good_history() -> None:
    assert kinds() == []


def test_nothing_at_all() -> None:
    assert findings(0, [], []) == []


def test_an_acknowledged_change_is_missing() -> None:
    acts = [*ACTS, Act("sleutel-7", "Toegezegd", "done", 4, 4)]
    assert ("missing", "sleutel-7 was told #4, but 'Toegezegd' stands at []") in kinds(acts=acts)


def test_an_acknowledged_change_stands_under_another_number() -> None:
    only(kinds(acts=[Act("sleutel-3", "Rook te zien", "done", 2, 2)]), "missing", "stands at [3]")


def test_a_change_that_was_refused_is_in_the_log() -> None:
    only(kinds(acts=[Act("sleutel-5", "Terugbellen", "refused")]), "contradicted", "stands at [4]")


@pytest.mark.parametrize("answer", ["done", ""])
def test_a_change_is_in_the_log_twice(answer: str) -> None:
    log = [*LOG, Entry(5, {"text": "Rook te zien"}, "Rook te zien", thing=5)]
    acts = [Act("sleutel-3", "Rook te zien", answer, 5, 5)]
    only(kinds(head=5, log=log, acts=acts), "doubled", "stands at [3, 5]")


def test_a_number_was_given_to_two_acts() -> None:
    acts = [Act("sleutel-3", "Rook te zien", "done", 3, 3), Act("sleutel-4", "Terugbellen", "done", 3, 4)]
    only(kinds(acts=acts), "doubled", "were both told #3")


def test_a_number_is_in_the_log_twice() -> None:
    only(kinds(log=[*LOG, Entry(4)], screen=bare(), acts=[]), "doubled", "#4 more than once")


def test_a_number_is_left_out() -> None:
    only(kinds(log=[LOG[0], *LOG[2:]], acts=[], screen=bare()), "gap", "no #2")


def test_the_end_of_the_log_is_gone() -> None:
    found = kinds(log=LOG[:3], acts=[], screen=bare())
    assert found == [("gap", "the log has no #4"), ("gap", "the head row says #4, the last entry is #3")]


def test_the_head_row_lags() -> None:
    only(kinds(head=3, screen=bare()), "gap", "head row says #3")


def test_a_push_skips_entries() -> None:
    stretch = Stretch(2, [Message(2, 3), Message(3, 3), Message(4, 4)])
    only(kinds(screen=bare(stretches=[stretch])), "gap", "pushed from #4 while it was at #3")


def test_a_push_may_overlap_and_a_new_connection_starts_anew() -> None:
    stretches = [Stretch(1, [Message(0, 2), Message(1, 2)]), Stretch(4, [Message(2, 4)])]
    assert kinds(screen=bare(stretches=stretches)) == []


@pytest.mark.parametrize("way", ["stretches", "fetched", "held"])
def test_a_screen_shows_what_is_not_in_the_log(way: str) -> None:
    parts = {"line-3": (3, "#3 Heel iets anders")}
    given = {
        "stretches": [Stretch(2, [Message(2, 3, parts)])],
        "fetched": [Message(2, 3, parts)],
        "held": Picture(parts),
    }
    screen = bare(fresh=Picture(parts) if way == "held" else Picture(), **{way: given[way]})
    only(kinds(screen=screen), "phantom", "the log has 'Rook te zien'")


def test_a_screen_was_sent_a_number_past_the_end() -> None:
    parts = {"line-5": (5, "#5 Nooit vastgelegd")}
    found = kinds(screen=bare(stretches=[Stretch(4, [Message(4, 5, parts)])]))
    assert [kind for kind, _ in found] == ["phantom", "phantom"]


@pytest.mark.parametrize(("version", "shown"), [(4, "Bellen"), (2, "Terugbellen"), (3, "Bellen"), (9, "Terugbellen")])
def test_a_task_shows_a_title_that_it_did_not_have_then(version: int, shown: str) -> None:
    parts = {"item-2": (version, f"<{shown}>")}
    found = kinds(screen=bare(fetched=[Message(1, 4, parts)]))
    only(found, "phantom", "item-2 shows")


@pytest.mark.parametrize(
    "held",
    [
        Picture({"line-3": (3, "Rook te zien")}, BOARD.order),
        replace(BOARD, parts={**BOARD.parts, "line-3": (4, "#3 Rook te zien")}),
        replace(BOARD, parts={**BOARD.parts, "line-4": (4, "Terugbellen")}),
        replace(BOARD, order={**BOARD.order, "log": ["line-4", "line-3"]}),
        replace(BOARD, order={"log": ["line-3"]}),
    ],
)
def test_a_screen_differs_from_a_fresh_load(held: Picture) -> None:
    found = kinds(screen=replace(SCREEN, held=held))
    assert {kind for kind, _ in found} == {"differs"}


def test_an_edit_over_a_change_that_its_author_had_not_seen() -> None:
    log = [*LOG, Entry(5, {"title": "Niet meer bellen"}, "Niet meer bellen", thing=2)]
    acts = [*ACTS, Act("sleutel-7", "Niet meer bellen", "done", 5, 5, seen=3)]
    only(kinds(head=5, log=log, acts=acts), "lost update", "saw title 'Bellen' at #3 and wrote #5 over 'Terugbellen'")


@pytest.mark.parametrize(("name", "seen"), [("title", 4), ("owner_role", 3), ("details", 2)])
def test_an_edit_of_what_was_seen_or_of_another_field(name: str, seen: int) -> None:
    log = [*LOG, Entry(5, {name: "Iets nieuws"}, "", thing=2)]
    assert kinds(head=5, log=log, acts=[*ACTS, Act("sleutel-7", "Iets nieuws", "done", 5, 5, seen=seen)]) == []


def test_an_edit_of_a_field_that_was_changed_and_put_back() -> None:
    log = [*LOG, Entry(5, {"title": "Bellen"}, thing=2), Entry(6, {"title": "Opnieuw"}, "Opnieuw", thing=2)]
    assert kinds(head=6, log=log, acts=[Act("sleutel-7", "Opnieuw", "done", 6, 6, seen=2)]) == []


def test_what_a_field_was() -> None:
    assert [Written(LOG).value(2, "title", upto) for upto in (1, 2, 3, 4, 9)] == [
        None, "Bellen", "Bellen", "Terugbellen", "Terugbellen",
    ]  # fmt: skip
    assert Written(LOG).value(3, "title", 4) is None


def test_a_finding_says_what_and_where() -> None:
    assert findings(1, [], []) == [Finding("gap", "the log has no #1")]
