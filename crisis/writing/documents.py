"""A text that several people change at once, as bytes: begin it, merge into it, read it. No words are lost.

Made anew from its bytes every time: what fails halfway leaves nothing behind, and no thread shares anything.
"""

from __future__ import annotations

from typing import Final

from pycrdt import Doc, Text

from crisis.writing.updates import ROOT, BadUpdate, check

#: Characters in a text, bytes in one update, and bytes of a text with all that was ever deleted from it.
LONGEST: Final = 20_000
LARGEST_UPDATE: Final = 32 * 1024
LARGEST_STATE: Final = 512 * 1024
#: Characters that a text box does not keep, and that a text therefore does not have.
ODD: Final = dict.fromkeys(code for code in (*range(32), 127) if chr(code) not in "\n\t")


class TooLong(ValueError):
    """The text would become longer than a text may be."""


def begin(text: str, writer: int) -> bytes:
    """A new document with this text, written under the number of the server in it."""
    document = _read(b"", writer)
    document.get(ROOT, type=Text).insert(0, text)
    return document.get_update()


def plain(state: bytes) -> str:
    """The text as it stands."""
    return _text(_read(state))


def vector(state: bytes) -> bytes:
    """What of each client is in it, to ask only for the rest."""
    return _read(state).get_state()


def since(state: bytes, known: bytes) -> bytes:
    """What somebody lacks who has `known`; raises BadUpdate."""
    try:
        return _read(state).get_update(known)
    except ValueError:
        raise BadUpdate("no state vector") from None


def merge(state: bytes, update: bytes) -> bytes:
    """The document with an update in it; raises BadUpdate or TooLong."""
    document = _read(state)
    before = _text(document)
    check(update, document.get_state())
    try:
        document.apply_update(update)
    except ValueError:
        raise BadUpdate("unreadable") from None
    text, merged = _text(document), document.get_update()
    if text.translate(ODD) != text:
        raise BadUpdate("characters that cannot be kept")
    if len(merged) > LARGEST_STATE or (len(text) > LONGEST and len(text) >= len(before)):
        raise TooLong
    return merged


def rewrite(state: bytes, text: str, writer: int) -> bytes:
    """The document with another text in it, as a change of what differs: others keep their place.

    The server has one number in each document: another each time would make it grow.
    """
    document = _read(state, writer)
    old = _text(document)
    start = _alike(old, text)
    end = _alike(old[start:][::-1], text[start:][::-1])
    kept = old[: len(old) - end]
    held = document.get(ROOT, type=Text)
    with document.transaction():
        # Places are counted in bytes here, and in halves of UTF-16 in a browser.
        first, last = len(old[:start].encode()), len(kept.encode())
        if last > first:
            del held[first:last]
        if text[start : len(text) - end]:
            held.insert(first, text[start : len(text) - end])
    return document.get_update()


def _read(state: bytes, writer: int | None = None) -> Doc[Text]:
    document: Doc[Text] = Doc({ROOT: Text()}, client_id=writer)
    if state:
        document.apply_update(state)
    return document


def _text(document: Doc[Text]) -> str:
    return str(document.get(ROOT, type=Text))


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other)))
