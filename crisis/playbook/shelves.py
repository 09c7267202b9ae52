"""The playbooks that can be opened: the municipality's own folder, and those that come along.

Files are read again when they change. A file that is broken leaves its last good version in use; that version is
kept on the disk, so that it survives a restart.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from crisis.playbook.loading import is_shared, read_playbook
from crisis.playbook.model import BrokenPlaybook, Playbook
from crisis.playbook.numbers import with_numbers
from crisis.playbook.origins import origins
from crisis.playbook.problems import BrokenFile
from crisis.playbook.reading import read_yaml

#: Every file of a folder, with what changes when it does.
_Seen: TypeAlias = "tuple[tuple[str, int, int], ...]"


@dataclass(frozen=True)
class Volume:
    """A playbook in the library. `errors`: what is wrong with its file now, while an earlier version is in use."""

    name: str
    playbook: Playbook | None
    own: bool
    errors: tuple[str, ...] = ()


class Library:
    """Looks at the folders at every question, which costs little, and reads again what changed."""

    def __init__(
        self, shipped: Path, own: Path | None = None, kept: Path | None = None, numbers: Mapping[str, str] | None = None
    ) -> None:
        self.shipped = shipped
        self.own = own
        #: Where the last good versions of the municipality's own files are.
        self.kept = kept
        #: The phone numbers of the municipality, by the slot that they fill.
        self.numbers = numbers or {}
        self._guard = threading.Lock()
        self._seen: tuple[_Seen, _Seen, bool] | None = None
        self._volumes: dict[str, Volume] = {}

    @property
    def away(self) -> bool:
        """Whether the municipality's folder is not there, or cannot be read."""
        return self.own is not None and not _can_be_read(self.own)

    def volumes(self) -> list[Volume]:
        """Every playbook by its title; a file that never was right comes without one."""
        found = self._looked().values()
        return sorted(found, key=lambda one: one.playbook.title.casefold() if one.playbook else one.name)

    def playbooks(self) -> list[Playbook]:
        """Every playbook that can be opened, by its title."""
        return [one.playbook for one in self.volumes() if one.playbook]

    def volume(self, name: str) -> Volume:
        """The file with this name; raises KeyError."""
        return self._looked()[name]

    def find(self, name: str) -> Playbook:
        """The playbook with this name; raises KeyError, also while its file never was right."""
        found = self.volume(name).playbook
        if found is None:
            raise KeyError(name)
        return found

    def origins(self, name: str) -> dict[tuple[str, str], str]:
        """What of a playbook came from a shared block, by kind and key; nothing while its file is broken."""
        one = self.volume(name)
        folder = self.own if one.own and self.own else self.shipped
        try:
            return origins(folder / f"{name}.yaml", self.shipped)
        except BrokenPlaybook:
            return {}

    def _looked(self) -> dict[str, Volume]:
        there = bool(self.own and _can_be_read(self.own))
        seen = (_files(self.shipped), _files(self.own) if self.own else (), there)
        with self._guard:
            if seen != self._seen:
                self._volumes, self._seen = self._read(), seen
            return self._volumes

    def _read(self) -> dict[str, Volume]:
        found: dict[str, Volume] = {}
        for folder in filter(None, (self.shipped, self.own)):
            for path in _yaml(folder):
                one = self._volume(path, own=folder is self.own)
                before = found.get(path.stem)
                if one and before and one.playbook is None:
                    # A file that never was right takes nothing away that came along.
                    found[path.stem] = replace(before, errors=one.errors)
                elif one:
                    found[path.stem] = one
        return found | self._gone(found)

    def _volume(self, path: Path, *, own: bool) -> Volume | None:
        try:
            if is_shared(read_yaml(path)):
                return None
            playbook = with_numbers(read_playbook(path, self.shipped), self.numbers)
        except (BrokenPlaybook, BrokenFile) as broken:
            return Volume(path.stem, self._last(path.stem) if own else None, own, broken.errors)
        if own:
            self._keep(playbook)
        return Volume(path.stem, playbook, own)

    def _gone(self, found: dict[str, Volume]) -> dict[str, Volume]:
        """When the whole folder cannot be read, what was good in it stays in use."""
        if not self.own or _can_be_read(self.own) or not self.kept or not self.kept.is_dir():
            return {}
        names = [path.stem for path in sorted(self.kept.glob("*.json"))]
        why = f"de map {self.own.name} is er niet, of kan niet worden gelezen"
        return {name: Volume(name, last, True, (why,)) for name in names if (last := self._last(name))}

    def _keep(self, playbook: Playbook) -> None:
        if self.kept is None:
            return
        path = self.kept / f"{playbook.key}.json"
        text = json.dumps(playbook.document(), ensure_ascii=False)
        try:
            self.kept.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f".{path.name}.{os.getpid()}")
            half.write_text(text, "utf-8")
            half.replace(path)
        except OSError:
            return  # it is only a spare

    def _last(self, name: str) -> Playbook | None:
        known = self._volumes.get(name)
        if known and known.playbook and known.own:
            return known.playbook
        try:
            document = json.loads((self.kept / f"{name}.json").read_text("utf-8")) if self.kept else None
            return Playbook.from_document(document) if document else None
        except (OSError, ValueError, BrokenPlaybook):
            return None


def _files(folder: Path) -> _Seen:
    found = []
    for path in _yaml(folder):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))


def _yaml(folder: Path) -> list[Path]:
    """The YAML files in a folder by name, but for hidden ones and names that no screen can show."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [folder / name for name in sorted(names) if name.endswith(".yaml") and name[0] != "." and name.isprintable()]


def _can_be_read(folder: Path) -> bool:
    try:
        os.listdir(folder)
    except OSError:
        return False
    return True
