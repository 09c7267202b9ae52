"""What changed between two versions of a playbook, in sentences for who has to decide on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from crisis.glossary import ended, quoted
from crisis.playbook.comparing_parts import Names, changed, listed, value
from crisis.playbook.items import Communication, Dialogue, Task
from crisis.playbook.model import Phase, Playbook

_KINDS: Final = {"tasks": "taak", "dialogues": "bijeenkomst", "communications": "bericht"}
_REST: Final = {"moments": "sleutelmoment", "contacts": "contact", "lessons": "les"}
_LISTS: Final = {
    "trigger": "Waarvoor",
    "principles": "Uitgangspunten",
    "mistakes": "Fouten van eerder",
    "sources": "Bronnen",
}
#: What is told elsewhere, or is how the file is kept and not what it says.
_ASIDE: Final = frozenset(
    {
        *("playbook", "version", "adopted", "includes", "circle", "team", "phases", "assessment"),
        *_REST,
        *_LISTS,
    }
)


def differences(old: Playbook, new: Playbook) -> list[str]:
    """What the newer version changes, in the order in which a playbook is read; empty when nothing.

    Version, date of adoption and names of blocks are not told; nor is the order in which work or contacts stand.
    """
    names = Names.of(old, new)
    return [
        *_heading(old, new, names),
        *_team(old, new, names),
        *_phases(old, new, names),
        *_work(old, new, names),
        *_rest(old, new, names),
    ]


def _heading(old: Playbook, new: Playbook, names: Names) -> Iterator[str]:
    yield from changed("Draaiboek", old, new, names, skip=_ASIDE)
    if old.circle != new.circle:
        yield f"Gewone regels zijn nu voor: {value('circle', new.circle, names)}."


def _team(old: Playbook, new: Playbook, names: Names) -> Iterator[str]:
    was, now = {one.role: one for one in old.team}, {one.role: one for one in new.team}
    yield from (f"Nieuw in het team: {value('role', role, names)}." for role in now if role not in was)
    yield from (f"Niet meer in het team: {value('role', role, names)}." for role in was if role not in now)
    for role in (one for one in now if one in was):
        yield from changed(f"Team, {value('role', role, names)}", was[role], now[role], names)


def _phases(old: Playbook, new: Playbook, names: Names) -> Iterator[str]:
    was, now = {one.key: one for one in old.phases}, {one.key: one for one in new.phases}
    for one in (one for one in new.phases if one.key not in was):
        yield f"Nieuwe fase {quoted(one.title)} ({value('kind', one.kind, names)})."
    yield from (f"Fase {quoted(one.title)} vervalt." for one in old.phases if one.key not in now)
    for key in (one.key for one in new.phases if one.key in was):
        yield from changed(f"Fase {quoted(now[key].title)}", was[key], now[key], names, skip=frozenset(_KINDS))
    order = [one.key for one in old.phases if one.key in now]
    if order != [one.key for one in new.phases if one.key in was]:
        yield "De fasen staan in een andere volgorde."


def _work(old: Playbook, new: Playbook, names: Names) -> Iterator[str]:
    for group, kind in _KINDS.items():
        was, now = _placed(old, group), _placed(new, group)
        for key, (phase, part) in now.items():
            if key not in was:
                yield f"Nieuw: {kind} {quoted(part.title)} in fase {phase.title}{_who(part, names)}."
                continue
            before, earlier = was[key]
            if before.key != phase.key:
                moved = f"verhuist van fase {before.title} naar fase {phase.title}"
                yield f"{kind.capitalize()} {quoted(part.title)} {moved}."
            yield from changed(f"{kind.capitalize()} {quoted(part.title)}", earlier, part, names)
        for key in (one for one in was if one not in now):
            yield f"Vervalt: {kind} {quoted(was[key][1].title)} in fase {was[key][0].title}."


def _rest(old: Playbook, new: Playbook, names: Names) -> Iterator[str]:
    for name, label in _LISTS.items():
        yield from listed(label, getattr(old, name), getattr(new, name))
    for name, label in _REST.items():
        before = {one.key: one for one in getattr(old, name)}
        after = {one.key: one for one in getattr(new, name)}
        yield from (ended(f"Nieuw: {label} {_title(after[key])}") for key in after if key not in before)
        yield from (ended(f"Vervalt: {label} {_title(before[key])}") for key in before if key not in after)
        for key in (one for one in after if one in before):
            yield from changed(f"{label.capitalize()} {_title(after[key])}", before[key], after[key], names)
    yield from changed("Vragen voor de duiding", old.assessment, new.assessment, names)


def _placed(playbook: Playbook, group: str) -> dict[str, tuple[Phase, Task | Dialogue | Communication]]:
    return {part.key: (phase, part) for phase in playbook.phases for part in getattr(phase, group)}


def _who(part: Task | Dialogue | Communication, names: Names) -> str:
    role = part.drafted_by if isinstance(part, Communication) else part.owner
    said = [value("owner", role, names)] if role else []
    said += [value("due", part.due, names)] if part.due else []
    return f": {', '.join(said)}" if said else ""


def _title(part: Any) -> str:
    return quoted(str(getattr(part, "title", None) or part.text))
