"""What a file is, told by its bytes alone: not by its name, and not by what the browser says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crisis.attachments import docx, jpeg, pdf, png, webp
from crisis.attachments.refusing import BadFile
from crisis.board.communications import LARGEST, MEDIA

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How a file begins, what it then is, and what looks at all of it and gives the bytes to keep.
_KINDS: Final[tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...]] = (
    (png.MAGIC, "image/png", png.clean),
    (jpeg.MAGIC, "image/jpeg", jpeg.clean),
    (webp.MAGIC, "image/webp", webp.clean),
    (pdf.MAGIC, "application/pdf", pdf.clean),
    (docx.MAGIC, _WORD, docx.clean),
)
_KEPT: Final = re.compile(r"[^\w .()+-]")
_ENDINGS: Final = re.compile(r"(\.(png|jpe?g|webp|pdf|docx|heic))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its type, and its bytes without what nobody sees."""

    media_type: str
    content: bytes


def check(content: bytes) -> Checked:
    """Look at a file; raises BadFile."""
    if not content:
        raise BadFile("Dit bestand is leeg. Kies een ander bestand.")
    if len(content) > LARGEST:
        raise BadFile("Dit bestand is te groot. Er past 5 MB. Maak het kleiner, of maak er twee van.")
    for magic, media_type, clean in _KINDS:
        if content.startswith(magic):
            return Checked(media_type, clean(content))
    raise BadFile("Dit soort bestand kan niet. Kies een plaatje (PNG, JPEG of WebP), een pdf of een Word-document.")


def cleaned(name: str, media_type: str) -> str:
    """A name without a path or signs that deceive, with the end that fits what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = _KEPT.sub("", "".join(sign for sign in last if unicodedata.category(sign)[0] != "C"))
    stem = _ENDINGS.sub("", " ".join(plain.split())).strip(" .-")[:80].strip(" .-")
    return (stem or "bijlage") + MEDIA[media_type][1]
