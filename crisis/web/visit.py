"""Who is visiting, and through which eyes: what every route needs before it may show anything."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import current_app, g, request
from sqlalchemy import Connection
from werkzeug.wrappers import Request as BaseRequest

from crisis import access, dates, people
from crisis.ledger import Credential, Ledger
from crisis.people import Account
from crisis.playbook.shelves import Library
from crisis.refusals import NotFound, NotSignedIn
from crisis.settings import Settings
from crisis.templating import render
from crisis.view import View


@dataclass(frozen=True)
class Product:
    """The parts of the running product that routes use."""

    settings: Settings
    ledger: Ledger
    playbooks: Library


def product() -> Product:
    """The running product."""
    return cast(Product, current_app.extensions["crisis"])


def cookie_name(settings: Settings) -> str:
    """The name of the session cookie; over HTTPS it is bound to this host."""
    return "__Host-sid" if settings.secure else "sid"


def session_digest(settings: Settings, of: BaseRequest) -> str:
    """What identifies the session of a request; of no session when there is no cookie."""
    return people.digest(of.cookies.get(cookie_name(settings), ""))


def credential(digest: str) -> Credential:
    """Looks the person behind a session up again, inside the transaction that writes; that counts as use."""

    def look_up(connection: Connection) -> Account:
        account, session = people.session(connection, digest)
        if time.time() - session.used > people.KEEP_ALIVE:
            people.keep_alive(connection, digest)
        return account

    return look_up


def my_digest() -> str:
    """The session of this request."""
    return session_digest(product().settings, request)


def me() -> Account:
    """Who is signed in; raises NotSignedIn."""
    if "account" not in g:
        with product().ledger.database.read() as connection:
            g.account = people.session(connection, my_digest())[0]
    return cast(Account, g.account)


def visitor() -> Account | None:
    """Who is signed in, if anybody."""
    if g.get("account_unknown"):
        return None
    try:
        return me()
    except NotSignedIn:
        return None


def view(id: int) -> View:
    """The incident through the eyes of the visitor, now or `?at=` an earlier entry. Raises NotFound."""
    ledger, account = product().ledger, me()
    incident = ledger.load(id)
    audience = ledger.audience(incident, account)
    at = request.args.get("at", type=int) if request.method == "GET" else None
    if at is None or not 1 <= at < incident.seq:
        if "at" in request.args and (at is None or at < 1 or at > incident.seq) and request.method == "GET":
            raise NotFound
        return View(incident, audience, ledger.now())
    then = incident.at(at)
    return View(then, audience, then.entry(at).recorded_at, past=True)


def page(name: str, **values: Any) -> str:
    """A whole page: the template with what every page needs."""
    shown = values.get("view")
    return render(
        f"pages/{name}.html",
        me=visitor(),
        nonce=nonce(),
        path=request.path,
        now=_now(),
        my_roles=_my_roles(shown),
        lands=shown is not None and lands_on_status(shown),
        head_seq=product().ledger.load(shown.incident.id).seq if shown else 0,
        fresh_key=secrets.token_urlsafe(16),
        **{"view": None, "section": "", **values},
    )


def lands_on_status(shown: View) -> bool:
    """Whether the visitor is here for the burgemeester alone: the status page is where those begin."""
    return set(_my_roles(shown).split()) <= {"mayor", "mayors_office"}


def nonce() -> str:
    """The nonce that lets our own scripts run on this page."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return cast(str, g.nonce)


def today() -> Any:
    """The date in Amsterdam."""
    return dates.local(_now()).date()


def _my_roles(shown: View | None) -> str:
    who = visitor()
    if shown is None or who is None:
        return ""
    return " ".join(sorted(access.roles(product().ledger.load(shown.incident.id), who.id, who.standing)))


def _now() -> datetime:
    return product().ledger.now()
