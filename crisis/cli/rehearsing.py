"""An exercise with people: the command line opens it, and gives what comes from outside while they work."""

from __future__ import annotations

import time
from collections.abc import Callable

import click

from crisis.asking import Asked
from crisis.board.exercise import SPEEDS, running
from crisis.cli.opened import by_email, prepared
from crisis.cli.trouble import Trouble
from crisis.ledger import Credential, Ledger
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.scenario import Scenario
from crisis.scenario.feeding import EVERY, Feeder
from crisis.scenario.script import script

_SAYS_NO = (Refused, Unreadable, NotAllowed, NotFound)


def play_live(scenario: Scenario, speed: str, incident: int | None, by: str | None) -> None:
    """Give the injects of a scenario until the last one; prints each, and the incident's number last."""
    injects = script(scenario)
    if not injects:
        raise Trouble("In dit scenario staat niets dat van buiten komt (inject: true).")
    if speed not in SPEEDS:
        raise Trouble(f"Kies een snelheid: {', '.join(SPEEDS)}.")
    if by is None:
        raise Trouble("Zeg wie de oefening leidt, met --by en een e-mailadres.")
    ledger = prepared()
    leader = by_email(by)
    id = incident if incident is not None else _opened(ledger, scenario, leader)
    if _other_playbook(ledger, id, scenario):
        raise Trouble(f"Incident {id} werkt met een ander draaiboek dan dit scenario ({scenario.playbook.key}).")
    _do(ledger, id, leader, "exercise.start", title=scenario.title, injects=list(injects), speed=speed)
    click.echo(f"De oefening loopt als incident {id}, met {len(injects)} injects. Stop met Ctrl-C.", err=True)
    try:
        _feed(ledger, id, click.echo)
    except KeyboardInterrupt:
        _pause(ledger, id, leader)
    ledger.database.dispose()
    click.echo(id)


def _opened(ledger: Ledger, scenario: Scenario, leader: Credential) -> int:
    """A new exercise, with who opens it as its leader."""
    try:
        done = ledger.open(leader, scenario.playbook, scenario.title, exercise=True)
    except NotAllowed as error:
        raise Trouble("Dit account mag geen incident openen. Geef het de vaste rol coordinator.") from error
    except (Unreadable, Refused) as error:
        raise Trouble(error.sentence) from error
    opener = done.incident.entry(1).actor.id
    _do(ledger, done.incident.id, leader, "team.assign", person=opener, role="exercise_leader")
    return done.incident.id


def _other_playbook(ledger: Ledger, id: int, scenario: Scenario) -> bool:
    try:
        return ledger.load(id).plan.key != scenario.playbook.key
    except NotFound:
        return False  # what comes next says that there is no such incident


def _do(ledger: Ledger, id: int, leader: Credential, act: str, **given: object) -> None:
    try:
        ledger.perform(id, leader, Asked(act, given))
    except NotAllowed as error:
        raise Trouble("Alleen de oefenleider van deze oefening mag dit.", 1) from error
    except NotFound as error:
        raise Trouble(f"Er is geen incident {id} waarin deze persoon meedoet.", 1) from error
    except (Refused, Unreadable) as error:
        raise Trouble(error.sentence, 1) from error


def _feed(ledger: Ledger, id: int, say: Callable[[str], None]) -> None:
    """Until nothing waits any more, or somebody ends the exercise; tells what was given, also by the server."""
    feeder, told = Feeder(ledger), set[int]()
    while (exercise := running(ledger.load(id))) and not ledger.load(id).closed:
        feeder.feed(id)
        now = running(ledger.load(id)) or exercise
        for one in now.injects:
            if one.state != "waiting" and one.number not in told:
                told.add(one.number)
                say(f"{one.number}. {one.words}{'' if one.state == 'given' else ' (overgeslagen)'}")
        if not now.waiting:
            return
        time.sleep(EVERY)


def _pause(ledger: Ledger, id: int, leader: Credential) -> None:
    """Else a server that runs would go on giving."""
    exercise = running(ledger.load(id))
    if exercise:
        _do(ledger, id, leader, "exercise.pause", exercise=exercise.id)
    click.echo(f"De oefening staat stil. Ga verder of beëindig haar op /incidents/{id}/exercise.", err=True)
