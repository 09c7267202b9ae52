"""The console command `crisis`."""

from crisis.cli.main import main

__all__ = ["main"]
