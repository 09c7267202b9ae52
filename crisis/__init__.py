"""Zij aan Zij: one live board, steered by a playbook, and a log that can be trusted."""

__version__ = "0.1.0"
