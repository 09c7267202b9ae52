"""Messages that follow from the log: a reader with a bookmark, which may fail and resume and never slows an act."""

from crisis.notify.notifier import Notifier
from crisis.notify.ways import ways

__all__ = ["Notifier", "ways"]
