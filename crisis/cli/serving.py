"""Starting the product."""

from __future__ import annotations

import click

from crisis.cli.opened import prepared
from crisis.notify import ways
from crisis.serving import Server
from crisis.settings import Settings


@click.command(help="Start de server.")
def serve() -> None:
    """Serve until told to stop; says where."""
    settings = Settings.read()
    ways(settings)  # a way out that cannot be used is said here, not by a worker that does not start
    prepared(settings).database.dispose()
    Server(settings, lambda: click.echo(f"Zij aan Zij draait op {address(settings)}")).run()


@click.command(help="Breng de database naar deze versie.")
def migrate() -> None:
    """Make or update the tables."""
    prepared().database.dispose()
    click.echo("De database is bij.")


def address(settings: Settings) -> str:
    """Where a browser finds the product."""
    return settings.public_url or f"http://{settings.host}:{settings.port}"
