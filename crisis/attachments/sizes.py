"""How large a picture may be on a screen: a small file can open into one that fills a memory."""

from __future__ import annotations

from typing import Final

from crisis.attachments.refusing import BadFile, broken

_SIDE: Final = 12_000
_AREA: Final = 50_000_000


def must_fit(width: int, height: int) -> None:
    """Refuses a picture without a size, or that is too large to show on a telephone."""
    if width < 1 or height < 1:
        raise broken("plaatje")
    if max(width, height) > _SIDE or width * height > _AREA:
        raise BadFile("Dit plaatje heeft te veel beeldpunten. Maak het kleiner en probeer het opnieuw.")
