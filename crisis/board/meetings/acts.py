"""What one does with a meeting: plan it, hold it, close it. Decisions and assignments become records of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final

from crisis import dates
from crisis.actions import action
from crisis.board import decisions, phases, team
from crisis.board.decisions import Body, DecisionTaken
from crisis.board.meetings.facts import (
    MeetingAttended,
    MeetingCancelled,
    MeetingClosed,
    MeetingMinuted,
    MeetingMoved,
    MeetingOpened,
    MeetingPlanned,
)
from crisis.board.meetings.thing import (
    AGENDA,
    COLUMNS,
    KINDS,
    TRIANGLE,
    Attendee,
    Meeting,
    must_be_open,
    must_be_planned,
)
from crisis.board.tasks import TaskAdded
from crisis.board.tasks.acts import must_take_part
from crisis.glossary import spoken
from crisis.incident import By, Fact, Incident, Person
from crisis.inputs import Circle, Line, Reason, Role, Several, Text, Title, Typed, When, Yes, one_of
from crisis.refusals import Refused, Unreadable

MeetingKind = Annotated[str, Typed, one_of(KINDS)]
Column = Annotated[str, Typed, one_of(COLUMNS)]
#: A meeting may have begun a while before somebody writes that down.
_BACK: Final = timedelta(hours=12)


@action("meetings.plan", "Overleg plannen")
def plan(
    incident: Incident,
    by: By,
    at: When,
    title: Title | None = None,
    place: Line | None = None,
    kind: MeetingKind = "team",
    agenda: Several = (),
    circle: Circle | None = None,
) -> Iterator[Fact]:
    """Plan a meeting; without an agenda it gets the usual one."""
    _must_be_near(at, by)
    usual = AGENDA if kind == "team" else ()
    count = sum(one.kind == kind and one.circle in by.circles for one in incident[Meeting].values()) + 1
    yield MeetingPlanned(
        title=title or f"{KINDS[kind]} {count}",
        at=at,
        circle=by.circle(circle, incident),
        meeting_kind=kind,
        place=place or "",
        agenda=agenda or usual,
    )


@action("meetings.move", "Overleg verzetten")
def move(incident: Incident, by: By, meeting: Meeting, at: When, place: Line | None = None) -> Iterator[Fact]:
    """Give a planned meeting another time or place."""
    must_be_planned(meeting)
    if dates.form_value(at) == dates.form_value(meeting.at):
        at = meeting.at  # the form shows whole minutes; sending it back as it was is no change
    if (at, place or meeting.place) != (meeting.at, meeting.place):
        _must_be_near(at, by)
        yield MeetingMoved(meeting.id, at, place or meeting.place)


@action("meetings.cancel", "Overleg gaat niet door")
def cancel(incident: Incident, by: By, meeting: Meeting, reason: Reason) -> Iterator[Fact]:
    """Say that a planned meeting does not take place."""
    must_be_planned(meeting)
    yield MeetingCancelled(meeting.id, reason)


@action("meetings.open", "Overleg openen")
def open_meeting(incident: Incident, by: By, meeting: Meeting) -> Iterator[Fact]:
    """Begin a meeting. The team is asked, or for a driehoek its three parties; who opens it is there."""
    if meeting.status == "open":
        return
    must_be_planned(meeting)
    asked = [
        replace(one, present=one.person == by.id)
        for one in _team(incident)
        if meeting.kind == "team" or one.person == by.id or TRIANGLE & set(one.roles)
    ]
    yield MeetingOpened(meeting.id, tuple(asked))


@action("meetings.attend", "Aanwezigheid bijwerken")
def attend(
    incident: Incident, by: By, meeting: Meeting, person: Person | None = None, present: Yes = True
) -> Iterator[Fact]:
    """Mark somebody as there or not; without a person it is everybody who was asked. Who comes in later is added."""
    must_be_open(meeting)
    asked = [one for one in meeting.attendees if person is None or one.person == person.id]
    added = [] if asked or person is None else [one for one in _team(incident) if one.person == person.id]
    if person and not (asked or added):
        raise Refused(f"{person.name} doet niet mee aan dit incident. Geef {person.name} eerst een rol in het team.")
    changed = [one for one in (*asked, *added) if one.present != present]
    if changed:
        people = ", ".join(f"{one.name} ({functions(one)})" for one in changed)
        came = tuple(replace(one, present=True) for one in added)
        yield MeetingAttended(meeting.id, tuple(one.person for one in changed), people, present, came)


@action("meetings.minute", "In het verslag zetten")
def minute(incident: Incident, by: By, meeting: Meeting, column: Column, text: Text) -> Iterator[Fact]:
    """Write a line in a column of the minutes."""
    must_be_open(meeting)
    yield MeetingMinuted(meeting.id, column, text)


@action("meetings.decide", "Besluit nemen")
def decide(
    incident: Incident,
    by: By,
    meeting: Meeting,
    question: Line,
    options: Several,
    chosen: Text,
    why: Text,
    decided_by: Line,
    body: Body | None = None,
    dissent: Text | None = None,
    review_at: When | None = None,
    public_summary: Text | None = None,
) -> Iterator[Fact]:
    """Record a decision of this meeting; who is there was present."""
    must_be_open(meeting)
    present = tuple(functions(one) for one in meeting.attendees if one.present)
    given = {**locals(), "body": body or meeting.kind, "meeting": meeting.id, "circle": meeting.circle}
    yield DecisionTaken(**decisions.weighed(incident, by, {**given, "present": present}))


@action("meetings.assign", "Opdracht geven")
def assign(
    incident: Incident,
    by: By,
    meeting: Meeting,
    title: Title,
    owner_role: Role | None = None,
    assignee: Person | None = None,
    due: When | None = None,
) -> Iterator[Fact]:
    """Give an assignment in this meeting; it becomes a task."""
    must_be_open(meeting)
    if not (owner_role or assignee):
        raise Unreadable({"owner_role": "Wie doet het? Kies een rol of een persoon."})
    if assignee:
        must_take_part(incident, assignee, meeting.circle)
    run = phases.current(incident)
    yield TaskAdded(
        title=title,
        circle=meeting.circle,
        owner_role=owner_role,
        assignee=assignee.id if assignee else None,
        assignee_name=assignee.name if assignee else "",
        due=due,
        phase=run.id if run else None,
        origin=meeting.id,
    )


@action("meetings.close", "Overleg sluiten")
def close(incident: Incident, by: By, meeting: Meeting, next_at: When | None = None) -> Iterator[Fact]:
    """End a meeting, name who was absent, and plan the next one when its time is given."""
    if meeting.status == "closed":
        return
    must_be_open(meeting)
    if next_at and next_at <= by.at:
        raise Unreadable({"next_at": "Het volgende overleg ligt in het verleden. Kies een later tijdstip."})
    yield MeetingClosed(meeting.id, ", ".join(functions(one) for one in meeting.absent))
    if next_at:
        yield from plan(incident, by, next_at, place=meeting.place or None, kind=meeting.kind, circle=meeting.circle)


def functions(attendee: Attendee) -> str:
    """The functions of somebody, as they stand in a sentence."""
    return ", ".join(spoken(role) for role in attendee.roles)


def _team(incident: Incident) -> list[Attendee]:
    """Everybody in the team with all their roles, not marked as there."""
    held: dict[int, list[team.Member]] = {}
    for member in team.members(incident):
        held.setdefault(member.person, []).append(member)
    return [Attendee(one, roles[0].person_name, tuple(role.role for role in roles)) for one, roles in held.items()]


def _must_be_near(at: datetime, by: By) -> None:
    if at < by.at - _BACK:
        raise Refused("Dit overleg ligt te ver in het verleden. Kijk de datum na.")
