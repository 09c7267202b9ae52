"""A JPEG: segments, then the picture itself. What a camera wrote along (place, time, owner) is left out."""

from __future__ import annotations

import struct
from typing import Final

from crisis.attachments.refusing import broken
from crisis.attachments.sizes import must_fit

MAGIC: Final = b"\xff\xd8\xff"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
#: Frames (how large the picture is), and tables without which it cannot be drawn.
_FRAMES: Final = frozenset((0xC0, 0xC1, 0xC2))
_TABLES: Final = frozenset((0xC4, 0xDB, 0xDD))
_ORIENTATION: Final = 0x0112


def clean(content: bytes) -> bytes:
    """The picture, its colours and which side is up; nothing else, and nothing behind its end."""
    kept, frames, scans, turned, at = [b"\xff\xd8"], 0, 0, b"", 2
    while True:
        at, marker = _marker(content, at)
        if marker == _END:
            break
        body = _body(content, at)
        at += 2 + len(body)
        turned = turned or (_turned(body) if marker == 0xE1 else b"")
        if marker in _FRAMES:
            frames += 1
            _must_fit(body)
        if not (_wanted(marker, body)):
            continue
        kept.append(_segment(marker, body))
        if marker == _SCAN:
            scans += 1
            end = _scanned(content, at)
            kept.append(content[at:end])
            at = end
    if frames != 1 or not scans:
        raise broken("plaatje")
    return b"".join([kept[0], turned, *kept[1:], b"\xff\xd9"])


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The next marker and where what follows it begins."""
    if content[at : at + 1] != b"\xff":
        raise broken("plaatje")
    while content[at : at + 1] == b"\xff":
        at += 1
    marker = content[at] if at < len(content) else 0
    if marker < 0xC0 or marker == _START or 0xD0 <= marker <= 0xD7:
        raise broken("plaatje")
    return at + 1, marker


def _body(content: bytes, at: int) -> bytes:
    length = int.from_bytes(content[at : at + 2], "big")
    body = content[at + 2 : at + length]
    if length < 2 or len(body) != length - 2:
        raise broken("plaatje")
    return body


def _segment(marker: int, body: bytes) -> bytes:
    if marker == 0xE0:
        # Without the small picture in it, which may show what was cut off of the large one.
        body = body[:12] + b"\0\0"
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _wanted(marker: int, body: bytes) -> bool:
    named = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}.get(marker)
    return marker in _FRAMES | _TABLES | {_SCAN} or (named is not None and body.startswith(named) and len(body) >= 12)


def _must_fit(body: bytes) -> None:
    if len(body) < 6:
        raise broken("plaatje")
    height, width = struct.unpack(">HH", body[1:5])
    must_fit(width, height)


def _scanned(content: bytes, at: int) -> int:
    """Where the points of the picture end: at the first marker that does not belong to them."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise broken("plaatje")
        behind = content[at + 1]
        if behind and not 0xD0 <= behind <= 0xD7:
            return at
        at += 2


def _turned(body: bytes) -> bytes:
    """A segment that says only which side is up, when the camera said so; else nothing."""
    exif = body[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if not body.startswith(b"Exif\0\0") or order is None or len(exif) < 10:
        return b""
    start = struct.unpack(f"{order}I", exif[4:8])[0]
    count = struct.unpack(f"{order}H", exif[start : start + 2])[0] if start + 2 <= len(exif) else 0
    for number in range(min(count, 200)):
        entry = exif[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) == 12 and struct.unpack(f"{order}H", entry[:2])[0] == _ORIENTATION:
            way = struct.unpack(f"{order}H", entry[8:10])[0]
            short = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way, 0, 0)
            return _segment(0xE1, short) if 1 < way <= 8 else b""
    return b""
