"""What `crisis playbook check` finds beyond form: work that nobody does, never comes or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from crisis.playbook.advice_faults import faults, faults_of_block
from crisis.playbook.advice_hints import hints, hints_of_parts
from crisis.playbook.blocks import SharedBlock
from crisis.playbook.finding import Finding, Index
from crisis.playbook.language import language
from crisis.playbook.loading import gathered, is_shared, read_playbook


def findings(path: Path, folder: Path, today: date) -> list[Finding]:
    """Everything worth telling about a file that is right in form: its own first, in the order of its lines.

    `folder`: where its shared blocks are. Faults of a block that break this playbook are told too, on the lines of
    the block; hints are about the file itself only. Raises BrokenPlaybook when the form is wrong.
    """
    documents = gathered(path, folder)
    mine = documents[-1].file
    found = {*_found(path, folder, Index(documents), today), *language(documents, folder)}
    return sorted(found, key=lambda one: (one.file != mine, one.file, one.problem.line, one.problem.text))


def _found(path: Path, folder: Path, index: Index, today: date) -> Iterator[Finding]:
    own = index.documents[-1]
    if is_shared(own):
        yield from faults_of_block(SharedBlock.model_validate(own.data), index)
    else:
        playbook = read_playbook(path, folder)
        yield from faults(playbook, index)
        yield from hints(playbook, index)
    yield from hints_of_parts(index, today)
