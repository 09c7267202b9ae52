"""Who takes part without an account: guests by a link of their own, and screens on a wall. Links are shown once."""

from __future__ import annotations

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from crisis import links, people
from crisis.asking import Asked
from crisis.board.displays import Display
from crisis.board.team.guests import Guest
from crisis.incident import Incident, Thing
from crisis.people import Account
from crisis.refusals import NotAllowed, NotFound, Refused
from crisis.view import View
from crisis.web.visit import cookie_name, credential, my_digest, page, product, view

guests = Blueprint("guests", __name__)


@guests.get("/incidents/<int:id>/guests")
def overview(id: int) -> str:
    """Guests and screens, for who may invite them."""
    return _overview(_mine(id))


@guests.post("/incidents/<int:id>/guests/<int:number>/link")
def make_link(id: int, number: int) -> str:
    """A new link for a guest or a screen; the one before it does nothing any more."""
    shown = _mine(id)
    thing = shown.thing(number)
    if not _open(thing, shown):
        raise Refused("Hiervoor kan geen link meer worden gemaakt. Nodig opnieuw uit.")
    ledger = product().ledger
    ledger.perform(id, credential(my_digest()), Asked("team.make_link", {"thing": number}))
    with ledger.database.write() as connection:
        token = links.make(connection, id, number)
        if isinstance(thing, Guest) and thing.person:
            people.revoke(connection, thing.person)  # who holds the old link is out, wherever they are
    way = "gast" if isinstance(thing, Guest) else "scherm"
    return _overview(shown, number, f"{product().settings.address}/{way}/{token}")


@guests.get("/incidents/<int:id>/guests/<int:number>/link")
def linked(id: int, number: int) -> Response:
    """A link is shown once; who comes back finds the page of all of them."""
    _mine(id)
    return Response("", 303, {"Location": f"/incidents/{id}/guests"})


@guests.get("/gast/<token>")
def door(token: str) -> str:
    """What somebody is invited for. Looking changes nothing: programs that scan links in mail look as well."""
    incident, guest = _guest(token)
    return _door(token, incident, guest)


@guests.post("/gast/<token>")
def enter(token: str) -> Response | tuple[str, int]:
    """Come in: the first time this gives the guest an account and the role, then a session for this device."""
    incident, guest = _guest(token)
    ledger = product().ledger

    def arriving(connection: Connection) -> Account:
        # In the transaction of the act: who presses twice gets one account, who is refused none.
        known = ledger.load(incident.id)[Guest][guest.id].person
        number = known or people.add_guest(connection, incident.id, guest.title, guest.until)
        return Account(number, "", guest.title, frozenset({"arriving"}), guest_of=incident.id)

    try:
        done = ledger.perform(incident.id, arriving, Asked("team.enter", {"guest": guest.id}))
    except Refused as refusal:
        return _door(token, incident, guest, refusal.sentence), 409
    with ledger.database.write() as connection:
        session = people.start_session(
            connection, _account(done.incident, guest), request.headers.get("User-Agent", "")
        )
    response = Response("", 303, {"Location": f"/incidents/{incident.id}"})
    settings = product().settings
    response.set_cookie(cookie_name(settings), session, httponly=True, secure=settings.secure, samesite="Lax", path="/")
    return response


def found(token: str) -> tuple[Incident, Thing]:
    """The incident and the thing that a link is for; raises NotFound."""
    with product().ledger.database.read() as connection:
        link = links.read(connection, token)
    if link is None:
        raise NotFound
    incident = product().ledger.load(link.incident)
    return incident, incident.thing(link.thing)


def _guest(token: str) -> tuple[Incident, Guest]:
    incident, thing = found(token)
    if not isinstance(thing, Guest) or not thing.welcome(product().ledger.now()) or incident.closed:
        raise NotFound
    return incident, thing


def _account(incident: Incident, guest: Guest) -> int:
    person = incident[Guest][guest.id].person
    if person is None:
        raise NotFound
    return person


def _door(token: str, incident: Incident, guest: Guest, wrong: str = "") -> str:
    return page("guest", token=token, code=incident.code, exercise=incident.exercise, guest=guest, wrong=wrong)


def _mine(id: int) -> View:
    shown = view(id)
    if shown.past:
        raise NotFound
    if not shown.may("team.invite_guest"):
        raise NotAllowed
    return shown


def _open(thing: Thing, shown: View) -> bool:
    if isinstance(thing, Guest):
        return thing.welcome(shown.now)
    return isinstance(thing, Display) and thing.shows(shown.now)


def _overview(shown: View, number: int | None = None, link: str = "") -> str:
    with product().ledger.database.read() as connection:
        linked = links.made(connection, shown.incident.id)
    return page(
        "guests",
        section="team",
        view=shown,
        guests=[one for one in reversed(shown.things(Guest)) if one.welcome(shown.now)],
        displays=[one for one in reversed(shown.things(Display)) if one.shows(shown.now)],
        linked=linked,
        number=number,
        link=link,
    )
