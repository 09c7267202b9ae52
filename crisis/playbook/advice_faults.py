"""Faults in a playbook that is right in form: work for nobody, and work or phases that never come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crisis.glossary import PHASE_KINDS, spoken
from crisis.playbook.blocks import Attached, Attachment, SharedBlock
from crisis.playbook.finding import WORK, Finding, Index, Spot
from crisis.playbook.items import Communication, Dialogue, Task
from crisis.playbook.model import Member, Phase, Playbook
from crisis.playbook.problems import Place

#: Roles from outside the team never read the smallest circle, whatever a playbook says.
_OUTSIDE = frozenset({"partner_liaison", "mayors_office", "community_ally"})
_Work = Task | Dialogue | Communication


def faults(playbook: Playbook, index: Index) -> Iterator[Finding]:
    """What breaks the work of this playbook with its blocks, on the line of the file that says so."""
    team = {member.role for member in playbook.team}
    for kind, part in _work(playbook.phases):
        spot = index.spot(kind, part.key)
        yield from _nobody(part, spot, team)
        yield from _approval(part, spot)
    yield from _never(playbook, index)
    yield from _too_close(playbook.team, index)
    for phase in playbook.phases[1:]:
        if not phase.enter_when:
            yield index.spot("phases", phase.key).fault("deze fase begint nooit; zeg met enter_when waaraan u dat ziet")


def faults_of_block(block: SharedBlock, index: Index) -> Iterator[Finding]:
    """What breaks the work of every playbook that includes this block; the team is not known here."""
    yield from _too_close(block.team, index)
    for attachment in block.attach:
        kinds = _kinds(attachment)
        for kind, part in ((name, one) for name in WORK for one in getattr(attachment, name)):
            spot = index.spot(kind, part.key)
            yield from _approval(part, spot)
            yield from _nowhere(part, kinds, spot)


def _work(phases: Iterable[Phase]) -> Iterator[tuple[str, _Work]]:
    return ((kind, part) for phase in phases for kind in WORK for part in getattr(phase, kind))


def _nobody(part: _Work, spot: Spot, team: set[str]) -> Iterator[Finding]:
    """Work for roles that are not in the team."""
    asked: list[tuple[str | None, Place]] = []
    if isinstance(part, Communication):
        asked += [(part.drafted_by, ("drafted_by",)), (part.approved_by, ("approved_by",))]
        asked += [(check.role, ("checks", at, "role")) for at, check in enumerate(part.checks)]
    else:
        asked += [(part.owner, ("owner",))]
    for role, place in asked:
        if role and role != "mandate" and role not in team:
            yield spot.fault(f"{spoken(role)} zit niet in het team; zet de rol bij team of kies een andere", *place)


def _approval(part: _Work, spot: Spot) -> Iterator[Finding]:
    if not isinstance(part, Communication):
        return
    if part.approved_by is None:
        yield spot.fault("niemand geeft akkoord op dit bericht; vul approved_by in")
    if part.preapproved and part.product != "holding_statement":
        text = "alleen een procesbericht (holding_statement) kan vooraf zijn goedgekeurd; haal preapproved weg"
        yield spot.fault(text, "preapproved")


def _never(playbook: Playbook, index: Index) -> Iterator[Finding]:
    """Tasks that wait for what comes later or not at all, so that they never can begin in time."""
    place = {task.key: at for at, phase in enumerate(playbook.phases) for task in phase.tasks}
    needed = (
        (at, task.key, number, need)
        for at, phase in enumerate(playbook.phases)
        for task in phase.tasks
        for number, need in enumerate(task.needs)
    )
    for at, key, number, need in needed:
        if place.get(need, at + 1) > at:
            when = "pas in een latere fase" if need in place else "in dit draaiboek niet"
            text = f"wacht op ‘{need}’, en die taak komt {when}; haal hem weg bij needs"
            yield index.spot("tasks", key).fault(text, "needs", number)


def _too_close(team: Iterable[Member], index: Index) -> Iterator[Finding]:
    for member in team:
        if member.restricted and member.role in _OUTSIDE:
            text = "deze rol leest de kleinste kring nooit; haal restricted weg"
            yield index.spot("team", member.role).fault(text, "restricted")


def _kinds(attachment: Attachment) -> set[str]:
    """The kinds of phases that this work can come to."""
    return set(PHASE_KINDS) if attachment.to == "first" else set(attachment.to.removeprefix("kind:").split(","))


def _nowhere(part: Attached, kinds: set[str], spot: Spot) -> Iterator[Finding]:
    """Shared work, or a deadline of it, for kinds of phases that it never comes to."""
    left = kinds - set(part.skip_when)
    dead = [kind for kind in part.due_when if kind not in left]
    if not left:
        yield spot.fault("dit vervalt in elke soort fase waar het hoort; haal soorten weg bij skip_when", "skip_when")
    elif dead and len(dead) == len(part.due_when) and part.due is None:
        text = "geen van deze termijnen geldt ooit; kies soorten waar dit werk komt, of vul due in"
        yield spot.fault(text, "due_when")
    else:
        for kind in dead:
            yield spot.hint("deze termijn geldt nooit: dit werk komt niet in zo'n fase", "due_when", kind)
