"""Something that is not right in a playbook although its form is: where, how bad, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from crisis.playbook.problems import Place, Problem
from crisis.playbook.reading import Document

#: A fault breaks the work of the team; a hint is worth a look.
Level = Literal["fout", "let op"]
#: The lists of parts in a document, each with the key that names a part in it.
HEAD: Final = {"team": "role", "moments": "moment", "contacts": "contact", "phases": "phase"}
WORK: Final = {"tasks": "task", "dialogues": "dialogue", "communications": "communication"}


@dataclass(frozen=True)
class Finding:
    """One finding. `problem` knows its line and place."""

    file: str
    problem: Problem
    level: Level

    def told(self) -> str:
        """As one line: `file:line: path: fout: what to do`."""
        return replace(self.problem, text=f"{self.level}: {self.problem.text}").told(self.file)


@dataclass(frozen=True)
class Spot:
    """Where a part of the merged playbook stands in the files, and what is written there."""

    document: Document
    place: Place
    data: dict[str, Any]

    def fault(self, text: str, *inside: str | int) -> Finding:
        """Something that breaks the work."""
        return Finding(self.document.file, self.document.problem((*self.place, *inside), text), "fout")

    def hint(self, text: str, *inside: str | int) -> Finding:
        """Something that is worth a look."""
        return Finding(self.document.file, self.document.problem((*self.place, *inside), text), "let op")


class Index:
    """Finds the file and place of each part; a later file goes before an earlier one, as in merging."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents
        self._spots: dict[tuple[str, str], Spot] = {}
        for document in documents:
            for kind, key, spot in _parts(document):
                self._spots[kind, key] = spot

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """What there is: kinds and keys."""
        return frozenset(self._spots)

    def spot(self, kind: str, key: str) -> Spot:
        """The part of this kind with this key; the top of the last file when it is nowhere."""
        return self._spots.get((kind, key)) or self.top

    def own(self) -> Iterator[tuple[str, Spot]]:
        """The parts that the last file itself holds, with their kind."""
        return ((kind, spot) for (kind, _), spot in self._spots.items() if spot.document is self.documents[-1])

    @property
    def top(self) -> Spot:
        """The whole of the last file."""
        last = self.documents[-1]
        return Spot(last, (), last.data if isinstance(last.data, dict) else {})


def listed(data: object, name: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The groups in a list of a document, with their places."""
    parts = data.get(name) if isinstance(data, dict) else None
    for at, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict):
            yield (name, at), part


def _parts(document: Document) -> Iterator[tuple[str, str, Spot]]:
    for group, key in HEAD.items():
        for place, part in listed(document.data, group):
            yield group, str(part.get(key)), Spot(document, place, part)
    for holder in ("attach", "phases"):
        for place, part in listed(document.data, holder):
            for group, key in WORK.items():
                for inside, work in listed(part, group):
                    yield group, str(work.get(key)), Spot(document, (*place, *inside), work)
