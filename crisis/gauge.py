"""The tension gauge as a picture: where line, points, phases and hours come, in the units of the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crisis import dates
from crisis.board.phases import PhaseRun
from crisis.board.tension import LEVELS, Tension, in_time, trend, words
from crisis.view import View

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
#: How far apart the marks on the axis may be; the first that gives few enough is taken.
_STEPS: Final = tuple(timedelta(minutes=one) for one in (15, 30, 60, 120, 180, 360, 720))
#: The room that one mark needs.
_ROOM: Final = 45


@dataclass(frozen=True)
class Frame:
    """The size of a drawing, and the margins around the part with the line."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


LARGE: Final = Frame(400, 216, left=96, right=10, top=40, bottom=52)
#: For a phone, where the large one would be too small to read.
NARROW: Final = Frame(250, 230, left=90, right=8, top=40, bottom=52)
SMALL: Final = Frame(96, 28, left=4, right=6, top=5, bottom=5)


@dataclass(frozen=True)
class Point:
    """A reading in the drawing; `text` says what it is."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Band:
    """A phase in the drawing: its letter, and whether that fits in it."""

    x: float
    width: float
    letter: str
    fits: bool


@dataclass(frozen=True)
class Phase:
    """A phase as text under the drawing."""

    letter: str
    title: str
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws. Only numbers and texts, so that the PDF can have it too."""

    frame: Frame
    line: str
    points: tuple[Point, ...]
    levels: tuple[Point, ...]
    hours: tuple[Point, ...]
    days: tuple[Point, ...]
    bands: tuple[Band, ...]
    phases: tuple[Phase, ...]
    title: str
    description: str


@dataclass(frozen=True)
class Scale:
    """From moments and levels to places in a frame."""

    frame: Frame
    start: datetime
    end: datetime

    @property
    def most(self) -> int:
        """How many marks fit on the axis."""
        return max(2, int((self.frame.width - self.frame.left - self.frame.right) // _ROOM))

    def x(self, at: datetime) -> float:
        """The place of a moment; what lies outside is put on the edge."""
        part = min(max((at - self.start) / (self.end - self.start), 0), 1)
        return round(self.frame.left + part * (self.frame.width - self.frame.left - self.frame.right), 1)

    def y(self, level: int) -> float:
        """The place of a level; the highest is on top."""
        part = (len(LEVELS) - level) / (len(LEVELS) - 1)
        return round(self.frame.top + part * (self.frame.height - self.frame.top - self.frame.bottom), 1)


def picture(view: View, readings: Sequence[Tension], frame: Frame = LARGE) -> Picture | None:
    """The readings of a view as a drawing, up to the last entry; None while there is none."""
    known, found = in_time(readings), trend(readings)
    if not known or found is None:
        return None
    runs = [one for one in view.incident[PhaseRun].values() if view.sees(one)]
    last = view.incident.entry(view.incident.seq).recorded_at
    start = min([known[0].at, *(one.entered_at for one in runs)])
    scale = Scale(frame, start, max(last, known[-1].at, start + _HOUR))
    phases = [Phase(_letter(place), one.title, one.entered_at, one.left_at) for place, one in enumerate(runs)]
    marks = list(hours(scale.start, scale.end, scale.most))
    return Picture(
        frame=frame,
        line=line(scale, known),
        points=tuple(Point(scale.x(one.at), scale.y(one.level), _said(one)) for one in known),
        levels=tuple(Point(frame.left, scale.y(int(one)), f"{one} {word}") for one, word in LEVELS.items()),
        hours=tuple(Point(scale.x(at), frame.height - frame.bottom, text) for at, text in marks),
        days=tuple(Point(scale.x(at), frame.height - frame.bottom, text) for at, text in _days(scale)),
        bands=tuple(_bands(scale, phases)),
        phases=tuple(phases),
        title=f"Spanning: {found.told(last)}",
        description=_described(known),
    )


def line(scale: Scale, readings: Sequence[Tension]) -> str:
    """A reading holds until the next: the line goes in steps, not in slopes that nobody measured."""
    first, *rest = readings
    steps = [f"M{scale.x(first.at)} {scale.y(first.level)}"]
    steps += [f"H{scale.x(one.at)}V{scale.y(one.level)}" for one in rest]
    return "".join([*steps, f"H{scale.x(scale.end)}"])


def hours(start: datetime, end: datetime, most: int = 5) -> Iterator[tuple[datetime, str]]:
    """A few round moments between two, with the time in Amsterdam; days when it takes long."""
    step = next((one for one in _STEPS if (end - start) / one <= most), None)
    if step is None:
        yield from _each_day(start, end, most)
        return
    at = _midnight(start)
    while at <= end:
        if at >= start:
            yield at, dates.clock(at)
        at += step


def _each_day(start: datetime, end: datetime, most: int) -> Iterator[tuple[datetime, str]]:
    apart = max(1, -(-((end - start) // _DAY) // most))
    day, place = _midnight(start), 0
    while day <= end:
        if day >= start and place % apart == 0:
            yield day, _date(day)
        day, place = _midnight(day + _DAY + 3 * _HOUR), place + 1


def _days(scale: Scale) -> Iterator[tuple[datetime, str]]:
    """The date at the left, and below each midnight when hours are told."""
    if (scale.end - scale.start) / _STEPS[-1] > scale.most:
        return
    yield scale.start, _date(scale.start)
    day = _midnight(scale.start + _DAY)
    while day <= scale.end:
        if scale.x(day) - scale.x(scale.start) > scale.frame.width / 6 and scale.x(day) < scale.frame.width * 0.9:
            yield day, _date(day)
        day = _midnight(day + _DAY + 3 * _HOUR)


def _midnight(at: datetime) -> datetime:
    """The beginning of the day in Amsterdam."""
    return dates.from_local(dates.local(at).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0))


def _date(at: datetime) -> str:
    return dates.short(at).rsplit(" ", 1)[0]


def _bands(scale: Scale, phases: Sequence[Phase]) -> Iterator[Band]:
    for one in phases:
        left, right = scale.x(one.begins), scale.x(one.ends or scale.end)
        yield Band(left, round(right - left, 1), one.letter, fits=right - left >= 12)


def _letter(place: int) -> str:
    """A, B, ... Z, and then A2.

    >>> _letter(1), _letter(27)
    ('B', 'B2')
    """
    return f"{chr(ord('A') + place % 26)}{place // 26 + 1 if place >= 26 else ''}"


def _said(one: Tension) -> str:
    return f"{dates.short(one.at)}: {one.words}{f', {one.area}' if one.area else ''}"


def _described(known: Sequence[Tension]) -> str:
    first, last = known[0], known[-1]
    top = max(known, key=lambda one: one.level)
    if first is last:
        return f"Eén meting: {_said(first)}."
    return (
        f"{len(known)} metingen, van {dates.short(first.at)} tot {dates.short(last.at)}. "
        f"Begonnen op {words(first.level)}. Hoogste: {words(top.level)}, {dates.short(top.at)}."
    )
