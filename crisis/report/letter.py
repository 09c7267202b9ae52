"""A message as a document for a word processor. Built plainly: headings, paragraphs, lists."""

from __future__ import annotations

from typing import IO

from docx import Document

from crisis import dates
from crisis.board.communications import Communication
from crisis.incident import Incident
from crisis.markup import plain


def letter(message: Communication, incident: Incident, to: IO[bytes]) -> None:
    """Write the document. An exercise says so, and what is not out yet says that it is a draft."""
    document = Document()
    document.core_properties.title = message.title
    document.core_properties.language = "nl-NL"
    document.core_properties.author = ""
    for mark in _marks(message, incident):
        document.add_paragraph(mark).runs[0].bold = True
    document.add_heading(message.title, level=1)
    for block in plain(message.words).split("\n\n"):
        for line in block.splitlines():
            listed = line.lstrip().startswith(("- ", "* "))
            document.add_paragraph(line.lstrip()[2:] if listed else line, style="List Bullet" if listed else None)
    if message.attachments:
        document.add_heading("Bijlagen", level=2)
    for one in message.attachments:
        document.add_paragraph(f"{one.name}: {one.alt}", style="List Bullet")
    document.save(to)


def _marks(message: Communication, incident: Incident) -> list[str]:
    marks = ["OEFENING"] if incident.exercise else []
    if message.status in ("withdrawn", "corrected"):
        marks.append({"withdrawn": "INGETROKKEN", "corrected": "GERECTIFICEERD"}[message.status])
    if message.release is None:
        marks.append("CONCEPT, niet verspreiden")
    else:
        marks.append(f"Uitgebracht op {dates.full(message.release.at)}")
    return marks
