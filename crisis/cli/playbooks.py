"""Playbooks from the command line: check, read, compare, begin, and help for editors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import click

from crisis import dates
from crisis import playbook as playbooks
from crisis.cli.trouble import Trouble
from crisis.playbook.advice import findings
from crisis.playbook.beginning import beginning
from crisis.playbook.comparing import differences
from crisis.playbook.fields import is_key
from crisis.playbook.finding import Level
from crisis.playbook.origins import origins
from crisis.playbook.reference import reference as whole_reference
from crisis.playbook.showing import shown_whole
from crisis.settings import Settings

Read = TypeVar("Read")


@click.group(help="Draaiboeken.", no_args_is_help=False)
def playbook() -> None:
    """Commands about playbooks."""


@playbook.command(help="Kijk bestanden na; meldt elke fout met bestand en regel.")
@click.argument("files", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Ook wat alleen een blik waard is (let op), is fout.")
def check(files: tuple[str, ...], strict: bool) -> int:
    """Check files; exit code 1 when one has a mistake."""
    today = dates.local(datetime.now(UTC)).date()
    # A fault in a shared block is found again for each playbook that includes it.
    found = dict(line for file in files for line in _found(_path(file), today))
    for line in found:
        click.echo(line, err=True)
    wrong = sum(level == "fout" for level in found.values())
    hints = len(found) - wrong
    told = f" Let op: {_counted(hints, 'hint', 'hints')}." if hints else ""
    if wrong or (strict and hints):
        raise Trouble(f"{_counted(wrong, 'fout', 'fouten')} gevonden.{told}", 1)
    click.echo(f"{_counted(len(files), 'bestand', 'bestanden')} nagekeken: geen fouten.{told}")
    return 0


@playbook.command(help="Toon een draaiboek met de gedeelde blokken erin.")
@click.argument("name")
def show(name: str) -> None:
    """Print the merged playbook."""
    path = _path(name)
    click.echo(_read(lambda: shown_whole(playbooks.load(path), origins(path, playbooks.FOLDER))))


@playbook.command(help="Zeg in woorden wat er tussen twee draaiboeken verschilt.")
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Print what the second changes."""
    changes = _read(lambda: differences(playbooks.load(_path(old)), playbooks.load(_path(new))))
    click.echo("\n".join(changes) or "Er is geen verschil.")


@playbook.command(help="Begin een nieuw draaiboek in deze map.")
@click.argument("name")
def new(name: str) -> None:
    """Write a small file to begin with; never over an existing one."""
    if not is_key(name):
        raise Trouble("Gebruik voor de naam alleen kleine letters, cijfers en streepjes, zoals 'brand-bij-school'.")
    path = Path(f"{name}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(beginning(name))
    except FileExistsError:
        raise Trouble(f"Het bestand {path} is er al. Kies een andere naam.") from None
    _save(json.dumps(playbooks.schema(), ensure_ascii=False, indent=2) + "\n", "draaiboek.schema.json")
    click.echo(f"{path} staat klaar. Kijk het na met: crisis playbook check {path}")


@playbook.command(help="Het JSON Schema van een draaiboek, voor editors.")
@click.option("-o", "--output", help="Het bestand dat gemaakt wordt.")
def schema(output: str | None) -> None:
    """Print the schema, or write it."""
    _save(json.dumps(playbooks.schema(), ensure_ascii=False, indent=2) + "\n", output)


@playbook.command(help="De uitleg van elke sleutel, als Markdown.")
@click.option("-o", "--output", help="Het bestand dat gemaakt wordt.")
def reference(output: str | None) -> None:
    """Print the reference page, or write it."""
    _save(whole_reference(), output)


def _found(path: Path, today: date) -> Iterator[tuple[str, Level]]:
    """What is wrong in form; when nothing is, what is found beyond it."""
    mistakes = playbooks.check(path, playbooks.FOLDER)
    if mistakes:
        yield from ((line, "fout") for line in mistakes)
    else:
        yield from ((one.told(), one.level) for one in findings(path, playbooks.FOLDER, today))


def _path(name: str) -> Path:
    """A file, or the playbook of this name: of the municipality, else one that comes along."""
    if "/" in name or name.endswith((".yaml", ".yml")):
        return Path(name)
    own = Settings.read().playbooks
    mine = own / f"{name}.yaml" if own else None
    return mine if mine and mine.is_file() else playbooks.FOLDER / f"{name}.yaml"


def _read(do: Callable[[], Read]) -> Read:
    try:
        return do()
    except playbooks.BrokenPlaybook as error:
        raise Trouble(str(error), 1) from error


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _save(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        Path(output).write_text(text, encoding="utf-8")
