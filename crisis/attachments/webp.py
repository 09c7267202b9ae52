"""A WebP: a box with chunks. Only the picture, how transparent it is and its colours are kept."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from crisis.attachments.refusing import BadFile, broken
from crisis.attachments.sizes import must_fit

MAGIC: Final = b"RIFF"
_SEEN: Final = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))
#: In the flags: there is data of the camera, there are texts.
_TOLD: Final = 0x08 | 0x04


def clean(content: bytes) -> bytes:
    """The picture without what a camera wrote along."""
    if content[8:12] != b"WEBP":
        raise broken("plaatje")
    chunks = [(kind, body) for kind, body in _chunks(content)]
    kinds = [kind for kind, _ in chunks]
    if b"ANIM" in kinds or b"ANMF" in kinds:
        raise BadFile("Dit plaatje beweegt. Kies een plaatje dat stilstaat.")
    if kinds[:1] not in ([b"VP8 "], [b"VP8L"], [b"VP8X"]) or len({b"VP8 ", b"VP8L"} & {*kinds}) != 1:
        raise broken("plaatje")
    for kind, body in chunks:
        if kind in _SIZES:
            must_fit(*_SIZES[kind](body))
    kept = b"".join(_chunk(kind, body) for kind, body in chunks if kind in _SEEN)
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = struct.unpack("<I", content[4:8])[0] + 8
    if end > len(content):
        raise broken("plaatje")
    at = 12
    while at < end:
        head = content[at : at + 8]
        if len(head) < 8:
            raise broken("plaatje")
        kind, length = struct.unpack("<4sI", head)
        if at + 8 + length > end:
            raise broken("plaatje")
        yield kind, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    if kind == b"VP8X":
        body = bytes((body[0] & ~_TOLD,)) + body[1:]
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _lossy(body: bytes) -> tuple[int, int]:
    if len(body) < 10 or body[3:6] != b"\x9d\x01\x2a":
        raise broken("plaatje")
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if len(body) < 5 or body[0] != 0x2F:
        raise broken("plaatje")
    bits = struct.unpack("<I", body[1:5])[0]
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _canvas(body: bytes) -> tuple[int, int]:
    if len(body) < 10:
        raise broken("plaatje")
    return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1


_SIZES: Final = {b"VP8 ": _lossy, b"VP8L": _lossless, b"VP8X": _canvas}
