"""The log as a PDF: a report to read, with the log itself attached to verify."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from crisis import store
from crisis.access import Audience
from crisis.glossary import CIRCLES, EXERCISE_CIRCLE
from crisis.ledger import Ledger
from crisis.refusals import NotFound
from crisis.report import export
from crisis.report.document import document
from crisis.report.process import Limits, render
from crisis.view import View

#: Reads everything and does nothing: the eyes of the operator at the command line.
EVERYTHING = Audience((EXERCISE_CIRCLE, *CIRCLES), frozenset())


def whole_log(ledger: Ledger, id: int) -> bytes:
    """The PDF with every entry, for who may read everything; raises NotFound or RenderingFailed."""
    return log_for(ledger, View(ledger.load(id), EVERYTHING, ledger.now()))


def log_for(ledger: Ledger, view: View, limits: Limits | None = None) -> bytes:
    """The PDF of what this view may read, as far as it stands; raises NotFound or RenderingFailed."""
    with tempfile.TemporaryDirectory(prefix="crisis-pdf-") as folder:
        return write_log(ledger, view, Path(folder), limits).read_bytes()


def write_log(ledger: Ledger, view: View, folder: Path, limits: Limits | None = None) -> Path:
    """Make the PDF in a folder of its own; gives its path. Raises NotFound or RenderingFailed."""
    with ledger.database.read() as connection:
        head = store.head(connection, view.incident.id)
    if head is None:
        raise NotFound
    name = filename(view.incident.code, view.incident.seq, past=view.past)
    paper = document(view, head.municipality) | {"attachment": f"{name}.jsonl"}
    write(folder / "document.json", json.dumps(paper, ensure_ascii=False))
    write(folder / "log.jsonl", "".join(export.lines(ledger, view)))
    return render(folder, limits or Limits.of(view.incident.seq))


def filename(code: str, seq: int, *, past: bool) -> str:
    """The name of the file, without its ending; an earlier state says up to which entry.

    >>> filename("INC-20261123-1403", 12, past=True)
    'logboek-INC-20261123-1403-tm-12'
    """
    return f"logboek-{code}-tm-{seq}" if past else f"logboek-{code}"


def write(path: Path, content: str) -> None:
    """Write a new file that only we may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
