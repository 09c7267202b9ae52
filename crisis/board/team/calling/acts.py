"""Calling the team: who is called, what they answer, reminders, and the end of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final

from pydantic import Field

from crisis.actions import action
from crisis.board.team.calling.counting import in_line, ran_out, short
from crisis.board.team.calling.facts import (
    CallAnswered,
    CallDelivered,
    CallOutEnded,
    CallOutStarted,
    CallOutWidened,
    CallReminded,
    RecipientCalled,
)
from crisis.board.team.calling.thing import OUTCOMES, Called, CallOut, current, of
from crisis.board.team.members import MemberJoined, roles_of
from crisis.board.team.roster import Candidate, Roster
from crisis.incident import By, Fact, Incident
from crisis.inputs import Count, Line, Reason, Role, Text, Typed, When, Yes, one_of
from crisis.refusals import Refused, Unreadable

ANSWERS: Final[dict[str, str]] = {
    "coming": "Ik kom",
    "cannot": "Ik kan niet",
    "acknowledged": "Ik antwoord zo",
}
DELIVERIES: Final[dict[str, str]] = {"sent": "Verstuurd", "failed": "Niet verstuurd", "uncertain": "Onzeker"}

Answer = Annotated[str, Typed, one_of(ANSWERS)]
Outcome = Annotated[str, Typed, one_of(OUTCOMES)]
Delivery = Annotated[str, Typed, one_of(DELIVERIES)]
Roles = Annotated[tuple[Role, ...], Field(max_length=30)]
#: Nobody is on the way for longer than this.
_FURTHEST: Final = timedelta(hours=24)
#: More than any role asks for.
_ALL: Final = 99
_NOBODY: Final = "Voor deze rollen is er niemand meer om op te roepen, of er is al iemand onderweg."


@action("team.call_out", "Team oproepen")
def call_out(
    incident: Incident,
    by: By,
    roster: Roster,
    place: Line,
    broad: Yes = False,
    roles: Roles = (),
    note: Text | None = None,
    test: Yes = False,
) -> Iterator[Fact]:
    """Call the core team, the broad team or single roles together. A call-out that goes on calls the next in line."""
    running = current(incident)
    wanted = tuple(dict.fromkeys(roles)) or _team(incident, broad)
    if running:
        # Who asks for the whole team once more gives those who have time left that time.
        yield from _again(incident, roster, running, wanted, 1 if roles else 0, by.at)
        return
    open_roles = [role for role in wanted if short(incident, role)]
    if not open_roles:
        raise Refused("Al deze rollen zijn bezet. Kies een andere rol.")
    chains = {role: roster.chain(role) for role in open_roles}
    missing = tuple(role for role in open_roles if not chains[role])
    if len(missing) == len(open_roles):
        raise Refused("Voor deze rollen staat niemand in het adresboek. Vul het adresboek aan, of bel zelf.")
    yield CallOutStarted(tuple(open_roles), place, test, note or "", missing, chains)
    begun = incident[CallOut][incident.seq]
    yield from _called(begun.id, {role: in_line(incident, begun, role, _ALL) for role in open_roles})


@action("team.call_next", "Volgende in de rij oproepen")
def call_next(incident: Incident, by: By, call_out: CallOut, role: Role) -> Iterator[Fact]:
    """Call who is next for a role, in the order that was fixed at the start."""
    if call_out.ended:
        raise Refused("Deze oproep is beëindigd.")
    if role not in call_out.roles:
        raise Refused("Deze rol hoort niet bij de oproep.")
    places = ran_out(incident, call_out, role, by.at)
    if "notifier" in by.roles and not (places and by_itself(incident, role)):
        raise Refused("Voor deze rol beslist iemand van het team wie daarna komt.")
    following = in_line(incident, call_out, role, max(1, places))
    if not following:
        raise Refused(_NOBODY)
    yield from _called(call_out.id, {role: following})


@action("team.answer", "Antwoord op de oproep")
def answer(
    incident: Incident,
    by: By,
    called: Called,
    answer: Answer,
    minutes: Count | None = None,
    at: When | None = None,
    remark: Line | None = None,
    deputy: Line | None = None,
) -> Iterator[Fact]:
    """Say whether you come, and when, or who comes instead: a function. Who has an account joins the team at once."""
    if by.id != called.person and "called" not in by.roles:
        raise Refused("Dit is de oproep van een ander. Leg vast wat die persoon aan de telefoon zei.")
    if answer == "acknowledged" and (not called.waiting or called.state == answer):
        return
    instead = (deputy or "") if answer == "cannot" else ""
    said = CallAnswered(called.id, answer, _eta(by, answer, minutes, at), remark or "", deputy=instead)
    yield from _answered(incident, called, said)


@action("team.record_call", "Telefoontje vastleggen")
def record_call(
    incident: Incident, by: By, called: Called, outcome: Outcome, minutes: Count | None = None
) -> Iterator[Fact]:
    """Write down what a telephone call gave: also that nobody answered."""
    said = CallAnswered(called.id, outcome, _eta(by, outcome, minutes, None), by_phone=True)
    yield from _answered(incident, called, said)


@action("team.remind", "Herinneren")
def remind(incident: Incident, by: By, called: Called) -> Iterator[Fact]:
    """Send the message again to somebody who did not answer."""
    if not called.waiting:
        raise Refused("Deze persoon heeft al geantwoord.")
    if incident[CallOut][called.call_out].ended:
        raise Refused("Deze oproep is beëindigd.")
    yield CallReminded(called.id)


@action("team.record_delivery", "Bezorging vastleggen", by_hand=False)
def record_delivery(
    incident: Incident, by: By, called: Called, outcome: Delivery, channel: Line, detail: Line | None = None
) -> Iterator[Fact]:
    """Write down what became of a message; done by the product itself."""
    yield CallDelivered(called.id, outcome, channel, detail or "")


@action("team.stand_down", "Oproep beëindigen")
def stand_down(incident: Incident, by: By, call_out: CallOut, reason: Reason) -> Iterator[Fact]:
    """End a call-out; who was awaited need not come any more."""
    if call_out.ended:
        return
    released = [one.id for one in of(incident, call_out) if one.state not in ("arrived", "cannot")]
    yield CallOutEnded(call_out.id, reason, tuple(released))


def _team(incident: Incident, broad: bool) -> tuple[str, ...]:
    return tuple(member.role for member in incident.plan.team if broad or member.core)


def by_itself(incident: Incident, role: str) -> bool:
    """Whether the playbook lets the product call the next in line for a role; domain rule 13."""
    return any(member.role == role and member.call_next == "automatic" for member in incident.plan.team)


def _again(
    incident: Incident, roster: Roster, running: CallOut, wanted: tuple[str, ...], least: int, now: datetime
) -> Iterator[Fact]:
    fresh = tuple(role for role in wanted if role not in running.roles and short(incident, role))
    if fresh:
        chains = {role: roster.chain(role) for role in fresh}
        yield CallOutWidened(running.id, fresh, tuple(role for role in fresh if not chains[role]), chains)
        running = incident[CallOut][running.id]
    places = {role: max(least, ran_out(incident, running, role, now)) for role in wanted}
    following = {role: in_line(incident, running, role, number) for role, number in places.items()}
    if not any(following.values()):
        raise Refused(_NOBODY)
    yield from _called(running.id, following)


def _called(call_out: int, chosen: dict[str, list[Candidate]]) -> Iterator[Fact]:
    """One message each, also for who is called for two roles, or has two functions."""
    people: dict[tuple[str, int], tuple[Candidate, list[str]]] = {}
    for role, candidates in chosen.items():
        for one in candidates:
            people.setdefault(one.who, (one, []))[1].append(role)
    for one, roles in people.values():
        yield RecipientCalled(call_out, one.function, one.title, tuple(roles), one.person, one.person_name)


def _eta(by: By, answer: str, minutes: int | None, at: datetime | None) -> datetime | None:
    if answer != "coming":
        return None
    eta = at or by.at + timedelta(minutes=minutes or 0)
    if not by.at - timedelta(minutes=5) <= eta <= by.at + _FURTHEST:
        raise Unreadable({"at" if at else "minutes": "Kies een tijd binnen 24 uur."})
    return eta


def _answered(incident: Incident, called: Called, said: CallAnswered) -> Iterator[Fact]:
    late = bool(incident[CallOut][called.call_out].ended)
    yield replace(said, late=late)
    if not late and said.answer in ("coming", "arrived") and called.person is not None:
        held = roles_of(incident, called.person)
        for role in called.roles:
            if role not in held:
                yield MemberJoined(called.person, called.person_name, role)
