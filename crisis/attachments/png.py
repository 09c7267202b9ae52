"""A PNG: chunks with a checksum each. Only what makes the picture is kept: no texts, places, times or films."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from crisis.attachments.refusing import broken
from crisis.attachments.sizes import must_fit

MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_SEEN: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs")
)


def clean(content: bytes) -> bytes:
    """The picture without what nobody sees; what stands behind its end is gone too."""
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    first = content[16:24]
    if kinds[0] != b"IHDR" or len(chunks[0][1]) != 25 or kinds.count(b"IHDR") != 1 or b"IDAT" not in kinds:
        raise broken("plaatje")
    must_fit(*struct.unpack(">II", first))
    return MAGIC + b"".join(whole for kind, whole in chunks if kind in _SEEN)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its kind, up to the end of the picture."""
    at, kind = len(MAGIC), b""
    while kind != b"IEND":
        head = content[at : at + 8]
        if len(head) < 8:
            raise broken("plaatje")
        length, kind = struct.unpack(">I4s", head)
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise broken("plaatje")
        yield kind, content[at:end]
        at = end
