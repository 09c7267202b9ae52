"""What changed between two versions of a playbook, in sentences for who has to decide on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from crisis.deadlines import Deadline
from crisis.glossary import CIRCLES, PHASE_KINDS, PRODUCTS, ROLES, SCALES, ended, lowered, spoken
from crisis.playbook.items import Communication, Dialogue, Part, Task
from crisis.playbook.model import Phase, Playbook

_KINDS: Final = {"tasks": "taak", "dialogues": "bijeenkomst", "communications": "bericht"}
#: What a change of these fields is called; other fields are named by what they hold.
_WORDS: Final = {
    "title": "naam",
    "owner": "wie het doet",
    "drafted_by": "wie het maakt",
    "approved_by": "wie akkoord geeft",
    "due": "termijn",
    "done_when": "wanneer het klaar is",
    "required": "verplicht",
    "circle": "kring",
    "hint": "uitleg",
    "text": "tekst",
    "checks": "wie meekijkt",
    "release": "vrijgave",
    "needs": "wat eerst klaar moet zijn",
    "audience": "voor wie",
    "goal": "doel",
    "decision_space": "beslisruimte",
    "openness": "open of gesloten",
    "preapproved": "vooraf goedgekeurd",
    "repeat_on_reentry": "komt terug bij een nieuwe start",
    "line": "handelingslijn",
    "product": "soort bericht",
    "organiser": "wie organiseert",
    "organiser_mode": "rol van de gemeente",
    "closed_because": "waarom gesloten",
    "communication_owner": "wie uitnodigt",
    "enter_when": "begint als",
    "leave_when": "eindigt als",
    "kind": "soort fase",
    "scale": "schaal",
    "meeting_every": "overleg",
    "strategy_prompt": "vraag voor de strategie",
}
_LISTS: Final = {
    "trigger": "Waarvoor",
    "principles": "Uitgangspunten",
    "mistakes": "Fouten van eerder",
    "sources": "Bronnen",
}
#: Values longer than this are not repeated in a sentence.
_SHORT: Final = 60
_TABLES: Final = {
    "owner": ROLES,
    "drafted_by": ROLES,
    "approved_by": {**ROLES, "mandate": "onder mandaat"},
    "circle": CIRCLES,
    "product": PRODUCTS,
    "kind": PHASE_KINDS,
    "scale": SCALES,
}


def differences(old: Playbook, new: Playbook) -> list[str]:
    """What the newer version changes, in the order in which a playbook is read; empty when nothing."""
    return [*_heading(old, new), *_team(old, new), *_phases(old, new), *_work(old, new), *_rest(old, new)]


def _heading(old: Playbook, new: Playbook) -> Iterator[str]:
    for name, label in (("title", "Naam"), ("not_for", "Niet voor"), ("owner", "Eigenaar")):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield ended(f"{label} was: {_value(name, was)} Nu: {_value(name, now)}")
    if old.circle != new.circle:
        yield f"Gewone regels zijn nu voor: {CIRCLES[new.circle].lower()}."


def _team(old: Playbook, new: Playbook) -> Iterator[str]:
    was, now = {one.role: one for one in old.team}, {one.role: one for one in new.team}
    for role in (one for one in now if one not in was):
        yield f"Nieuw in het team: {spoken(role)}."
    for role in (one for one in was if one not in now):
        yield f"Niet meer in het team: {spoken(role)}."
    for role in (one for one in now if one in was and was[one] != now[one]):
        changed = [
            name for name in type(now[role]).model_fields if getattr(was[role], name) != getattr(now[role], name)
        ]
        yield f"Anders voor {spoken(role)}: {', '.join(_MEMBER.get(name, name) for name in changed)}."


def _phases(old: Playbook, new: Playbook) -> Iterator[str]:
    was, now = {one.key: one for one in old.phases}, {one.key: one for one in new.phases}
    yield from (
        f"Nieuwe fase ‘{one.title}’ ({lowered(PHASE_KINDS[one.kind])})." for one in new.phases if one.key not in was
    )
    yield from (f"Fase ‘{one.title}’ vervalt." for one in old.phases if one.key not in now)
    for key in (one.key for one in new.phases if one.key in was):
        yield from _changed(f"Fase ‘{now[key].title}’", was[key], now[key], skip=set(_KINDS))
    order = [one.key for one in old.phases if one.key in now]
    if order != [one.key for one in new.phases if one.key in was]:
        yield "De fasen staan in een andere volgorde."


def _work(old: Playbook, new: Playbook) -> Iterator[str]:
    for group, kind in _KINDS.items():
        was, now = _by_key(old, group), _by_key(new, group)
        for key, (phase, part) in now.items():
            if key not in was:
                yield f"Nieuw: {kind} ‘{part.title}’ in fase {phase.title}{_who(part)}."
                continue
            before, earlier = was[key]
            if before.key != phase.key:
                yield f"{kind.capitalize()} ‘{part.title}’ verhuist van fase {before.title} naar fase {phase.title}."
            yield from _changed(f"{kind.capitalize()} ‘{part.title}’", earlier, part)
        yield from (
            f"Vervalt: {kind} ‘{part.title}’ in fase {phase.title}."
            for key, (phase, part) in was.items()
            if key not in now
        )


def _rest(old: Playbook, new: Playbook) -> Iterator[str]:
    for name, label in _LISTS.items():
        was, now = getattr(old, name), getattr(new, name)
        yield from (f"{label}, erbij: {one}" for one in now if one not in was)
        yield from (f"{label}, eruit: {one}" for one in was if one not in now)
    for name, label in (("moments", "sleutelmoment"), ("contacts", "contact"), ("lessons", "les")):
        before = {one.key: one for one in getattr(old, name)}
        after = {one.key: one for one in getattr(new, name)}
        yield from (f"Nieuw: {label} ‘{_title(after[key])}’." for key in after if key not in before)
        yield from (f"Vervalt: {label} ‘{_title(before[key])}’." for key in before if key not in after)
        yield from (
            f"Anders: {label} ‘{_title(after[key])}’." for key in after if key in before and before[key] != after[key]
        )
    if old.assessment != new.assessment:
        yield "De vragen voor de duiding zijn anders."


def _changed(what: str, was: Any, now: Any, skip: set[str] | frozenset[str] = frozenset()) -> Iterator[str]:
    for name in type(now).model_fields:
        before, after = getattr(was, name), getattr(now, name)
        if name in skip or before == after:
            continue
        label = _WORDS.get(name, name)
        old, new = _value(name, before), _value(name, after)
        if len(old) > _SHORT or len(new) > _SHORT:
            yield ended(f"{what}: {label} is anders. Nu: {new}")
        else:
            yield ended(f"{what}: {label} was {old.rstrip('.')}, wordt {new}")


def _value(name: str, value: Any) -> str:
    """A value as it stands in a sentence."""
    if value is None or value in ((), ""):
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Deadline):
        return value.words()
    if name in _TABLES:
        return lowered(_TABLES[name].get(str(value), str(value)))
    if isinstance(value, tuple):
        return "; ".join(_value("", one).rstrip(".") for one in value)
    if isinstance(value, Part):
        return ", ".join(
            _value("owner" if one == "role" else one, getattr(value, one)) for one in type(value).model_fields
        )
    return value.words() if hasattr(value, "words") else str(value).strip()


def _by_key(playbook: Playbook, group: str) -> dict[str, tuple[Phase, Task | Dialogue | Communication]]:
    return {part.key: (phase, part) for phase in playbook.phases for part in getattr(phase, group)}


def _who(part: Task | Dialogue | Communication) -> str:
    role = part.drafted_by if isinstance(part, Communication) else part.owner
    said: Sequence[str] = [spoken(role)] if role else []
    said = [*said, part.due.words()] if part.due else said
    return f": {', '.join(said)}" if said else ""


def _title(part: Any) -> str:
    return str(getattr(part, "title", None) or getattr(part, "text", ""))


_MEMBER: Final = {
    "core": "kernteam",
    "restricted": "kleine kring",
    "when": "wanneer",
    "acknowledge_within": "tijd om te antwoorden",
    "arrive_within": "tijd om te komen",
    "number": "hoeveel mensen",
    "call_next": "wie daarna komt",
    "grants": "wat de rol extra mag",
    "denies": "wat de rol niet mag",
}
