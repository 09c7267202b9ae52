"""The product with a text that is written together: until a kind has one, that of a task."""

from __future__ import annotations

from typing import Final

#: What Python is started with: the product, with the explanation of a task as a shared text.
ARGUMENTS: Final = (
    "-c",
    """
from operator import attrgetter
from crisis.board.tasks import Task
from crisis.cli import main
from crisis.writing import EDITABLE, Editable
EDITABLE[Task] = Editable("tasks.change", attrgetter("details"))
main()
""",
    "serve",
)
