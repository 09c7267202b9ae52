"""A log as a file of JSON lines, with its commitments: what leaves the building and can be verified there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from crisis.chain import Genesis, Link, Verdict, verify


class Unreadable(ValueError):
    """The first line does not say that this is an export of a log; the message does, in Dutch."""


def lines(genesis: Genesis, links: Iterable[Link], seq: int, head: str, *, partial: bool = False) -> Iterator[str]:
    """The export: a first line that says what it is, then one line per entry. Source: CCL-1.

    A `partial` export withholds parts from its reader, and says so.
    """
    about = {
        "crisislog": 1,
        "incident": genesis.incident,
        "municipality": genesis.municipality,
        "created_at": genesis.created_at,
        "seq": seq,
        "head": head,
    }
    if partial:
        about["partial"] = True
    yield json.dumps(about, ensure_ascii=False) + "\n"
    for link in links:
        yield entry_line(link)


def entry_line(link: Link) -> str:
    """One entry as a line."""
    parts = {name: {"salt": salt, "value": value} for name, (salt, value) in link.parts.items()}
    return json.dumps({"header": link.header, "hash": link.hash, "parts": parts}, ensure_ascii=False) + "\n"


def read(stream: TextIO) -> tuple[Genesis, list[Link], int, str]:
    """Read an export back: genesis, links, last number, head. Raises Unreadable when its first line is none.

    A line that is no entry becomes a link that does not hold, so that verification names its number.
    """
    genesis, seq, head, _ = _about(stream.readline())
    return genesis, [_link(text) for text in stream], seq, head


def verify_file(stream: TextIO) -> Verdict:
    """Verify an export as it stands on disk; raises Unreadable when it is no export at all.

    Open the file with `errors="surrogateescape"`, so that a byte that is no text is a fault in its line.
    """
    genesis, seq, head, partial = _about(stream.readline())
    links = (_link(text) for text in stream)
    return verify(genesis, links, head=head, anchors={seq: head} if seq else None, partial=partial)


def _about(text: str) -> tuple[Genesis, int, str, bool]:
    try:
        about = json.loads(text, object_pairs_hook=_once_each)
        genesis = Genesis(str(about["incident"]), str(about["municipality"]), str(about["created_at"]))
        _ = genesis.hash  # raises for words that cannot be written
        return genesis, int(about["seq"]), str(about["head"]), about.get("partial") is True
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError) as error:
        raise Unreadable("dit is geen export van een logboek: de eerste regel klopt niet") from error


def _link(text: str) -> Link:
    try:
        document = json.loads(text, object_pairs_hook=_once_each)
        parts = {name: (part["salt"], part["value"]) for name, part in document["parts"].items()}
        return Link(str(document["header"]), str(document["hash"]), parts)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Link("", "", {})


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same key twice")
    return found
