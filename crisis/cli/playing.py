"""Scenarios from the command line: play one, and the demo that `make run` starts with."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crisis.board.exercise import SPEEDS
from crisis.cli.opened import prepared
from crisis.cli.rehearsing import play_live
from crisis.cli.serving import address
from crisis.cli.trouble import Trouble
from crisis.ledger import Ledger
from crisis.playbook import BrokenFile
from crisis.scenario import Demo, InUse, Scenario, Stopped, load
from crisis.scenario import play as perform
from crisis.scenario.offsets import BadMoment, beginning, is_offset, offset
from crisis.settings import Settings


@click.command(help="Speel een scenario: een bestand, of de naam van een scenario dat erbij zit.")
@click.argument("scenario")
@click.option("--starts", help="Ander begin: '2026-11-23 18:00', of -4h voor vier uur geleden.")
@click.option("--live", is_flag=True, help="Geef alleen wat van buiten komt, terwijl mensen op het bord werken.")
@click.option("--speed", default="1", help=f"Hoe snel met --live: {', '.join(SPEEDS)} keer zo snel als echt.")
@click.option("--incident", type=int, help="De oefening die al open is, met --live.")
@click.option("--by", help="E-mailadres van de oefenleider, met --live.")
def play(scenario: str, starts: str | None, live: bool, speed: str, incident: int | None, by: str | None) -> None:
    """Play a scenario; prints the incident's number last. Exit code 2: a broken file, 1: another course."""
    if live:
        return play_live(_loaded(scenario, _start("-1m") if starts is None else _start(starts)), speed, incident, by)
    loaded = _loaded(scenario, _start(starts) if starts is not None else None)
    ledger = prepared()
    id = _played(ledger, loaded)
    click.echo(f"Gespeeld: {len(loaded.steps)} stappen, {ledger.load(id).seq} regels in het logboek.")
    ledger.database.dispose()
    click.echo(id)


@click.command(help="Zet een oefening klaar om in rond te kijken, met accounts om mee aan te melden.")
def demo() -> None:
    """Play the demo the first time; says every time where it is and who can sign in."""
    settings = Settings.read()
    ledger = prepared(settings)
    try:
        ready = Demo.prepared(ledger)
    except BrokenFile as error:
        raise Trouble(str(error)) from error
    except InUse as error:
        raise Trouble(str(error)) from error
    except Stopped as error:
        raise Trouble(str(error), 1) from error
    ledger.database.dispose()
    if ready.incident:
        click.echo(f"De oefening staat klaar als incident {ready.incident}.")
    click.echo(f"Adres: {address(settings)}\nAanmelden kan als:\n")
    click.echo("\n".join(ready.lines()))
    click.echo("\nIedereen kent dit wachtwoord. Gebruik deze accounts alleen om te oefenen.")


def _start(text: str) -> datetime:
    try:
        if is_offset(text):
            return (datetime.now(UTC) + offset(text)).replace(second=0, microsecond=0)
        return beginning(text)
    except BadMoment as error:
        raise Trouble(f"Dit begin klopt niet ({text}): {error}") from error


def _loaded(scenario: str, starts: datetime | None) -> Scenario:
    try:
        return load(scenario, starts)
    except BrokenFile as error:
        raise Trouble(str(error)) from error


def _played(ledger: Ledger, scenario: Scenario) -> int:
    try:
        return perform(ledger, scenario)
    except Stopped as error:
        raise Trouble(str(error), 1) from error
