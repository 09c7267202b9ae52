"""Questions that people ask, what we answer, and what we do not say: the same answer everywhere."""

from crisis.board.questions import acts  # noqa: F401  (registers the acts)
from crisis.board.questions.thing import ASKERS, STATUSES, Question, Unsaid, unanswered

__all__ = ["ASKERS", "STATUSES", "Question", "Unsaid", "unanswered"]
