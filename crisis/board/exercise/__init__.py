"""An exercise with a script: what comes from outside is given to the team by the clock, and the leader steers."""

from crisis.board.exercise import acts  # noqa: F401  (registers the acts)
from crisis.board.exercise.facts import ExerciseEnded
from crisis.board.exercise.thing import SPEEDS, Exercise, Inject, begun, running

__all__ = ["SPEEDS", "Exercise", "ExerciseEnded", "Inject", "begun", "running"]
