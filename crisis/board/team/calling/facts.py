"""What can have happened in a call-out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crisis import dates
from crisis.board.team.calling.thing import OUTCOMES, Called, CallOut
from crisis.board.team.roster import Candidate
from crisis.glossary import ended, spoken
from crisis.incident import Entry, Fact, Incident, Names


@dataclass(frozen=True)
class CallOutStarted(Fact, kind="call_out_started", line="team"):
    """The team is called together."""

    roles: tuple[str, ...]
    place: str
    test: bool = False
    note: str = ""
    missing: tuple[str, ...] = ()
    chains: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    circle: str = "partners"

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the call-out, with the order in which functions are called."""
        incident.put(
            CallOut(
                id=entry.seq,
                changed=entry.seq,
                circle=entry.circle,
                roles=self.roles,
                place=self.place,
                started_at=entry.occurred_at,
                test=self.test,
                note=self.note,
                missing=self.missing,
                chains=self.chains,
            )
        )

    def sentence(self, names: Names) -> str:
        """Which roles, where, and for which nobody is known."""
        what = "TEST: het team wordt opgeroepen" if self.test else "Het team wordt opgeroepen"
        nobody = f" Niemand bekend voor: {', '.join(map(spoken, self.missing))}." if self.missing else ""
        return f"{what}: {', '.join(map(spoken, self.roles))}. Plaats: {self.place}.{nobody}"


@dataclass(frozen=True)
class CallOutWidened(Fact, kind="call_out_widened", line="team"):
    """A call-out that goes on is also for these roles."""

    about = "call_out"
    call_out: int
    roles: tuple[str, ...]
    missing: tuple[str, ...] = ()
    chains: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add the roles, with the order in which functions are called for them."""
        now = incident[CallOut][self.call_out]
        roles, missing = (*now.roles, *self.roles), (*now.missing, *self.missing)
        incident.amend(now, entry, roles=roles, missing=missing, chains={**now.chains, **self.chains})

    def sentence(self, names: Names) -> str:
        """Which roles, and for which nobody is known."""
        nobody = f" Niemand bekend voor: {', '.join(map(spoken, self.missing))}." if self.missing else ""
        return f"De oproep is nu ook voor: {', '.join(map(spoken, self.roles))}.{nobody}"


@dataclass(frozen=True)
class RecipientCalled(Fact, kind="recipient_called", line="team"):
    """A function is called; the message goes out after this is recorded."""

    about = "call_out"
    call_out: int
    function: int
    title: str
    roles: tuple[str, ...]
    person: int | None = None
    person_name: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add who is called."""
        incident.put(
            Called(
                id=entry.seq,
                changed=entry.seq,
                circle=entry.circle,
                call_out=self.call_out,
                function=self.function,
                title=self.title,
                roles=self.roles,
                called_at=entry.recorded_at,
                person=self.person,
                person_name=self.person_name,
            )
        )

    def sentence(self, names: Names) -> str:
        """Which function, for which roles."""
        return f"Opgeroepen: {self.title}, als {' en '.join(map(spoken, self.roles))}."


@dataclass(frozen=True)
class CallDelivered(Fact, kind="call_delivered", line="team"):
    """What became of a message: sent, not sent, or uncertain after a crash."""

    about = "called"
    called: int
    outcome: str
    channel: str
    detail: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set how it stands, unless the person answered already."""
        called = incident[Called][self.called]
        state = self.outcome if called.state in ("queued", "failed", "uncertain") else called.state
        incident.amend(called, entry, state=state)

    def sentence(self, names: Names) -> str:
        """By which channel, and how."""
        words = {"sent": "verstuurd", "failed": "niet verstuurd", "uncertain": "misschien verstuurd: bel na"}
        detail = f" ({self.detail})" if self.detail else ""
        return f"Bericht aan {names.named(self.called)} {words[self.outcome]}, per {self.channel}{detail}."


@dataclass(frozen=True)
class CallAnswered(Fact, kind="call_answered", line="team"):
    """Somebody who was called answered, or somebody wrote down what they said on the phone."""

    about = "called"
    called: int
    answer: str
    eta: datetime | None = None
    remark: str = ""
    by_phone: bool = False
    late: bool = False
    #: Who comes instead: a function, not a name.
    deputy: str = ""

    def change(self, incident: Incident, entry: Entry) -> None:
        """Set the answer; one that comes after the end is remembered but changes nothing."""
        called = incident[Called][self.called]
        if self.late:
            incident.amend(called, entry, remark=self.remark, deputy=self.deputy)
            return
        changes = {"state": self.answer, "eta": self.eta, "remark": self.remark, "deputy": self.deputy}
        if self.answer != "no_answer":
            changes["answered_at"] = called.answered_at or entry.recorded_at
        if self.answer == "arrived":
            changes["arrived_at"] = entry.occurred_at
        incident.amend(called, entry, **changes)

    def sentence(self, names: Names) -> str:
        """Who, what and when."""
        words = {"acknowledged": "heeft de oproep gelezen", "coming": "komt", "cannot": "kan niet", "arrived": "is er"}
        when = f", om {dates.short(self.eta)}" if self.eta else ""
        what = OUTCOMES["no_answer"].lower() if self.answer == "no_answer" else f"{words[self.answer]}{when}"
        phone = " (telefonisch)" if self.by_phone and self.answer != "no_answer" else ""
        late = " Dit antwoord kwam na het einde van de oproep." if self.late else ""
        instead = f" Vervanger: {ended(self.deputy)}" if self.deputy else ""
        remark = f" {self.remark}" if self.remark else ""
        return f"{names.named(self.called)}: {what}{phone}.{instead}{remark}{late}"


@dataclass(frozen=True)
class CallReminded(Fact, kind="call_reminded", line="team"):
    """Somebody who had not answered was reminded."""

    about = "called"
    text = "Herinnering aan {called}."
    called: int

    def change(self, incident: Incident, entry: Entry) -> None:
        """Count it."""
        called = incident[Called][self.called]
        incident.amend(called, entry, reminded=called.reminded + 1)


@dataclass(frozen=True)
class CallOutEnded(Fact, kind="call_out_ended", line="team"):
    """The call-out ended; who had not come yet need not come any more."""

    about = "call_out"
    call_out: int
    reason: str
    released: tuple[int, ...] = ()

    def change(self, incident: Incident, entry: Entry) -> None:
        """End it."""
        incident.amend(incident[CallOut][self.call_out], entry, ended=self.reason)
        for number in self.released:
            incident.amend(incident[Called][number], entry, state="released")

    def sentence(self, names: Names) -> str:
        """With the reason."""
        return f"De oproep is beëindigd. Reden: {self.reason}"
