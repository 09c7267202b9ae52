"""One situation report as a PDF of its own; it says the same whenever it is made."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final, Generic, TypeVar

from crisis import dates, store
from crisis.board.sitraps import EMPTY, SituationReport
from crisis.glossary import CIRCLES, CLASSIFICATIONS
from crisis.ledger import Ledger
from crisis.refusals import NotFound, Refused
from crisis.report.cover import groups, headline
from crisis.report.longwords import printable
from crisis.report.pdf import write
from crisis.report.process import Limits, RenderingFailed, render
from crisis.view import View

#: Reports made at the same time, and how long the next one waits for its turn. Seconds.
AT_ONCE: Final = 2
PATIENCE: Final = 10
What = TypeVar("What")
_BUSY: Final = "Er worden al veel pdf’s gemaakt. Probeer het over een minuut opnieuw, of lees de tekst op het scherm."
_FAILED: Final = "De pdf kon niet worden gemaakt. Probeer het opnieuw, of lees de tekst op het scherm."


class Press(Generic[What]):
    """Makes one PDF at once, while somebody waits; a few at the same time. Raises Refused."""

    def __init__(self, make: Callable[[What], bytes]) -> None:
        self.make = make
        self._room = BoundedSemaphore(AT_ONCE)

    def pull(self, what: What) -> bytes:
        """The PDF of this."""
        if not self._room.acquire(timeout=PATIENCE):
            raise Refused(_BUSY)
        try:
            return self.make(what)
        except RenderingFailed as failed:
            raise Refused(_FAILED) from failed
        finally:
            self._room.release()


def sitrap(ledger: Ledger, view: View, report: SituationReport) -> bytes:
    """The PDF of a report that was set; raises NotFound or RenderingFailed."""
    with ledger.database.read() as connection:
        head = store.head(connection, view.incident.id)
    if head is None:
        raise NotFound
    with tempfile.TemporaryDirectory(prefix="crisis-sitrap-") as folder:
        document = json.dumps(paper(view, report, head.municipality), ensure_ascii=False)
        write(Path(folder) / "document.json", document)
        return render(Path(folder), Limits.of(0)).read_bytes()


def paper(view: View, report: SituationReport, municipality: str) -> dict[str, Any]:
    """Every text on paper, sealed with the chain as it stood when the report was set."""
    incident, sealed = view.incident, view.incident.entry(report.set_in)
    return {
        "page": "report/sitrap.html",
        "number": report.number,
        "cover": {
            "municipality": printable(municipality),
            "title": printable(incident.title),
            "headline": headline(incident.title),
            "code": incident.code,
            "exercise": incident.exercise,
            "classification": CLASSIFICATIONS.get(incident.classification, "Zaakvertrouwelijk"),
            "seq": sealed.seq,
            "created": dates.stamp(sealed.recorded_at)[:19] + "Z",
            "hash": groups(sealed.hash),
        },
        "facts": [
            ("Vastgesteld", f"{dates.full(report.set_at or sealed.recorded_at)}, door {report.set_by}"),
            ("Bestemd voor", CIRCLES[report.circle]),
        ],
        "sections": [(label, printable(words or EMPTY)) for label, words in report.sections()],
    }


def filename(code: str, report: SituationReport) -> str:
    """The name of the file."""
    return f"situatierapport-{report.number}-{code}.pdf"
