"""Random people do random acts on a real ledger; whatever happens, the log stays what it promises to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from crisis import chain, store
from crisis.asking import Asked
from crisis.board.phases import PhaseRun
from crisis.board.tasks import Task
from crisis.database import Database
from crisis.glossary import CIRCLES, ROLES, SCALES
from crisis.incident import replay
from crisis.ledger import Ledger
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from tests.cast import CAST, START, Player, open_board, snapshot

NO = (Refused, NotFound, NotAllowed, Unreadable)
WHO = st.sampled_from(CAST)
NUMBER = st.integers(1, 40)
REASON = st.sampled_from(["Omdat het nodig is nu.", "Het wordt drukker op straat.", "kort"])
TITLE = st.sampled_from(["Bellen", "Langsgaan", "Brief", "  ", "🚒 uitrukken"])
CIRCLE = st.sampled_from(["", *CIRCLES])
PLAYERS = st.sampled_from([player.id for player in CAST])


class Life(RuleBasedStateMachine):
    """An incident in which anybody tries anything."""

    make: Callable[[], Ledger]

    @initialize()
    def begin(self) -> None:
        self.ledger = self.make()
        self.clock = START
        self.ledger.now = lambda: self.clock  # type: ignore[method-assign]
        self.board = open_board(self.ledger)
        self.last: tuple[Player, Asked] | None = None
        self.keys = 0
        self.past: list[dict[str, Any]] = [snapshot(self.board.incident)]

    def try_(self, who: Player, act: str, **typed: Any) -> None:
        """Do it with a fresh key. What is refused leaves everything byte for byte as it was."""
        self.keys += 1
        asked = Asked(act, typed, once=f"sleutel-{self.keys}")
        before = self.stored()
        try:
            done = self.ledger.perform(self.board.id, who.credential, asked)
        except NO:
            assert self.stored() == before
            return
        if done.last >= done.first:
            self.last = (who, asked)
            self.past.append(snapshot(done.incident))

    def stored(self) -> tuple[object, ...]:
        with self.ledger.database.read() as connection:
            once = store.once_table
            keys = connection.execute(once.select().where(once.c.incident_id == self.board.id)).all()
            links = store.links(connection, self.board.id)
            return store.head(connection, self.board.id), links, sorted(map(tuple, keys))

    # --- what people do ---

    @rule(who=WHO, title=TITLE, circle=CIRCLE, role=st.sampled_from(["", "chair", "spokesperson"]))
    def add_task(self, who: Player, title: str, circle: str, role: str) -> None:
        self.try_(who, "tasks.add", title=title, circle=circle, owner_role=role)

    @rule(who=WHO, task=NUMBER, act=st.sampled_from(["claim", "start", "unblock", "report_done", "accept"]))
    def work(self, who: Player, task: int, act: str) -> None:
        self.try_(who, f"tasks.{act}", task=task)

    @rule(who=WHO, task=NUMBER, act=st.sampled_from(["block", "reopen", "drop"]), reason=REASON)
    def work_with_reason(self, who: Player, task: int, act: str, reason: str) -> None:
        self.try_(who, f"tasks.{act}", task=task, reason=reason)

    @rule(who=WHO, task=NUMBER, to=PLAYERS)
    def assign(self, who: Player, task: int, to: int) -> None:
        self.try_(who, "tasks.assign", task=task, assignee=to)

    @rule(who=WHO, task=NUMBER, title=TITLE, circle=CIRCLE, seen=st.none() | NUMBER, due=st.sampled_from(
        ["", "2026-11-23 18:00", "2026-11-27 12:00"]))  # fmt: skip
    def change(self, who: Player, task: int, title: str, circle: str, seen: int | None, due: str) -> None:
        self.try_(who, "tasks.change", task=task, title=title, circle=circle, seen=seen, due=due)

    @rule(who=WHO, circle=CIRCLE, kind=st.sampled_from(["note", "report", "assumption", "decision"]))
    def write(self, who: Player, circle: str, kind: str) -> None:
        self.try_(who, "notes.add", text="Er gebeurt iets.", circle=circle, kind=kind, review_at="2026-11-24 09:00")

    @rule(who=WHO, note=NUMBER, text=st.sampled_from(["Er gebeurt niets.", "Er gebeurt veel.", "bel 0612345678"]))
    def correct(self, who: Player, note: int, text: str) -> None:
        self.try_(who, "notes.correct", note=note, text=text)

    @rule(who=WHO, note=NUMBER, sure=st.sampled_from(["confirmed", "refuted"]))
    def verify(self, who: Player, note: int, sure: str) -> None:
        self.try_(who, "notes.verify", note=note, verification=sure)

    @rule(who=WHO, phase=st.sampled_from(["melding", "onrust", "nazorg", "oorlog"]), reason=REASON)
    def enter(self, who: Player, phase: str, reason: str) -> None:
        self.try_(who, "phases.enter", phase=phase, reason=reason, met=["0"])

    @rule(who=WHO, name=st.sampled_from(["vrijdaggebed", "demonstratie"]), hour=st.integers(0, 23))
    def set_moment(self, who: Player, name: str, hour: int) -> None:
        self.try_(who, "phases.set_moment", name=name, at=f"2026-11-27 {hour:02d}:00")

    @rule(who=WHO, level=st.sampled_from([*SCALES]), reason=REASON)
    def set_scale(self, who: Player, level: str, reason: str) -> None:
        self.try_(who, "scale.set", level=level, reason=reason)

    @rule(who=WHO, person=PLAYERS, role=st.sampled_from([*ROLES]), act=st.sampled_from(["assign", "release"]))
    def team(self, who: Player, person: int, role: str, act: str) -> None:
        self.try_(who, f"team.{act}", person=person, role=role)

    @rule(who=WHO, act=st.sampled_from(["close", "reopen"]), reason=REASON)
    def end(self, who: Player, act: str, reason: str) -> None:
        self.try_(who, f"incident.{act}", reason=reason)

    # --- what happens around them ---

    @rule(minutes=st.integers(-30, 120))
    def time_passes(self, minutes: int) -> None:
        self.clock += timedelta(minutes=minutes)

    @rule()
    def restart(self) -> None:
        now = self.ledger.now
        self.ledger = self.board.ledger = Ledger(self.ledger.database)
        self.ledger.now = now  # type: ignore[method-assign]

    @precondition(lambda self: self.last)
    @rule()
    def send_the_last_form_again(self) -> None:
        assert self.last
        before = self.stored()
        assert self.ledger.perform(self.board.id, self.last[0].credential, self.last[1]).repeated
        assert self.stored() == before

    @precondition(lambda self: self.last)
    @rule(who=WHO)
    def use_the_last_key_for_something_else(self, who: Player) -> None:
        assert self.last
        before = self.stored()
        other = Asked("notes.add", {"text": "Iets anders."}, once=self.last[1].once)
        with pytest.raises((Unreadable, NotFound)):
            self.ledger.perform(self.board.id, who.credential, other)
        assert self.stored() == before

    # --- what always holds ---

    @invariant()
    def the_log_is_gapless_and_verifies(self) -> None:
        if not hasattr(self, "board"):
            return
        head, links, _ = self.stored()
        assert isinstance(head, store.Head)
        verdict = chain.verify(head.genesis, links, head=head.head, anchors={head.seq: head.head})  # type: ignore[arg-type]
        assert (verdict.faults, verdict.entries) == ((), head.seq)

    @invariant()
    def reading_it_anew_gives_what_is_live(self) -> None:
        if hasattr(self, "board"):
            live = self.ledger.load(self.board.id)
            assert snapshot(Ledger(self.ledger.database).load(self.board.id)) == snapshot(live)

    @invariant()
    def time_does_not_go_back(self) -> None:
        if hasattr(self, "board"):
            times = [entry.recorded_at for entry in self.board.incident.entries()]
            assert times == sorted(times)

    @invariant()
    def there_is_one_open_phase(self) -> None:
        if hasattr(self, "board"):
            runs = list(self.board.incident[PhaseRun].values())
            assert [run.left_at is None for run in runs] == [False] * (len(runs) - 1) + [True]
            assert all(one.left_at == other.entered_at for one, other in pairwise(runs))

    @invariant()
    def nobody_accepted_their_own_work(self) -> None:
        if hasattr(self, "board"):
            for task in self.board.incident[Task].values():
                accepted = [one for one in self.board.incident.history(task.id) if one.fact.kind == "task_accepted"]
                if task.status == "accepted":
                    assert accepted[-1].actor.id not in (task.done_by, task.assignee)

    def teardown(self) -> None:
        """Every past state is the fold up to it."""
        if not hasattr(self, "board"):
            return
        incident = self.board.incident
        for before in self.past:
            assert snapshot(incident.at(before["seq"])) == before
            again = replay(incident.id, incident.uuid, incident.entries(upto=before["seq"]))
            assert snapshot(again) == before


def live(make: Callable[[], Ledger], examples: int, steps: int) -> None:
    machine = type("Life", (Life,), {"make": staticmethod(make)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )


def test_a_random_life_on_sqlite(sqlite: Database):
    live(lambda: Ledger(sqlite), examples=25, steps=35)


def test_a_random_life_on_postgres(postgres: Database):
    live(lambda: Ledger(postgres), examples=8, steps=25)
