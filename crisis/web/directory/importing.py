"""Reading in a list: first what it would do, then, when somebody says so, doing it."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from crisis.directory import COLUMNS, LABELS, Row, Wrong, decoded, import_rows, planned
from crisis.refusals import Refused, Unreadable
from crisis.web.directory.desk import change, directory, keeper_only, sheet, status
from crisis.web.visit import product

#: How many rows of each sort are shown; the rest is counted.
_SHOWN = 100


@directory.get("/directory/import")
def choose() -> str:
    """Choose a file, or paste a list."""
    return _page("", None, None)


@directory.post("/directory/import")
def read_in() -> Response | tuple[str, int] | str:
    """Show what a list would do; with `confirm` do it."""
    keeper_only()
    text = request.form.get("text", "")
    try:
        confirmed = request.form.get("confirm") == "ja"
        text = text if confirmed else _sent() or text
        if confirmed:
            change(lambda keeper: _count(import_rows(keeper, text)))
            return redirect("/directory", 303)
        with product().ledger.database.read() as connection:
            rows = planned(connection, text)
    except Wrong as wrong:
        return _page(text, None, Unreadable({"text": str(wrong)})), 422
    except (Unreadable, Refused) as refusal:
        return _page(text, _planned(text), refusal), status(refusal)
    return _page(text, rows, None), 422 if any(row.errors for row in rows) else 200


def _sent() -> str:
    """The text of the file that came along, if any."""
    file = request.files.get("file")
    data = file.read() if file else b""
    return decoded(data) if data else ""


def _planned(text: str) -> list[Row] | None:
    try:
        with product().ledger.database.read() as connection:
            return planned(connection, text)
    except Wrong:
        return None


def _count(rows: list[Row]) -> int:
    return len(rows)


def _page(text: str, rows: list[Row] | None, refusal: Refused | Unreadable | None) -> str:
    sorts: dict[str, list[Any]] = {sort: [] for sort in ("wrong", "new", "changed", "same")}
    for row in rows or ():
        sorts[row.act].append(row)
    counts = {sort: len(those) for sort, those in sorts.items()}
    shown = {sort: those[:_SHOWN] for sort, those in sorts.items()}
    return sheet("import", refusal, text=text, rows=rows, sorts=shown, counts=counts, columns=COLUMNS, LABELS=LABELS)
