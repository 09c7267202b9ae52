"""`python -m bench [subject ...] [--write]`: measures and prints tables; --write also keeps them in docs/."""

from __future__ import annotations

import argparse
import importlib
import inspect
import time
from pathlib import Path
from types import ModuleType

from bench import machine
from bench.table import Row, table

#: In the order in which they run; each is a module with TITLE, a docstring that says what is compared, and measure().
SUBJECTS = ("act", "writers", "live", "page", "reading", "paper", "taps")
_KEPT = Path(__file__).parent.parent / "docs" / "measurements.md"
_INTRO = """# Measurements

Made by `make bench ARGS=--write`; do not edit. Every number of the product stands beside a floor: the same work
without the product, measured in the same run and where it matters in turn, so that a busy machine slows both.
The targets are bounds of the ratio. "Load" is the load average of the last minute, at the start and the end.
"""


def main() -> None:
    """Measure what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="subject", help=", ".join(SUBJECTS))
    parser.add_argument("--write", action="store_true", help=f"also write {_KEPT.name}")
    asked = parser.parse_args()
    if unknown := set(asked.subjects) - set(SUBJECTS):
        parser.error(f"unknown subject: {', '.join(sorted(unknown))}")
    for line in machine.described():
        print(line)
    found = [_measured(name) for name in SUBJECTS if name in (asked.subjects or SUBJECTS)]
    if asked.write and asked.subjects:
        _KEPT.write_text(_with(_KEPT.read_text(), found))
    elif asked.write:
        _KEPT.write_text("\n".join([_INTRO, *machine.described(), "", *found]))


def _with(kept: str, found: list[str]) -> str:
    """What was kept, with the sections that were measured again in place of theirs, each with its own day."""
    head, *sections = kept.split("\n## ")
    stamp = machine.described()[0]
    for section in found:
        title = section.partition("\n")[0].removeprefix("## ")
        sections = [one for one in sections if one.partition("\n")[0] != title]
        sections.append(f"{section.removeprefix('## ').rstrip()} {stamp}\n")
    return "\n## ".join([head, *sections])


def _measured(name: str) -> str:
    """One subject, printed row by row; gives its section."""
    subject, start, before = importlib.import_module(f"bench.{name}"), time.monotonic(), machine.load()
    print(f"\n## {subject.TITLE}\n{table([])}", flush=True)
    rows: list[Row] = []
    for row in subject.measure():
        print(row.line, flush=True)
        rows.append(row)
    took = f"Load {before} to {machine.load()}; {time.monotonic() - start:.0f} s."
    print(took)
    return f"## {subject.TITLE}\n\n{_about(subject)}\n\n{table(rows)}\n\n{took}\n"


def _about(subject: ModuleType) -> str:
    """What was compared: the docstring of the subject."""
    return inspect.cleandoc(subject.__doc__ or "")


if __name__ == "__main__":
    main()
