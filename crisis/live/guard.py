"""Who may open a socket at all: decided before the upgrade, where refusing costs nothing."""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from werkzeug.wrappers import Request

from crisis import people
from crisis.database import Database, Unreachable
from crisis.refusals import NotSignedIn
from crisis.settings import Settings
from crisis.web.visit import session_digest

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
#: Sockets at once per session and per address.
PER_SESSION: Final = 10
PER_ADDRESS: Final = 120
#: New connections that a session may begin in WINDOW seconds.
BEGUN: Final = 60
WINDOW: Final = 15.0
_HEADERS: Final = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
]


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
        #: Joined sockets by session and by address; kept by the live part.
        self.open: Counter[str] = Counter()
        #: How many transports are open, joined or not; set by the live part.
        self.transports: Callable[[], int] = lambda: 0
        self._begun: defaultdict[str, deque[float]] = defaultdict(deque)

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        if environ.get("HTTP_HOST") not in self.hosts:
            return _refuse("421 Misdirected Request", start)
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return self.inner(environ, start)
        refusal = self._page(environ) or self._session(environ)
        if refusal:
            return _refuse(refusal, start)
        return self.inner(environ, lambda status, headers, *rest: start(status, [*headers, *_HEADERS], *rest))

    def _page(self, environ: Environ) -> str | None:
        """Whether a page of our own asks, in a way that our own pages ask."""
        origin, upgrade = environ.get("HTTP_ORIGIN"), environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        if (origin is not None or upgrade) and origin not in self.origins:
            return "403 Forbidden"
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            return "403 Forbidden"
        if environ.get("REQUEST_METHOD") not in ("GET", "POST") or "j" in _query(environ):
            return "405 Method Not Allowed"
        return None

    def _session(self, environ: Environ) -> str | None:
        digest = session_digest(self.settings, Request(environ))
        try:
            with self.database.read() as connection:
                people.session(connection, digest)
        except NotSignedIn:
            return "401 Unauthorized"
        except Unreachable:
            return "503 Service Unavailable"
        fresh = not any(_query(environ).get("sid", []))
        return "429 Too Many Requests" if fresh and self._full(digest, str(environ.get("REMOTE_ADDR"))) else None

    def _full(self, digest: str, address: str) -> bool:
        now, begun = time.monotonic(), self._begun[digest]
        while begun and now - begun[0] > WINDOW:
            begun.popleft()
        begun.append(now)
        if len(self._begun) > 10_000:
            self._begun.clear()
        return (
            self.open[digest] >= PER_SESSION
            or self.open[address] >= PER_ADDRESS
            or len(begun) > BEGUN
            or self.transports() >= self.settings.sockets
        )


def _query(environ: Environ) -> dict[str, list[str]]:
    return parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)


def _refuse(status: str, start: Any) -> list[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), *_HEADERS])
    return [b"Dit verzoek is geweigerd."]
