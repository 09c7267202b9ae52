"""A merged playbook as text to read in a terminal, with where each part came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crisis.deadlines import Deadline
from crisis.glossary import CHECKS, CIRCLES, CLASSIFICATIONS, PHASE_KINDS, PRODUCTS, ROLES, SCALES, lowered, spoken
from crisis.playbook.fields import OPENNESS, ORGANISER_MODES
from crisis.playbook.items import Communication, Dialogue, Task
from crisis.playbook.model import Member, Phase, Playbook

#: What is said of parts that are not the playbook's own, by kind and key.
Origins = Mapping[tuple[str, str], str]
#: Key moments by the name people know them by.
Titles = Mapping[str, str]


def shown_whole(playbook: Playbook, origins: Origins) -> str:
    """The whole playbook, top to bottom: what it is for, the team, and the phases with their work."""
    titles = {one.key: one.title for one in playbook.moments}
    phases = (line for one in playbook.phases for line in _phase(one, titles, origins))
    return "\n".join([*_head(playbook), *_team(playbook, origins), *_around(playbook, origins), *phases])


def _head(playbook: Playbook) -> Iterator[str]:
    yield f"{playbook.title} ({playbook.key}, versie {playbook.version})"
    if playbook.owner:
        yield f"  Eigenaar: {playbook.owner}"
    if playbook.classification:
        yield f"  Vertrouwelijkheid: {lowered(CLASSIFICATIONS[playbook.classification])}"
    yield f"  Gewone regels zijn voor: {lowered(CIRCLES[playbook.circle])}"
    yield from (f"  Waarvoor: {one}" for one in playbook.trigger)
    if playbook.not_for:
        yield f"  Niet voor: {playbook.not_for}"
    yield from (f"  Uitgangspunt: {one}" for one in playbook.principles)


def _team(playbook: Playbook, origins: Origins) -> Iterator[str]:
    yield "\nTeam"
    yield from (f"  {_member(one)}{_from(origins, 'team', one.key)}" for one in playbook.team)


def _member(member: Member) -> str:
    core = ", kern" if member.core else ""
    number = f", {member.number} mensen" if member.number > 1 else ""
    small = ", leest de kleinste kring" if member.restricted else ""
    return f"{ROLES[member.role]}{core}{number}{small}{f': {member.when}' if member.when else ''}"


def _around(playbook: Playbook, origins: Origins) -> Iterator[str]:
    if playbook.moments:
        yield "\nSleutelmomenten"
        yield from (f"  {one.title}{_from(origins, 'moments', one.key)}" for one in playbook.moments)
    if playbook.contacts:
        yield "\nWie bel ik?"
    for contact in playbook.contacts:
        when = f": {contact.when}" if contact.when else ""
        yield f"  {contact.title}{when}{_from(origins, 'contacts', contact.key)}"


def _phase(phase: Phase, titles: Titles, origins: Origins) -> Iterator[str]:
    scale = f", schaal {lowered(SCALES[phase.scale])}" if phase.scale is not None else ""
    rhythm = f", overleg {phase.meeting_every.every()}" if phase.meeting_every else ""
    yield f"\nFase {phase.title} ({phase.key}; {lowered(PHASE_KINDS[phase.kind])}{scale}{rhythm})"
    yield from (f"  Begint als: {one}" for one in phase.enter_when)
    yield from (f"  Eindigt als: {one}" for one in phase.leave_when)
    if phase.strategy_prompt:
        yield f"  Vraag voor de strategie: {phase.strategy_prompt}"
    for task in phase.tasks:
        yield f"  Taak: {task.title}{_from(origins, 'tasks', task.key)}"
        yield from _task(task, titles)
    for message in phase.communications:
        yield f"  Bericht: {message.title}{_from(origins, 'communications', message.key)}"
        yield from _message(message, titles)
    for dialogue in phase.dialogues:
        yield f"  Bijeenkomst: {dialogue.title}{_from(origins, 'dialogues', dialogue.key)}"
        yield from _dialogue(dialogue, titles)


def _task(task: Task, titles: Titles) -> Iterator[str]:
    yield f"      {ROLES[task.owner]}{_due(task.due, titles)}{', verplicht' if task.required else ''}"
    if task.done_when:
        yield f"      Klaar als: {task.done_when}"
    if task.release:
        yield f"      Wacht op: {task.release}"


def _message(message: Communication, titles: Titles) -> Iterator[str]:
    chain = [f"{spoken(message.drafted_by)} maakt het"] if message.drafted_by else []
    chain += [f"{spoken(one.role)} kijkt mee ({lowered(CHECKS[one.on])})" for one in message.checks]
    if message.approved_by:
        under = message.approved_by == "mandate"
        chain.append("akkoord: onder mandaat" if under else f"akkoord: {spoken(message.approved_by)}")
    yield f"      {PRODUCTS[message.product]}{_due(message.due, titles)}{', vooraf goedgekeurd' * message.preapproved}"
    if chain:
        yield f"      Keten: {', '.join(chain)}"


def _dialogue(dialogue: Dialogue, titles: Titles) -> Iterator[str]:
    who = f"{ROLES[dialogue.owner]} regelt het" if dialogue.owner else "Nog niemand regelt het"
    yield f"      {who}{_due(dialogue.due, titles)}"
    yield f"      {ORGANISER_MODES[dialogue.organiser_mode]}, {lowered(OPENNESS[dialogue.openness])}"
    if dialogue.goal:
        yield f"      Doel: {dialogue.goal}"


def _due(due: Deadline | None, titles: Titles) -> str:
    return f", {due.words(titles)}" if due else ""


def _from(origins: Origins, kind: str, key: str) -> str:
    said = origins.get((kind, key))
    return f" ({said})" if said else ""
