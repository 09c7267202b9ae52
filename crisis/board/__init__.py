"""What is on the board: one module per kind, in the order in which they may know each other."""

from typing import Final

from crisis.board import (
    assessments,
    communications,
    contacts,
    decisions,
    dialogues,
    displays,
    environment,
    measures,
    meetings,
    notes,
    opening,
    phases,
    press,
    promises,
    questions,
    readings,
    rumours,
    scale,
    sitraps,
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
    communications,
    readings,
    displays,
    rumours,
    questions,
    press,
    environment,
    sitraps,
    opening,
)
