"""The whole paper as plain values: what the rendering process gets instead of the incident itself."""

from __future__ import annotations

from typing import Any

from crisis.report import call_outs, cover, lines, phases, picture, recorded, tasks
from crisis.view import View


def document(view: View, municipality: str) -> dict[str, Any]:
    """Every text on paper, through the eyes of one reader; only texts, numbers, lists and names of looks."""
    return {
        "cover": cover.cover(view, municipality),
        "timeline": picture.picture(view),
        "phases": phases.phases(view),
        "scale": phases.scale(view),
        "moments": phases.moments(view),
        "tasks": tasks.tasks(view),
        "call_outs": call_outs.call_outs(view),
        "decided": recorded.decisions(view),
        "decisions": lines.decisions(view),
        "chapters": recorded.chapters(view),
        "days": lines.days(view),
    }
