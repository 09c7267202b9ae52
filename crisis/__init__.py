"""Zij aan Zij: one live board, steered by a playbook, and a log that can be trusted."""

from crisis.version import __version__

__all__ = ["__version__"]
