"""Lists from and for a spreadsheet: what a file holds, row by row, and a file that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crisis.directory.functions import words
from crisis.directory.model import Directory
from crisis.directory.wording import Wrong

#: What may stand above a column; everything else is refused, names of persons first of all.
HEADINGS: Final[dict[str, str]] = {
    **dict.fromkeys(("organisatie", "partner"), "organisation"),
    **dict.fromkeys(("functie", "rolnaam"), "title"),
    **dict.fromkeys(("e-mail", "email", "e-mailadres", "emailadres", "mail"), "email"),
    **dict.fromkeys(("telefoon", "telefoonnummer", "tel", "tel."), "phone"),
    **dict.fromkeys(("tweede weg", "tweede manier", "ook bereikbaar via"), "other"),
    **dict.fromkeys(("rollen", "rol"), "roles"),
    **dict.fromkeys(("vervanger", "plaatsvervanger"), "deputy"),
}
COLUMNS: Final = ("Organisatie", "Functie", "E-mail", "Telefoon", "Tweede weg", "Rollen", "Vervanger")
MOST_ROWS: Final = 1000
LONGEST: Final = 200_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Line:
    """One row of a file: the line on which it ends, and what stands in each column."""

    number: int
    values: dict[str, str]


def decoded(data: bytes) -> str:
    """The text of a file as Windows or a newer program wrote it; raises Wrong."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Wrong("Dit bestand is geen tekst. Bewaar het in Excel als ‘CSV UTF-8’ en kies het opnieuw.")


def lines(text: str) -> list[Line]:
    """The rows of a text with headings; raises Wrong when it is no list at all."""
    text = text.lstrip("\ufeff")
    if len(text) > LONGEST:
        raise Wrong(f"Deze lijst is te lang. Neem hoogstens {MOST_ROWS} rijen per keer.")
    if "\0" in text:
        raise Wrong("Dit bestand is geen tekst. Bewaar het in Excel als ‘CSV UTF-8’ en kies het opnieuw.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise Wrong(f"Rond regel {reader.line_num} staat een aanhalingsteken verkeerd. Kijk die regel na.") from None
    if not rows:
        raise Wrong("Kies een bestand, of plak een lijst met een kop erboven.")
    if len(rows) > MOST_ROWS + 1:
        raise Wrong(f"Dit zijn {len(rows) - 1} rijen. Neem er hoogstens {MOST_ROWS} per keer.")
    columns = _columns(rows[0][1])
    return [Line(number, _cells(columns, row)) for number, row in rows[1:]]


def written(directory: Directory) -> str:
    """Every active function as a list that Excel opens by itself, in the shape in which it can be read again."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for one in directory.functions.values():
        if one.active:
            deputy = directory.functions.get(one.deputy or 0)
            roles, name = ", ".join(words(one.roles)), deputy.name if deputy else ""
            cells = (one.organisation, one.title, one.email, one.phone, one.other, roles, name)
            writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula: an apostrophe before it makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _delimiter(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t", key=heading.count)


def _columns(heading: Iterable[str]) -> list[str]:
    named = [" ".join(cell.split()) for cell in heading]
    if unknown := [name for name in named if name and name.casefold() not in HEADINGS]:
        said = ", ".join(f"‘{name[:30]}’" for name in unknown[:3])
        raise Wrong(f"Deze kolom hoort hier niet: {said}. Gebruik: {', '.join(COLUMNS)}.")
    columns = [HEADINGS.get(name.casefold(), "") for name in named]
    if lost := [name for name in ("organisation", "title") if name not in columns]:
        said = " en ".join({"organisation": "Organisatie", "title": "Functie"}[name] for name in lost)
        raise Wrong(f"Zet een kop boven de lijst. Deze kolom ontbreekt: {said}.")
    if len(set(filter(None, columns))) != len([one for one in columns if one]):
        raise Wrong("In de kop staat een kolom twee keer.")
    return columns


def _cells(columns: list[str], row: list[str]) -> dict[str, str]:
    """The cells by column; what stands beyond the last column is kept apart, to be refused."""
    values = {name: _bare(cell) for name, cell in zip(columns, row, strict=False) if name}
    beyond = [cell for at, cell in enumerate(row) if cell.strip() and (at >= len(columns) or not columns[at])]
    return {**values, **({"": beyond[0]} if beyond else {})}


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
