"""A document of Word: a zip of texts. Packed again without who made it, and refused when it does something."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from typing import Final

from crisis.attachments.refusing import BadFile, broken

MAGIC: Final = b"PK\x03\x04"
_FILES: Final = 1000
_UNPACKED: Final = 40 * 1024 * 1024
#: How long a list of links may be: each becomes a text of its own.
_LINKS: Final = 1024 * 1024
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES: Final = "[Content_Types].xml"
_BODY: Final = "word/document.xml"
_NAME: Final = re.compile(r"[\w \[\].()-]+(?:/[\w \[\].()-]+)*")
_DOES: Final = re.compile(
    r"macroenabled|vba|activex|oleobject|/embeddings/|^embeddings|customui|\.bin\b|\.exe\b", re.IGNORECASE
)
_OUTSIDE: Final = re.compile(r"TargetMode\s*=\s*[\"']\s*External")
_FIELD: Final = re.compile(r"\bDDE(?:AUTO)?\b|\bINCLUDE(?:TEXT|PICTURE)\b")
_INSTRUCTIONS: Final = re.compile(r"<(?:\w+:)?instrText[^>]*>[^<]*|\binstr=\"[^\"]*\"")
_REMARKS: Final = re.compile(r"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|commentReference)[\s/>]")
_ACTIVE: Final = "In dit document zit meer dan tekst en beeld, zoals macro’s. Sla het op als gewoon .docx of als pdf."
#: In the place of what tells who made it and where.
_MADE: Final = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}


def clean(content: bytes) -> bytes:
    """The document, packed again: nothing beside its parts, and no name of who made it."""
    parts = _parts(content)
    if _TYPES not in parts or _BODY not in parts or _MAIN not in _text(parts[_TYPES]):
        raise BadFile("Dit is geen gewoon Word-document. Sla het op als .docx of als pdf.")
    if any(_DOES.search(name) for name in parts) or _DOES.search(_text(parts[_TYPES])):
        raise BadFile(_ACTIVE)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _must_be_still(name, _raw(part))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        for name, part in parts.items():
            box.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _MADE.get(name, part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    """Every part by its name, unpacked within bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            listed = [one for one in box.infolist() if not one.is_dir()]
            names = [one.filename for one in listed]
            plain = all(_NAME.fullmatch(name) and ".." not in name.split("/") for name in names)
            if not plain or len(listed) > _FILES or len({name.lower() for name in names}) != len(names):
                raise broken("Word-document")
            return dict(_unpacked(box, listed))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, BadFile):
            raise
        raise broken("Word-document") from None


def _unpacked(box: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> list[tuple[str, bytes]]:
    left, found = _UNPACKED, []
    for one in listed:
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken("Word-document")
        with box.open(one) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadFile("Dit document wordt bij het openen te groot. Maak het kleiner.")
        found.append((one.filename, content))
    return found


def _text(part: bytes) -> str:
    return html.unescape(_raw(part))


def _raw(part: bytes) -> str:
    """The words of a part; only in the one way of writing that hides nothing from who reads along."""
    try:
        text = part.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise broken("Word-document") from None
    if "\0" in text or "<!DOCTYPE" in text or "<!ENTITY" in text or re.search(r"encoding=[\"'](?!utf-8)", text, re.I):
        raise broken("Word-document")
    return text


def _must_be_still(name: str, text: str) -> None:
    if name.endswith(".rels"):
        if len(text) > _LINKS:
            raise broken("Word-document")
        # Before the signs are written out: within a tag stands no other "<".
        tags = [html.unescape(one) for one in text.split("<")]
        outside = [one for one in tags if _OUTSIDE.search(one)]
        if any({*re.findall(r"relationships/(\w+)", one)} != {"hyperlink"} for one in outside):
            raise BadFile("Dit document haalt iets van buiten op. Maak er een pdf van.")
        if any(_DOES.search(one) for one in tags if one not in outside):
            raise BadFile(_ACTIVE)
    elif name.startswith("word/"):
        if _FIELD.search(html.unescape("".join(found[0] for found in _INSTRUCTIONS.finditer(text)))):
            raise BadFile(_ACTIVE)
        if _REMARKS.search(text):
            raise BadFile("In dit document staan nog opmerkingen of bijgehouden wijzigingen. Verwerk die eerst.")
