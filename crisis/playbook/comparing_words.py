"""What each field of a playbook is called in a sentence about a change."""

from __future__ import annotations

from typing import Final

from crisis.playbook.items import Part

_HEADER: Final = {
    "playbook.owner": "eigenaar",
    "title": "naam",
    "not_for": "‘niet voor’",
    "review_before": "datum om opnieuw te bekijken",
    "classification": "vertrouwelijkheid",
    "crowd_above": "aantal mensen voor de drukte-lijst",
}
_TEAM: Final = {
    "core": "kernteam",
    "restricted": "leest de kleinste kring",
    "when": "wanneer",
    "acknowledge_within": "tijd om te antwoorden",
    "arrive_within": "tijd om te komen",
    "number": "aantal mensen",
    "call_next": "wie daarna komt",
    "grants": "wat de rol extra mag",
    "denies": "wat de rol niet mag",
}
_PHASE: Final = {
    "kind": "soort fase",
    "scale": "schaal",
    "enter_when": "‘begint als’",
    "leave_when": "‘eindigt als’",
    "meeting_every": "tijd tussen twee overleggen",
    "strategy_prompt": "vraag voor de strategie",
}
_WORK: Final = {
    "owner": "wie het doet",
    "due": "termijn",
    "done_when": "‘klaar als’",
    "line": "handelingslijn",
    "required": "verplicht",
    "needs": "wat eerst klaar moet zijn",
    "release": "wat eerst gebeurd moet zijn",
    "repeat_on_reentry": "komt terug bij een nieuwe start",
    "circle": "kring",
    "hint": "uitleg",
    "organiser_mode": "wat de gemeente doet",
    "organiser": "wie organiseert",
    "openness": "open of gesloten",
    "closed_because": "waarom gesloten",
    "audience": "voor wie",
    "goal": "doel",
    "decision_space": "beslisruimte",
    "communication_owner": "wie uitnodigt",
    "product": "soort bericht",
    "drafted_by": "wie het maakt",
    "checks": "wie meekijkt",
    "approved_by": "wie akkoord geeft",
    "preapproved": "vooraf goedgekeurd",
    "text": "tekst",
}
_REST: Final = {
    "phone_setting": "instelling met het nummer",
    "role": "wie belt",
    "poles": "twee verhalen",
    "fuel": "wat het voedt",
    "joiner_pressure": "waar mensen moeten kiezen",
    "middle": "waar het midden mee zit",
    "scapegoat_risk": "wie de zondebok kan worden",
    "bridge_attempts": "bruggen te vroeg",
    "game_changers": "wat wij veranderen",
    "position": "wie de norm stelt",
    "own_bias": "met welk beeld wij kijken",
}
_FIELDS: Final = {**_HEADER, **_TEAM, **_PHASE, **_WORK, **_REST}


def field(part: type[Part], name: str) -> str:
    """The name of a field that can change; what identifies a part never does. Raises KeyError."""
    return _FIELDS.get(f"{part.KEY}.{name}") or _FIELDS[name]
