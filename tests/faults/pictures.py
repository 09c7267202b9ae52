"""A board as a browser keeps it: read from a page, then changed by parts, by the rules of static/js/board.js."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from tests.faults.checker import Message, Parts, Picture

#: Log lines on a page; a screen that was open longer shows more.
LINES = 50
_FOLLOWED = re.compile(r"(line|item|runhead)-\d+")
#: Log lines of one act, which come as one part.
_GROUP = re.compile(r"group-\d+")
_LIST = re.compile(r"log|(open|finished)-\d+")
_VOID = {"br", "hr", "img", "input", "link", "meta"}


class Reader(HTMLParser):
    """Finds the parts in a page or a fragment: their versions, what they show, and the lists they stand in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seq = 0
        self.parts: dict[str, tuple[int, str]] = {}
        self.lists: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._taking: list[tuple[str, int, int, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        id, version = given.get("id", ""), int(given.pop("data-v", "") or 0)
        if tag == "main":
            self.seq = int(given["data-seq"])
        if _LIST.fullmatch(id):
            self.lists[id] = []
        if _FOLLOWED.fullmatch(id):
            within = next((one for one in reversed(self._open) if one in self.lists), None)
            if within and id not in self.lists[within]:
                self.lists[within].append(id)
            self._taking.append((id, len(self._open), version, []))
        self._note(f"<{tag} {' '.join(f'{name}={value!r}' for name, value in given.items())}>")
        if tag not in _VOID:
            self._open.append(id)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(f"<{tag} {attrs}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        self._open.pop()
        while self._taking and self._taking[-1][1] == len(self._open):
            id, _, version, shown = self._taking.pop()
            self.parts[id] = (version, " ".join(shown))

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self._note(words)

    def _note(self, what: str) -> None:
        for _, _, _, shown in self._taking:
            shown.append(what)


@lru_cache(4096)
def _fragment(html: str) -> dict[str, tuple[int, str]]:
    """The parts in a piece of a message; the same piece goes to many screens."""
    return Reader(html).parts


class Board:
    """What a browser shows of an incident, and up to which entry it is."""

    def __init__(self, page: str = "") -> None:
        read = Reader(page)
        self.seq = read.seq
        self._parts = read.parts
        self._lists = read.lists

    def apply(self, message: dict[str, Any]) -> bool:
        """Take a message in; false when something is missing before it."""
        if message["since"] > self.seq:
            return False
        for part in message["parts"]:
            self.put(part)
        self.seq = max(self.seq, message["seq"])
        return True

    def put(self, part: dict[str, Any]) -> None:
        """Put one part in its place, never an older over a newer."""
        id, into = part["id"], part["into"]
        old = self._parts.get(id)
        if old and old[0] > part["v"]:
            return
        if part["html"] is None:
            self._take_away(id)
            return
        if not old and (part["only"] or not into):
            return
        inside, before = _fragment(part["html"]), part["before"]
        known = self._parts.keys() & inside.keys()
        self._parts |= inside
        if into in self._lists or _LIST.fullmatch(into or ""):
            for one in reversed(inside) if _GROUP.fullmatch(id) else (id,):
                self._stand(one, into, before, moved=one in known)
                before = one

    def picture(self) -> Picture:
        """What can be compared with a fresh load: that has no more than the newest lines.

        The heading of a phase is counted anew at every change, so that its version says nothing.
        """
        lists = {name: ids for name, ids in self._lists.items() if ids}
        lists["log"] = self._lists.get("log", [])[:LINES]
        standing = {id for ids in lists.values() for id in ids}
        parts = {id: part for id, part in self._parts.items() if id in standing}
        heads = {id: (0, shown) for id, (_, shown) in self._parts.items() if id.startswith("runhead-")}
        return Picture({**parts, **heads}, lists)

    def _stand(self, id: str, into: str, before: str | None, *, moved: bool) -> None:
        into_list = self._lists.setdefault(into, [])
        if moved and into == "log":
            return
        self._take_from_lists(id)
        if before in into_list:
            into_list.insert(into_list.index(before), id)
        elif before is None and into == "log":
            into_list.insert(0, id)
        else:
            into_list.append(id)

    def _take_away(self, id: str) -> None:
        self._parts.pop(id, None)
        self._take_from_lists(id)

    def _take_from_lists(self, id: str) -> None:
        for ids in self._lists.values():
            if id in ids:
                ids.remove(id)


def drawn(parts: Iterable[dict[str, Any]]) -> Picture:
    """The picture that these parts make on an empty board."""
    board = Board()
    for part in parts:
        board.put(part)
    return board.picture()


def received(message: dict[str, Any]) -> Message:
    """A message as the checker looks at it."""
    parts: Parts = {
        id: shown
        for part in message["parts"]
        if part["html"] is not None and (_FOLLOWED.fullmatch(part["id"]) or _GROUP.fullmatch(part["id"]))
        for id, shown in _fragment(part["html"]).items()
    }
    return Message(message["since"], message["seq"], parts)
