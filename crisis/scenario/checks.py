"""What one line of a scenario says about another: people, acts, labels and times that do not fit.

These checks look at the values as read and not at the model, so that they also run, and give the right
line, in a file that has other mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from crisis import privacy
from crisis.actions import ACTIONS
from crisis.playbook import Document, Playbook
from crisis.playbook.problems import Place, Problem, shown
from crisis.playbook.wording import unknown
from crisis.scenario.cast import Cast
from crisis.scenario.given import Known, keys, misfits
from crisis.scenario.injects import INJECTS
from crisis.scenario.offsets import BadMoment, offset

Found = Iterator[tuple[Place, str]]


def problems_between(document: Document, playbook: Playbook | None, started: bool) -> Iterator[Problem]:
    """Everything in a scenario that does not agree with the rest; `started`: a start was given elsewhere."""
    data = document.data if isinstance(document.data, dict) else {}
    for place, text in (*_start(data, started), *_title(data), *_people(data), *_steps(data, playbook)):
        yield document.problem(place, text)


def _start(data: dict[str, Any], started: bool) -> Found:
    if data.get("exercise") is True:
        if data.get("starts") is None and not started:
            yield ("starts",), "een oefening heeft een begin nodig, zoals 2026-11-23 18:00"
    elif started and data.get("exercise", False) is False:
        yield ("exercise",), "een ander begin kan alleen bij een oefening (exercise: true)"


def _title(data: dict[str, Any]) -> Found:
    title = data.get("title")
    if isinstance(title, str) and (privacy.bsn(title) or privacy.findings(title)):
        yield ("title",), "dit lijkt een persoonsgegeven; schrijf het anders"


def _people(data: dict[str, Any]) -> Found:
    seen: set[str] = set()
    for at, one in _parts(data, "people"):
        email = _address(one)
        if email in seen:
            yield ("people", at, "email"), f"{shown(email)} staat hier twee keer"
        seen.add(email or "")


def _steps(data: dict[str, Any], playbook: Playbook | None) -> Found:
    cast = Cast(tuple(email for _, one in _parts(data, "people") if (email := _address(one))))
    steps = list(_parts(data, "steps"))
    labels: dict[str, int] = {}
    for at, step in steps:
        if isinstance(label := step.get("as"), str):
            labels.setdefault(label.strip(), at)
    walk = _Walk(cast, labels, keys(playbook) if playbook else None, data.get("exercise") is True)
    for at, step in steps:
        for place, text in walk.through(at, step):
            yield ("steps", at, *place), text


@dataclass
class _Walk:
    """Goes through the steps in order; `time` is that of the step before."""

    cast: Cast
    labels: dict[str, int]
    keys: frozenset[str] | None
    exercise: bool
    time: timedelta = field(default=timedelta(0))

    def through(self, at: int, step: dict[str, Any]) -> Found:
        yield from self._when(step)
        who, act, given = step.get("who"), step.get("do"), step.get("with", {})
        if isinstance(who, str) and (text := self.cast.wrong(who)):
            yield ("who",), text
        yield from self._label(at, step)
        if not isinstance(act, str):
            return
        if "inject" in step and act.strip() not in INJECTS:
            yield ("inject",), f"dit komt niet van buiten; een inject is een van: {', '.join(INJECTS)}"
        if "expects" in step and step.get("inject") is not True:
            yield ("expects",), "alleen een inject (inject: true) verwacht iets van het team"
        if act.strip() == "incident.open":
            yield ("do",), "het incident gaat vanzelf open, door de eerste bij 'people'"
        elif act.strip() not in ACTIONS:
            yield ("do",), unknown("handeling", act, sorted(ACTIONS))
        elif isinstance(given, dict):
            known = Known(self.cast, self.keys, self.labels, at)
            for place, text in misfits(ACTIONS[act.strip()], given, known, refused="refused" in step):
                yield ("with", *place), text

    def _when(self, step: dict[str, Any]) -> Found:
        if "at" not in step:
            return
        if not self.exercise:
            yield ("at",), "'at' kan alleen bij een oefening (exercise: true); anders loopt de echte klok"
            return
        try:
            time = offset(step["at"]) if isinstance(step["at"], str) else self.time
        except BadMoment:
            return
        if time < self.time:
            yield ("at",), "deze stap gebeurt eerder dan de stap ervoor"
        self.time = max(time, self.time)

    def _label(self, at: int, step: dict[str, Any]) -> Found:
        label = step.get("as")
        if not isinstance(label, str):
            return
        if self.labels.get(label.strip()) != at:
            yield ("as",), f"label {shown(label)} is al gebruikt"
        if "refused" in step:
            yield ("as",), "een stap die geweigerd wordt, maakt niets; haal het label weg"


def _parts(data: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    parts = data.get(name)
    for at, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict):
            yield at, part


def _address(one: dict[str, Any]) -> str | None:
    email = one.get("email")
    return email.strip().lower() if isinstance(email, str) else None
