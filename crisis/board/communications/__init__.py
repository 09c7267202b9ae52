"""Messages: written together, looked at, approved word for word, and brought out."""

from crisis.board.communications import planned, releasing, remarks, reviewing, weighing  # noqa: F401  (registers the acts)
from crisis.board.communications.attaching import AttachmentAdded, attached
from crisis.board.communications.binding import LARGEST, MEDIA, Attachment, digest_of
from crisis.board.communications.drafting import CommunicationDrafted, must_be_open
from crisis.board.communications.releasing import under_mandate
from crisis.board.communications.remarks import Remark
from crisis.board.communications.thing import CHANNELS, FUEL, STATUSES, Communication, promised, public_at
from crisis.board.communications.wording import lacking, unfilled

__all__ = [
    "CHANNELS",
    "FUEL",
    "LARGEST",
    "MEDIA",
    "STATUSES",
    "Attachment",
    "AttachmentAdded",
    "Communication",
    "CommunicationDrafted",
    "Remark",
    "attached",
    "digest_of",
    "lacking",
    "must_be_open",
    "promised",
    "public_at",
    "under_mandate",
    "unfilled",
]
