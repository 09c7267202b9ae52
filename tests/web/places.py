"""Every address of the product, with something real behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from crisis.actions import ACTIONS
from tests.cast import ANNA, Board
from tests.web.acts import fitting

#: The acts that make what other acts are about, with what those call it.
MAKES = {
    "decisions.take": "decision",
    "meetings.plan": "meeting",
    "measures.impose": "measure",
    "promises.make": "promise",
    "dialogues.plan": "dialogue",
}


@dataclass(frozen=True)
class Furnished:
    """An incident with one of everything on it."""

    board: Board
    task: int
    note: int
    #: What acts can be about, by the name of their argument.
    subjects: dict[str, int]

    def fill(self, rule: str) -> str:
        """An address of this incident for a rule of the product."""
        values = {
            "<int:id>": str(self.board.id),
            "<int:seq>": str(self.note),
            "<int:number>.ics": f"{self.subjects['meeting']}.ics",
            "<int:number>": str(self.task),
            "<module>/<verb>": f"tasks/change?task={self.task}",
            "<path:filename>": "css/fundament.css",
            "<token>": "onbekend",
        }
        for name, value in values.items():
            rule = rule.replace(name, value)
        assert "<" not in rule, f"tests/web/places.py does not know what to fill in at {rule}"
        return f"{rule}?since=1" if rule.endswith("/changes") else rule


def furnish(board: Board) -> Furnished:
    """Put one of everything on a board."""
    task, note = board.adds_task(), board.writes()
    subjects = {"task": task, "note": note, "what": note}
    for act, name in MAKES.items():
        subjects[name] = board.does(ANNA, act, **fitting(board, act)).first
    return Furnished(board, task, note, subjects)


def rules(app: Flask, method: str) -> list[str]:
    """The rules that take a method, discovered."""
    return sorted(rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def pages(app: Flask, there: Furnished) -> list[str]:
    """Every address that can be looked at: each route, each form, and the variations of the log."""
    found = [there.fill(rule) for rule in rules(app, "GET")]
    base = f"/incidents/{there.board.id}"
    forms = list(forms_of(there))
    log = [f"{base}/log?{query}" for query in ("q=plein", "kind=task", "who=1", "phase=melding", "before=9", "after=3")]
    lists = [f"{base}?show={show}" for show in ("mine", "role", "late")]
    return [*found, *forms, *log, *lists, f"{base}/things/{there.note}", "/incidents/new?playbook=incident-gebedshuis"]


def forms_of(there: Furnished) -> Iterator[str]:
    """The form of every act."""
    for act in sorted(ACTIONS.keys() - {"incident.open", "incident.reopen"}):
        needs = "&".join(f"{name}={there.subjects[name]}" for name in ACTIONS[act].things)
        yield f"/incidents/{there.board.id}/{act.replace('.', '/')}?{needs}"


__all__ = ["Furnished", "fitting", "forms_of", "furnish", "pages", "rules"]
