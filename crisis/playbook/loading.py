"""Find the files of a playbook, check them together, and merge them into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from crisis.playbook.blocks import SharedBlock
from crisis.playbook.fields import is_key
from crisis.playbook.merging import homeless, merged
from crisis.playbook.model import BrokenPlaybook, Playbook
from crisis.playbook.problems import BrokenFile, Problem, told
from crisis.playbook.reading import Document, read_yaml
from crisis.playbook.references import Known, problems_between
from crisis.playbook.validation import misfits, problems_of


@dataclass
class _Files:
    """A playbook's own document, the blocks it includes in merging order, and what is wrong with them."""

    folders: tuple[Path, ...]
    documents: list[Document] = field(default_factory=list)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, document: Document, trail: tuple[str, ...]) -> None:
        """Take in a document, after everything it includes."""
        names = document.data.get("includes") if isinstance(document.data, dict) else None
        for at, name in enumerate(names if isinstance(names, list) else []):
            text = self._include(name, trail) if isinstance(name, str) and is_key(name) else None
            if text:
                self.problem(document, document.problem(("includes", at), text))
        self.documents.append(document)

    def problem(self, document: Document, problem: Problem) -> None:
        """Note something that is wrong with a document."""
        self.problems.setdefault(document.file, []).append(problem)

    def _include(self, name: str, trail: tuple[str, ...]) -> str | None:
        """Take in the block with this name; what is wrong with asking for it, if anything."""
        if name in trail:
            return f"dit blok komt via {' en '.join(trail)} weer bij zichzelf uit"
        if f"{name}.yaml" in {document.file for document in self.documents}:
            return None
        path = next((path for folder in self.folders if (path := folder / f"{name}.yaml").is_file()), None)
        if path is None:
            return f"het gedeelde blok '{name}.yaml' bestaat niet"
        try:
            document = read_yaml(path)
        except BrokenFile as error:
            self.errors.extend(error.errors)
            return None
        if not is_shared(document):
            return f"'{name}' is geen gedeeld blok (shared: true)"
        self.add(document, (*trail, name))
        return None


def is_shared(document: Document) -> bool:
    """Whether a document is a shared block and not a playbook of its own."""
    return isinstance(document.data, dict) and "shared" in document.data


def read_playbook(path: Path, folder: Path) -> Playbook:
    """The playbook in a file; includes are looked for beside it, then in `folder`.

    Raises BrokenPlaybook with all mistakes of all its files.
    """
    files = _gathered(path, folder)
    own = files.documents[-1]
    if is_shared(own):
        raise BrokenPlaybook(told(own.file, [own.problem(("shared",), "dit is een gedeeld blok, geen draaiboek")]))
    playbook = Playbook.model_validate(own.data)
    blocks = [SharedBlock.model_validate(document.data) for document in files.documents[:-1]]
    for target in (target for block in blocks for target in homeless(playbook, block)):
        files.problem(own, own.problem(("phases",), f"een gedeeld blok heeft een fase nodig van {target}"))
    try:
        if not files.problems:
            return merged(playbook, blocks)
    except ValidationError as error:
        for problem in misfits(Document(own.file, None), Playbook, error):
            files.problem(own, problem)
    raise BrokenPlaybook(_all(files))


def gathered(path: Path, folder: Path) -> list[Document]:
    """The documents of a playbook or shared block that is right in form, its own last; raises BrokenPlaybook."""
    return _gathered(path, folder).documents


def check_file(path: Path, folder: Path) -> list[str]:
    """Everything wrong with a playbook or shared block; empty when it can be used."""
    try:
        if not is_shared(_gathered(path, folder).documents[-1]):
            read_playbook(path, folder)
    except BrokenPlaybook as error:
        return list(error.errors)
    return []


def _gathered(path: Path, folder: Path) -> _Files:
    """All files of a playbook, each right in itself and with the others; raises BrokenPlaybook."""
    files = _Files((path.parent, folder))
    try:
        files.add(read_yaml(path), (path.stem,))
    except BrokenFile as error:
        raise BrokenPlaybook(error.errors) from None
    known = Known.of(files.documents)
    for document in files.documents:
        model = SharedBlock if is_shared(document) else Playbook
        for problem in (*problems_of(document, model), *problems_between(document, known)):
            files.problem(document, problem)
    if files.problems or files.errors:
        raise BrokenPlaybook(_all(files))
    return files


def _all(files: _Files) -> list[str]:
    order = [document.file for document in reversed(files.documents)]
    return [*(line for file in order for line in told(file, files.problems.get(file, []))), *files.errors]
