"""Live boards: who is watching, and the changed parts sent to each audience after every commit."""

from crisis.live import shared  # noqa: F401  (says which texts are written together)
from crisis.live.sockets import Live

__all__ = ["Live"]
