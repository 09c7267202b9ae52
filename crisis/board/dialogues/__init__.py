"""Dialogue meetings in the city: open by default, by others where that can be, and never without a follow-up."""

from crisis.board.dialogues import acts, editing  # noqa: F401  (registers the acts)
from crisis.board.dialogues.thing import KINDS, MODES, MOODS, OPENNESS, PREPARATION, STAGES, Dialogue, Invited, Report

__all__ = ["KINDS", "MODES", "MOODS", "OPENNESS", "PREPARATION", "STAGES", "Dialogue", "Invited", "Report"]
