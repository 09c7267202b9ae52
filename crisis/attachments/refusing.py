"""A file that is not taken in, with the sentence for who sent it."""

from __future__ import annotations


class BadFile(ValueError):
    """The bytes are not what may be kept; the message says why and what to do, in Dutch."""


def broken(what: str) -> BadFile:
    """The file says that it is something, and is not whole."""
    return BadFile(f"Dit bestand is geen goed {what}. Sla het opnieuw op en probeer het nog eens.")
