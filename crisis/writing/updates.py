"""Looks through an update of Yjs before anything reads it: only text, only in our text, only on what is there.

What Yjs itself allows is more than a text box sends: other roots, embedded documents, words that hang on words that
never came, and the deletion of what somebody has yet to type. Source: the first encoding of Yjs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

#: The one name under which a document of ours holds text.
ROOT: Final = "text"
_DELETED: Final = 1
_STRING: Final = 4
_HAS_LEFT: Final = 0x80
_HAS_RIGHT: Final = 0x40
_HAS_KEY: Final = 0x20
#: A number of Yjs is a whole number that JavaScript can hold.
_BIGGEST: Final = 2**53


class BadUpdate(ValueError):
    """This is not what a text box of ours sends."""


def check(update: bytes, known: bytes) -> None:
    """Raise BadUpdate unless this update adds text to, or deletes text from, the text with this state vector."""
    reader = _Reader(update)
    clocks = vector(known)
    neighbours = [id for _ in range(reader.number()) for id in _words(reader, clocks)]
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            clock, length = reader.number(), reader.number()
            neighbours.append((client, clock + length - 1))
    if any(clock >= clocks.get(client, 0) for client, clock in neighbours):
        raise BadUpdate("it hangs on words that are not there")
    if reader.left:
        raise BadUpdate("something follows")


def vector(state: bytes) -> dict[int, int]:
    """How many words of each client a state vector knows; raises BadUpdate."""
    reader = _Reader(state)
    found = {reader.number(): reader.number() for _ in range(reader.number())}
    if reader.left:
        raise BadUpdate("something follows")
    return found


def _words(reader: _Reader, clocks: dict[int, int]) -> Iterator[tuple[int, int]]:
    """What one client adds; gives what it stands next to, and counts it in the clocks."""
    structs, client, clock = reader.number(), reader.number(), reader.number()
    if clock > clocks.get(client, 0):
        raise BadUpdate("words in between are missing")
    for _ in range(structs):
        info = reader.byte()
        for side in (_HAS_LEFT, _HAS_RIGHT):
            if info & side:
                yield reader.number(), reader.number()
        if not info & (_HAS_LEFT | _HAS_RIGHT) and (info & _HAS_KEY or reader.number() != 1 or reader.string() != ROOT):
            raise BadUpdate("another place than the text")
        length = _length(reader, info & 0x1F)
        if not 0 < length < _BIGGEST - clock:
            raise BadUpdate("an odd length")
        clock += length
    clocks[client] = max(clock, clocks.get(client, 0))


def _length(reader: _Reader, content: int) -> int:
    if content == _DELETED:
        return reader.number()
    if content != _STRING:
        raise BadUpdate("something else than text")
    return len(reader.string().encode("utf-16-le")) // 2


class _Reader:
    """Reads numbers and strings from bytes; raises BadUpdate at their end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes were not read."""
        return len(self._data) - self._at

    def byte(self) -> int:
        """The next byte."""
        if not self.left:
            raise BadUpdate("it stops halfway")
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        """The next number."""
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 0x7F) << shift
            shift += 7
            if found >= _BIGGEST or shift > 63:
                raise BadUpdate("a number that is too big")
            if byte < 0x80:
                return found

    def string(self) -> str:
        """The next string."""
        length = self.number()
        if length > self.left:
            raise BadUpdate("it stops halfway")
        self._at += length
        try:
            return self._data[self._at - length : self._at].decode("utf-8")
        except UnicodeDecodeError:
            raise BadUpdate("no text") from None
