"""The environment report (omgevingsanalyse): how people behave, what they want to know, what it means to them."""

from crisis.board.environment import acts  # noqa: F401  (registers the acts)
from crisis.board.environment.draft import draft
from crisis.board.environment.thing import CONFIDENCES, SOURCES, EnvironmentReport, due, latest

__all__ = ["CONFIDENCES", "SOURCES", "EnvironmentReport", "draft", "due", "latest"]
