"""The pages of the directory, for who keeps it: coordinators and functional administrators."""

from __future__ import annotations

from crisis.web.directory import allies, functions, importing, listing, organisations
from crisis.web.directory.desk import directory

__all__ = ["allies", "directory", "functions", "importing", "listing", "organisations"]
