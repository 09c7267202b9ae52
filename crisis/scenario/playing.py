"""Play a scenario through the door that everybody uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crisis.asking import Asked
from crisis.board.team.calling import Called
from crisis.incident import Incident
from crisis.ledger import Credential, Done, Ledger
from crisis.refusals import NotAllowed, NotFound, NotSignedIn, Refused, Unreadable
from crisis.scenario.arguments import Names, NothingMade
from crisis.scenario.calling import by_link, rehearsing, titles
from crisis.scenario.cast import NoAccount, acting_as, let_open, make_accounts
from crisis.scenario.loading import Scenario, Step
from crisis.scenario.offsets import moment

_SAYS_NO = (Refused, Unreadable, NotAllowed, NotFound, NotSignedIn)


class Stopped(Exception):
    """The play went otherwise than written; the message holds step, act and sentence, in Dutch."""


def play(ledger: Ledger, scenario: Scenario) -> int:
    """Open the incident, share out the roles and do every step; gives the incident's number. Raises Stopped.

    What was done before a step that goes otherwise stays in the log.
    """
    opener = scenario.people[0]
    try:
        make_accounts(ledger, scenario.people)
    except NoAccount as error:
        raise Stopped(str(error)) from None
    let_open(ledger, opener)
    stage = _open(rehearsing(ledger, scenario.people) if scenario.exercise else ledger, scenario)
    for person in scenario.people:
        for role in person.roles:
            if (person, role) != (opener, "chair"):
                stage.assign(opener.email, person.email, role)
    for step in scenario.steps:
        stage.take(step)
    return stage.id


def _open(ledger: Ledger, scenario: Scenario) -> _Stage:
    at = scenario.starts if scenario.exercise else None
    try:
        done = ledger.open(
            acting_as(scenario.people[0].email),
            scenario.playbook,
            scenario.title,
            exercise=scenario.exercise,
            simulated=scenario.exercise,
            at=at,
        )
    except _SAYS_NO as no:
        raise Stopped(f"Openen lukt niet: {no.sentence}") from None
    start = scenario.starts or done.incident.entry(1).recorded_at
    return _Stage(ledger, done.incident.id, scenario.exercise, Names(scenario.cast, start, titles(scenario.people)))


@dataclass(frozen=True)
class _Stage:
    """The incident that is played on, and what the names in the scenario stand for."""

    ledger: Ledger
    id: int
    exercise: bool
    names: Names

    def assign(self, opener: str, person: str, role: str) -> None:
        """Give somebody a role at the start; raises Stopped."""
        asked = Asked("team.assign", {"person": person, "role": role}, at=self._clock(self.names.start))
        try:
            self.ledger.perform(self.id, acting_as(opener), asked)
        except _SAYS_NO as no:
            raise Stopped(f"Rol {role} geven aan {person} (team.assign): {no.sentence}") from None

    def take(self, step: Step) -> None:
        """Do one step; raises Stopped when it goes otherwise than written."""
        try:
            done = self._perform(step)
        except _SAYS_NO as no:
            self._refused(step, no.sentence)
        except NothingMade as label:
            raise self._stopped(step, f"De stap met label '{label}' maakte niets.") from None
        else:
            if step.refused is not None:
                raise self._stopped(step, "Dit had geweigerd moeten worden, maar het lukte.")
            if step.label:
                self.names.labels[step.label] = _made(done)

    def _perform(self, step: Step) -> Done:
        incident = self.ledger.load(self.id)
        occurred = step.given.get("occurred_at")
        given = self.names.arguments(step.do, step.given, incident)
        asked = Asked(
            step.do,
            given,
            occurred_at=moment(occurred, self.names.start) if occurred else None,
            kept=step.given.get("kept"),
            at=self._clock(self.names.start + step.after),
        )
        return self.ledger.perform(self.id, self._credential(step, given, incident), asked)

    def _credential(self, step: Step, given: dict[str, Any], incident: Incident) -> Credential:
        called = incident[Called].get(given.get("called", 0)) if step.do == "team.answer" else None
        return by_link(called, acting_as(step.who)) if called else acting_as(step.who)

    def _refused(self, step: Step, sentence: str) -> None:
        if step.refused is None:
            raise self._stopped(step, sentence)
        if step.refused.casefold() not in sentence.casefold():
            raise self._stopped(step, f"Geweigerd, maar niet met '{step.refused}': {sentence}")

    def _clock(self, at: datetime) -> datetime | None:
        return at if self.exercise else None

    def _stopped(self, step: Step, sentence: str) -> Stopped:
        what = f"Stap {step.number}, {step.do} door {step.who.partition('@')[0]}"
        return Stopped(f"{what}: {sentence} (Incident {self.id} blijft zo staan.)")


def _made(done: Done) -> int | None:
    """The number of the first thing that an act made, if it made one."""
    made = (number for number in done.incident.touched(done.first - 1) if number >= done.first)
    return min(made, default=None) if done.last >= done.first else None
