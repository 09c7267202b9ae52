"""What one does with a dialogue meeting: plan, complete, invite, report, and make sure that something follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated, Any

from crisis.actions import action
from crisis.board.dialogues.facts import (
    MUNICIPALITY,
    DialogueAnswered,
    DialogueCancelled,
    DialogueInvited,
    DialoguePlanned,
    DialoguePrepared,
    DialogueReported,
)
from crisis.board.dialogues.thing import (
    CROWD,
    KINDS,
    MODES,
    MOODS,
    OPENNESS,
    PREPARATION,
    STAGES,
    Arranged,
    Dialogue,
    must_be_planned,
)
from crisis.board.phases import current
from crisis.board.promises import PromiseMade
from crisis.board.tasks import Task, TaskAdded
from crisis.incident import By, Fact, Incident
from crisis.inputs import Circle, Count, Line, Reason, Role, Several, Text, Title, Typed, When, Yes, one_of
from crisis.refusals import Refused, Unreadable

DialogueKind = Annotated[str, Typed, one_of(KINDS)]
Mode = Annotated[str, Typed, one_of(MODES)]
Openness = Annotated[str, Typed, one_of(OPENNESS)]
Stage = Annotated[str, Typed, one_of(STAGES)]
Mood = Annotated[str, Typed, one_of(MOODS)]


@action("dialogues.plan", "Bijeenkomst plannen")
def plan(
    incident: Incident,
    by: By,
    title: Title,
    kind: DialogueKind,
    audience: Line,
    goal: Text,
    question: Text,
    organiser_mode: Mode = "facilitate",
    organiser: Line | None = None,
    openness: Openness = "open",
    closed_because: Text | None = None,
    decision_space: Text | None = None,
    stage: Stage | None = None,
    at: When | None = None,
    place: Line | None = None,
    capacity: Count | None = None,
    host: Line | None = None,
    moderator: Line | None = None,
    communication_owner: Line | None = None,
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Plan a dialogue meeting: open unless there is a reason, by others where that can be."""
    given = locals()
    _reasoned(organiser_mode, organiser, openness, closed_because)
    where = by.circle(circle, incident)
    arranged = {one.name: given[one.name] for one in fields(Arranged) if given.get(one.name) is not None}
    arranged |= {"dialogue_kind": kind, "organiser": organiser or MUNICIPALITY}
    arranged.setdefault("communication_owner", organiser or "")
    yield DialoguePlanned(**arranged, circle=where)
    yield from crowd(incident, incident.seq, where, capacity)


@action("dialogues.tick", "Voorbereiding bijwerken")
def tick(incident: Incident, by: By, dialogue: Dialogue, step: Count, done: Yes = True) -> Iterator[Fact]:
    """Say that a step of the preparation is done, or is not."""
    must_be_planned(dialogue)
    if step >= len(PREPARATION):
        raise Refused("Deze stap hoort niet bij de voorbereiding. Laad de pagina opnieuw.")
    if (step in dialogue.ready) != done:
        yield DialoguePrepared(dialogue.id, step, done, PREPARATION[step])


@action("dialogues.invite", "Groep uitnodigen")
def invite(incident: Incident, by: By, dialogue: Dialogue, group: Line, by_whom: Line, number: Count) -> Iterator[Fact]:
    """Record that a group is invited. Refused while it is not clear what may be decided, and by whom."""
    must_be_planned(dialogue)
    if dialogue.missing:
        raise Refused(f"Uitnodigen kan nog niet. Vul eerst in: {', '.join(dialogue.missing)}.")
    known = next((one for one in dialogue.invited if one.group == group), None)
    if known is None or (known.by_whom, known.number) != (by_whom, number):
        yield DialogueInvited(dialogue.id, group, by_whom, number)


@action("dialogues.answer", "Antwoord van een groep")
def answer(incident: Incident, by: By, dialogue: Dialogue, group: Line, coming: Count) -> Iterator[Fact]:
    """Record how many of a group come."""
    must_be_planned(dialogue)
    known = next((one for one in dialogue.invited if one.group == group), None)
    if known is None:
        raise Refused("Deze groep is nog niet uitgenodigd.")
    if known.coming != coming:
        yield DialogueAnswered(dialogue.id, group, coming)


@action("dialogues.report", "Verslag maken")
def report(
    incident: Incident,
    by: By,
    dialogue: Dialogue,
    attendance: Count,
    mood_before: Mood,
    mood_after: Mood,
    themes: Several,
    middle_voice: Text,
    questions: Several = (),
    surprises: Text | None = None,
) -> Iterator[Fact]:
    """Tell what happened: numbers and words, no names, no photographs."""
    must_be_planned(dialogue)
    values: dict[str, Any] = {"attendance": attendance, "mood_before": mood_before, "mood_after": mood_after}
    values |= {"themes": themes, "middle_voice": middle_voice, "questions": questions, "surprises": surprises or ""}
    yield DialogueReported(**values, dialogue=dialogue.id)


@action("dialogues.promise", "Toezegging van de bijeenkomst")
def promise(
    incident: Incident,
    by: By,
    dialogue: Dialogue,
    words: Text,
    owner_role: Role,
    due: When,
    to_whom: Line | None = None,
) -> Iterator[Fact]:
    """Record what was promised there; it stays on the board until it is reported back to the same people."""
    yield PromiseMade(words, to_whom or dialogue.audience, owner_role, due, dialogue.circle, dialogue.id)


@action("dialogues.follow_up", "Taak van de bijeenkomst")
def follow_up(
    incident: Incident, by: By, dialogue: Dialogue, title: Title, owner_role: Role, due: When | None = None
) -> Iterator[Fact]:
    """Make an outcome a task, linked to the meeting."""
    run = current(incident)
    yield TaskAdded(
        title=title,
        circle=dialogue.circle,
        owner_role=owner_role,
        due=due,
        phase=run.id if run else None,
        origin=dialogue.id,
    )


@action("dialogues.cancel", "Bijeenkomst gaat niet door")
def cancel(incident: Incident, by: By, dialogue: Dialogue, reason: Reason) -> Iterator[Fact]:
    """Say that a meeting does not take place."""
    must_be_planned(dialogue)
    yield DialogueCancelled(dialogue.id, reason)


def _reasoned(mode: str, organiser: str | None, openness: str, closed_because: str | None) -> None:
    if openness == "closed" and not closed_because:
        raise Unreadable({"closed_because": "Een gesloten bijeenkomst heeft een reden nodig. Schrijf die op."})
    if mode == "facilitate" and not organiser:
        raise Unreadable({"organiser": "Wie organiseert het? Noem de groep of organisatie, geen persoon."})


def crowd(incident: Incident, dialogue: int, circle: str, capacity: int | None) -> Iterator[Fact]:
    """What a meeting larger than the playbook's number asks besides, as tasks; only what was not asked before."""
    if (capacity or 0) <= incident.plan.crowd_above:
        return
    run = current(incident)
    asked = {task.title for task in incident[Task].values() if task.origin == dialogue}
    for title in [one for one in CROWD if one not in asked]:
        yield TaskAdded(
            title=title,
            circle=circle,
            owner_role="public_order_advisor",
            phase=run.id if run else None,
            origin=dialogue,
        )
