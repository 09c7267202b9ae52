"""What is on the board as sheets for a spreadsheet: log, tasks, decisions and promises, as far as one may read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from crisis import dates
from crisis.board.decisions import BODIES, Decision
from crisis.board.promises import Promise
from crisis.board.tasks import STATUSES
from crisis.directory.sheets import harmless
from crisis.glossary import ROLES
from crisis.view import View

Row = tuple[str, ...]


def sheet(view: View, name: str) -> str:
    """One sheet as CSV with a mark for UTF-8, which spreadsheets want; raises KeyError for an unknown name."""
    _, head, rows = SHEETS[name]
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows(view))
    return out.getvalue()


def _plain(cell: str) -> str:
    """Text that stays text: an apostrophe before what would be a formula."""
    return harmless(cell.replace("\r\n", "\n").replace("\r", "\n"))


def _log(view: View) -> Iterator[Row]:
    for entry in view.incident.entries():
        if view.audience.reads(entry.circle):
            line = view.line(entry)
            times = (_at(entry.recorded_at), _at(entry.occurred_at))
            yield (str(entry.seq), *times, line.label, entry.actor.name, entry.actor.function, line.sentence)


def _tasks(view: View) -> Iterator[Row]:
    for task in view.tasks():
        owner = ROLES[task.owner_role] if task.owner_role else ""
        times = (_at(task.due), _at(task.done_at))
        status = STATUSES[task.status]
        yield (str(task.id), task.title, owner, task.assignee_name, *times, status, task.done_when, task.result)


def _decisions(view: View) -> Iterator[Row]:
    for one in view.things(Decision):
        standing = one.standing(view.now)
        yield (
            *(str(one.id), _at(view.incident.entry(one.id).occurred_at), one.question, "; ".join(one.options)),
            *(one.chosen, one.why, one.decided_by, BODIES[one.body], _at(one.valid_from), _at(one.valid_until)),
            standing[2] if standing else "",
        )


def _promises(view: View) -> Iterator[Row]:
    for one in view.things(Promise):
        told = (_at(one.reported_at), one.reported or one.dropped)
        state = one.standing(view.now)[2]
        yield (str(one.id), one.words, one.to_whom, ROLES[one.owner_role], _at(one.due), state, *told)


def _at(moment: datetime | None) -> str:
    """As a spreadsheet reads it, on the clock in Amsterdam."""
    return f"{dates.local(moment):%Y-%m-%d %H:%M}" if moment else ""


#: Every sheet: what it is called, its heads, and its rows.
SHEETS: Final[dict[str, tuple[str, Row, Callable[[View], Iterator[Row]]]]] = {
    "log": ("Logboek", ("Nummer", "Vastgelegd", "Gebeurd", "Soort", "Naam", "Functie", "Tekst"), _log),
    "tasks": (
        "Taken",
        ("Nummer", "Taak", "Rol", "Wie", "Vóór", "Klaar", "Stand", "Klaar als", "Resultaat"),
        _tasks,
    ),
    "decisions": (
        "Besluiten",
        (
            *("Nummer", "Genomen", "Vraag", "Keuzes", "Besluit", "Waarom", "Besluitnemer", "Waar"),
            *("Geldig van", "Geldig tot", "Stand"),
        ),
        _decisions,
    ),
    "promises": (
        "Toezeggingen",
        ("Nummer", "Toezegging", "Aan wie", "Wie zorgt ervoor", "Vóór", "Stand", "Teruggemeld", "Hoe"),
        _promises,
    ),
}
