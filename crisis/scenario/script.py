"""The injects of a scenario, made ready to be given in an exercise with people of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crisis.scenario.loading import Scenario, Step

#: Arguments that hold the words of an inject, the first that is there.
_WORDS: Final = ("text", "remark", "reason")
#: What somebody who was called says, as a line for the team: in an exercise nobody of the scenario is really called.
_SAID: Final = {
    "cannot": "{who} laat weten: ik kan niet komen.",
    "no_answer": "{who} is gebeld en neemt niet op.",
    "coming": "{who} laat weten: ik kom eraan.",
    "acknowledged": "{who} heeft de oproep gezien, maar zegt nog niets.",
}


def script(scenario: Scenario) -> tuple[dict[str, Any], ...]:
    """What comes from outside, in order: when in seconds, by which act, and what is then expected."""
    steps = [step for step in scenario.steps if step.inject and step.refused is None]
    told = {step.label: "; ".join(_words(step.given)) for step in steps if step.label}
    return tuple(_inject(scenario, step, told) for step in steps)


def _inject(scenario: Scenario, step: Step, told: Mapping[str, str]) -> dict[str, Any]:
    act, given = step.do, dict(step.given)
    if act in ("team.answer", "team.record_call"):
        act, given = "notes.add", _as_note(scenario, step)
    label = step.label or ""
    words = "; ".join(_words(given)) or next((told[str(one)] for one in given.values() if str(one) in told), act)
    one = {"after": int(step.after.total_seconds()), "act": act, "given": given, "words": words[:300]}
    return one | {"expects": step.expects or "", "label": label}


def _as_note(scenario: Scenario, step: Step) -> dict[str, Any]:
    who = next(iter(scenario.cast.meant(str(step.given.get("called", "")))), "")
    person = next((one for one in scenario.people if one.email == who), None)
    title = (person.function or person.name) if person else "Iemand die is opgeroepen"
    said = str(step.given.get("answer") or step.given.get("outcome") or "acknowledged")
    text = _SAID.get(said, _SAID["acknowledged"]).format(who=title)
    remark = str(step.given.get("remark") or "")
    return {"kind": "report", "text": f"{text} {remark}".strip(), "circle": "full_team"}


def _words(given: Mapping[str, Any]) -> Iterator[str]:
    found = next((str(given[name]) for name in _WORDS if given.get(name)), "")
    if found:
        yield found
    if given.get("medium"):
        yield f"{given['question']} ({given['medium']})"
