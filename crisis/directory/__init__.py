"""The people behind the team: organisations, their functions, standby and allies. Work contact data only, no names.

Ordinary tables and not the log: who can be called outlives incidents, and contact data does not belong in a log that
never forgets. Every change leaves a trace in `directory_audit`.
"""

from __future__ import annotations

from crisis.directory import checking
from crisis.directory.allies import Ally, Coverage, allies, axes, coverage, retire_ally, set_ally, set_axis
from crisis.directory.functions import add_function, change_function, mark_checked, retire_function
from crisis.directory.importing import Row, import_rows, planned
from crisis.directory.keeping import Keeper
from crisis.directory.merging import shown
from crisis.directory.model import Directory, Function, Organisation, Standby
from crisis.directory.organisations import add_organisation, change_organisation, retire_organisation
from crisis.directory.readiness import RoleReadiness, readiness, thin_roles, warnings
from crisis.directory.reading import Audited, audited, load, reported
from crisis.directory.seeding import seed
from crisis.directory.sheets import COLUMNS, decoded, written
from crisis.directory.standby import remove_standby, set_standby, starting
from crisis.directory.wording import LABELS, Wrong

__all__ = [
    "COLUMNS",
    "LABELS",
    "Ally",
    "Audited",
    "Coverage",
    "Directory",
    "Function",
    "Keeper",
    "Organisation",
    "RoleReadiness",
    "Row",
    "Standby",
    "Wrong",
    "add_function",
    "add_organisation",
    "allies",
    "audited",
    "axes",
    "change_function",
    "change_organisation",
    "checking",
    "coverage",
    "decoded",
    "import_rows",
    "load",
    "mark_checked",
    "planned",
    "readiness",
    "remove_standby",
    "reported",
    "retire_ally",
    "retire_function",
    "retire_organisation",
    "seed",
    "set_ally",
    "set_axis",
    "set_standby",
    "shown",
    "starting",
    "thin_roles",
    "warnings",
    "written",
]
