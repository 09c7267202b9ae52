"""Hints on how a playbook is made: deadlines that are not there, names that are long, phases in an odd order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from crisis.glossary import PHASE_KINDS, lowered
from crisis.playbook.finding import WORK, Finding, Index, Spot
from crisis.playbook.model import Playbook

#: Titles that are longer are cut off on a phone.
_TITLE: Final = 70
#: What comes after what; phases of all other kinds come first, in any order.
_LATE: Final = {"aftercare": 1, "evaluation": 2}


def hints(playbook: Playbook, index: Index) -> Iterator[Finding]:
    """What is worth a look in the phases of a playbook."""
    kinds = {phase.kind for phase in playbook.phases}
    if missing := [f"‘{PHASE_KINDS[one]}’ ({one})" for one in _LATE if one not in kinds]:
        yield index.top.hint(f"er is geen fase van de soort {' en '.join(missing)}; voeg die toe", "phases")
    latest = playbook.phases[0]
    for phase in playbook.phases[1:]:
        if _LATE.get(phase.kind, 0) < _LATE.get(latest.kind, 0):
            text = f"deze fase staat na de fase {latest.title} ({lowered(PHASE_KINDS[latest.kind])}); zet hem ervoor"
            yield index.spot("phases", phase.key).hint(text, "kind")
        else:
            latest = phase


def hints_of_parts(index: Index, today: date) -> Iterator[Finding]:
    """What is worth a look in the parts that a file itself holds, be it a playbook or a shared block."""
    for kind, spot in (("", index.top), *index.own()):
        yield from _long(spot)
        if kind in WORK:
            yield from _unfinished(kind, spot)
    review = index.top.data.get("review_before")
    if isinstance(review, str) and date.fromisoformat(review) <= today:
        yield index.top.hint(
            "dit had al opnieuw bekeken moeten zijn; kijk het na en kies een nieuwe datum", "review_before"
        )


def _long(spot: Spot) -> Iterator[Finding]:
    title = str(spot.data.get("title", ""))
    if len(title) > _TITLE:
        yield spot.hint(f"deze naam is lang ({len(title)} tekens); maak er hoogstens {_TITLE} van", "title")


def _unfinished(kind: str, spot: Spot) -> Iterator[Finding]:
    if kind == "tasks" and not spot.data.get("done_when"):
        yield spot.hint("zeg met done_when waaraan u ziet dat de taak klaar is")
    if not spot.data.get("due") and not spot.data.get("due_when"):
        what = {"tasks": "deze taak", "dialogues": "deze bijeenkomst", "communications": "dit bericht"}[kind]
        yield spot.hint(f"{what} heeft geen termijn; vul due in")
