"""Playbooks: YAML files with Dutch content, read into frozen values or refused with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from crisis.glossary import AUDIENCES, CHECKS
from crisis.playbook.fields import OPENNESS, ORGANISER_MODES
from crisis.playbook.items import Check, Communication, Dialogue, Task
from crisis.playbook.loading import check_file, read_playbook
from crisis.playbook.model import Assessment, BrokenPlaybook, Contact, Member, Moment, Phase, Playbook
from crisis.playbook.problems import BrokenFile
from crisis.playbook.reading import Document, read_yaml
from crisis.playbook.schemas import schema
from crisis.playbook.validation import validate
from crisis.settings import ROOT

__all__ = [
    "AUDIENCES",
    "CHECKS",
    "FOLDER",
    "OPENNESS",
    "ORGANISER_MODES",
    "Assessment",
    "BrokenFile",
    "BrokenPlaybook",
    "Check",
    "Communication",
    "Contact",
    "Dialogue",
    "Document",
    "Member",
    "Moment",
    "Phase",
    "Playbook",
    "Task",
    "check",
    "library",
    "load",
    "names",
    "read_yaml",
    "schema",
    "validate",
]

#: The playbooks that come with the product.
FOLDER: Final = ROOT / "playbooks"
_ENDINGS = (".yaml", ".yml")


def load(name_or_path: str | Path, folder: Path = FOLDER) -> Playbook:
    """The playbook with this name in `folder`, or in this file (a path with a slash or ending in .yaml).

    Raises BrokenPlaybook with every mistake, also when there is no such file.
    """
    return read_playbook(_path(name_or_path, folder), folder)


def check(name_or_path: str | Path, folder: Path = FOLDER) -> list[str]:
    """Every mistake in a playbook or shared block, as `file:line: path: wat er mis is`; empty when good."""
    return check_file(_path(name_or_path, folder), folder)


def library(folder: Path = FOLDER) -> list[Playbook]:
    """The playbooks of a folder that can be opened, by name; broken ones and shared blocks are left out."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(read_playbook(path, folder))
        except BrokenPlaybook:
            continue
    return found


def names(folder: Path = FOLDER) -> list[str]:
    """The names of the playbooks in a folder that can be opened, in alphabetical order."""
    return [playbook.key for playbook in library(folder)]


def _path(name_or_path: str | Path, folder: Path) -> Path:
    if isinstance(name_or_path, Path) or "/" in name_or_path or name_or_path.endswith(_ENDINGS):
        return Path(name_or_path)
    return folder / f"{name_or_path}.yaml"
