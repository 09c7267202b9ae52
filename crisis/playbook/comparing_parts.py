"""What changed inside one part of a playbook: each field by the name people know it by, and its values in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from crisis import dates
from crisis.deadlines import Deadline, Span
from crisis.differences import by_word
from crisis.glossary import (
    AUDIENCES,
    CHECKS,
    CIRCLES,
    CLASSIFICATIONS,
    LINES,
    PHASE_KINDS,
    PRODUCTS,
    ROLES,
    SCALES,
    ended,
    lowered,
    quoted,
    spoken,
)
from crisis.playbook.comparing_words import field
from crisis.playbook.fields import APPROVERS, CALL_NEXT, OPENNESS, ORGANISER_MODES
from crisis.playbook.items import Check, Part
from crisis.playbook.model import Playbook

_TABLES: Final[dict[str, Mapping[str, str]]] = {
    **dict.fromkeys(("owner", "drafted_by", "approved_by", "role"), APPROVERS),
    "circle": CIRCLES,
    "classification": CLASSIFICATIONS,
    "line": LINES,
    "product": PRODUCTS,
    "kind": PHASE_KINDS,
    "scale": SCALES,
    "audience": AUDIENCES,
    "organiser_mode": ORGANISER_MODES,
    "openness": OPENNESS,
    "call_next": CALL_NEXT,
    "on": CHECKS,
}
#: Of texts longer than this only the changed words are told, and no more than a few of them.
_SHORT: Final = 60
_MOST: Final = 4


@dataclass(frozen=True)
class Names:
    """What keys are called, for who does not know the keys."""

    moments: Mapping[str, str]
    tasks: Mapping[str, str]

    @classmethod
    def of(cls, *playbooks: Playbook) -> Names:
        """The names in these versions; a later version goes before an earlier one."""
        moments = {one.key: one.title for playbook in playbooks for one in playbook.moments}
        phases = chain.from_iterable(playbook.phases for playbook in playbooks)
        return cls(moments, {task.key: task.title for phase in phases for task in phase.tasks})


def changed(what: str, was: Part, now: Part, names: Names, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """A sentence per field of a part that is not the same; `what` names the part at the start of each."""
    for name in type(now).model_fields:
        before, after = getattr(was, name), getattr(now, name)
        if name not in skip and before != after:
            yield from _told(f"{what}: {field(type(now), name)}", name, before, after, names)


def listed(what: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    """What came and went in a list of texts, or that only its order changed."""
    yield from (ended(f"{what}, erbij: {one}") for one in now if one not in was)
    yield from (ended(f"{what}, eruit: {one}") for one in was if one not in now)
    if was != now and set(was) == set(now):
        yield f"{what}: de volgorde is anders."


def value(name: str, given: Any, names: Names) -> str:
    """A value of a field as it stands in a sentence."""
    if given is None or given == "":
        return "leeg"
    if isinstance(given, bool):
        return "ja" if given else "nee"
    if isinstance(given, Deadline):
        return given.words(names.moments)
    if isinstance(given, Span):
        return given.words()
    if isinstance(given, Check):
        return f"{value('role', given.role, names)} ({value('on', given.on, names)})"
    if isinstance(given, date):
        return dates.day(given)
    if name == "needs":
        return quoted(names.tasks.get(given, given))
    if given in ROLES and _TABLES.get(name) is APPROVERS:
        return spoken(given)
    known = _TABLES.get(name, {}).get(str(given))
    return lowered(known) if known else str(given).strip()


def _told(label: str, name: str, was: Any, now: Any, names: Names) -> Iterator[str]:
    if isinstance(now, tuple):
        yield from listed(
            label, tuple(value(name, one, names) for one in was), tuple(value(name, one, names) for one in now)
        )
        return
    old, new = value(name, was, names), value(name, now, names)
    if now is None:
        yield ended(f"{label} vervalt (was: {_cut(old)})")
    elif was is None:
        yield ended(f"{label} komt erbij: {_cut(new)}")
    elif max(len(old), len(new)) <= _SHORT:
        yield ended(f"{label} was {old.rstrip('.')}, wordt {new}")
    else:
        yield f"{label} is anders: {_changed_words(old, new)}."


def _changed_words(was: str, now: str) -> str:
    """Which words of a long text changed."""
    found: list[str] = []
    gone = ""
    for how, piece in (*by_word(was, now), ("same", "")):
        words = " ".join(piece.split())
        if how == "gone":
            gone = words
            continue
        if how == "new" and words and gone:
            found.append(f"{quoted(gone)} wordt {quoted(words)}")
        elif gone:
            found.append(f"eruit {quoted(gone)}")
        elif how == "new" and words:
            found.append(f"erbij {quoted(words)}")
        gone = ""
    rest = len(found) - _MOST
    more = f"; en nog {rest} {'plek' if rest == 1 else 'plekken'}" if rest > 0 else ""
    return "; ".join(found[:_MOST]) + more if found else "alleen de indeling in regels"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else quoted(" ".join(text.split()))
