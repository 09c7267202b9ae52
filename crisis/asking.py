"""What somebody asks of an act: untyped words from a form, a file or a command line, made ready for it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from crisis import privacy
from crisis.actions import Action
from crisis.incident import By, Incident, Person, Thing
from crisis.inputs import forbidden, read
from crisis.people import Account
from crisis.refusals import NotFound, Unreadable

#: The shortest and longest reason for keeping what looks like personal data.
_REASON = (3, 500)
#: What nobody typed, and in which digits stand that may look like the number of a citizen.
_HASH: Final = re.compile("[0-9a-f]{64}")
#: Looks an account up by number, address or the part before the @.
Finder = Callable[[int | str], Account | None]


@dataclass(frozen=True)
class Asked:
    """An act by name with its input as typed.

    `once`: the key under which it may be committed only once. `occurred_at`: when it happened, now if left out.
    `kept`: why something that looks like personal data stays. `at`: the simulated clock, for exercises.
    """

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)
    once: str | None = None
    occurred_at: datetime | None = None
    kept: str | None = None
    at: datetime | None = None

    @property
    def digest(self) -> str:
        """Tells whether a repeat asks the same."""
        body = [self.name, self.given, str(self.occurred_at), self.kept]
        return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def ask(action: Action, asked: Asked, incident: Incident, by: By, find: Finder) -> dict[str, Any]:
    """The arguments of the act, typed; things and people looked up. Raises Unreadable or NotFound."""
    values, wrong = read(action.inputs, asked.given)
    if asked.kept is not None and (hidden := forbidden(asked.kept)):
        wrong["kept"] = hidden
    elif asked.kept is not None and not _REASON[0] <= len(asked.kept.strip()) <= _REASON[1]:
        wrong["kept"] = "Zeg in een korte zin waarom dit moet blijven."
    for name in action.people & values.keys():
        account = find(values[name]) if values[name] is not None else None
        if values[name] is not None and account is None:
            wrong[name] = "Deze persoon heeft geen account."
        values[name] = Person(account.id, account.name, account.guest_of is not None) if account else None
    if wrong:
        raise Unreadable(wrong)
    _refuse_personal_data(action, values, asked.kept)
    for name in action.things.keys() & values.keys():
        values[name] = _thing(incident, by, action.things[name], values[name])
    return values


def _thing(incident: Incident, by: By, kind: type[Thing], number: int | None) -> Thing | None:
    if number is None:
        return None
    thing = incident.thing(number)
    if not isinstance(thing, kind) or thing.circle not in by.circles:
        raise NotFound
    return thing


def _refuse_personal_data(action: Action, values: Mapping[str, Any], kept: str | None) -> None:
    wrong: dict[str, str] = {}
    personal: list[privacy.Finding] = []
    for name, text in {**_texts(action, values), "kept": kept or ""}.items():
        if number := privacy.bsn(text):
            wrong[name] = (
                f"{number} lijkt een burgerservicenummer. Dat mag hier niet staan: dit logboek gaat niet over personen."
            )
        elif not kept and (found := privacy.findings(text)):
            personal += found
            words = ", ".join(f"{one.what} ({one.words})" for one in found)
            wrong[name] = f"Dit lijkt een persoonsgegeven: {words}. Schrijf het anders, of zeg waarom het moet blijven."
    if wrong:
        raise Unreadable(wrong, tuple(personal))


def _texts(action: Action, values: Mapping[str, Any]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in values.items():
        if name in action.people or name == "playbook":
            continue
        if isinstance(value, str) and not _HASH.fullmatch(value):
            texts[name] = value
        elif isinstance(value, tuple):
            texts[name] = "\n".join(one for one in value if isinstance(one, str))
    return texts
