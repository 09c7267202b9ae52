"""A playbook on paper, to read in advance and to have at hand when no screen works."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crisis import dates
from crisis.glossary import CLASSIFICATIONS
from crisis.phasemap import phasemap
from crisis.playbook import Playbook
from crisis.report.longwords import printable
from crisis.report.pdf import write
from crisis.report.process import Limits, render


def book(playbook: Playbook, municipality: str) -> bytes:
    """The PDF of a playbook; the same version gives the same file. Raises RenderingFailed."""
    with tempfile.TemporaryDirectory(prefix="crisis-playbook-") as folder:
        write(Path(folder) / "document.json", json.dumps(paper(playbook, municipality), ensure_ascii=False))
        return render(Path(folder), Limits.of(0)).read_bytes()


def paper(playbook: Playbook, municipality: str) -> dict[str, Any]:
    """Every text on paper, as plain values: the process that renders knows no playbooks."""
    said = {"Versie": str(playbook.version)}
    if playbook.owner:
        said["Eigenaar"] = playbook.owner
    if playbook.adopted:
        said["Vastgesteld"] = dates.day(playbook.adopted)
    if playbook.review_before:
        said["Opnieuw bekijken vóór"] = dates.day(playbook.review_before)
    return {
        "page": "report/playbook.html",
        "municipality": printable(municipality),
        "title": playbook.title,
        "version": playbook.version,
        "classification": CLASSIFICATIONS.get(playbook.classification or "", "Zaakvertrouwelijk"),
        "facts": list(said.items()),
        "playbook": _told(playbook),
        "map": asdict(phasemap(playbook)),
    }


def _told(playbook: Playbook) -> dict[str, Any]:
    """The playbook as plain values, with its deadlines and rhythms in words."""
    titles = {one.key: one.title for one in playbook.moments}
    told = playbook.model_dump(mode="json")
    for phase, plain in zip(playbook.phases, told["phases"], strict=True):
        plain["meeting_every"] = phase.meeting_every.every() if phase.meeting_every else None
        for name in ("tasks", "dialogues", "communications"):
            for part, one in zip(getattr(phase, name), plain[name], strict=True):
                one["due"] = part.due.words(titles) if part.due else None
    return told


def filename(playbook: Playbook) -> str:
    """The name of the file."""
    return f"draaiboek-{playbook.key}-versie-{playbook.version}.pdf"
