"""What is done with a text that is being written; each in a transaction, durable before anybody hears of it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from crisis.incident import Incident
from crisis.writing import documents, tables
from crisis.writing.editable import replaced_since, saved
from crisis.writing.tables import Working

#: Bytes above which a document that nobody has open is begun anew, without all that was ever deleted from it.
_TIDY: Final = 128 * 1024


class OtherEpoch(Exception):
    """The document was begun anew since: what belongs to the old one cannot be merged."""


def open_text(connection: Connection, incident: Incident, thing: int, *, alone: bool = False) -> Working:
    """The text that is being written, in line with the log; begun from what was last saved when there is none.

    `alone` says that nobody has it open: then it may be begun anew to make it smaller.
    """
    found = tables.find(connection, incident.id, thing, lock=True)
    if found is None:
        return _begin(connection, incident, thing, saved(incident, thing), incident.thing(thing).changed, 1)
    if alone and len(found.state) > _TIDY:
        return _begin(connection, incident, thing, documents.plain(found.state), found.base, found.rev + 1)
    return follow(connection, incident, found)


def follow(connection: Connection, incident: Incident, working: Working) -> Working:
    """Bring a text in line with what was saved since: see when that is already in it, or take it over."""
    changed = incident.thing(working.thing).changed
    if changed <= working.base:
        return working
    text = saved(incident, working.thing)
    if documents.plain(working.state) == text:
        return _kept(connection, replace(working, base=changed))
    if replaced_since(incident, working.thing, working.base):
        return _kept(connection, replace(_rewritten(working, text), base=changed))
    return working


def note_saved(connection: Connection, incident: Incident, thing: int, seq: int, person: int) -> Working | None:
    """Somebody says that entry `seq` was saved from this text; true when it is theirs and the last of the thing."""
    found = tables.find(connection, incident.id, thing, lock=True)
    if found is None or incident.thing(thing).changed != seq or incident.entry(seq).actor.id != person:
        return found
    return _kept(connection, replace(found, base=seq)) if seq > found.base else found


def merge(connection: Connection, incident: int, thing: int, epoch: str, update: bytes) -> Working:
    """Take an update into a text; raises OtherEpoch, BadUpdate or TooLong, and then nothing was changed."""
    found = tables.find(connection, incident, thing, lock=True)
    if found is None or found.epoch != epoch:
        raise OtherEpoch
    state = documents.merge(found.state, update)
    return found if state == found.state else _kept(connection, replace(found, state=state))


def read(connection: Connection, incident: int, thing: int) -> str | None:
    """The text as it is being written now, if it is."""
    found = tables.find(connection, incident, thing)
    return documents.plain(found.state) if found else None


def reset(connection: Connection, incident: int, thing: int, text: str, base: int) -> None:
    """Put another text in its place, that of entry `base`; those who have it open see it change."""
    found = tables.find(connection, incident, thing, lock=True)
    if found:
        _kept(connection, replace(_rewritten(found, text), base=base))


def _begin(connection: Connection, incident: Incident, thing: int, text: str, base: int, rev: int) -> Working:
    made = Working(incident.id, thing, secrets.token_hex(8), base, rev, b"")
    made = replace(made, state=documents.begin(text, made.writer))
    tables.keep(connection, made)
    return made


def _rewritten(working: Working, text: str) -> Working:
    return replace(working, state=documents.rewrite(working.state, text, working.writer))


def _kept(connection: Connection, working: Working) -> Working:
    moved = replace(working, rev=working.rev + 1)
    tables.keep(connection, moved)
    return moved
