"""The PDF of the log: tagged, archivable, with the log attached, against bare paragraphs of the same words.

Both in CPU seconds of a process of their own, start-up included, since wall time says more about the neighbours; for
the product also the CPU that the server spends on preparing it. The floor takes every text of the product's document
as one paragraph, in the same font, size and page, through the same WeasyPrint: no tags, no headings, no attachment.
The two take turns. Linear means that ten times the entries cost at most 1.2 times ten times the seconds.
"""

from __future__ import annotations

import html
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bench.product import Office, everything, office
from bench.table import Row, against, median
from crisis.report.pdf import write_log
from crisis.templating import render
from crisis.view import View

TITLE = "PDF"
_TIMES = {100: 3, 1_000: 3, 10_000: 1}
_BLOCK = re.compile(r"</(?:p|h\d|li|td|th)>")
_TAG = re.compile(r"<[^>]*>")


def measure() -> Iterator[Row]:
    """Three lengths of one log."""
    seconds = {}
    with office() as bench:
        id = bench.incident(max(_TIMES))
        whole = everything(bench.ledger.load(id), bench.ledger)
        for entries, times in _TIMES.items():
            view = whole if entries == whole.incident.seq else replace(whole, incident=whole.incident.at(entries))
            ours, theirs = _made(bench, view, times)
            seconds[entries] = ours
            yield against(f"PDF of {entries:,} entries, CPU", ours, theirs, 1.5, "s")
        yield against("PDF per entry, at 10,000 against at 1,000", seconds[10_000] / 10, seconds[1_000], 1.2, "ms")


def _made(bench: Office, view: View, times: int) -> tuple[float, float]:
    ours, theirs = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="crisis-bench-pdf-") as folder:
            ours.append(_cpu(lambda: write_log(bench.ledger, view, Path(folder))))
            theirs.append(_cpu(lambda: _bare(Path(folder))))
    return median(ours), median(theirs)


def _bare(folder: Path) -> None:
    words = folder / "words.txt"
    if not words.exists():
        words.write_text("\n".join(_words(folder / "document.json")), encoding="utf-8")
    command = [sys.executable, "-m", "bench.paragraphs", str(words), str(folder / "bare.pdf")]
    subprocess.run(command, check=True, capture_output=True)


def _words(document: Path) -> Iterator[str]:
    """Every text on paper, a line for a paragraph."""
    text = render("report/document.html", **json.loads(document.read_text(encoding="utf-8")))
    for block in _BLOCK.split(text.partition("<body>")[2]):
        if words := " ".join(html.unescape(_TAG.sub(" ", block)).split()):
            yield words


def _cpu(do: Callable[[], object]) -> float:
    """Seconds of processor of this process and of those it starts."""
    before = _used()
    do()
    return _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
