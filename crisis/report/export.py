"""The machine-readable log for one reader: every header, so that the chain holds, but only parts they may read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from crisis import exchange, store
from crisis.chain import Genesis, Link
from crisis.ledger import Ledger
from crisis.refusals import NotFound
from crisis.view import View


def lines(ledger: Ledger, view: View) -> Iterator[str]:
    """The export up to where this view stands; marked as partial when something was withheld.

    Raises NotFound, before the first line, when the incident is not in this database.
    """
    incident = view.incident
    with ledger.database.read() as connection:
        head = store.head(connection, incident.id)
        if head is None:
            raise NotFound
        links = store.links(connection, incident.id, upto=incident.seq)
    readable = [view.audience.reads(entry.circle) for entry in incident.entries()]
    shown = [
        link if may_read else Link(link.header, link.hash, {}) for link, may_read in zip(links, readable, strict=True)
    ]
    return _written(head.genesis, shown, view, partial=not all(readable))


def _written(genesis: Genesis, links: list[Link], view: View, *, partial: bool) -> Iterator[str]:
    written = exchange.lines(genesis, links, view.incident.seq, view.incident.entry(view.incident.seq).hash)
    about = json.loads(next(written))
    yield json.dumps(about | ({"partial": True} if partial else {}), ensure_ascii=False) + "\n"
    yield from written
