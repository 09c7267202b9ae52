"""A log as a file of JSON lines, with its commitments: what leaves the building and can be verified there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from crisis.chain import Genesis, Link, Verdict, verify


class Unreadable(ValueError):
    """The first line does not say that this is an export of a log; the message does, in Dutch."""


def lines(genesis: Genesis, links: Iterable[Link], seq: int, head: str) -> Iterator[str]:
    """The export: a first line that says what it is, then one line per entry. Source: CCL-1."""
    about = {
        "crisislog": 1,
        "incident": genesis.incident,
        "municipality": genesis.municipality,
        "created_at": genesis.created_at,
        "seq": seq,
        "head": head,
    }
    yield json.dumps(about, ensure_ascii=False) + "\n"
    for link in links:
        yield entry_line(link)


def entry_line(link: Link) -> str:
    """One entry as a line."""
    parts = {name: {"salt": salt, "value": value} for name, (salt, value) in link.parts.items()}
    return json.dumps({"header": link.header, "hash": link.hash, "parts": parts}, ensure_ascii=False) + "\n"


def read(stream: TextIO) -> tuple[Genesis, list[Link], int, str]:
    """Read an export back: genesis, links, last number, head. Raises Unreadable.

    A line that cannot be read becomes a link that does not verify.
    """
    try:
        about = json.loads(stream.readline())
        genesis = Genesis(str(about["incident"]), str(about["municipality"]), str(about["created_at"]))
        seq, head = int(about["seq"]), str(about["head"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable("dit is geen export van een logboek: de eerste regel klopt niet") from error
    return genesis, [_link(text) for text in stream], seq, head


def verify_file(stream: TextIO) -> Verdict:
    """Verify an export as it stands on disk; raises Unreadable when it is no export at all."""
    genesis, links, seq, head = read(stream)
    return verify(genesis, links, head=head, anchors={seq: head} if seq else None)


def _link(text: str) -> Link:
    try:
        document = json.loads(text)
        parts = {str(name): (part["salt"], part["value"]) for name, part in document["parts"].items()}
        return Link(str(document["header"]), str(document["hash"]), parts)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return Link("", "", {})
