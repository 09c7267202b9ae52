"""What is fragile about the team: two heavy roles in one hand, and a core role that nobody can take over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crisis.board.team.calling import CallOut
from crisis.board.team.members import Member, filled, members
from crisis.glossary import spoken
from crisis.incident import Incident

#: One person cannot do two of these well at the same time. Source: domain.md 2.4.
CRITICAL: Final = ("chair", "public_order_advisor", "log_keeper", "spokesperson")


def warnings(incident: Incident) -> list[str]:
    """What is fragile about the team, in Dutch sentences."""
    found = [*_doubled(incident)]
    if incident.opened and "log_keeper" not in filled(incident):
        found.append("Er is nog geen verslaglegger.")
    alone = [spoken(one.role) for one in members(incident) if _alone(incident, one)]
    if alone:
        found.append(f"Geen vervanger bekend voor: {', '.join(alone)}. Zoek iemand en zet die in het adresboek.")
    return found


def _doubled(incident: Incident) -> Iterator[str]:
    now = members(incident)
    for person, name in {one.person: one.person_name for one in now}.items():
        held = [role for role in CRITICAL if any((one.person, one.role) == (person, role) for one in now)]
        if len(held) < 2:
            continue
        *others, last = map(spoken, held)
        rest = "Wijs een ander aan voor het verslag." if set(held) == {"chair", "log_keeper"} else "Verdeel die rollen."
        yield f"{name} is {', '.join(others)} én {last}. {rest}"


def _alone(incident: Incident, member: Member) -> bool:
    """Whether one person holds a core role that nobody else can take over, as far as the log knows."""
    if not incident.playbook or member.role not in incident.playbook.core_roles:
        return False
    if sum(one.role == member.role for one in members(incident)) > 1:
        return False
    return _others(incident, member) == 0


def _others(incident: Incident, member: Member) -> int | None:
    """How many others can be called for the role: by the last call-out for it, else as known when they joined."""
    lines = [one.chains[member.role] for one in incident[CallOut].values() if member.role in one.chains]
    if lines:
        return len({one.who for one in lines[-1]} - {("person", member.person)})
    return member.deputies
