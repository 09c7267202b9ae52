"""Looking in the directory: the list, what is missing for a playbook, and who changed what."""

from __future__ import annotations

from datetime import datetime

from flask import request
from werkzeug.wrappers import Response

from crisis import dates
from crisis.directory import Directory, Function, audited, readiness, reported, thin_roles, warnings, written
from crisis.glossary import ROLES
from crisis.refusals import NotFound
from crisis.web.directory.desk import book, directory, sheet, traced
from crisis.web.visit import product


@directory.get("/directory")
def listing() -> str:
    """Everybody who can be called, by organisation, with what is not in order."""
    known, now = book(), product().ledger.now()
    words, role = request.args.get("q", "")[:100].strip(), request.args.get("role", "")
    found = [one for one in known.functions.values() if one.active and _fits(one, words, role)]
    homes = {one.name: one.id for one in known.organisations.values() if one.active}
    groups = {name: [one for one in found if one.organisation == name] for name in homes}
    inside = {one.organisation for one in known.functions.values() if one.active}
    with product().ledger.database.read() as connection:
        said = {known.functions[number]: one for number, one in reported(connection).items()}
    return sheet(
        "list",
        said={one: what for one, what in said.items() if one.active},
        book=known,
        groups={name: those for name, those in groups.items() if those},
        homes=homes,
        empty=[name for name in homes if name not in inside],
        gone=[one for one in known.functions.values() if not one.active],
        gone_homes=[one for one in known.organisations.values() if not one.active],
        warned={one.id: warnings(known, one, now) for one in found},
        thin=[ROLES[role] for role in thin_roles(known, now)],
        duty=_on_duty(known, now),
        words=words,
        role=role if role in ROLES else "",
    )


@directory.get("/directory/functions.csv")
def download() -> Response:
    """The list for a spreadsheet, in the shape in which it can be read in again."""
    day = dates.local(product().ledger.now()).date()
    headers = {"Content-Disposition": f"attachment; filename=adresboek-{day}.csv"}
    return Response(written(book()), mimetype="text/csv", headers=headers)


@directory.get("/directory/readiness")
def ready() -> str:
    """For each role of a playbook: is there somebody, with a deputy, reachable, and checked when."""
    known, name = book(), request.args.get("playbook", "")
    playbooks = product().playbooks.playbooks()
    chosen = next((one for one in playbooks if one.key == name), None)
    if name and chosen is None:
        raise NotFound
    chosen = chosen or (playbooks[0] if playbooks else None)
    rows = readiness(known, chosen, product().ledger.now()) if chosen else []
    return sheet("readiness", playbooks=playbooks, chosen=chosen, rows=rows)


@directory.get("/directory/changes")
def changes() -> str:
    """Who changed what in the directory, the newest first."""
    known = book()
    before = request.args.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else 0
    with product().ledger.database.read() as connection:
        found = audited(connection, before=number)
    older = found[-1].id if len(found) == 100 else 0
    names = {("function", str(one.id)): one.name for one in known.functions.values()}
    names |= {("organisation", str(one.id)): one.name for one in known.organisations.values()}
    return sheet("changes", changes=traced(found), names=names, older=older)


def _fits(one: Function, words: str, role: str) -> bool:
    text = " ".join((one.name, one.email, one.phone, one.other, *(ROLES.get(role, "") for role in one.roles)))
    wanted = all(word in text.casefold() for word in words.casefold().split())
    return wanted and (role not in ROLES or role in one.roles)


def _on_duty(known: Directory, now: datetime) -> list[tuple[Function, datetime]]:
    """Who is on standby now, and until when."""
    mine = [(known.functions[one.function], one.end) for one in known.standby if one.start <= now < one.end]
    return [(one, until) for one, until in mine if one.active]
