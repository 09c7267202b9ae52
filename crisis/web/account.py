"""Signing in and out, and the devices one is signed in on."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, current_app, redirect, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from crisis import people
from crisis.refusals import NotSignedIn
from crisis.web.visit import cookie_name, credential, me, my_digest, page, product, visitor

account = Blueprint("account", __name__)
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


@account.get("/login")
def sign_in_form() -> Response | str:
    """The form to sign in."""
    return redirect("/", 303) if visitor() else _form()


@account.post("/login")
@limiter.limit("60/minute")
@limiter.limit(
    "10/minute",
    key_func=lambda: f"{get_remote_address()}/{request.form.get('email', '').strip().lower()[:200]}",
)
def sign_in() -> Response | tuple[str, int]:
    """Sign in with address and password."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    with product().ledger.database.read() as connection:
        found = people.sign_in(connection, email[:200], password[:200])
    if found is None:
        current_app.logger.info("sign-in refused")
        return _form(email, "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw."), 401
    with product().ledger.database.write() as connection:
        token = people.start_session(connection, found.id, request.headers.get("User-Agent", ""))
    response = redirect(_local(request.form.get("next", "")), 303)
    settings = product().settings
    response.set_cookie(cookie_name(settings), token, httponly=True, secure=settings.secure, samesite="Lax", path="/")
    return response


@account.post("/logout")
def sign_out() -> Response:
    """Sign out here."""
    _end(my_digest())
    response = redirect("/login", 303)
    response.delete_cookie(cookie_name(product().settings), path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@account.get("/account")
def sessions() -> str:
    """The devices one is signed in on."""
    with product().ledger.database.read() as connection:
        found = people.sessions_of(connection, me().id)
    rows = [(one, datetime.fromtimestamp(one.started, UTC), one.digest == my_digest()) for one in found]
    return page("account", section="account", sessions=rows)


@account.post("/account/revoke")
def revoke() -> Response:
    """Sign out one device, or all others."""
    digest = request.form.get("session", "")
    mine = my_digest()
    with product().ledger.database.write() as connection:
        person = credential(mine)(connection)
        chosen = [digest] if digest else [one.digest for one in people.sessions_of(connection, person.id)]
        for one in chosen:
            if digest or one != mine:
                people.revoke(connection, person.id, one)
    return redirect("/account", 303)


def _end(digest: str) -> None:
    with product().ledger.database.write() as connection:
        try:
            person = credential(digest)(connection)
        except NotSignedIn:
            return
        people.revoke(connection, person.id, digest)


def _form(email: str = "", error: str = "") -> str:
    wanted = request.values.get("next", "")
    return page("login", email=email, error=error, next=wanted)


def _local(address: str) -> str:
    """Only an address of our own; else the list of incidents."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if fine and address.isprintable() else "/"
