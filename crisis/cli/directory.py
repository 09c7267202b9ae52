"""The directory from the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crisis.cli.opened import prepared
from crisis.directory import Keeper, seed


@click.group(help="Adresboek: de mensen achter het team.", no_args_is_help=False)
def directory() -> None:
    """Commands about the directory."""


@directory.command("seed", help="Zet de partnerorganisaties klaar, zonder mensen. Wat er al staat, blijft.")
def sow() -> None:
    """Add the partner organisations that are missing; prints how many."""
    ledger = prepared()
    with ledger.database.write() as connection:
        added = seed(Keeper(connection, None, datetime.now(UTC)))
    ledger.database.dispose()
    click.echo(f"{added} organisaties toegevoegd.")
