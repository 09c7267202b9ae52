"""Access that runs out by the clock: the product ends it, so that the log and the roster say so too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crisis.asking import Asked
from crisis.board.team.guests import Guest
from crisis.board.team.standing_in import StandIn
from crisis.incident import Incident


def due(incident: Incident, now: datetime) -> Iterator[Asked]:
    """The acts that end what is over, each with a key so that two notifiers do it once."""
    for guest in incident[Guest].values():
        if guest.until <= now and not guest.revoked:
            yield Asked("team.revoke_guest", {"guest": guest.id}, once=f"over-{guest.id}")
    for period in incident[StandIn].values():
        if period.until <= now and not period.ended:
            yield Asked("team.end_stand_in", {"stand_in": period.id}, once=f"over-{period.id}")
