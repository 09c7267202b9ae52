"""A screen of these tests changes as a browser's does: without that, comparing it with a fresh load proves nothing."""

from __future__ import annotations

from typing import Any

from tests.faults.pictures import LINES, Board, received

PAGE = """
<main data-seq="7"><span class="runhead" id="runhead-3" data-v="7">2 open</span>
<ul id="open-3"><li id="item-5" data-v="5"><img src="a"><b>Bellen</b></li><li id="item-4" data-v="6">Kijken</li></ul>
<ul id="finished-3"></ul>
<ol id="log"><li id="line-7" data-v="7">Nieuw &amp; waar<br></li><li id="line-6" data-v="6">Oud</li></ol></main>
"""


def part(id: str, v: int, html: str | None, **where: Any) -> dict[str, Any]:
    """A part as it goes over the wire."""
    return {"id": id, "v": v, "html": html, "into": None, "before": None, "only": False, **where}


def element(id: str, v: int, text: str) -> str:
    """The element of a part."""
    return f'<li id="{id}" data-v="{v}">{text}</li>'


def after(*parts: dict[str, Any], since: int = 7, seq: int = 8) -> Board:
    """The board of the page after a message with these parts."""
    board = Board(PAGE)
    board.apply({"since": since, "seq": seq, "parts": parts})
    return board


def test_what_a_page_shows() -> None:
    board = Board(PAGE)
    picture = board.picture()
    assert board.seq == 7
    assert picture.order == {"open-3": ["item-5", "item-4"], "log": ["line-7", "line-6"]}
    assert {id: version for id, (version, _) in picture.parts.items()} == {
        "item-5": 5, "item-4": 6, "line-7": 7, "line-6": 6, "runhead-3": 0,
    }  # fmt: skip
    assert "Nieuw & waar" in picture.parts["line-7"][1]
    assert "<b > Bellen" in picture.parts["item-5"][1]
    assert "Kijken" not in picture.parts["item-5"][1]


def test_a_message_after_a_gap_changes_nothing() -> None:
    board = after(part("line-9", 9, element("line-9", 9, "Later"), into="log"), since=8, seq=9)
    assert (board.seq, board.picture()) == (7, Board(PAGE).picture())


def test_an_older_part_never_goes_over_a_newer() -> None:
    board = after(part("item-4", 5, element("item-4", 5, "Ouder"), into="open-3", before="item-5"))
    assert (board.seq, board.picture()) == (8, Board(PAGE).picture())


def test_a_new_line_comes_on_top_and_a_new_task_before_the_one_it_names() -> None:
    order = after(
        part("line-8", 8, element("line-8", 8, "Nieuwer"), into="log", before="line-7"),
        part("item-8", 8, element("item-8", 8, "Ertussen"), into="open-3", before="item-4"),
    ).picture().order  # fmt: skip
    assert order == {"open-3": ["item-5", "item-8", "item-4"], "log": ["line-8", "line-7", "line-6"]}


def test_lines_of_one_act_come_together_and_stand_as_lines() -> None:
    lines = "".join(element(f"line-{n}", n, "Regel") for n in (11, 10, 9))
    group = part("group-9", 11, f'<li id="group-9" data-v="11"><ol>{lines}</ol></li>', into="log", before="line-8")
    single = part("line-8", 8, element("line-8", 8, "Fase"), into="log", before="line-7")
    picture = after(single, group, seq=11).picture()
    assert picture.order["log"] == ["line-11", "line-10", "line-9", "line-8", "line-7", "line-6"]
    assert {"line-9", "line-10", "line-11"} <= picture.parts.keys()
    assert received({"since": 8, "seq": 11, "parts": [group]}).parts.keys() == {"line-9", "line-10", "line-11"}


def test_a_finished_task_moves_and_one_that_is_gone_goes() -> None:
    board = after(
        part("item-5", 8, element("item-5", 8, "Gebeld"), into="finished-3"),
        part("item-4", 8, None),
    )
    assert board.picture().order == {"finished-3": ["item-5"], "log": ["line-7", "line-6"]}
    assert "item-4" not in board.picture().parts


def test_what_is_only_to_be_replaced_is_not_added() -> None:
    board = after(part("line-2", 8, element("line-2", 8, "Verbeterd"), only=True))
    assert board.picture() == Board(PAGE).picture()


def test_more_lines_than_a_page_has_do_not_count() -> None:
    lines = [part(f"line-{n}", n, element(f"line-{n}", n, "Regel"), into="log") for n in range(8, 8 + LINES)]
    order = after(*lines).picture().order["log"]
    assert (len(order), order[0], order[-1]) == (LINES, f"line-{7 + LINES}", "line-8")


def test_a_message_for_the_checker_has_what_can_be_checked() -> None:
    parts = [
        part("now", 8, '<div id="now"></div>'),
        part("item-4", 8, None),
        part("line-8", 8, element("line-8", 8, "A")),
    ]
    message = received({"since": 7, "seq": 8, "parts": parts})
    assert (message.since, message.seq) == (7, 8)
    assert [(id, version) for id, (version, _) in message.parts.items()] == [("line-8", 8)]
