"""The screens that are open: which incident, which audience, whose session."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace

from crisis import people
from crisis.access import Audience
from crisis.ledger import Ledger
from crisis.refusals import NotFound, NotSignedIn
from crisis.view import View


@dataclass(frozen=True)
class Screen:
    """One open page."""

    digest: str
    address: str
    name: str
    since: float = field(default_factory=time.monotonic)
    incident: int | None = None
    audience: Audience | None = None
    editing: int | None = None

    @property
    def room(self) -> str:
        """Everybody who sees the same of the same incident."""
        return room(self.incident, self.audience)


def room(incident: int | None, audience: Audience | None) -> str:
    """The name of a room; only ever made here, never taken from a client."""
    return f"{incident}/{hash(audience)}"


class Screens:
    """All open screens by socket id, and how many each session and address has."""

    def __init__(self, counts: Counter[str]) -> None:
        self._all: dict[str, Screen] = {}
        self._counts = counts

    def add(self, sid: str, screen: Screen) -> None:
        """A socket opened."""
        self._all[sid] = screen
        self._counts.update((screen.digest, screen.address, "all"))

    def remove(self, sid: str) -> Screen | None:
        """A socket closed."""
        screen = self._all.pop(sid, None)
        if screen:
            self._counts.subtract((screen.digest, screen.address, "all"))
        return screen

    def put(self, sid: str, screen: Screen) -> None:
        """Change what is known of an open screen; one that just closed stays closed."""
        if sid in self._all:
            self._all[sid] = screen

    def get(self, sid: str) -> Screen | None:
        """The screen behind a socket."""
        return self._all.get(sid)

    def items(self) -> list[tuple[str, Screen]]:
        """All of them, safe to walk while others come and go."""
        return list(self._all.items())

    def of(self, incident: int | None) -> list[Screen]:
        """The screens on one incident."""
        return [screen for _, screen in self.items() if incident and screen.incident == incident]

    def watched(self) -> set[int]:
        """The incidents that somebody has open."""
        return {screen.incident for _, screen in self.items() if screen.incident}

    def audiences(self, incident: int) -> set[Audience]:
        """The different eyes on one incident."""
        return {screen.audience for screen in self.of(incident) if screen.audience}


def looked_up(ledger: Ledger, screen: Screen) -> Screen | None:
    """The screen with its audience as it is now: None without a session, no audience without a role."""
    try:
        with ledger.database.read() as connection:
            account, session = people.session(connection, screen.digest)
        if time.time() - session.used > people.KEEP_ALIVE:
            with ledger.database.write() as connection:
                people.keep_alive(connection, screen.digest)
        incident = ledger.load(screen.incident or 0)
        return replace(screen, audience=ledger.audience(incident, account))
    except NotSignedIn:
        return None
    except NotFound:
        return replace(screen, audience=None)


def presence(view: View, screens: list[Screen]) -> list[dict[str, object]]:
    """Who has the incident open, and who is writing where, as far as this audience may see that."""
    here: dict[str, int | None] = {}
    for screen in screens:
        here[screen.name] = _visible(view, screen.editing) or here.get(screen.name)
    return [{"name": name, "editing": here[name]} for name in sorted(here)]


def _visible(view: View, number: int | None) -> int | None:
    try:
        return view.thing(number).id if number is not None else None
    except NotFound:
        return None
