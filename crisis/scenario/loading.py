"""Read a scenario file and everything it names, before anything is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from crisis import playbook as playbooks
from crisis.playbook import BrokenFile, Document, Playbook
from crisis.playbook.fields import is_key
from crisis.playbook.problems import shown, told
from crisis.playbook.validation import problems_of
from crisis.playbook.wording import nearest
from crisis.scenario.cast import Cast
from crisis.scenario.checks import problems_between
from crisis.scenario.shape import Participant, ScenarioFile
from crisis.settings import ROOT

#: The scenarios that come with the product.
FOLDER: Final = ROOT / "scenarios"
_ENDINGS: Final = (".yaml", ".yml")
#: No message shows more mistakes than this, so there is no use in looking on.
_MOST: Final = 150


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; `after` is how long after the start, in an exercise."""

    number: int
    who: str
    do: str
    given: Mapping[str, Any]
    after: timedelta
    label: str | None
    refused: str | None
    #: Whether it comes from outside, and what is then expected of the team.
    inject: bool = False
    expects: str | None = None


@dataclass(frozen=True)
class Scenario:
    """A scenario that can be played: right in itself, on a playbook that exists."""

    title: str
    playbook: Playbook
    exercise: bool
    starts: datetime | None
    people: tuple[Participant, ...]
    steps: tuple[Step, ...]

    @property
    def cast(self) -> Cast:
        """The addresses of everybody who plays along."""
        return Cast(tuple(one.email for one in self.people))

    @property
    def length(self) -> timedelta:
        """From the start to the last step."""
        return max((step.after for step in self.steps), default=timedelta(0))


def load(name_or_path: str | Path, starts: datetime | None = None) -> Scenario:
    """The scenario in this file, or with this name in `scenarios/`; `starts` overrides its own start.

    Raises BrokenFile with every mistake, also those of the playbook.
    """
    path, broken = _path(name_or_path), tuple[str, ...]()
    document = playbooks.read_yaml(path)
    try:
        playbook = _playbook(document, path)
    except BrokenFile as error:
        playbook, broken = None, error.errors
    found = problems_of(document, ScenarioFile)
    found += islice(problems_between(document, playbook, starts is not None), _MOST)
    if found or broken or playbook is None:
        raise BrokenFile((*told(document.file, found), *broken))
    return _scenario(ScenarioFile.model_validate(document.data), playbook, starts)


def _path(given: str | Path) -> Path:
    if isinstance(given, Path) or not is_key(given) or _there(Path(given)):
        return Path(given)
    return FOLDER / f"{given}.yaml"


def _playbook(document: Document, path: Path) -> Playbook | None:
    """The playbook that the file names; None when it names none. Raises BrokenFile."""
    name = document.data.get("playbook") if isinstance(document.data, dict) else None
    if not isinstance(name, str):
        return None
    if "/" in name or name.endswith(_ENDINGS):
        beside = path.parent / name
        if not _there(beside):
            raise _broken(document, "dit bestand bestaat niet; het pad begint bij het scenario")
        return playbooks.load(beside)
    if not is_key(name) or not _there(playbooks.FOLDER / f"{name}.yaml"):
        near = nearest(name, sorted(one.stem for one in playbooks.FOLDER.glob("*.yaml")))
        hint = f"; bedoelt u {shown(near)}?" if near else ""
        raise _broken(document, f"het draaiboek {shown(name)} bestaat niet{hint}")
    return playbooks.load(name)


def _there(path: Path) -> bool:
    """Whether this is a file; a name that no file can have is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _broken(document: Document, text: str) -> BrokenFile:
    return BrokenFile(told(document.file, [document.problem(("playbook",), text)]))


def _scenario(file: ScenarioFile, playbook: Playbook, starts: datetime | None) -> Scenario:
    cast = Cast(tuple(one.email for one in file.people))
    steps, after = [], timedelta(0)
    for number, one in enumerate((part.model_dump() for part in file.steps), 1):
        after = one["at"] if one["at"] is not None else after
        who = cast.meant(one["who"])[0]
        told = (one["refused"], one["inject"], one["expects"])
        steps.append(Step(number, who, one["do"], one["with"], after, one["as"], *told))
    return Scenario(file.title, playbook, file.exercise, starts or file.starts, file.people, tuple(steps))
