"""Files that come from outside: looked at by their bytes, made clean, and kept on the disk under their hash."""

from crisis.attachments.checking import Checked, check, cleaned
from crisis.attachments.refusing import BadFile
from crisis.attachments.shelf import Shelf

__all__ = ["BadFile", "Checked", "Shelf", "check", "cleaned"]
