"""What `crisis playbook check` finds beyond form: work that nobody does, never comes or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from crisis.glossary import spoken
from crisis.playbook.blocks import SharedBlock
from crisis.playbook.finding import Finding, Index, Spot
from crisis.playbook.language import language
from crisis.playbook.loading import gathered, is_shared, read_playbook
from crisis.playbook.model import Playbook

#: Titles that are longer are cut off on a phone.
_TITLE: Final = 70
#: Roles from outside the team never read the smallest circle, whatever a playbook says.
_OUTSIDE: Final = frozenset({"partner_liaison", "mayors_office", "community_ally"})


def findings(path: Path, folder: Path, today: date) -> list[Finding]:
    """Everything worth telling about a file that is right in form, in the order of its lines.

    `folder`: where its shared blocks are. Raises BrokenPlaybook when the form is wrong.
    """
    documents = gathered(path, folder)
    index = Index(documents)
    if is_shared(documents[-1]):
        found = [*_block(SharedBlock.model_validate(documents[-1].data), index), *language(documents[-1:], folder)]
    else:
        playbook = read_playbook(path, folder)
        found = [*_faults(playbook, index), *_hints(playbook, index, today), *language(documents, folder)]
    mine = documents[-1].file
    return sorted(set(found), key=lambda one: (one.file != mine, one.problem, one.level))


def _faults(playbook: Playbook, index: Index) -> Iterator[Finding]:
    yield from _nobody(playbook, index)
    yield from _never(playbook, index)
    for message in (one for phase in playbook.phases for one in phase.communications):
        spot = index.spot("communications", message.key)
        if message.approved_by is None:
            yield spot.fault("niemand geeft akkoord op dit bericht; vul approved_by in")
        if message.preapproved and message.product != "holding_statement":
            yield spot.fault("alleen een procesbericht (holding_statement) kan vooraf zijn goedgekeurd", "preapproved")
    for member in playbook.team:
        if member.restricted and member.role in _OUTSIDE:
            yield index.spot("team", member.role).fault("deze rol leest de kleinste kring nooit", "restricted")
    for phase in playbook.phases[1:]:
        if not phase.enter_when:
            yield index.spot("phases", phase.key).fault("deze fase begint nooit; zeg met enter_when waaraan u dat ziet")


def _nobody(playbook: Playbook, index: Index) -> Iterator[Finding]:
    """Work for roles that are not in the team."""
    team = {member.role for member in playbook.team}
    for phase in playbook.phases:
        for kind in ("tasks", "dialogues"):
            for part in getattr(phase, kind):
                if part.owner and part.owner not in team:
                    yield index.spot(kind, part.key).fault(_not_there(part.owner), "owner")
        for message in phase.communications:
            spot = index.spot("communications", message.key)
            for name in ("drafted_by", "approved_by"):
                role = getattr(message, name)
                if role and role != "mandate" and role not in team:
                    yield spot.fault(_not_there(role), name)
            for at, check in enumerate(message.checks):
                if check.role not in team:
                    yield spot.fault(_not_there(check.role), "checks", at)


def _not_there(role: str) -> str:
    return f"{spoken(role)} zit niet in het team; zet de rol bij team of kies een andere"


def _never(playbook: Playbook, index: Index) -> Iterator[Finding]:
    """Tasks that wait for what comes later, so that they never can begin in time."""
    place = {task.key: at for at, phase in enumerate(playbook.phases) for task in phase.tasks}
    for at, phase in enumerate(playbook.phases):
        for task in phase.tasks:
            for need in task.needs:
                if place.get(need, at) > at:
                    text = f"wacht op ‘{need}’, en die taak komt pas in een latere fase"
                    yield index.spot("tasks", task.key).fault(text, "needs")


def _block(block: SharedBlock, index: Index) -> Iterator[Finding]:
    for attachment in block.attach:
        kinds = set(attachment.to.removeprefix("kind:").split(",")) if attachment.to.startswith("kind:") else set()
        for kind in ("tasks", "dialogues", "communications"):
            for part in getattr(attachment, kind):
                if kinds and kinds <= set(part.skip_when):
                    yield index.spot(kind, part.key).fault("dit vervalt in elke soort fase waar het hoort", "skip_when")


def _hints(playbook: Playbook, index: Index, today: date) -> Iterator[Finding]:
    for phase in playbook.phases:
        for task in phase.tasks:
            spot = index.spot("tasks", task.key)
            if spot.document is not index.documents[-1]:
                continue
            if not task.done_when:
                yield spot.hint("zeg met done_when waaraan u ziet dat de taak klaar is")
            if task.due is None:
                yield spot.hint("deze taak heeft geen termijn; vul due in")
            yield from _long(spot, task.title)
    kinds = {phase.kind for phase in playbook.phases}
    if missing := [one for one in ("aftercare", "evaluation") if one not in kinds]:
        yield index.top.hint(f"er is geen fase van de soort {' en '.join(missing)}", "phases")
    if playbook.review_before and playbook.review_before <= today:
        yield index.top.hint("dit draaiboek had al opnieuw bekeken moeten zijn", "review_before")


def _long(spot: Spot, title: str) -> Iterator[Finding]:
    if len(title) > _TITLE:
        yield spot.hint(f"deze naam is lang ({len(title)} tekens); maak er hoogstens {_TITLE} van", "title")
