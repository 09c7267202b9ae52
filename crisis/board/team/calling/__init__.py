"""Calling the team together: who was called, who comes and when, who is called next."""

from crisis.board.team.calling import acts, facts, groups
from crisis.board.team.calling.counting import in_line, next_in_line, ran_out, short, there
from crisis.board.team.calling.thing import OUTCOMES, STATES, WAITING, Called, CallOut, current, of

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
    "in_line",
    "next_in_line",
    "of",
    "ran_out",
    "short",
    "there",
]
