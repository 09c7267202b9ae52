"""The phases of a playbook as a picture: top to bottom in their usual order, further right the more is going on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from crisis.glossary import PHASE_KINDS, SCALES, lowered
from crisis.playbook import Phase, Playbook

#: How far to the right each kind of phase stands.
_STEPS: Final = {
    "monitoring": 0,
    "tension": 1,
    "threat": 2,
    "unrest": 3,
    "incident": 4,
    "aftercare": 1,
    "evaluation": 0,
}
#: Sizes in the units of the drawing, in which a letter is about 6 wide.
_INDENT: Final = 14
_BOX: Final = 232
_HEIGHT: Final = 46
_GAP: Final = 26
_MARGIN: Final = 8
#: How many characters of a title fit in a box.
_FITS: Final = 32


@dataclass(frozen=True)
class Box:
    """One phase: where it stands, its title, and what kind and scale it is."""

    key: str
    x: float
    y: float
    title: str
    about: str


@dataclass(frozen=True)
class Arrow:
    """The usual way on, as the path of a line that ends in an arrow head."""

    path: str


@dataclass(frozen=True)
class Map:
    """Everything that the template draws, and the same in words for who does not see it."""

    width: float
    height: float
    box: tuple[float, float]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    description: str


def phasemap(playbook: Playbook) -> Map:
    """The phases of a playbook with the usual way through them."""
    boxes = tuple(_box(one, place) for place, one in enumerate(playbook.phases))
    arrows = tuple(_arrow(one, other) for one, other in pairwise(boxes))
    steps = ". ".join(f"{place}: {one.title}, {one.about}" for place, one in enumerate(boxes, 1))
    width = 2 * _MARGIN + _BOX + _INDENT * max(_STEPS.values())
    height = 2 * _MARGIN + len(boxes) * _HEIGHT + (len(boxes) - 1) * _GAP
    said = f"De fasen in hun gewone volgorde. {steps}. Terug, of een fase overslaan, kan ook."
    return Map(width, height, (_BOX, _HEIGHT), boxes, arrows, said)


def _box(phase: Phase, place: int) -> Box:
    kind = lowered(PHASE_KINDS[phase.kind])
    said = [kind] if kind != lowered(phase.title) else []
    said += [f"schaal {lowered(SCALES[str(phase.scale)])}"] if phase.scale is not None else []
    title = phase.title if len(phase.title) <= _FITS else phase.title[: _FITS - 1].rstrip() + "…"
    x = _MARGIN + _INDENT * _STEPS[phase.kind]
    return Box(phase.key, x, _MARGIN + place * (_HEIGHT + _GAP), title, ", ".join(said))


def _arrow(one: Box, other: Box) -> Arrow:
    start, end = one.x + _BOX / 2, other.x + _BOX / 2
    top, foot = one.y + _HEIGHT, other.y - 5
    middle = (top + foot) / 2
    return Arrow(f"M{start} {top}V{middle}H{end}V{foot}")
