"""What an approval binds to: the exact words, for whom they are, and every file that goes along."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

#: What may be attached, with the words on the screen and the end of the file's name.
MEDIA: Final[dict[str, tuple[str, str]]] = {
    "image/png": ("plaatje", ".png"),
    "image/jpeg": ("foto", ".jpg"),
    "image/webp": ("plaatje", ".webp"),
    "application/pdf": ("pdf", ".pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word-document", ".docx"),
}
#: How large one file may be, and how many go with one message. Source: issue 4, section A.
LARGEST: Final = 5 * 1024 * 1024
MOST: Final = 10


@dataclass(frozen=True)
class Attachment:
    """A file that goes along; its bytes lie on the disk under `digest`. `alt`: what is to be seen, or its title."""

    digest: str
    name: str
    media_type: str
    size: int
    alt: str

    @property
    def picture(self) -> bool:
        """Whether it is to be looked at, instead of opened."""
        return self.media_type.startswith("image/")

    @property
    def kind(self) -> str:
        """What it is, in Dutch."""
        return MEDIA[self.media_type][0] if self.media_type in MEDIA else "bestand"

    @property
    def weight(self) -> str:
        """How large it is, in Dutch."""
        if self.size < 1024 * 1024:
            return f"{max(1, round(self.size / 1024))} kB"
        return f"{self.size / 1024 / 1024:.1f} MB".replace(".", ",")


def digest_of(title: str, words: str, audience: tuple[str, ...], attachments: tuple[Attachment, ...] = ()) -> str:
    """The hash of exactly what goes out. Without attachments it is what it was before there were any."""
    said = [title, words, *audience]
    for one in attachments:
        # Nobody is called by an empty name: what comes behind it can be nothing else than a file.
        said += ["", one.digest, one.name, one.media_type, one.alt]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()
