"""A merged playbook as text to read in a terminal, with where each part came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crisis.glossary import CHECKS, PHASE_KINDS, PRODUCTS, ROLES, SCALES, lowered, spoken
from crisis.playbook.items import Communication, Dialogue, Task
from crisis.playbook.model import Phase, Playbook

#: What is said of parts that are not the playbook's own, by kind and key.
Origins = Mapping[tuple[str, str], str]


def shown_whole(playbook: Playbook, origins: Origins) -> str:
    """The whole playbook, top to bottom."""
    return "\n".join([*_head(playbook, origins), *(line for one in playbook.phases for line in _phase(one, origins))])


def _head(playbook: Playbook, origins: Origins) -> Iterator[str]:
    yield f"{playbook.title} ({playbook.key}, versie {playbook.version})"
    yield from (f"  Waarvoor: {one}" for one in playbook.trigger)
    if playbook.not_for:
        yield f"  Niet voor: {playbook.not_for}"
    yield "\nTeam"
    for member in playbook.team:
        core = ", kern" if member.core else ""
        when = f": {member.when}" if member.when else ""
        yield f"  {ROLES[member.role]}{core}{when}{_from(origins, 'team', member.key)}"


def _phase(phase: Phase, origins: Origins) -> Iterator[str]:
    scale = f", schaal {lowered(SCALES[str(phase.scale)])}" if phase.scale is not None else ""
    rhythm = f", overleg elke {phase.meeting_every.words()}" if phase.meeting_every else ""
    yield f"\nFase {phase.title} ({phase.key}; {lowered(PHASE_KINDS[phase.kind])}{scale}{rhythm})"
    yield from (f"  Begint als: {one}" for one in phase.enter_when)
    yield from (f"  Eindigt als: {one}" for one in phase.leave_when)
    for task in phase.tasks:
        yield f"  Taak: {task.title}{_from(origins, 'tasks', task.key)}"
        yield from _task(task)
    for dialogue in phase.dialogues:
        yield f"  In gesprek: {dialogue.title}{_from(origins, 'dialogues', dialogue.key)}"
        yield from _dialogue(dialogue)
    for message in phase.communications:
        yield f"  Bericht: {message.title}{_from(origins, 'communications', message.key)}"
        yield from _message(message)


def _task(task: Task) -> Iterator[str]:
    due = f", {task.due.words()}" if task.due else ""
    yield f"      {ROLES[task.owner]}{due}{', verplicht' if task.required else ''}"
    if task.done_when:
        yield f"      Klaar als {task.done_when}."


def _dialogue(dialogue: Dialogue) -> Iterator[str]:
    who = f"{ROLES[dialogue.owner]} regelt het" if dialogue.owner else "nog niemand regelt het"
    yield f"      {who}{f', {dialogue.due.words()}' if dialogue.due else ''}"


def _message(message: Communication) -> Iterator[str]:
    chain = [f"{spoken(message.drafted_by)} maakt het"] if message.drafted_by else []
    chain += [f"{spoken(one.role)} kijkt ({CHECKS[one.on].lower()})" for one in message.checks]
    if message.approved_by:
        under = message.approved_by == "mandate"
        chain.append("onder mandaat" if under else f"akkoord: {spoken(message.approved_by)}")
    due = f", {message.due.words()}" if message.due else ""
    yield f"      {PRODUCTS[message.product]}{due}: {', '.join(chain)}"


def _from(origins: Origins, kind: str, key: str) -> str:
    said = origins.get((kind, key))
    return f" ({said})" if said else ""
