"""Rumours: what is told in the city, by how many, whether it is true, and what we do about it."""

from crisis.board.rumours import acts  # noqa: F401  (registers the acts)
from crisis.board.rumours.thing import DECISIONS, OPEN_FOR, OUTCOMES, SPREADS, STATUSES, Rumour, unsettled

__all__ = ["DECISIONS", "OPEN_FOR", "OUTCOMES", "SPREADS", "STATUSES", "Rumour", "unsettled"]
