"""The rendering process: plain values in, one PDF out. It reads no database and reaches no network."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from crisis.report import layout
from crisis.report.process import NO_MEMORY


def main(folder: Path, limits: dict[str, int]) -> int:
    """Render document.json in this folder into log.pdf; gives the exit status."""
    _limit(limits)
    sys.addaudithook(_stay_inside)
    # One pass over one document: what becomes garbage is little, looking for it is a tenth of the time.
    gc.disable()
    try:
        paper = json.loads((folder / "document.json").read_text(encoding="utf-8"))
        made = layout.pdf(paper, folder / "log.jsonl")
        half = folder / "log.pdf.half"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        half.rename(folder / "log.pdf")
    except MemoryError:
        return NO_MEMORY
    return 0


def _limit(limits: dict[str, int]) -> None:
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _stay_inside(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse the network and other programs, whatever asks for them."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2])))
