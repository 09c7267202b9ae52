"""What holds for every answer: who may send, which headers go along, and how an error looks."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from crisis.refusals import NotAllowed, NotFound, NotSignedIn, Refused, Unreadable
from crisis.settings import Settings
from crisis.web.visit import nonce, page

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST: Final = 256 * 1024
_WORDS: Final[dict[int, tuple[str, str]]] = {
    400: ("Dit verzoek klopt niet", "Ga terug en probeer het opnieuw."),
    401: ("U bent niet aangemeld", NotSignedIn.sentence),
    403: ("Dit mag niet", NotAllowed.sentence),
    404: ("Niet gevonden", NotFound.sentence),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
    409: ("Dit kan nu niet", "Er is intussen iets veranderd. Laad de pagina opnieuw."),
    413: ("Te groot", "Wat u verstuurt is te groot. Maak de tekst korter."),
    421: ("Verkeerd adres", "Gebruik het gewone adres van dit product."),
    422: ("Dit klopt niet", "Kijk na wat u hebt ingevuld."),
    429: ("Even wachten", "U probeert het te vaak. Wacht een minuut en probeer het opnieuw."),
    500: (
        "Er ging iets mis",
        "Uw wijziging is niet opgeslagen. Probeer het opnieuw of bel functioneel beheer.",
    ),
    503: ("Het is nu te druk", "Uw wijziging is niet opgeslagen. Probeer het zo opnieuw."),
}
_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types parts"
)


def protect(app: Flask, settings: Settings) -> None:
    """Put the guards on every route, errors and static files included."""
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST
    app.before_request(_own_forms_only)
    app.after_request(lambda response: _headers(response, settings))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotSignedIn, _sign_in_first)
    for refusal, status in ((NotFound, 404), (NotAllowed, 403), (Refused, 409), (Unreadable, 422)):
        app.register_error_handler(refusal, _refusal(status))
    app.register_error_handler(Exception, _unforeseen(app))


def _own_forms_only() -> AnyResponse | tuple[str, int] | None:
    """Refuse a change that another site sends. Source: Fetch Metadata; Origin for older browsers."""
    if request.method in _SAFE:
        return None
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = site == "same-origin" if site else origin == request.host_url.rstrip("/")
    if not ours:
        return _error(403, "Deze wijziging kwam van een andere website en is niet uitgevoerd.")
    return None


def _headers(response: Response, settings: Settings) -> Response:
    set_ = response.headers.setdefault
    set_("Content-Security-Policy", _POLICY.format(nonce=nonce()))
    set_("X-Content-Type-Options", "nosniff")
    set_("Referrer-Policy", "same-origin")
    set_("Cross-Origin-Opener-Policy", "same-origin")
    set_("Cross-Origin-Resource-Policy", "same-origin")
    set_("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.path.startswith("/static/") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie, Accept"
    if 300 <= response.status_code < 400:
        response.set_data(b"")
    if settings.secure:
        set_("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def _http_error(error: HTTPException) -> AnyResponse | tuple[str, int]:
    return _error(error.code or 500)


def _sign_in_first(error: NotSignedIn) -> AnyResponse | tuple[str, int]:
    if request.method in _SAFE and not _script():
        return redirect(f"/login?next={quote(request.full_path.rstrip('?'))}", 303)
    return _error(401)


def _refusal(status: int):  # type: ignore[no-untyped-def]
    def handler(error: Exception) -> tuple[str, int]:
        return _error(status, getattr(error, "sentence", None))

    return handler


def _unforeseen(app: Flask):  # type: ignore[no-untyped-def]
    def handler(error: Exception) -> tuple[str, int]:
        g.account_unknown = True
        app.logger.error("unforeseen: %s", type(error).__name__, exc_info=error)
        busy = "locked" in str(error) or "QueuePool" in str(error)
        return _error(503 if busy else 500)

    return handler


def _error(status: int, sentence: str | None = None) -> tuple[str, int]:
    title, usual = _WORDS.get(status, _WORDS[500 if status >= 500 else 400])
    return page("error", title=title, sentence=sentence or usual, status=status), status


def _script() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
