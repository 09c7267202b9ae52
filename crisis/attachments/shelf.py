"""Where the bytes lie: one file per hash, whole or not there at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from pathlib import Path


class Shelf:
    """The attachments in the home of the product."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "attachments"

    def keep(self, content: bytes) -> str:
        """Put bytes on the disk, once; gives their hash. Raises OSError when the disk does not take them."""
        digest = hashlib.sha256(content).hexdigest()
        if self.read(digest) is not None:
            return digest
        place = self._place(digest)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = place.parent / f".{secrets.token_hex(8)}"
        try:
            _write(beside, content)
            beside.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        for folder in (place.parent, self.folder):
            _settle(folder)
        return digest

    def read(self, digest: str) -> bytes | None:
        """The bytes with this hash; None when they are not there, or are not those any more."""
        if not re.fullmatch("[0-9a-f]{64}", digest):
            return None
        try:
            content = self._place(digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def holds(self, digest: str, size: int) -> bool:
        """Whether there is a file of this size under this hash; quicker than reading it."""
        try:
            return self._place(digest).stat().st_size == size
        except OSError:
            return False

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the name of a new file as lasting as its bytes."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
