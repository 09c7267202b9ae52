"""Every command, and one way to say what is wrong: a Dutch sentence on stderr and exit code 2."""

from __future__ import annotations

import sys
from typing import Final

import click
from sqlalchemy.exc import OperationalError

from crisis.cli.directory import directory
from crisis.cli.incidents import export, incident, rebuild, verify
from crisis.cli.people import person
from crisis.cli.playbooks import playbook
from crisis.cli.playing import demo, play
from crisis.cli.serving import migrate, serve
from crisis.cli.trouble import Trouble
from crisis.database import UnsafeDatabase
from crisis.settings import BadSetting
from crisis.version import __version__

_WORDS: Final = {
    "NoSuchOption": "Onbekende optie: {option_name}.",
    "MissingParameter": "Er ontbreekt iets: {name}.",
    "NoArgsIsHelpError": "Zeg wat u wilt doen. Zie: crisis --help.",
}


@click.group(help="Zij aan Zij: één gedeeld bord bij maatschappelijke onrust.", no_args_is_help=False)
@click.version_option(__version__, prog_name="crisis", message="%(prog)s %(version)s")
def crisis() -> None:
    """The group of all commands."""


for one in (serve, migrate, person, directory, playbook, incident, play, demo, verify, rebuild, export):
    crisis.add_command(one)


def main() -> None:
    """Run the command line; every error is one clear Dutch sentence."""
    try:
        status = crisis.main(prog_name="crisis", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except Trouble as trouble:
        _say(str(trouble), trouble.status)
    except (BadSetting, UnsafeDatabase) as error:
        _say(str(error), 2)
    except click.exceptions.Abort:
        _say("Afgebroken.", 1)
    except click.ClickException as error:
        _say(_sentence(error), 2)
    except OperationalError:
        _say("De database is niet bereikbaar, of een ander programma houdt hem vast. Probeer het opnieuw.", 2)
    except OSError as error:
        _say(f"Dat lukt niet: {error.filename or error.strerror}. Kijk naar map, schijf en rechten.", 2)


def _sentence(error: click.ClickException) -> str:
    values = {name: value for name, value in vars(error).items() if isinstance(value, str)}
    parameter = getattr(error, "param", None)
    values["name"] = getattr(parameter, "human_readable_name", "") or getattr(parameter, "name", "") or ""
    words = _WORDS.get(type(error).__name__)
    if words:
        return words.format_map({"option_name": "", **values})
    if values["name"]:
        return f"Dit klopt niet: {values['name']}. Zie: crisis --help."
    return "Deze opdracht klopt niet. Zie: crisis --help."


def _say(sentence: str, status: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(status)
