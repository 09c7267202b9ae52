"""Lays the document out on pages and writes it as one PDF."""

from __future__ import annotations

import logging
import mimetypes
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from crisis.report.archive import mark_accessible
from crisis.report.fetching import STATIC, OwnFilesOnly
from crisis.report.writing import settle
from crisis.templating import render

_STYLE: Final = STATIC / "css" / "report.css"
#: The letters of report-ext.css, such as ş and ğ; unpacking those fonts takes a third of a second.
_MORE_LETTERS: Final = re.compile(r"[\u0100-\u02ff\u0370-\u1eff\u20a0-\u20cf]")
_MORE_FONTS: Final = STATIC / "css" / "report-ext.css"
mimetypes.add_type("application/jsonl", ".jsonl", strict=False)


def pdf(paper: dict[str, Any], log: Path) -> bytes:
    """The PDF of these values, with the log file attached when they name one."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    text = render(paper.get("page", "report/document.html"), **paper)
    sheets = [_STYLE, _MORE_FONTS] if _MORE_LETTERS.search(text) else [_STYLE]
    page = HTML(string=text, base_url=_STYLE.as_uri(), url_fetcher=fetcher)
    made: bytes = page.write_pdf(
        stylesheets=[CSS(sheet.as_uri(), url_fetcher=fetcher, font_config=fonts) for sheet in sheets],
        font_config=fonts,
        pdf_variant="pdf/a-3a",
        finisher=_finish,
        attachments=[_attachment(paper, log)] if "attachment" in paper else [],
    )
    return made


def _finish(document: Any, made: pydyf.PDF) -> None:
    mark_accessible(made)
    settle(made)


def _attachment(paper: dict[str, Any], log: Path) -> Attachment:
    moment = datetime.fromisoformat(paper["cover"]["created"])
    return Attachment(
        string=log.read_text(encoding="utf-8"),
        name=paper["attachment"],
        description="Het logboek als JSON-regels, om na te rekenen",
        created=moment,
        modified=moment,
        relationship="Source",
    )
