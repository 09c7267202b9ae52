"""Files with a message: the one way in, which looks at the bytes, and the one way out, which lets nothing run."""

from __future__ import annotations

import secrets
from typing import Final
from urllib.parse import quote

from flask import Blueprint, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from crisis.asking import Asked
from crisis.attachments import BadFile, Shelf, check, cleaned
from crisis.board.communications import LARGEST, MEDIA, Attachment, Communication, attached, must_be_open
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.view import View
from crisis.web import pace
from crisis.web.door import key
from crisis.web.visit import credential, my_digest, page, product, view
from crisis.web.voice import Refusal, message

attaching = Blueprint("attaching", __name__)
#: More than what is kept, so that a photo that is too large is refused with a sentence and what was typed stays.
_SENT: Final = 16 * 1024 * 1024
_FIELDS: Final = 64 * 1024
_GONE: Final = "Dit bestand ontbreekt op de schijf. Bel functioneel beheer."
_FULL: Final = "Het bestand is niet bewaard: de schijf is vol of doet het niet. Bel functioneel beheer."
_LARGE: Final = "Dit bestand is te groot. Er past 5 MB. Maak het kleiner en vul alles opnieuw in."
#: Whatever a file turns out to be, it does nothing on the address of the product.
_STILL: Final = "sandbox; default-src 'none'"


@attaching.post("/incidents/<int:id>/communications/<int:number>/attachments")
def add(id: int, number: int) -> Response | tuple[str, int]:
    """Take a file in: on the disk first, then in the log. A file that nothing names does no harm."""
    shown = view(id)
    found = _message(shown, number)
    # Who may not change the message is told so before anything is read of what was sent.
    if not (shown.audience.may("communications.edit") and shown.audience.may("communications.attach")):
        raise NotAllowed
    pace.count(my_digest())
    request.max_content_length, request.max_form_memory_size, request.max_form_parts = _SENT, _FIELDS, 20
    try:
        must_be_open(found)
        _take_in(id, found)
    except RequestEntityTooLarge:
        return message(shown, found, Refusal({"file": _LARGE})), 413
    except BadFile as error:
        return _again(id, number, {"file": str(error)}), 422
    except OSError:
        return _again(id, number, {"file": _FULL}), 503
    except Unreadable as error:
        wrong = {"file" if name == "name" else name: what for name, what in error.fields.items()}
        return _again(id, number, wrong, personal=bool(error.personal)), 422
    except Refused as error:
        return _again(id, number, {"": error.sentence}), 409
    return redirect(f"/incidents/{id}/things/{number}#files", 303)


@attaching.get("/incidents/<int:id>/communications/<int:number>/attachments/<digest>")
def look(id: int, number: int, digest: str) -> Response | tuple[str, int]:
    """A file that goes or went along with a message, for who may read the message."""
    shown = view(id)
    one = attached(shown.incident, _message(shown, number).id).get(digest)
    if one is None:
        raise NotFound
    content = Shelf(product().settings.home).read(digest)
    if content is None:
        return page("error", title="Bestand ontbreekt", sentence=_GONE, status=404), 404
    headers = {"Content-Disposition": _disposition(one), "Content-Security-Policy": _STILL}
    return Response(content, content_type=one.media_type, headers=headers)


def _message(shown: View, number: int) -> Communication:
    found = shown.thing(number)
    if not isinstance(found, Communication):
        raise NotFound
    return found


def _take_in(id: int, found: Communication) -> None:
    sent, typed = request.files.get("file"), request.form
    if sent is None or not sent.filename:
        raise BadFile("Kies eerst een bestand.")
    checked = check(sent.stream.read(LARGEST + 1))
    given = {
        "communication": found.id,
        "digest": Shelf(product().settings.home).keep(checked.content),
        "name": cleaned(sent.filename, checked.media_type),
        "media_type": checked.media_type,
        "size": len(checked.content),
        "alt": typed.get("alt", ""),
    }
    once, kept = key(typed.get("once")), (typed.get("kept") or "").strip()[:500] or None
    asked = Asked("communications.attach", given, once=once or secrets.token_urlsafe(16), kept=kept)
    product().ledger.perform(id, credential(my_digest()), asked)


def _again(id: int, number: int, wrong: dict[str, str], *, personal: bool = False) -> str:
    """The page of the message as it is now, with what was typed; a file has to be chosen again."""
    shown = view(id)
    typed = Refusal(wrong, request.form.get("alt", "")[:300], request.form.get("kept", "")[:500], personal)
    return message(shown, _message(shown, number), typed)


def _disposition(one: Attachment) -> str:
    how = "inline" if one.picture else "attachment"
    ending = MEDIA[one.media_type][1]
    return f"{how}; filename=\"bijlage{ending}\"; filename*=UTF-8''{quote(one.name, safe='')}"
