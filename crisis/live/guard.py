"""Who may open a socket at all: decided before the upgrade, where refusing costs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from werkzeug.wrappers import Request

from crisis import people
from crisis.database import Database
from crisis.refusals import NotSignedIn
from crisis.settings import Settings
from crisis.web.visit import session_digest

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
#: Sockets at once per session and per address.
PER_SESSION: Final = 10
PER_ADDRESS: Final = 120


def hosts(settings: Settings) -> frozenset[str]:
    """The names under which the product may be visited."""
    names = {f"{host}:{settings.port}" for host in ("127.0.0.1", "localhost", settings.host)}
    if settings.port == 80:
        names |= {"127.0.0.1", "localhost", settings.host}
    return frozenset(names | {urlsplit(settings.public_url).netloc} - {""})


def origins(settings: Settings) -> list[str]:
    """The pages that may open a socket: our own, and no others."""
    own = [settings.public_url] if settings.public_url else []
    return own + [f"http://{host}" for host in sorted(hosts(settings)) if f"//{host}" not in settings.public_url]


class Guard:
    """Stands before the product: knows its own names, and lets only signed-in pages of its own open a socket."""

    def __init__(self, inner: Wsgi, settings: Settings, database: Database) -> None:
        self.inner = inner
        self.settings = settings
        self.database = database
        self.hosts = hosts(settings)
        self.origins = frozenset(origins(settings))
        #: Open sockets by session and by address; filled by the live part.
        self.open: Counter[str] = Counter()

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        refusal = self._refusal(environ)
        if refusal is None:
            return self.inner(environ, start)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Connection", "close"),
            ("Cache-Control", "no-store"),
        ]
        start(refusal, [*headers, ("X-Content-Type-Options", "nosniff")])
        return [b"Dit verzoek is geweigerd."]

    def _refusal(self, environ: Environ) -> str | None:
        if environ.get("HTTP_HOST") not in self.hosts:
            return "421 Misdirected Request"
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return None
        origin, upgrade = environ.get("HTTP_ORIGIN"), environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        if (origin is not None or upgrade) and origin not in self.origins:
            return "403 Forbidden"
        if environ.get("REQUEST_METHOD") not in ("GET", "POST"):
            return "405 Method Not Allowed"
        return self._session(environ)

    def _session(self, environ: Environ) -> str | None:
        digest = session_digest(self.settings, Request(environ))
        try:
            with self.database.read() as connection:
                people.session(connection, digest)
        except NotSignedIn:
            return "401 Unauthorized"
        fresh = "sid=" not in environ.get("QUERY_STRING", "")
        full = (
            self.open[digest] >= PER_SESSION
            or self.open[str(environ.get("REMOTE_ADDR"))] >= PER_ADDRESS
            or self.open["all"] >= self.settings.sockets
        )
        return "429 Too Many Requests" if fresh and full else None
