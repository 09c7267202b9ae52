"""What one line of a playbook says about another: keys that occur twice, names that lead nowhere.

These checks look at the values as read and not at the model, so that they also run, and give the right
line, in a file that has other mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Any

from crisis.deadlines import BadDeadline, Deadline
from crisis.playbook.problems import MOST, Place, Problem, shown
from crisis.playbook.reading import Document
from crisis.playbook.wording import unknown

#: Each list whose parts have a key, and the name of that key.
_TOP = {"team": "role", "moments": "moment", "contacts": "contact", "phases": "phase"}
_WORK = {"tasks": "task", "dialogues": "dialogue", "communications": "communication"}

Found = Iterator[tuple[Place, dict[str, Any]]]


@dataclass(frozen=True)
class Known:
    """What the files of one playbook declare together.

    `tasks` gives what each task needs first; the tasks of `circle` wait for each other.
    """

    tasks: dict[str, list[Any]]
    moments: list[str]
    circle: tuple[str, ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Known:
        """The keys declared in these documents, as far as they can be read; a later task overrides."""
        everything = list(documents)
        parts = (part for one in everything for _, part in _work(one, "tasks"))
        needs = {part["task"]: _needs(part) for part in parts if isinstance(part.get("task"), str)}
        moments = (part.get("moment") for one in everything for _, part in _parts(one.data, "moments"))
        circle = _circle({task: [need for need in some if isinstance(need, str)] for task, some in needs.items()})
        return cls(needs, sorted({name for name in moments if isinstance(name, str)}), circle)


def problems_between(document: Document, known: Known) -> Iterator[Problem]:
    """Everything in one document that does not agree with the rest of the playbook."""
    for place, text in islice(_mismatches(document, known), MOST + 1):
        yield document.problem(place, text)


def _mismatches(document: Document, known: Known) -> Iterator[tuple[Place, str]]:
    for name, key in _TOP.items():
        yield from _doubles(_parts(document.data, name), key)
    for name, key in _WORK.items():
        yield from _doubles(_work(document, name), key)
        for place, part in _work(document, name):
            yield from _bad_moments(place, part, known)
    yield from _bad_needs(document, known)
    yield from _wrong_name(document)


def _wrong_name(document: Document) -> Iterator[tuple[Place, str]]:
    stem = document.file.rsplit(".", 1)[0]
    given = document.data.get("playbook") if isinstance(document.data, dict) else None
    if isinstance(given, str) and given != stem:
        yield ("playbook",), f"moet gelijk zijn aan de naam van het bestand: {shown(stem)}"


def _doubles(found: Found, key: str) -> Iterator[tuple[Place, str]]:
    seen: set[str] = set()
    for place, part in found:
        name = part.get(key)
        if isinstance(name, str) and name in seen:
            yield (*place, key), f"{shown(name)} komt twee keer voor; geef elk een eigen kenmerk"
        elif isinstance(name, str):
            seen.add(name)


def _bad_needs(document: Document, known: Known) -> Iterator[tuple[Place, str]]:
    waiting = set(known.circle)
    for place, task in _work(document, "tasks"):
        for at, need in enumerate(_needs(task)):
            if isinstance(need, str) and need not in known.tasks:
                yield (*place, "needs", at), unknown("taak", need, known.tasks)
        name = task.get("task")
        if isinstance(name, str) and name in waiting:
            some = ", ".join(map(shown, known.circle[:5]))
            yield (*place, "needs"), f"deze taken wachten op elkaar: {some}"


def _circle(graph: dict[str, list[str]]) -> tuple[str, ...]:
    """Tasks that wait for each other, in that order; empty when every task can start some time."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return tuple(dict.fromkeys(reversed(error.args[1])))
    return ()


def _needs(task: dict[str, Any]) -> list[Any]:
    needs = task.get("needs")
    return needs if isinstance(needs, list) else []


def _bad_moments(place: Place, part: dict[str, Any], known: Known) -> Iterator[tuple[Place, str]]:
    others = part.get("due_when")
    dues: dict[Place, object] = {("due",): part.get("due")}
    if isinstance(others, dict):
        dues.update({("due_when", name): due for name, due in others.items()})
    for where, text in dues.items():
        try:
            due = Deadline.parse(text) if isinstance(text, str) else None
        except BadDeadline:
            continue
        if due and due.anchor == "M" and (wrong := _wrong_moment(due.moment, known.moments)):
            yield (*place, *where), wrong


def _wrong_moment(name: str | None, moments: list[str]) -> str | None:
    if not moments:
        return "er is geen sleutelmoment; zet het bij 'moments'"
    if name is None and len(moments) > 1:
        return f"noem het sleutelmoment tussen haakjes; kies uit: {', '.join(map(shown, moments[:12]))}"
    return unknown("sleutelmoment", name, moments) if name and name not in moments else None


def _work(document: Document, name: str) -> Found:
    """The tasks, dialogues or communications of every phase, and of everything a block attaches."""
    for group in ("phases", "attach"):
        for place, phase in _parts(document.data, group):
            for inside, part in _parts(phase, name):
                yield (*place, *inside), part


def _parts(data: object, name: str) -> Found:
    parts = data.get(name) if isinstance(data, dict) else None
    for at, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict):
            yield (name, at), part
