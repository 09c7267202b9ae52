"""Read one YAML file that may come from anywhere, and know the line of everything in it.

Nothing in the file is trusted: its size is checked before it is opened, and the parser's events are
walked before any value is made, so aliases cannot multiply and depth cannot exhaust the stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from crisis.playbook.building import FORBIDDEN, Builder, TooMuch, Value
from crisis.playbook.problems import BrokenFile, Place, Problem, told
from crisis.playbook.wording import syntax_sentence

MAX_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class Document:
    """A file as read: its name, its value, the line of every place, and what the reader refused."""

    file: str
    data: Value
    lines: dict[Place, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def problem(self, place: Place, text: str) -> Problem:
        """A problem at a place, on the line of the nearest thing that is really in the file."""
        known = place
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.lines.get(known, 1), place, text)


def read_yaml(path: Path, limit: int = MAX_BYTES) -> Document:
    """Read a file of at most `limit` bytes; raises BrokenFile when no value can be had from it.

    What was read but is not allowed (aliases, double keys) stands in `problems` of the document, so
    that it can be reported together with everything else.
    """
    return parse(_text(path, limit), path.name)


@lru_cache(maxsize=64)
def parse(text: str, file: str) -> Document:
    """Read YAML from a text; `file` is the name used in messages. Raises BrokenFile like read_yaml.

    Parsing takes longer than all the rest, so equal texts share a document; nobody may change its data.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_characters(text, file)
    builder = Builder(YAML(typ="safe", pure=True).parse(text))
    try:
        value = builder.build()
    except TooMuch:
        raise BrokenFile(told(file, builder.problems)) from None
    except (YAMLError, ValueError) as error:
        # ValueError: ruamel lets the one of chr() through for an escape such as "\U00110000".
        raise BrokenFile(told(file, [*builder.problems, _syntax(error)])) from None
    if not builder.lines:
        raise BrokenFile(told(file, [Problem(1, (), "het bestand is leeg")]))
    return Document(file, value, builder.lines, tuple(builder.problems))


def _text(path: Path, limit: int) -> str:
    try:
        if not path.is_file():
            what = "is geen bestand" if path.exists() else "bestaat niet"
            raise BrokenFile(told(path.name, [Problem(1, (), f"het bestand {what}")]))
        if path.stat().st_size > limit:
            text = f"het bestand is te groot (hoogstens {limit // 1024} KiB)"
            raise BrokenFile(told(path.name, [Problem(1, (), text)]))
        with path.open("rb") as stream:
            content = stream.read(limit)
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        text = "het bestand is geen UTF-8; sla het op als UTF-8"
        raise BrokenFile(told(path.name, [Problem(line, (), text)])) from None
    except (OSError, ValueError):
        # ValueError: a name with a NUL in it.
        raise BrokenFile(told(path.name, [Problem(1, (), "het bestand kan niet worden gelezen")])) from None


def _refuse_characters(text: str, file: str) -> None:
    if not FORBIDDEN.search(text):
        return
    sentence = "onzichtbaar of stuurteken; haal het weg of typ de regel opnieuw"
    # Split on \n alone: splitlines would count the very characters that are being refused.
    lines = enumerate(text.split("\n"), start=1)
    raise BrokenFile(told(file, [Problem(at, (), sentence) for at, line in lines if FORBIDDEN.search(line)]))


def _syntax(error: Exception) -> Problem:
    if not isinstance(error, MarkedYAMLError):
        return Problem(1, (), syntax_sentence(""))
    mark = error.problem_mark or error.context_mark
    sentence = syntax_sentence(f"{error.context} {error.problem}")
    opened = error.context_mark if "niet gesloten" in sentence else None
    if mark and opened and opened.line != mark.line:
        sentence += f" (begonnen op regel {opened.line + 1})"
    return Problem(mark.line + 1 if mark else 1, (), sentence)
