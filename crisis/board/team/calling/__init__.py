"""Calling the team together: who was called, who comes and when, who is called next."""

from crisis.board.team.calling import acts, facts, groups
from crisis.board.team.calling.thing import (
    OUTCOMES,
    STATES,
    WAITING,
    Called,
    CallOut,
    current,
    next_in_line,
    of,
    ran_out,
)

__all__ = [
    "OUTCOMES",
    "STATES",
    "WAITING",
    "CallOut",
    "Called",
    "acts",
    "current",
    "facts",
    "groups",
    "next_in_line",
    "of",
    "ran_out",
]
