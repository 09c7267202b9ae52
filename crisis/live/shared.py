"""Which texts are written together: those of messages that may still change."""

from operator import attrgetter

from crisis.board.communications import Communication
from crisis.writing import EDITABLE, Editable

EDITABLE[Communication] = Editable(
    "communications.edit",
    attrgetter("words"),
    open=attrgetter("open"),
    replaced_by=frozenset({"communication_filled"}),
)
