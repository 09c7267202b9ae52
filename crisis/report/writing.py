"""Writes a long tagged PDF in time that grows with its length: two things that pydyf 0.13 does over and over."""

from __future__ import annotations

import zlib
from typing import Any, Final

import pydyf

#: Level 9 takes three times as long on a log full of hashes, and saves nothing there.
_LEVEL: Final = 6


class Written(pydyf.Object):  # type: ignore[misc]
    """An object of the PDF that nobody changes any more, as its bytes."""

    def __init__(self, original: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = original.number, original.generation, original.free
        self._data: bytes = original.data
        self._compressible: bool = original.compressible

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it may stand among others in one stream."""
        return self._compressible


def settle(pdf: pydyf.PDF) -> None:
    """Turn every object into bytes once; pydyf does so for the file and again for its identifier."""
    for number, one in enumerate(pdf.objects):
        if one.free != "f":
            pdf.objects[number] = Written(_packed(one))


def _packed(one: pydyf.Object) -> pydyf.Object:
    if isinstance(one, pydyf.Stream) and one.compress:
        content = b"\n".join(_bytes(piece) for piece in one.stream)
        one.stream, one.compress = [zlib.compress(content, _LEVEL)], False
        one.extra = {**one.extra, "Filter": "/FlateDecode"}
    return one


def _bytes(piece: Any) -> bytes:
    if isinstance(piece, bytes):
        return piece
    data: bytes = pydyf._to_bytes(piece)
    return data


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = pdf.__dict__.get("known_references", ())
    if len(known) * 3 != len(kids):
        known = pdf.__dict__["known_references"] = tuple(b"%d 0 R" % number for number in kids[::3])
    return known


#: pydyf lists all pages again for every tag.
pydyf.PDF.page_references = property(_page_references)
