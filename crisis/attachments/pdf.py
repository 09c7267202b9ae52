"""A PDF: kept as it is, or refused when it does something, hides something or is locked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from crisis.attachments.refusing import BadFile, broken

MAGIC: Final = b"%PDF-"
#: How much may be unpacked of what is packed in it.
_UNPACKED: Final = 64 * 1024 * 1024
_STREAMS: Final = 20_000
_PIECE: Final = 16 * 1024
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_PLAIN: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?")
_DOES: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|Filespec|RichMedia|Rendition|XFA|SubmitForm|ImportData|GoToE|GoToR|Movie"
    rb"|Sound)(?![A-Za-z0-9])|/JS\s*[(<\d]"
)
_LOCKED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


def clean(content: bytes) -> bytes:
    """The same bytes; raises BadFile for a document that is more than paper."""
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content[-1024:] or not _ends(content):
        raise broken("pdf-bestand")
    if _LOCKED.search(_named(content)):
        raise BadFile("Deze pdf is beveiligd. Maak een pdf zonder wachtwoord of beveiliging.")
    if any(_DOES.search(_named(part)) for part in (content, *_packed(content))):
        raise BadFile(
            "In deze pdf zit meer dan tekst en beeld. Maak er een gewone pdf van, bijvoorbeeld met afdrukken."
        )
    return content


def _ends(content: bytes) -> bool:
    """Whether nothing stands behind the end."""
    return not content[content.rindex(b"%%EOF") + 5 :].strip(b"\0\t\r\n\f ")


def _named(content: bytes) -> bytes:
    """With names written out: `/J#53` is `/JS`."""
    return _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), content)


def _packed(content: bytes) -> Iterator[bytes]:
    """Everything that was packed in it: names can hide in any of it, whatever it says to be."""
    left = _UNPACKED
    for number, found in enumerate(_STREAM.finditer(content)):
        _must_be_plain(content, found.start())
        part = _unpacked(content, found.end(), left + 1)
        left -= len(part)
        if left < 0 or number > _STREAMS:
            raise BadFile("Deze pdf wordt bij het openen te groot. Maak hem kleiner.")
        yield part


def _unpacked(content: bytes, at: int, most: int) -> bytes:
    """What is packed from here on; nothing when it is not packed, or is a picture in a way of its own."""
    unpacker, made = zlib.decompressobj(), bytearray()
    # By pieces: the unpacker copies all that it is given and does not need.
    while not unpacker.eof and at < len(content) and len(made) < most:
        piece = unpacker.unconsumed_tail or content[at : at + _PIECE]
        at += 0 if unpacker.unconsumed_tail else _PIECE
        try:
            made += unpacker.decompress(piece, most - len(made))
        except zlib.error:
            break
    return bytes(made)


def _must_be_plain(content: bytes, at: int) -> None:
    """Refuses objects that were packed in a way that is not looked into here."""
    near = max(0, at - 4096)
    about = _named(content[max(content.rfind(b" obj", near, at), near) : at])
    if b"/ObjStm" in about and b"/Filter" in about and (not _PLAIN.search(about) or b"/DecodeParms" in about):
        raise BadFile("Deze pdf is op een vreemde manier ingepakt. Maak hem opnieuw, bijvoorbeeld met afdrukken.")
