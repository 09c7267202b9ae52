"""Who may come to the desk of the directory, and how a change is made there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Blueprint, request

from crisis import people
from crisis.directory import LABELS, Audited, Directory, Keeper, audited, load, shown
from crisis.people import Account
from crisis.refusals import Clash, Conflict, NotAllowed, Refused, Unreadable
from crisis.web.visit import credential, me, my_digest, page, product

directory = Blueprint("directory", __name__)


def keeper_only() -> Account:
    """Who is signed in, when this person keeps the directory; raises NotSignedIn and NotAllowed."""
    account = me()
    if not account.may_keep_directory:
        raise NotAllowed
    return account


def book() -> Directory:
    """The directory as it is now, for who may read it."""
    keeper_only()
    with product().ledger.database.read() as connection:
        return load(connection)


def history(kind: str, subject: object) -> list[Audited]:
    """The last changes of one thing."""
    with product().ledger.database.read() as connection:
        return audited(connection, kind=kind, subject=subject)


def change(do: Callable[[Keeper], Any]) -> str:
    """Let the visitor change something, once per form; gives the number or code of what was changed."""
    keeper_only()
    digest, once = my_digest(), _key(request.form.get("once", ""))
    with product().ledger.database.write() as connection:
        account = credential(digest)(connection)
        if not account.may_keep_directory:
            raise NotAllowed
        keeper = Keeper(connection, account, product().ledger.now(), once, _content())
        before = keeper.repeated()
        return str(do(keeper)) if before is None else before


def sheet(name: str, refusal: Refused | Unreadable | None = None, **values: Any) -> str:
    """A page of the directory; with what was refused above the form."""
    keeper_only()
    clashes: Mapping[str, Clash] = refusal.clashes if isinstance(refusal, Conflict) else {}
    errors = refusal.fields if isinstance(refusal, Unreadable) else {}
    return page(
        f"directory/{name}", **{"section": name, "refusal": refusal, "errors": errors, "clashes": clashes, **values}
    )


def status(refusal: Refused | Unreadable) -> int:
    """With which number a refusal is answered."""
    return 422 if isinstance(refusal, Unreadable) else 409


def seen() -> int | None:
    """After which change the form was made."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def traced(changes: Iterable[Audited]) -> list[tuple[Audited, list[tuple[str, str, str]]]]:
    """What each change did, field by field: the label, what it was, and what it became."""
    with product().ledger.database.read() as connection:
        accounts = {one.id: one.name for one in people.everybody(connection)}

    def read(name: str, value: object) -> str:
        return accounts.get(value, f"nummer {value}") if name == "person" and isinstance(value, int) else shown(value)

    return [
        (one, [(LABELS.get(name, name), read(name, was), read(name, now)) for name, (was, now) in one.changed.items()])
        for one in changes
    ]


def _key(text: str) -> str | None:
    if text and not re.fullmatch(r"[\w-]{8,80}", text):
        raise Unreadable({"once": "Dit formulier is niet goed verstuurd. Laad de pagina opnieuw."})
    return text or None


def _content() -> str:
    given = sorted((name, request.form.getlist(name)) for name in request.form if name != "once")
    return hashlib.sha256(json.dumps([request.path, given]).encode()).hexdigest()
