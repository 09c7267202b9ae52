"""Shared blocks: work that many playbooks have in common, hung on a phase by what kind of phase it is."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, WithJsonSchema

from crisis.glossary import PHASE_KINDS
from crisis.playbook.fields import Due, Kind, own
from crisis.playbook.items import Communication, Dialogue, Part, Task
from crisis.playbook.model import Header, Phase
from crisis.playbook.wording import unknown

_KIND = "kind:"
_SHAPE = rf"^(first|{_KIND}[a-z]+(,[a-z]+)*)$"


def _target(text: str) -> str:
    if not re.fullmatch(_SHAPE, text):
        raise own("schrijf 'first' of 'kind:' met soorten fasen, zoals 'kind:threat,incident'")
    for kind in _kinds(text):
        if kind not in PHASE_KINDS:
            raise own(unknown("soort fase", kind, PHASE_KINDS))
    return text


def _kinds(target: str) -> tuple[str, ...]:
    return tuple(target.removeprefix(_KIND).split(",")) if target.startswith(_KIND) else ()


Target = Annotated[str, AfterValidator(_target), WithJsonSchema({"type": "string", "pattern": _SHAPE})]


class Attached(Part):
    """What depends on the kind of the phase that something shared lands in."""

    due: Due | None = Field(None, description="Termijn, als de soort fase geen andere heeft.")
    due_when: dict[Kind, Due] = Field({}, description="Andere termijn per soort fase, zoals tension: T+2h.")
    skip_when: tuple[Kind, ...] = Field((), max_length=10, description="Soorten fasen waarin dit vervalt.")


class AttachedTask(Task, Attached):
    """A shared task."""


class AttachedDialogue(Dialogue, Attached):
    """A shared dialogue meeting."""


class AttachedCommunication(Communication, Attached):
    """A shared message."""


class Attachment(Part):
    """Work for one phase of whatever playbook includes the block."""

    KEY = "to"

    to: Target = Field(description="Aan welke fase: first, of de eerste van deze soorten (kind:aftercare).")
    required: StrictBool = Field(False, description="Of een draaiboek zonder zo'n fase fout is.")
    tasks: tuple[AttachedTask, ...] = Field((), max_length=100, description="Taken.")
    dialogues: tuple[AttachedDialogue, ...] = Field((), max_length=20, description="Bijeenkomsten.")
    communications: tuple[AttachedCommunication, ...] = Field((), max_length=40, description="Berichten.")

    def lands_on(self, phases: tuple[Phase, ...]) -> Phase | None:
        """The phase this work goes to: the first phase, or the first of a kind; None if there is none."""
        kinds = _kinds(self.to)
        return next((phase for phase in phases if not kinds or phase.kind in kinds), None)


class SharedBlock(Header):
    """A file that other playbooks include; it cannot be opened by itself."""

    shared: Literal[True] = Field(description="Altijd true: dit bestand is een gedeeld blok.")
    attach: tuple[Attachment, ...] = Field((), max_length=20, description="Werk per fase.")
