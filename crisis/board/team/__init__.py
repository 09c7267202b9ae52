"""The team: who holds which role, who is called, who comes."""

from crisis.board.team import calling, guests, handing_over, standing_in
from crisis.board.team.members import (
    Member,
    MemberJoined,
    MemberReleased,
    assign,
    filled,
    members,
    release,
    roles_of,
)
from crisis.board.team.roster import Candidate, Roster
from crisis.board.team.staffing import warnings

__all__ = [
    "Candidate",
    "Member",
    "MemberJoined",
    "MemberReleased",
    "Roster",
    "assign",
    "calling",
    "filled",
    "guests",
    "handing_over",
    "members",
    "release",
    "roles_of",
    "standing_in",
    "warnings",
]
