"""Meetings of the team (BOBOC) and of the driehoek."""

from crisis.board.meetings import acts, facts
from crisis.board.meetings.thing import AGENDA, COLUMNS, KINDS, Attendee, Meeting, going_on, upcoming

__all__ = ["AGENDA", "COLUMNS", "KINDS", "Attendee", "Meeting", "acts", "facts", "going_on", "upcoming"]
