"""A message as it goes out: from what the log asks for, to whom the directory says that it goes."""

from __future__ import annotations

from sqlalchemy import Connection

from crisis import directory
from crisis.board.communications import Communication
from crisis.board.team.calling import Called, CallOut
from crisis.board.team.calling.facts import CallOutEnded, CallReminded
from crisis.incident import Incident
from crisis.notify import published, tables, wording
from crisis.notify.channels import Letter
from crisis.notify.ways import SITE
from crisis.refusals import NotFound


def subject_of(incident: Incident, message: tables.Message) -> Called | CallOut | Communication:
    """Who is called, the call-out when the message is to a group, or what is released to the site or Teams."""
    thing = incident.thing(message.called)
    if not isinstance(thing, Called | CallOut | Communication):
        raise NotFound
    return thing


def name_of(incident: Incident, message: tables.Message) -> str:
    """The name of a message follows from the log, so that a double would show as one."""
    several = isinstance(incident.entry(message.seq).fact, CallOutEnded)
    place = f"{message.seq}-{message.called}" if several else f"{message.seq}"
    return f"{incident.uuid}-{place}-{message.channel}"


def letter(connection: Connection, incident: Incident, message: tables.Message, base: str) -> Letter | None:
    """The message; none when the function is not in the directory any more."""
    about = subject_of(incident, message)
    ended = isinstance(incident.entry(message.seq).fact, CallOutEnded)
    name = name_of(incident, message)
    if isinstance(about, Communication):
        made = published.for_site if message.channel == SITE else published.for_teams
        return Letter(name, "", "", "", "", content=made(incident, about, incident.entry(message.seq)))
    if isinstance(about, CallOut):
        text = wording.group_released(incident, about) if ended else wording.group_called(incident, about)
        return Letter(name, "", "", wording.subject(incident, about, ended=ended), text)
    call_out = incident[CallOut][about.call_out]
    function = directory.load(connection).functions.get(about.function)
    if function is None or not function.active:
        return None
    if ended:
        text = wording.released(incident, call_out)
    else:
        token = tables.make_link(connection, incident.id, about.id)
        text = wording.body(incident, call_out, about, f"{base}/oproep/{token}")
    again = isinstance(incident.entry(message.seq).fact, CallReminded)
    return Letter(name, function.email, function.phone, wording.subject(incident, call_out, again, ended=ended), text)
