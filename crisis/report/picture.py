"""The timeline on paper: the same drawing as on the page, as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from crisis.timeline import timeline, whole
from crisis.view import View


def picture(view: View) -> dict[str, Any] | None:
    """The whole incident by time, as far as this reader may know it; None while nothing happened."""
    line = timeline(view, *whole(view))
    if not line.events:
        return None
    return {
        "frame": asdict(line.frame),
        "stretches": [asdict(one) for one in line.stretches],
        "lanes": [asdict(one) for one in line.lanes],
        "hours": [asdict(one) for one in line.hours],
        # How many events each mark stands for is what is drawn; their words are in the log below.
        "marks": [{"x": one.x, "y": one.y, "events": [event.seq for event in one.events]} for one in line.marks],
        "description": line.description.replace("De lijst hieronder zegt hetzelfde.", "Het logboek zegt hetzelfde."),
    }
