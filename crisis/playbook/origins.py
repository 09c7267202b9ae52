"""Where each part of a merged playbook came from: its own file, a shared block, or its own in place of a block's."""

from __future__ import annotations

from pathlib import Path

from crisis.playbook.finding import Index
from crisis.playbook.loading import gathered


def origins(path: Path, folder: Path) -> dict[tuple[str, str], str]:
    """Per kind and key of a part what to say of it; nothing for what is the playbook's own. Raises BrokenPlaybook.

    The kinds are `tasks`, `dialogues`, `communications`, `team`, `moments`, `contacts` and `phases`.
    """
    documents = gathered(path, folder)
    mine = Index(documents[-1:]).parts
    found: dict[tuple[str, str], str] = {}
    for document in documents[:-1]:
        name = document.file.rsplit(".", 1)[0]
        for one in Index([document]).parts:
            found[one] = f"in plaats van {name}" if one in mine else f"uit {name}"
    return found
