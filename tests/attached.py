"""Files of every kind that may be attached, made here, and a way to put one with a message."""

from __future__ import annotations

import hashlib
import io
import secrets
import zipfile
import zlib
from typing import Any

from docx import Document
from PIL import Image

from crisis.attachments import Shelf
from crisis.board.communications import Attachment
from tests.cast import BRAM, Board

ALT = "Een kaart van het plein"


def attached_to(board: Board, message: int, content: bytes | None = None, alt: str = ALT) -> Attachment:
    """Put a picture with a message, as the route does: on the disk first."""
    content = content or picture()
    digest = Shelf(board.ledger.database.settings.home).keep(content)
    given = {"digest": digest, "name": "kaart.png", "media_type": "image/png", "size": len(content), "alt": alt}
    board.does(BRAM, "communications.attach", communication=message, **given)
    return Attachment(**given)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """A picture of one colour, another one each time."""
    made = io.BytesIO()
    Image.new("RGB", size, tuple(secrets.token_bytes(3))).save(made, kind, **more)
    return made.getvalue()


def photo(kind: str = "JPEG", orientation: int = 6) -> bytes:
    """A picture in which a camera wrote where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "CANARYCAMERA", "CANARYOWNER"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 48.0, 0.0), 3: "E", 4: (4.0, 40.0, 0.0)})
    return picture(kind, exif=exif.tobytes())


def document(words: str = "Beste bewoner", author: str = "CANARYAUTHOR") -> bytes:
    """A letter of Word."""
    made, letter = io.BytesIO(), Document()
    letter.core_properties.author = author
    letter.add_paragraph(words)
    letter.save(made)
    return made.getvalue()


def repacked(content: bytes, **parts: bytes | None) -> bytes:
    """A zip with parts set, added or (None) left out; `__` in a name stands for a slash."""
    made, change = io.BytesIO(), {name.replace("__", "/"): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            part = change[name] if name in change else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        return box.read(name)


def paper(catalog: bytes = b"", packed: bytes = b"", about: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    """A PDF of one empty page, with something more in its catalog, or packed in it."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    body += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n"
    if packed:
        stream = zlib.compress(packed)
        body += b"4 0 obj\n<< " + about + b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream)
        body += stream + b"\nendstream\nendobj\n"
    return body + b"trailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n0\n%%EOF\n"


def sha(content: bytes) -> str:
    """The hash under which bytes are kept."""
    return hashlib.sha256(content).hexdigest()
