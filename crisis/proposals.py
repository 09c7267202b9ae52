"""Proposed changes of playbooks, out of all logs together, and what was decided on each: an ordinary table.

Playbooks outlive incidents, and who looks after them need not take part in any. So the proposals are copied out of
the log, once, by its reader; what is decided is written down here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)

from crisis import dates
from crisis.board.proposals import ChangeProposed
from crisis.incident import Entry, Incident
from crisis.people import Account
from crisis.refusals import NotFound, Refused
from crisis.store import metadata

Verdict = Literal["adopted", "declined"]
proposal_table: Final = Table(
    "playbook_proposal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("playbook", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("made_at", String(30), nullable=False),
    #: The function in which it was proposed; who it was stands in the log.
    Column("made_by", Text, nullable=False),
    #: `open`, `adopted` or `declined`.
    Column("state", String(10), nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_at", String(30), nullable=False),
    Column("decided_by", Text, nullable=False),
    UniqueConstraint("incident_id", "seq", name="uq_playbook_proposal"),
)
_NEW: Final = "open"


@dataclass(frozen=True)
class Proposed:
    """One proposal, with what became of it."""

    id: int
    playbook: str
    place: str
    words: str
    reason: str
    #: The incident it came from.
    code: str
    made_at: datetime
    made_by: str
    state: str
    why: str
    decided_at: datetime | None
    decided_by: str

    @property
    def lesson(self) -> str:
        """By what name a version of the playbook says that it took this in."""
        return f"les-{self.id}"

    @property
    def snippet(self) -> str:
        """What goes into the file of the next version."""
        words = json.dumps(" ".join(self.words.split()), ensure_ascii=False)
        return f"lessons:\n  - lesson: {self.lesson}\n    text: {words}"


def take_in(connection: Connection, incident: Incident, entry: Entry) -> None:
    """Copy a proposal out of the log; a second time it does nothing."""
    fact = entry.fact
    if not isinstance(fact, ChangeProposed) or _there(connection, incident.id, entry.seq):
        return
    values = {"incident_id": incident.id, "seq": entry.seq, "playbook": incident.plan.key, "code": incident.code}
    values |= {"place": fact.place, "words": fact.words, "reason": fact.reason}
    values |= {"made_at": dates.stamp(entry.recorded_at), "made_by": entry.actor.function}
    values |= {"state": _NEW, "why": "", "decided_at": "", "decided_by": ""}
    connection.execute(insert(proposal_table).values(**values))


def of(connection: Connection, playbook: str) -> list[Proposed]:
    """What was proposed for a playbook: what waits first, and then the newest first."""
    mine = proposal_table.c.playbook == playbook
    rows = connection.execute(select(proposal_table).where(mine).order_by(proposal_table.c.id.desc()).limit(200))
    return sorted((_read(row) for row in rows), key=lambda one: one.state != _NEW)


def outcomes(connection: Connection, incident: int) -> dict[int, Proposed]:
    """What became of the proposals of one incident, by the number of their line in the log."""
    mine = proposal_table.c.incident_id == incident
    rows = connection.execute(select(proposal_table).where(mine)).all()
    return {int(row.seq): _read(row) for row in rows}


def waiting(connection: Connection) -> dict[str, int]:
    """How many proposals wait for a decision, per playbook."""
    waits = select(proposal_table.c.playbook, func.count()).where(proposal_table.c.state == _NEW)
    return {row[0]: int(row[1]) for row in connection.execute(waits.group_by(proposal_table.c.playbook))}


def decide(
    connection: Connection, account: Account, playbook: str, id: int, verdict: Verdict, why: str, at: datetime
) -> None:
    """Adopt or decline a proposal, with the reason. Raises NotFound, and Refused when somebody decided otherwise."""
    row = connection.execute(
        select(proposal_table).where(proposal_table.c.id == id, proposal_table.c.playbook == playbook)
    ).one_or_none()
    if row is None:
        raise NotFound
    if (row.state, row.why) == (verdict, why):
        return
    if row.state != _NEW:
        raise Refused(f"Hierover is al besloten door {row.decided_by}.")
    values = {"state": verdict, "why": why, "decided_at": dates.stamp(at), "decided_by": account.name}
    done = connection.execute(
        update(proposal_table).where(proposal_table.c.id == id, proposal_table.c.state == _NEW).values(**values)
    )
    if not done.rowcount:
        raise Refused("Hierover is intussen al besloten. Laad de pagina opnieuw.")


def _there(connection: Connection, incident: int, seq: int) -> bool:
    mine = (proposal_table.c.incident_id == incident) & (proposal_table.c.seq == seq)
    return connection.execute(select(proposal_table.c.id).where(mine)).one_or_none() is not None


def _read(row: object) -> Proposed:
    values = dict(row._mapping)  # type: ignore[attr-defined]
    decided = values["decided_at"]
    values["made_at"] = datetime.fromisoformat(values["made_at"])
    values["decided_at"] = datetime.fromisoformat(decided) if decided else None
    return Proposed(**{name: one for name, one in values.items() if name not in ("incident_id", "seq")})
