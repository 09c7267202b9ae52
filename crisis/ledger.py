"""The one door to the log: load an incident, perform an act on it."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from blinker import Signal
from sqlalchemy import Connection

from crisis import access, dates, people, recording, store
from crisis.actions import ACTIONS
from crisis.asking import Asked, ask
from crisis.board.team import Roster
from crisis.chain import Genesis, Link, Unchainable, seal
from crisis.database import Database
from crisis.glossary import ROLES
from crisis.headrow import head_row
from crisis.incident import Actor, By, Fact, Incident
from crisis.people import Account
from crisis.playbook import Playbook
from crisis.playbook.numbers import with_numbers
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from crisis.rosters import roster

#: Who acts, looked up again inside the transaction that writes; raises NotSignedIn.
Credential = Callable[[Connection], Account]
#: How far ahead a clock may be before a moment counts as the future.
_SLACK: Final = timedelta(minutes=1)
_LOG: Final = logging.getLogger(__name__)
_USED: Final = "Dit formulier is al gebruikt voor iets anders. Laad de pagina opnieuw."
_AFTER_CLOSING: Final = frozenset({"incident.reopen"})


@dataclass(frozen=True)
class Done:
    """A committed act: its first and last entry, whether this was a repeat, and the incident after it."""

    first: int
    last: int
    repeated: bool
    incident: Incident


class Ledger:
    """Reads and writes logs in one database; keeps what it has read."""

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.database = database
        self.now = now
        #: Sent after commit with (incident id, last seq); a hint, whose loss loses nothing.
        self.appended = Signal()
        #: Who can be called at a moment.
        self.roster: Callable[[Connection, datetime], Roster] = roster
        self._known: dict[int, Incident] = {}
        self._guard = threading.Lock()

    def load(self, id: int, upto: int | None = None) -> Incident:
        """The incident as it stands, or as it stood after entry `upto`; raises NotFound. Never change it."""
        with self.database.read() as connection:
            head = store.head(connection, id)
            if head is None:
                raise NotFound
            incident = self._caught_up(connection, head)
        if upto is None or upto >= incident.seq:
            return incident
        return incident.at(max(upto, 1))

    def known(self, id: int) -> Incident | None:
        """The incident as this process last published or read it, without asking the database. Never change it."""
        return self._known.get(id)

    def audience(self, incident: Incident, account: Account) -> access.Audience:
        """What this person may see and do; raises NotFound for somebody without a role."""
        audience = access.audience(incident, access.roles(incident, account.id, account.standing))
        if audience is access.NOBODY:
            raise NotFound
        return audience

    def open(
        self,
        credential: Credential,
        playbook: Playbook,
        title: str,
        *,
        exercise: bool = False,
        simulated: bool = False,
        at: datetime | None = None,
        once: str | None = None,
    ) -> Done:
        """Open an incident; raises NotAllowed for who may not, Unreadable for a bad title."""
        with self.database.write() as connection:
            account = credential(connection)
            if not account.may_open:
                raise NotAllowed
            playbook = with_numbers(playbook, self.database.settings.numbers)
            id, earlier = self._new_head(connection, account, playbook, exercise, simulated, at, once)
            if earlier:
                same = (title.strip(), playbook.title, exercise, simulated)
                if (earlier.title, earlier.playbook, earlier.exercise, earlier.simulated) != same:
                    raise Unreadable({"once": _USED})
                return Done(1, 1, True, self._caught_up(connection, earlier))
            head = store.existing(connection, id)
            values: dict[str, Any] = {"title": title, "code": head.code, "playbook": playbook.document()}
            values |= {"exercise": exercise, "simulated": simulated}
            asked = Asked("incident.open", values, at=at if simulated else None)
            done = self._append(connection, head, Incident(head.id, head.uuid), account, asked)
        return self._publish(done)

    def perform(self, id: int, credential: Credential, asked: Asked) -> Done:
        """Do an act: all of it or nothing, once per key, durable when this returns.

        Raises NotSignedIn, NotFound, NotAllowed, Unreadable or Refused; then nothing was written.
        """
        with self.database.write(id) as connection:
            account = credential(connection)
            head = store.head(connection, id, lock=True)
            if head is None:
                raise NotFound
            incident = self._caught_up(connection, head)
            before = store.remembered(connection, id, _key(asked.once)) if asked.once else None
            if before is None or before.person_id != account.id:
                self.audience(incident, account)
            if before:
                if (before.digest, before.person_id) != (asked.digest, account.id):
                    raise Unreadable({"once": _USED})
                return Done(before.first, before.last, True, incident)
            done = self._append(connection, head, incident.fork(), account, asked)
        return self._publish(done)

    def _append(
        self, connection: Connection, head: store.Head, incident: Incident, account: Account, asked: Asked
    ) -> Done:
        held = access.roles(incident, account.id, account.standing)
        by = self._by(incident, head, account, held, asked)
        arguments = self._allowed(connection, incident, held, asked, by)
        sealed = _sealed(head, incident, by, asked, ACTIONS[asked.name].do(incident, by, **arguments))
        if sealed:
            store.append(connection, head.id, head.seq, sealed)
            store.move_head(connection, head.id, head_row(incident, by.at))
            if asked.once:
                once = store.Once(asked.digest, account.id, head.seq + 1, incident.seq)
                store.remember(connection, head.id, asked.once, once)
        return Done(head.seq + 1, incident.seq, False, incident)

    def _allowed(
        self, connection: Connection, incident: Incident, held: frozenset[str], asked: Asked, by: By
    ) -> dict[str, Any]:
        action = ACTIONS.get(asked.name)
        if action is None or (asked.name == "incident.open") != (incident.seq == 0):
            raise NotFound
        if incident.seq and not access.may(incident, held, asked.name):
            raise NotAllowed
        if incident.closed and asked.name not in _AFTER_CLOSING:
            raise Refused("Dit incident is afgesloten. Heropen het eerst.")
        arguments = ask(action, asked, incident, by, lambda given: people.find(connection, given, incident.id))
        return arguments | {"roster": self.roster(connection, by.at)} if action.roster else arguments

    def _by(self, incident: Incident, head: store.Head, account: Account, held: frozenset[str], asked: Asked) -> By:
        clock = asked.at if asked.at and (incident.simulated or not incident.seq) else self.now()
        at = max(
            clock.replace(microsecond=clock.microsecond // 1000 * 1000),
            datetime.fromisoformat(head.recorded_at),
        )
        occurred = asked.occurred_at or at
        if occurred > at + _SLACK:
            raise Unreadable({"occurred_at": "Dit tijdstip ligt in de toekomst. Vul in wanneer het gebeurde."})
        if not incident.seq:
            held = frozenset({"chair"})
        circles = access.audience(incident, held).circles
        return By(account.id, account.name, held, circles, at, min(occurred, at), account.standing)

    def _caught_up(self, connection: Connection, head: store.Head) -> Incident:
        known = self._known.get(head.id)
        if known is not None and known.seq >= head.seq:
            return known
        with self._guard:
            known = self._known.get(head.id)
            if known is not None and known.seq >= head.seq:
                return known
            incident = known.fork() if known else Incident(head.id, head.uuid)
            for link in store.links(connection, head.id, incident.seq, head.seq):
                incident.read(recording.entry(link))
            self._known[head.id] = incident
            return incident

    def _publish(self, done: Done) -> Done:
        if done.last >= done.first:
            with self._guard:
                known = self._known.get(done.incident.id)
                if known is None or known.seq < done.last:
                    self._known[done.incident.id] = done.incident
            for listener in self.appended.receivers_for(self):
                try:
                    listener(self, incident=done.incident.id, seq=done.last)
                except Exception:
                    # The act is committed: a screen that fails must not make it look refused.
                    _LOG.exception("a listener failed on #%s of incident %s", done.last, done.incident.id)
        return done

    def _new_head(
        self,
        connection: Connection,
        account: Account,
        playbook: Playbook,
        exercise: bool,
        simulated: bool,
        at: datetime | None,
        once: str | None,
    ) -> tuple[int, store.Head | None]:
        now = at if at and simulated else self.now()
        name = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{account.id}/{once}")) if once else str(uuid.uuid4())
        earlier = store.by_uuid(connection, name) if once else None
        if earlier:
            return earlier.id, earlier
        code = store.free_code(connection, f"{'OEF' if exercise else 'INC'}-{dates.local(now):%Y%m%d-%H%M}")
        settings = self.database.settings
        genesis = Genesis(name, settings.municipality, dates.stamp(now))
        values = {
            "uuid": name,
            "municipality": genesis.municipality,
            "created_at": genesis.created_at,
            "seq": 0,
            "head": genesis.hash,
            "recorded_at": genesis.created_at,
            "title": "",
            "code": code,
            "playbook": playbook.title,
            "phase": "",
            "scale": "0",
            "opened": genesis.created_at,
            "closed": None,
            "exercise": exercise,
            "simulated": simulated,
            "members": "[]",
        }
        return store.create(connection, values), None


def _key(once: str) -> str:
    if len(once) > 80 or not once.isprintable():
        raise Unreadable({"once": "Dit formulier is niet goed verstuurd. Laad de pagina opnieuw."})
    return once


def _sealed(head: store.Head, incident: Incident, by: By, asked: Asked, facts: Iterable[Fact]) -> list[Link]:
    """Link each fact and let the incident read it before the next one is asked for."""
    actor = Actor(by.id, by.name, ", ".join(ROLES[role] for role in ROLES if role in by.roles))
    prev, sealed = head.head, []
    stamp = dates.stamp(by.at)
    for fact in facts:
        circle = fact.circle_in(incident)
        if circle not in (by.circles or (circle,)) and not fact.automatic:
            raise Refused("U kunt niet schrijven in een kring die u zelf niet leest.")
        values = recording.parts(fact, actor, by.occurred_at, circle, asked.kept)
        try:
            link = seal(head.genesis, incident.seq + 1, prev, stamp, values, closed=circle != "public")
        except Unchainable:
            raise Unreadable({"": "Hier staat een teken in dat niet kan worden bewaard."}) from None
        incident.read(recording.entry(link, fact))
        sealed.append(link)
        prev = link.hash
    return sealed
