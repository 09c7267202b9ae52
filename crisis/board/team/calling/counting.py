"""How many of a role are there, how many are still expected, and who is called next."""

from __future__ import annotations

from datetime import datetime

from crisis.board.team.calling.thing import Called, CallOut, of
from crisis.board.team.members import members
from crisis.board.team.roster import Candidate
from crisis.incident import Incident

#: One that is in the team or called: an account, or a function without one.
Who = tuple[str, int]


def there(incident: Incident, role: str, call_out: CallOut | None = None) -> frozenset[Who]:
    """Who holds a role or is coming for it, each once; one who has the role but cannot come does not count twice."""
    held = {("person", member.person) for member in members(incident) if member.role == role}
    called = _for(incident, call_out, role) if call_out else []
    return frozenset(held | {one.who for one in called if one.state in ("coming", "arrived")})


def short(incident: Incident, role: str, call_out: CallOut | None = None) -> int:
    """How many are still wanted in a role, by the number in the playbook."""
    return max(0, incident.plan.wanted(role) - len(there(incident, role, call_out)))


def ran_out(incident: Incident, call_out: CallOut, role: str, now: datetime) -> int:
    """For how many places of a role everybody who was called cannot, or had their time; domain rule 13."""
    expected = {one.who for one in _for(incident, call_out, role) if one.waiting and not one.overdue(now)}
    return max(0, incident.plan.wanted(role) - len(there(incident, role, call_out) | expected))


def in_line(incident: Incident, call_out: CallOut, role: str, number: int) -> list[Candidate]:
    """Who would be called next for a role, at most this many, and never more than are wanted."""
    asked = of(incident, call_out)
    functions, known = {one.function for one in asked}, {one.who for one in asked} | there(incident, role, call_out)
    line: dict[Who, Candidate] = {}
    for one in call_out.chains.get(role, ()):
        if one.function not in functions and one.who not in known:
            line.setdefault(one.who, one)
    return list(line.values())[: min(number, short(incident, role, call_out))]


def next_in_line(incident: Incident, call_out: CallOut, role: str) -> Candidate | None:
    """Who would be called next for a role; nobody when enough hold it, or are coming."""
    return next(iter(in_line(incident, call_out, role, 1)), None)


def _for(incident: Incident, call_out: CallOut, role: str) -> list[Called]:
    return [one for one in of(incident, call_out) if role in one.roles]
