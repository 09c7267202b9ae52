"""A finished PDF, as the tests look at it."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject


def squeezed(text: str) -> str:
    """Only what one sees: without spaces, line ends and places to break."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


class Paper:
    """One PDF: its pages, its metadata and what is attached to it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))

    @property
    def catalog(self) -> DictionaryObject:
        """The root of the document."""
        root = self.reader.trailer["/Root"]
        assert isinstance(root, DictionaryObject)
        return root

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def text(self) -> str:
        """All text without the running heads and feet, squeezed."""
        return squeezed("".join(_without_margins(page) for page in self.pages))

    @cached_property
    def spoken(self) -> str:
        """All text as another reader finds it, squeezed; pypdf cannot read every font that holds accents."""
        command = ["pdftotext", "-", "-"]
        done = subprocess.run(command, input=self.content, capture_output=True, check=True)
        return squeezed(done.stdout.decode())

    @cached_property
    def metadata(self) -> str:
        """The XMP packet."""
        stream = self.catalog["/Metadata"]
        assert isinstance(stream, StreamObject)
        return stream.get_data().decode()

    @property
    def attachments(self) -> dict[str, bytes]:
        """What is attached, by name."""
        return {name: found[0] for name, found in self.reader.attachments.items()}

    @property
    def log(self) -> str:
        """The attached log."""
        (content,) = self.attachments.values()
        return content.decode()

    @cached_property
    def everything(self) -> bytes:
        """The file itself and the content of every stream in it, unpacked."""
        found = [self.content]
        for number in range(1, len(self.reader.xref_objStm) + sum(map(len, self.reader.xref.values())) + 1):
            one: Any = self.reader.get_object(number)
            if isinstance(one, StreamObject):
                found.append(one.get_data())
            found.append(repr(one).encode())
        return b"\n".join(found)

    @property
    def fonts(self) -> list[DictionaryObject]:
        """The fonts that pages use, as the descriptors of what is embedded."""
        fonts: dict[str, Any] = {}
        for page in self.reader.pages:
            fonts |= page["/Resources"]["/Font"]  # type: ignore[operator, index]
        descendants = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts.values()]
        return [one["/FontDescriptor"].get_object() for one in descendants]


def _without_margins(page: str) -> str:
    return re.sub(r"Stand van #\d+ ·[ 0-9a-f]+|pagina \d+ van \d+", "", page)
