"""What stops a command."""

from __future__ import annotations


class Trouble(Exception):
    """A command cannot be carried out; the message is for the user, in Dutch."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status
