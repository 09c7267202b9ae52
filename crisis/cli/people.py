"""Accounts from the command line."""

from __future__ import annotations

import sys

import click

from crisis import people
from crisis.cli.opened import prepared
from crisis.cli.trouble import Trouble


@click.group(help="Accounts.", no_args_is_help=False)
def person() -> None:
    """Commands about accounts."""


@person.command(help="Maak een account.")
@click.argument("email")
@click.option("--name", required=True, help="Naam zoals collega's die zien.")
@click.option("--standing", multiple=True, help="Vaste rol, bijvoorbeeld coordinator. Mag vaker.")
@click.option("--password-stdin", is_flag=True, help="Lees het wachtwoord van de invoer.")
def add(email: str, name: str, standing: tuple[str, ...], password_stdin: bool) -> None:
    """Make an account; prints its number."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    ledger = prepared()
    try:
        with ledger.database.write() as connection:
            number = people.add(connection, email, name, password=password, standing=standing)
    except people.BadAccount as error:
        raise Trouble(str(error)) from error
    click.echo(number)
