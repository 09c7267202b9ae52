"""The file itself: to read with a screen reader, to keep for twenty years, to verify without us."""

from __future__ import annotations

import io
import re

from crisis import exchange
from tests.report.conftest import Evening
from tests.report.paper import Paper


def test_it_is_tagged_dutch_and_titled(whole: Paper):
    catalog = whole.catalog
    assert catalog["/MarkInfo"] == {"/Marked": "true"} or catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "nl"
    assert whole.reader.metadata is not None
    assert whole.reader.metadata.title is not None
    assert whole.reader.metadata.title.startswith("OEFENING: Logboek Onrust bij de moskee (OEF-")
    assert whole.reader.pdf_header == "%PDF-1.7"


def test_it_says_to_be_an_archive_and_accessible(whole: Paper):
    assert 'pdfaid:part="3"' in whole.metadata
    assert 'pdfaid:conformance="A"' in whole.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in whole.metadata
    assert whole.metadata.count("<rdf:RDF") == whole.metadata.count("</rdf:RDF>") == 1
    assert b"<pdfuaid:part>1" in whole.content, "readable without unpacking"


def test_every_font_is_embedded(whole: Paper):
    assert whole.fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in whole.fonts)
    assert all("Noto" in font["/FontName"] for font in whole.fonts)


def test_it_has_bookmarks_for_the_parts_and_the_days(whole: Paper):
    titles = [str(one["/Title"]) for one in _flat(whole.reader.outline)]
    assert [title for title in titles if title in ("Fasen en schaal", "Taken", "Besluiten", "Logboek")] == [
        "Fasen en schaal",
        "Taken",
        "Besluiten",
        "Logboek",
    ]
    assert re.fullmatch(r"\w+dag \d+ \w+ \d{4}", titles[-1])


def test_the_pages_are_numbered(whole: Paper):
    total = len(whole.pages)
    assert [f"pagina {number} van {total}" in page for number, page in enumerate(whole.pages, 1)] == [True] * total


def test_the_attached_log_verifies(whole: Paper, evening: Evening):
    verdict = exchange.verify_file(io.StringIO(whole.log))
    assert verdict.whole
    assert verdict.head == evening.board.incident.head
    (name,) = whole.attachments
    assert name == f"logboek-{evening.board.incident.code}.jsonl"
    assert whole.catalog["/AF"][0].get_object()["/AFRelationship"] == "/Source"


def test_the_same_log_gives_the_same_file(evening: Evening, whole: Paper):
    again = evening.paper_of_everything()
    assert again.pages == whole.pages
    assert again.content == whole.content


def _flat(outline: list) -> list:
    return [one for part in outline for one in (_flat(part) if isinstance(part, list) else [part])]
