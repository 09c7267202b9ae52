"""Incidents from the command line: open, verify, export."""

from __future__ import annotations

import os
from pathlib import Path

import click

from crisis import chain, exchange, headrow, store
from crisis.cli.opened import by_email, prepared
from crisis.cli.trouble import Trouble
from crisis.ledger import Ledger
from crisis.playbook import BrokenPlaybook, load
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.report import pdf, sheets
from crisis.report.pdf import EVERYTHING
from crisis.report.process import RenderingFailed
from crisis.view import View


@click.group(help="Incidenten.", no_args_is_help=False)
def incident() -> None:
    """Commands about incidents."""


@incident.command("open", help="Open een incident op een draaiboek; toont het nummer.")
@click.option("--playbook", "playbook_", required=True, help="Naam of bestand van het draaiboek.")
@click.option("--title", required=True, help="Titel van het incident.")
@click.option("--by", required=True, help="E-mailadres van wie het opent.")
@click.option("--exercise", is_flag=True, help="Het is een oefening.")
def open_(playbook_: str, title: str, by: str, exercise: bool) -> None:
    """Open an incident; prints its number."""
    ledger = prepared()
    try:
        done = ledger.open(by_email(by), load(playbook_), title, exercise=exercise)
    except BrokenPlaybook as error:
        raise Trouble(str(error)) from error
    except NotAllowed as error:
        raise Trouble("Dit account mag geen incident openen. Geef het de vaste rol coordinator.") from error
    except (Unreadable, Refused) as error:
        raise Trouble(error.sentence) from error
    click.echo(done.incident.id)


@click.command(help="Controleer de keten van een logboek: in de database, of als bestand.")
@click.argument("id", type=int, required=False)
@click.option("--at", type=int, help="Alleen tot en met dit volgnummer.")
@click.option("--file", "file_", help="Een export in JSON-regels.")
def verify(id: int | None, at: int | None, file_: str | None) -> None:
    """Print the head hash, or the first bad number on stderr with exit code 1."""
    if (id is None) == (file_ is None):
        raise Trouble("Geef het nummer van een incident, of een bestand met --file.")
    verdict = _of_file(file_) if file_ is not None else _of_database(id or 0, at)
    if not verdict.whole:
        faults = "\n".join(f"#{seq}: {what}" for seq, what in verdict.faults[:20])
        raise Trouble(f"Het logboek klopt niet vanaf #{verdict.first_bad}.\n{faults}", 1)
    if verdict.withheld:
        click.echo(f"Let op: dit is een deel. {verdict.withheld} onderdelen zijn niet meegegeven.", err=True)
    click.echo(f"Het logboek klopt: {verdict.entries} regels.", err=True)
    click.echo(verdict.head)


@click.command(help="Maak de regel in de lijst van incidenten opnieuw uit het logboek.")
@click.argument("id", type=int)
def rebuild(id: int) -> None:
    """Say whether the row was different from what the log says."""
    try:
        different = headrow.rebuild(prepared().database, id)
    except NotFound:
        raise Trouble(f"Er is geen incident met nummer {id}.") from None
    click.echo("De regel klopte niet en is hersteld." if different else "De regel klopte al.")


@click.command(help="Haal het logboek naar buiten, als pdf, als csv of als JSON-regels.")
@click.argument("id", type=int)
@click.option("--format", "format_", required=True, help="pdf, csv of jsonl.")
@click.option("-o", "--output", required=True, help="Het bestand dat gemaakt wordt.")
def export(id: int, format_: str, output: str) -> None:
    """Write the whole log to a file; nothing half-written gets its name."""
    if format_ not in ("pdf", "jsonl", "csv"):
        raise Trouble(f"Onbekend formaat '{format_}'. Kies pdf, csv of jsonl.")
    ledger = prepared()
    head, links = _log(ledger, id)
    if format_ == "pdf":
        content = _pdf(ledger, id)
    elif format_ == "csv":
        content = sheets.sheet(View(ledger.load(id), EVERYTHING, ledger.now()), "log").encode()
    else:
        content = "".join(exchange.lines(head.genesis, links, head.seq, head.head)).encode()
    path = Path(output)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _pdf(ledger: Ledger, id: int) -> bytes:
    try:
        return pdf.whole_log(ledger, id)
    except RenderingFailed as error:
        raise Trouble(error.sentence, 1) from error


def _log(ledger: Ledger, id: int) -> tuple[store.Head, list[chain.Link]]:
    with ledger.database.read() as connection:
        head = store.head(connection, id)
        if head is None:
            raise Trouble(f"Er is geen incident met nummer {id}.")
        return head, store.links(connection, id, upto=head.seq)


def _of_database(id: int, at: int | None) -> chain.Verdict:
    head, links = _log(prepared(), id)
    if at is None:
        return chain.verify(head.genesis, links, head=head.head, anchors={head.seq: head.head})
    if not 1 <= at <= head.seq:
        raise Trouble(f"Dit logboek loopt van #1 tot en met #{head.seq}.")
    return chain.verify(head.genesis, links[:at])


def _of_file(file_: str) -> chain.Verdict:
    try:
        with Path(file_).open(encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
            return exchange.verify_file(stream)
    except exchange.Unreadable as error:
        raise Trouble(f"Het logboek klopt niet vanaf #1. {file_}: {error}.", 1) from error
