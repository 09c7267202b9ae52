"""A call-out in figures: who answered and came within the norm of the playbook, how many per role, how fast as a whole.

Everything is computed from the log and a moment, for the team page and for the report alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from crisis import dates
from crisis.board.meetings import Meeting
from crisis.board.notes import Note
from crisis.board.team import calling
from crisis.board.team.calling import Called, CallOut
from crisis.deadlines import Span
from crisis.view import View

#: Reports that tell of the first signal; who is called together for it did not know of anything older.
_LOOKS_BACK: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Timing:
    """Something against the clock in words; `kept`: within the norm, None when there is none or it is not known yet."""

    words: str
    kept: bool | None = None

    @property
    def told(self) -> str:
        """The words with the verdict behind them."""
        return self.words if self.kept is None else f"{self.words}: {'op tijd' if self.kept else 'te laat'}"


@dataclass(frozen=True)
class Row:
    """Somebody on the roll with both times against the norm."""

    called: Called
    answer: Timing | None
    arrival: Timing | None


@dataclass(frozen=True)
class Place:
    """A role with how many hold it or are coming, and how many are wanted."""

    role: str
    there: int
    wanted: int

    @property
    def filled(self) -> bool:
        """Whether there are enough."""
        return self.there >= self.wanted


@dataclass(frozen=True)
class Roll:
    """One call-out: its people, its roles, and the figures in whole minutes."""

    call_out: CallOut
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    coming: int
    answered: int
    median: int | None
    #: From the first signal to the first arrival, and until the team was together.
    first: int | None
    convened: int | None

    @property
    def share(self) -> int:
        """Which part acknowledged or answered, in percents."""
        return round(100 * self.answered / len(self.rows)) if self.rows else 0

    def kept(self, what: str) -> tuple[int, int]:
        """How many were within the norm for `answer` or `arrival`, and of how many that is known."""
        verdicts = [timing.kept for row in self.rows if (timing := getattr(row, what)) and timing.kept is not None]
        return sum(verdicts), len(verdicts)

    @property
    def sentences(self) -> list[str]:
        """The figures in Dutch, those that are known."""
        usual = f", meestal na {self.median} min" if self.median is not None else ""
        found = [f"Geantwoord: {self.answered} van {len(self.rows)} ({self.share}%){usual}."]
        for label, what in (("Antwoord binnen de norm", "answer"), ("Aankomst binnen de norm", "arrival")):
            good, known = self.kept(what)
            found += [f"{label}: {good} van {known}."] if known else []
        if self.first is not None:
            found.append(f"De eerste was er {self.first} min na het eerste signaal.")
        if self.convened is not None:
            found.append(f"Het team was bij elkaar {self.convened} min na het eerste signaal.")
        return found


def latest(view: View) -> Roll | None:
    """The call-out that goes on, else the last one."""
    outs = view.things(CallOut)
    return roll(view, calling.current(view.incident) or outs[-1]) if outs else None


def roll(view: View, call_out: CallOut) -> Roll:
    """A call-out in figures, as it stands at the moment of the view."""
    people = calling.of(view.incident, call_out)
    signal = first_signal(view, call_out)
    arrived = sorted(one.arrived_at for one in people if one.arrived_at is not None)
    together = _together(view, call_out, people)
    answers = [one.answered_at - one.called_at for one in people if one.answered_at is not None]
    return Roll(
        call_out,
        tuple(_row(view, one, view.now) for one in people),
        tuple(_place(view, call_out, role) for role in call_out.roles),
        sum(one.state in ("coming", "arrived") for one in people),
        len(answers),
        round(median(one.total_seconds() / 60 for one in answers)) if answers else None,
        _minutes(arrived[0] - signal) if arrived else None,
        _minutes(together - signal) if together else None,
    )


def first_signal(view: View, call_out: CallOut) -> datetime:
    """When it began: the opening of the incident, or what a report of the day before it says happened earlier.

    A report that was written down later counts by when it happened. Reports that this reader may not see do not
    count, so that the figure tells nobody more than the log does.
    """
    opened = view.incident.opened
    begun = opened.occurred_at if opened else call_out.started_at
    reports = [one.id for one in view.things(Note) if one.note_kind == "report" and not one.superseded_by]
    moments = [view.incident.entry(number).occurred_at for number in reports]
    return min([begun, *(at for at in moments if begun - _LOOKS_BACK <= at)])


def _together(view: View, call_out: CallOut, people: list[Called]) -> datetime | None:
    """When the team met for the first time since the call-out; without a meeting, when every called role was there."""
    met = [one.opened_at for one in view.things(Meeting) if one.opened_at and one.opened_at >= call_out.started_at]
    if met:
        return min(met)
    came = [[one.arrived_at for one in people if role in one.roles and one.arrived_at] for role in call_out.roles]
    return max(map(min, came)) if came and all(came) else None


def _place(view: View, call_out: CallOut, role: str) -> Place:
    there = calling.there(view.incident, role, call_out if not call_out.ended else None)
    return Place(role, len(there), view.incident.plan.wanted(role))


def _row(view: View, one: Called, now: datetime) -> Row:
    members = [member for member in view.incident.plan.team if member.role in one.roles]
    answer = _answer(one, _strictest(one, (member.acknowledge_within for member in members)), now)
    return Row(one, answer, _arrival(one, _strictest(one, (member.arrive_within for member in members)), now))


def _strictest(one: Called, norms: Iterable[Span | None]) -> Span | None:
    return min((norm for norm in norms if norm), key=lambda norm: norm.after(one.called_at), default=None)


def _answer(one: Called, norm: Span | None, now: datetime) -> Timing | None:
    if one.answered_at is not None:
        return _against(one, norm, one.answered_at, f"antwoord na {_minutes(one.answered_at - one.called_at)} min")
    if not one.waiting or norm is None or now <= norm.after(one.called_at):
        return None
    return _against(one, norm, now, f"nog geen antwoord na {_minutes(now - one.called_at)} min")


def _arrival(one: Called, norm: Span | None, now: datetime) -> Timing | None:
    if one.arrived_at is not None:
        return _against(one, norm, one.arrived_at, f"er na {_minutes(one.arrived_at - one.called_at)} min")
    if one.state != "coming" or one.eta is None:
        return None
    return _against(one, norm, max(one.eta, now), f"verwacht om {dates.clock(one.eta)}")


def _against(one: Called, norm: Span | None, at: datetime, words: str) -> Timing:
    if norm is None:
        return Timing(words)
    length = f"{norm.amount} min" if norm.unit == "m" else norm.words()
    return Timing(f"{words} (norm {length})", at <= norm.after(one.called_at))


def _minutes(length: timedelta) -> int:
    return max(0, round(length.total_seconds() / 60))
