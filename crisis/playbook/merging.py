"""Merge shared blocks into a playbook: the blocks first, the same key in the playbook overrides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crisis.deadlines import Deadline
from crisis.glossary import ROLES
from crisis.playbook.blocks import Attached, Attachment, SharedBlock
from crisis.playbook.model import Header, Phase, Playbook

_READ_OUT = tuple(ROLES)
_LISTS = {"team": "role", "moments": "moment", "contacts": "contact"}
_WORK = {"tasks": "task", "dialogues": "dialogue", "communications": "communication"}
_WHOLE = ("classification", "circle", "crowd_above", "principles", "sources", "mistakes")


def merged(playbook: Playbook, blocks: Sequence[SharedBlock]) -> Playbook:
    """The playbook with these blocks in it; raises pydantic's ValidationError when it grows too large."""
    files: list[Header] = [*blocks, playbook]
    made: dict[str, Any] = {
        name: _by_key((part.model_dump() for one in files for part in getattr(one, name)), key)
        for name, key in _LISTS.items()
    }
    made["team"].sort(key=lambda member: _READ_OUT.index(member["role"]))
    for name in _WHOLE:
        made[name] = next((getattr(one, name) for one in files[::-1] if name in one.model_fields_set), None)
    made["assessment"] = {
        name: value for one in files for name, value in one.assessment.model_dump(exclude_none=True).items()
    }
    attachments = [one for block in blocks for one in block.attach]
    made["phases"] = [_with_work(phase, playbook.phases, attachments) for phase in playbook.phases]
    _name_the_only_moment(made)
    given = playbook.model_dump(exclude=set(made)) | {name: value for name, value in made.items() if value}
    return Playbook.model_validate(given)


def homeless(playbook: Playbook, block: SharedBlock) -> list[str]:
    """The targets of a block that this playbook must have a phase for and has not."""
    return [one.to for one in block.attach if one.required and one.lands_on(playbook.phases) is None]


def _by_key(parts: Iterable[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The parts in order of first appearance; a later one takes the place of an earlier one of its key."""
    return list({part[key]: part for part in parts}.values())


def _with_work(phase: Phase, phases: tuple[Phase, ...], attachments: list[Attachment]) -> dict[str, Any]:
    here = [one for one in attachments if one.lands_on(phases) is phase]
    work = {}
    for name, key in _WORK.items():
        # A playbook may also give shared work a place in another phase than the block would.
        moved = {part.key for other in phases if other is not phase for part in getattr(other, name)}
        shared = (part for one in here for part in _settled(getattr(one, name), phase))
        mine = (part.model_dump() for part in getattr(phase, name))
        work[name] = _by_key([*(part for part in shared if part[key] not in moved), *mine], key)
    return phase.model_dump() | work


def _settled(parts: Iterable[Attached], phase: Phase) -> Iterator[dict[str, Any]]:
    """Shared parts as they are in a phase of this kind."""
    for part in parts:
        if phase.kind not in part.skip_when:
            given = part.model_dump(exclude={"due_when", "skip_when"})
            due = part.due_when.get(phase.kind, part.due)
            yield given | {"due": str(due) if due else None}


def _name_the_only_moment(made: dict[str, Any]) -> None:
    if len(made["moments"]) != 1:
        return
    for phase in made["phases"]:
        for part in (part for name in _WORK for part in phase[name] if part["due"]):
            part["due"] = str(Deadline.parse(part["due"]).named(made["moments"][0]["moment"]))
