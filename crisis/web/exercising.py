"""The page of an exercise leader, and the look back for the whole team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from crisis.asking import Asked
from crisis.board.exercise import SPEEDS, Exercise, begun
from crisis.board.exercise.acts import KINDS
from crisis.debrief import debrief
from crisis.glossary import EXERCISE_CIRCLE
from crisis.playbook import BrokenFile
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.scenario import FOLDER, load
from crisis.scenario.injects import INJECTS
from crisis.scenario.script import script
from crisis.view import View
from crisis.web import pace
from crisis.web.door import key
from crisis.web.visit import credential, my_digest, page, product, view

exercising = Blueprint("exercising", __name__)
#: The choice to begin with an empty script.
_OWN: Final = "zelf"


@exercising.get("/incidents/<int:id>/exercise")
def lead(id: int) -> str:
    """For who leads the exercise: the script, and the buttons. For the team: who leads, and where to look back."""
    return _page(_exercise(id))


@exercising.post("/incidents/<int:id>/exercise/start")
def start(id: int) -> Response | tuple[str, int]:
    """Let the script of a scenario run. The script comes from the product: no browser can make one up."""
    shown = _exercise(id)
    if not shown.may("exercise.start"):
        raise NotAllowed
    pace.count(my_digest())
    name = request.form.get("scenario", "")
    chosen = next((one for key, one in _scripts(shown) if key == name), None)
    if chosen is None and name != _OWN:
        return _page(shown, "Kies een scenario."), 422
    given: dict[str, Any] = {"title": chosen.title if chosen else "Eigen oefening"}
    given |= {"injects": list(chosen.script) if chosen else [], "speed": request.form.get("speed", "1")}
    asked = Asked("exercise.start", given, once=key(request.form.get("once")))
    try:
        product().ledger.perform(id, credential(my_digest()), asked)
    except (Refused, Unreadable) as refusal:
        return _page(shown, refusal.sentence), 409 if isinstance(refusal, Refused) else 422
    return redirect(f"/incidents/{id}/exercise", 303)


@exercising.get("/incidents/<int:id>/debrief")
def look_back(id: int) -> str:
    """What came in beside what was done and when; for the team when the exercise is over, for its leader before."""
    shown = _exercise(id)
    found = debrief(shown)
    if found is None:
        raise NotFound
    return page("debrief", section="playbook", view=shown, debrief=found)


def _exercise(id: int) -> View:
    shown = view(id)
    if not shown.incident.exercise or not shown.audience.reads("full_team"):
        raise NotFound
    return shown


def _page(shown: View, sentence: str = "") -> str:
    leads = shown.audience.reads(EXERCISE_CIRCLE)
    found = begun(shown.incident)
    return page(
        "exercise",
        section="playbook",
        view=shown,
        leads=leads,
        exercise=found if leads else None,
        leader=[one for one in shown.members if one.role == "exercise_leader"],
        over=_over(found),
        scripts=_scripts(shown) if leads and (found is None or found.ended) else [],
        speeds=SPEEDS,
        kinds=KINDS,
        labels=INJECTS,
        expected={task.key: task.title for phase in shown.incident.plan.phases for task in phase.tasks},
        sentence=sentence,
    )


def _over(found: Exercise | None) -> bool:
    return found is not None and found.ended is not None


@dataclass(frozen=True)
class Choice:
    """A scenario that can be played: its title, its script, and how long it lasts in words."""

    title: str
    script: tuple[dict[str, Any], ...]

    @property
    def injects(self) -> int:
        """How much comes from outside."""
        return len(self.script)

    @property
    def lasts(self) -> str:
        """Until the last of it, in the time of the script."""
        hours = max((one["after"] for one in self.script), default=0) / 3600
        return f"{round(hours)} uur" if hours < 48 else f"{round(hours / 24)} dagen"


def _scripts(shown: View) -> list[tuple[str, Choice]]:
    """The scenarios for this playbook that hold injects, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            one = load(path)
        except BrokenFile:
            continue
        if one.playbook.key == shown.incident.plan.key and (told := script(one)):
            found.append((path.stem, Choice(one.title, told)))
    return found
