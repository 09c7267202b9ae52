"""Writing together: texts that several people change at once, until somebody saves a version in the log.

A kind of thing joins with `EDITABLE[Kind] = Editable("kinds.edit", attrgetter("text"))`.
"""

from crisis.writing.documents import LARGEST_UPDATE, LONGEST, TooLong, since, vector
from crisis.writing.editable import EDITABLE, Editable, editable, over
from crisis.writing.tables import Working, find, forget, of_incident
from crisis.writing.texts import OtherEpoch, follow, merge, note_saved, open_text, read, reset
from crisis.writing.updates import BadUpdate

__all__ = [
    "EDITABLE",
    "LARGEST_UPDATE",
    "LONGEST",
    "BadUpdate",
    "Editable",
    "OtherEpoch",
    "TooLong",
    "Working",
    "editable",
    "find",
    "follow",
    "forget",
    "merge",
    "note_saved",
    "of_incident",
    "open_text",
    "over",
    "read",
    "reset",
    "since",
    "vector",
]
