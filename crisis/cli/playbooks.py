"""Playbooks from the command line."""

from __future__ import annotations

import json

import click

from crisis import playbook as playbooks
from crisis.cli.trouble import Trouble


@click.group(help="Draaiboeken.", no_args_is_help=False)
def playbook() -> None:
    """Commands about playbooks."""


@playbook.command(help="Kijk bestanden na; meldt elke fout met bestand en regel.")
@click.argument("files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> int:
    """Check files; exit code 1 when one has a mistake."""
    mistakes = [mistake for file in files for mistake in playbooks.check(file)]
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        raise Trouble(f"{len(mistakes)} {'fout' if len(mistakes) == 1 else 'fouten'} gevonden.", 1)
    click.echo(f"{len(files)} {'bestand' if len(files) == 1 else 'bestanden'} nagekeken: geen fouten.")
    return 0


@playbook.command(help="Het JSON Schema van een draaiboek, voor editors.")
def schema() -> None:
    """Print the schema."""
    click.echo(json.dumps(playbooks.schema(), ensure_ascii=False, indent=2))
