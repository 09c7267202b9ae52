"""Tasks: what has to be done, by whom, by when, and whether it is."""

from crisis.board.tasks import acts, editing, planned  # noqa: F401  (registers the acts)
from crisis.board.tasks.facts import TaskAdded
from crisis.board.tasks.thing import OPEN, STATUSES, Task, open_tasks

__all__ = ["OPEN", "STATUSES", "Task", "TaskAdded", "open_tasks"]
