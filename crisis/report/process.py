"""Starts the rendering process, with limits on what it may use, and says in Dutch what went wrong."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from json import dumps
from pathlib import Path
from typing import Final

import crisis

_LOG: Final = logging.getLogger(__name__)
#: How the child says that it ran out of memory.
NO_MEMORY: Final = 12
_SLOW: Final = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
#: The text libraries abort when they get no memory.
_HUGE: Final = frozenset({NO_MEMORY, -signal.SIGABRT, -signal.SIGTRAP})


class RenderingFailed(Exception):
    """There is no PDF; the sentence tells the user what to do instead, in Dutch."""

    @property
    def sentence(self) -> str:
        """What the user reads."""
        return str(self)


@dataclass(frozen=True)
class Limits:
    """What one rendering may use: seconds of processor, bytes of memory, seconds on the clock."""

    cpu: int
    memory: int
    wall: int

    @classmethod
    def of(cls, entries: int) -> Limits:
        """Several times what a log of this length takes on a slow machine."""
        cpu = 90 + entries // 20
        return cls(cpu=cpu, memory=(1536 + entries // 5) * 2**20, wall=3 * cpu)


def render(folder: Path, limits: Limits) -> Path:
    """Make log.pdf from document.json and log.jsonl in this folder; raises RenderingFailed.

    The child gets nothing of our environment and nothing of the database: only the files in the folder.
    """
    command = [sys.executable, "-P", "-s", "-m", "crisis.report.child", str(folder), dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.wall,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderingFailed(_sentence(-signal.SIGKILL)) from error
    made = folder / "log.pdf"
    if done.returncode == 0 and made.is_file():
        return made
    _LOG.error("rendering ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
    raise RenderingFailed(_sentence(done.returncode))


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONPATH": str(Path(crisis.__file__).parent.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Fonts are cut to size with this date, so that the same log gives the same file.
        "SOURCE_DATE_EPOCH": "0",
    }


def _sentence(status: int) -> str:
    instead = "Haal het logboek op als JSON-regels, of maak de pdf tot een eerder nummer."
    if status in _SLOW:
        return f"Het maken van de pdf duurde te lang en is gestopt. {instead}"
    if status in _HUGE:
        return f"Het maken van de pdf had te veel geheugen nodig en is gestopt. {instead}"
    return f"De pdf kon niet worden gemaakt. {instead}"
