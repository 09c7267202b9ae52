"""Who changes the directory, and the trace that every change leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from crisis import dates
from crisis.directory.tables import audit_table
from crisis.people import Account
from crisis.refusals import Unreadable


@dataclass
class Keeper:
    """Somebody who changes the directory, in one transaction. Without an account it is the command line."""

    connection: Connection
    account: Account | None
    at: datetime
    #: The key of the form; a second time with the same content it does nothing.
    once: str | None = None
    digest: str = ""
    #: Who it is in the trace, without an account.
    called: str = "Opdrachtregel"

    def repeated(self) -> str | None:
        """The subject of the change that this form made before; raises Unreadable when its content was another."""
        if not self.once:
            return None
        row = self.connection.execute(select(audit_table).where(audit_table.c.once == self.once)).one_or_none()
        if row is None:
            return None
        if row.digest != self.digest or row.person_id != (self.account and self.account.id):
            raise Unreadable({"once": "Dit formulier is al eens verstuurd. Kijk het na en verstuur het opnieuw."})
        return str(row.subject)

    def write_down(
        self, what: str, kind: str, subject: object, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        """Leave the trace of a change: what it was, about which organisation, function, ally or list."""
        values = {
            "at": dates.stamp(self.at),
            "person_id": self.account.id if self.account else None,
            "person_name": self.account.name if self.account else self.called,
            "what": what,
            "kind": kind,
            "subject": str(subject),
            "before": before and json.dumps(before, ensure_ascii=False),
            "after": after and json.dumps(after, ensure_ascii=False),
            "once": self.once,
            "digest": self.digest or None,
        }
        self.connection.execute(insert(audit_table).values(**values))
        self.once = None
