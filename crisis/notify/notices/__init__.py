"""Notices to the burgemeester, the office and the secretary: that something happened, and never what."""

from crisis.notify.notices.choosing import MOST, WAYS, Choice, may_choose, read_choice
from crisis.notify.notices.rounds import Notices
from crisis.notify.notices.tables import choice, choose, trouble

__all__ = ["MOST", "WAYS", "Choice", "Notices", "choice", "choose", "may_choose", "read_choice", "trouble"]
