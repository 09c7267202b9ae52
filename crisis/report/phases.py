"""Phases, scale and key moments on paper: what was decided, why, by whom, and on which criteria."""

from __future__ import annotations

from typing import Any

from crisis import dates
from crisis.board.phases import KeyMoment, PhaseRun
from crisis.board.scale import ScaleStep
from crisis.glossary import PHASE_KINDS
from crisis.report.longwords import printable
from crisis.report.moments import span
from crisis.view import View


def phases(view: View) -> list[dict[str, Any]]:
    """The phases that this reader may see, in the order in which they were entered."""
    runs = [run for run in view.incident[PhaseRun].values() if view.sees(run)]
    return [_phase(view, run, first=run is runs[0]) for run in runs]


def scale(view: View) -> list[dict[str, Any]]:
    """Every step of the scale, in order."""
    steps = [step for step in view.incident[ScaleStep].values() if view.sees(step)]
    ends = [step.since for step in steps[1:]]
    return [
        {
            "seq": step.id,
            "title": step.name,
            "span": span(step.since, end),
            "reason": printable(step.reason),
            "by": printable(step.by),
            "met": [printable(one) for one in step.met],
        }
        for step, end in zip(steps, [*ends, None], strict=True)
    ]


def moments(view: View) -> list[str]:
    """The key moments that have a time, as sentences."""
    found = [moment for moment in view.incident[KeyMoment].values() if view.sees(moment)]
    return [printable(f"{moment.title}: {dates.full(moment.at)}") for moment in found]


def _phase(view: View, run: PhaseRun, first: bool) -> dict[str, Any]:
    wanted = () if first else _criteria(view, run)
    return {
        "seq": run.id,
        "title": printable(run.title),
        "kind": PHASE_KINDS.get(run.kind, run.kind),
        "span": span(run.entered_at, run.left_at),
        "reason": printable(run.reason),
        "by": printable(run.by),
        "met": [printable(one) for one in run.met],
        "unmet": [printable(one) for one in wanted if one not in run.met],
    }


def _criteria(view: View, run: PhaseRun) -> tuple[str, ...]:
    playbook = view.incident.playbook
    found = [one for one in playbook.phases if one.phase == run.phase] if playbook else []
    return found[0].enter_when if found else ()
