"""What is on the board: one module per kind, in the order in which they may know each other."""

from typing import Final

from crisis.board import (
    assessments,
    contacts,
    decisions,
    dialogues,
    measures,
    meetings,
    notes,
    opening,
    phases,
    promises,
    readings,
    scale,
    tasks,
    team,
    tension,
)

#: Board order. A kind imports only kinds listed before it.
KINDS: Final = (
    phases,
    scale,
    team,
    tasks,
    notes,
    tension,
    decisions,
    meetings,
    measures,
    promises,
    contacts,
    dialogues,
    assessments,
    readings,
    opening,
)
