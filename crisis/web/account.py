"""Signing in and out, and the devices one is signed in on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, current_app, redirect, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from crisis import people
from crisis.notify import notices
from crisis.refusals import NotFound, NotSignedIn, Unreadable
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
    """The devices one is signed in on; and how often one wants notices, for who gets those."""
    return _account_page()


@account.post("/account/notices")
def choose_notices() -> Response | tuple[str, int]:
    """Say how often one wants notices; looks like nothing for who gets none."""
    who = me()
    if not notices.may_choose(product().ledger, who):
        raise NotFound
    how, times = request.form.get("how", "")[:10], [one[:10] for one in request.form.getlist("time")[: notices.MOST]]
    try:
        chosen = notices.read_choice(how, times)
    except Unreadable as wrong:
        return _account_page({"how": how, "times": times}, wrong.fields), 422
    with product().ledger.database.write() as connection:
        notices.choose(connection, credential(my_digest())(connection).id, chosen)
    return redirect("/account?saved=1", 303)


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


def _account_page(typed: dict[str, Any] | None = None, wrong: dict[str, str] | None = None) -> str:
    who, asked = me(), notices.may_choose(product().ledger, me())
    with product().ledger.database.read() as connection:
        found = people.sessions_of(connection, who.id)
        choice, trouble = notices.choice(connection, who.id), notices.trouble(connection, who.id)
    shown = typed or {"how": choice.how, "times": choice.times}
    return page(
        "account",
        section="account",
        sessions=[(one, datetime.fromtimestamp(one.started, UTC), one.digest == my_digest()) for one in found],
        notices={**shown, "ways": notices.WAYS, "most": notices.MOST} if asked else None,
        wrong={"how": "", "time": "", **(wrong or {})},
        saved=asked and not typed and "saved" in request.args,
        trouble=(trouble, datetime.fromtimestamp(trouble.at, UTC)) if asked and trouble else None,
    )


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
