"""Completing what is agreed about a dialogue meeting, together with others who do the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crisis import dates
from crisis.actions import action
from crisis.board.dialogues.acts import Openness, Stage, crowd
from crisis.board.dialogues.facts import WORDS, DialogueChanged
from crisis.board.dialogues.thing import OPENNESS, STAGES, Dialogue, must_be_planned
from crisis.incident import By, Fact, Incident
from crisis.inputs import Count, Emptied, Line, Several, Text, When
from crisis.merging import merge
from crisis.refusals import Unreadable

_CHOICES: Final[dict[str, Mapping[str, str]]] = {"openness": OPENNESS, "stage": STAGES}


@action("dialogues.change", "Bijeenkomst aanvullen")
def change(
    incident: Incident,
    by: By,
    dialogue: Dialogue,
    decision_space: Text | None = None,
    stage: Stage | None = None,
    communication_owner: Line | None = None,
    openness: Openness | None = None,
    closed_because: Emptied | None = None,
    audience: Line | None = None,
    goal: Text | None = None,
    question: Text | None = None,
    organiser: Line | None = None,
    at: When | None = None,
    place: Line | None = None,
    capacity: Count | None = None,
    host: Line | None = None,
    moderator: Line | None = None,
    note_taker: Line | None = None,
    aftercare: Line | None = None,
    programme: Several | None = None,
    seen: int | None = None,
) -> Iterator[Fact]:
    """Change what is agreed; `seen` is the number of the entry that the form was made from."""
    must_be_planned(dialogue)
    given = locals()
    proposed = {name: given[name] for name in WORDS if given[name] is not None}
    if dialogue.at and at and dates.form_value(at) == dates.form_value(dialogue.at):
        del proposed["at"]
    labels = {name: word[0].upper() + word[1:] for name, word in WORDS.items()}
    changes: dict[str, Any] = merge(incident, dialogue, seen, proposed, labels, _CHOICES)
    reason = changes.get("closed_because", dialogue.closed_because)
    if changes.get("openness", dialogue.openness) == "closed" and not reason:
        raise Unreadable({"closed_because": "Een gesloten bijeenkomst heeft een reden nodig. Schrijf die op."})
    if changes:
        yield DialogueChanged(dialogue=dialogue.id, fields=tuple(changes), **changes)
    yield from crowd(incident, dialogue.id, dialogue.circle, changes.get("capacity"))
