"""Hold what stands behind `with` against the arguments of the act, before anything is played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from crisis.actions import Action
from crisis.board.team import Member
from crisis.board.team.calling import Called
from crisis.glossary import ROLES
from crisis.inputs import read
from crisis.playbook import Playbook
from crisis.playbook.problems import Place, shown
from crisis.playbook.wording import nearest, unknown
from crisis.scenario.arguments import DIGEST, ENVELOPE, entries, moments, words
from crisis.scenario.cast import Cast
from crisis.scenario.offsets import BadMoment, is_offset, moment

_SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LONGEST_REASON: Final = 500
#: How many names are compared with one that is unknown.
_CHOICES: Final = 200

Found = Iterator[tuple[Place, str]]


@dataclass(frozen=True)
class Known:
    """What a step can name: people, things of the playbook, and what earlier steps made."""

    cast: Cast
    #: The keys of everything that the playbook brings along; None when there is no playbook to look in.
    keys: frozenset[str] | None
    labels: Mapping[str, int]
    step: int

    def wrong(self, name: str, refused: bool) -> str | None:
        """Why a name stands for nothing yet, in Dutch; a step to be refused may name what is not there."""
        if name in self.labels:
            return self._later(name)
        if refused or self.keys is None or name.isdecimal() or name in self.keys:
            return None
        return unknown("taak of label", name, islice((*self.keys, *self.labels), _CHOICES))

    def line(self, word: str, refused: bool) -> str | None:
        """Why a word stands for no line of the log yet, in Dutch."""
        if word in self.labels:
            return self._later(word)
        return None if refused or word.isdecimal() else unknown("regel of label", word, islice(self.labels, _CHOICES))

    def _later(self, label: str) -> str | None:
        if self.labels[label] < self.step:
            return None
        return f"label {shown(label)} bestaat hier nog niet; het komt uit stap {self.labels[label] + 1}"


def keys(playbook: Playbook) -> frozenset[str]:
    """The keys of everything that a playbook brings along."""
    phases = playbook.phases
    work = [part for one in phases for part in (*one.tasks, *one.dialogues, *one.communications)]
    return frozenset(part.key for part in (*phases, *work, *playbook.moments))


def misfits(action: Action, given: dict[str, Any], known: Known, *, refused: bool) -> Found:
    """What is wrong with the arguments of one step; of one to be refused, only what it can never mean."""
    wrong = dict(_names(action, given, known, refused))
    yield from _envelope(given)
    if not refused:
        _, unread = read(action.inputs, _stand_ins(action, given, wrong))
        wrong = {**{name: _sentence(action, name, text) for name, text in unread.items()}, **wrong}
    for name, text in wrong.items():
        yield ((name,) if name else ()), text


def _names(action: Action, given: dict[str, Any], known: Known, refused: bool) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if name in entries(action):
            unknown_words = filter(None, (known.line(word, refused) for word in words(value)))
            yield from ((name, text) for text in unknown_words)
            continue
        if not isinstance(value, str):
            continue
        text = None
        if name in action.things:
            # Who was called is named as a person; a call can also have a label.
            person = action.things[name] is Called and known.cast.wrong(value) is None
            role = action.things[name] is Member and value in ROLES
            text = None if person or role else known.wrong(value, refused)
        elif name in action.people and not refused and not value.isdecimal():
            text = known.cast.wrong(value)
        elif name in moments(action) and is_offset(value):
            text = _bad_moment(value)
        if text:
            yield name, text


def _envelope(given: dict[str, Any]) -> Found:
    if "occurred_at" in given:
        value = given["occurred_at"]
        if text := _bad_moment(value if isinstance(value, str) else ""):
            yield ("occurred_at",), text
    kept = given.get("kept", "-")
    if not isinstance(kept, str) or not 0 < len(kept.strip()) <= _LONGEST_REASON:
        yield ("kept",), f"schrijf waarom het moet blijven, in hoogstens {_LONGEST_REASON} tekens"


def _bad_moment(text: str) -> str | None:
    try:
        moment(text, _SOME_TIME)
    except BadMoment as error:
        return str(error)
    return None


def _stand_ins(action: Action, given: dict[str, Any], wrong: Mapping[str, str]) -> dict[str, Any]:
    """The arguments with something readable in the place of names that are known to be right or wrong."""
    values = {name: value for name, value in given.items() if name not in ENVELOPE}
    if DIGEST in action.inputs.model_fields:
        values.setdefault(DIGEST, "-")  # filled in while it is played
    for name, value in values.items():
        if isinstance(value, str) and (name in action.things or name in action.people):
            values[name] = 1
        elif name in entries(action):
            values[name] = [1] * len(words(value))
        elif name in wrong or (name in moments(action) and is_offset(value)):
            values[name] = _SOME_TIME.isoformat()
    return values


def _sentence(action: Action, name: str, text: str) -> str:
    """The sentence of a form, made one that helps the writer of a file."""
    fields = list(action.inputs.model_fields)
    if name and name not in fields:
        near = nearest(name, [*fields, *ENVELOPE])
        return f"{action.name} kent dit niet" + (f"; bedoelt u {shown(near)}?" if near else "")
    return text
