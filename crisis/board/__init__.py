"""What is on the board: one module per kind, in the order in which they may know each other."""

from typing import Final

from crisis.board import notes, opening, phases, scale, tasks, team

#: Board order. A kind imports only kinds listed before it.
KINDS: Final = (phases, scale, team, tasks, notes, opening)
