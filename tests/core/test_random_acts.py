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
from crisis.board.decisions import Decision
from crisis.board.dialogues import Dialogue
from crisis.board.measures import Measure, in_force
from crisis.board.meetings import Meeting
from crisis.board.phases import PhaseRun
from crisis.board.promises import Promise
from crisis.board.questions import Question
from crisis.board.rumours import OUTCOMES, Rumour
from crisis.board.sitraps import SituationReport
from crisis.board.tasks import Task
from crisis.database import Database
from crisis.glossary import CIRCLES, ROLES, SCALES
from crisis.incident import Thing, replay
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

    # --- what they do together ---

    @rule(who=WHO, circle=CIRCLE, kind=st.sampled_from(["team", "triangle"]), hour=st.integers(15, 23))
    def plan_meeting(self, who: Player, circle: str, kind: str, hour: int) -> None:
        self.try_(who, "meetings.plan", at=f"2026-11-23 {hour}:00", circle=circle, kind=kind)

    @rule(who=WHO, data=st.data(), act=st.sampled_from(["open", "attend", "close", "cancel", "minute", "assign"]))
    def meet(self, who: Player, data: st.DataObject, act: str) -> None:
        more = {
            "attend": {"person": data.draw(st.none() | PLAYERS), "present": data.draw(st.sampled_from(["ja", "nee"]))},
            "close": {"next_at": data.draw(st.sampled_from(["", "2026-11-30 10:00"]))},
            "cancel": {"reason": data.draw(REASON)},
            "minute": {"column": "picture", "text": "Er gebeurt iets."},
            "assign": {"title": data.draw(TITLE), "assignee": data.draw(st.none() | PLAYERS)},
        }
        self.try_(who, f"meetings.{act}", meeting=data.draw(self.some(Meeting)), **more.get(act, {}))

    @rule(
        who=WHO, data=st.data(), circle=CIRCLE, act=st.sampled_from(["take", "revise", "withdraw", "meetings.decide"])
    )
    def decide(self, who: Player, data: st.DataObject, circle: str, act: str) -> None:
        said = {"chosen": "Het blijft open.", "why": "Rustig.", "decided_by": "voorzitter", "options": ["geen"]}
        typed: dict[str, dict[str, Any]] = {
            "take": {"question": "Open?", "circle": circle, **said},
            "revise": {"decision": data.draw(self.some(Decision)), **said},
            "withdraw": {"decision": data.draw(self.some(Decision)), "reason": data.draw(REASON)},
            "meetings.decide": {"question": "Open?", "meeting": data.draw(self.some(Meeting)), **said},
        }
        self.try_(who, act if "." in act else f"decisions.{act}", **typed[act])

    @rule(who=WHO, circle=CIRCLE, kind=st.sampled_from(["closure", "emergency_ordinance"]), evidence=NUMBER)
    def impose(self, who: Player, circle: str, kind: str, evidence: int) -> None:
        words = dict.fromkeys(("area", "grounds", "alternatives", "proportionality", "decided_by"), "Daarom.")
        span = {"valid_from": "2026-11-23 14:00", "valid_until": "2026-11-24 14:00"}
        self.try_(who, "measures.impose", kind=kind, circle=circle, evidence=f"#{evidence}", **span, **words)

    @rule(who=WHO, data=st.data(), act=st.sampled_from(["check", "withdraw"]), reason=REASON)
    def follow_measure(self, who: Player, data: st.DataObject, act: str, reason: str) -> None:
        self.try_(who, f"measures.{act}", measure=data.draw(self.some(Measure)), reason=reason)

    @rule(who=WHO, circle=CIRCLE, promised=st.sampled_from(["", "Wij bellen terug."]))
    def talk(self, who: Player, circle: str, promised: str) -> None:
        owner = {"promised_by": "chair", "promised_before": "2026-11-24 12:00"}
        heard = {"group": "de buurt", "by_whom": "wijkmanager", "heard": "Onrust.", "promised": promised}
        self.try_(who, "contacts.record", circle=circle, **heard, **owner)

    @rule(who=WHO, data=st.data(), act=st.sampled_from(["report_back", "drop"]))
    def keep_promise(self, who: Player, data: st.DataObject, act: str) -> None:
        words = {"how": "Gebeld."} if act == "report_back" else {"reason": "Het kan niet."}
        self.try_(who, f"promises.{act}", promise=data.draw(self.some(Promise)), **words)

    @rule(who=WHO, circle=CIRCLE, origin=st.none() | NUMBER, promised=st.sampled_from(["", "2026-11-24 12:00"]))
    def hear(self, who: Player, circle: str, origin: int | None, promised: str) -> None:
        self.try_(who, "rumours.hear", text="Het plein gaat dicht.", circle=circle, origin=origin)
        self.try_(who, "questions.ask", text="Is het plein open?", circle=circle)
        self.try_(who, "press.record", medium="omroep", question="Wat nu?", circle=circle, promised_at=promised)
        report = {"sources": ["allies"], "behaviour": "Mensen praten.", "confidence": "low"}
        self.try_(who, "environment.report", **report, circle=circle)

    @rule(who=WHO, data=st.data(), outcome=st.sampled_from([*OUTCOMES]), product=NUMBER, reason=REASON)
    def follow_rumour(self, who: Player, data: st.DataObject, outcome: str, product: int, reason: str) -> None:
        rumour = data.draw(self.some(Rumour))
        self.try_(who, "rumours.hear_again", rumour=rumour)
        self.try_(who, "rumours.settle", rumour=rumour, outcome=outcome, finding=reason)
        self.try_(who, "rumours.decide", rumour=rumour, decision="respond", reason=reason, products=f"#{product}")

    @rule(who=WHO, data=st.data(), act=st.sampled_from(["count", "answer", "withdraw", "close"]), seen=NUMBER)
    def follow_question(self, who: Player, data: st.DataObject, act: str, seen: int) -> None:
        typed = {"count": {"number": seen}, "answer": {"answer": f"Ja, {seen}.", "seen": seen}}
        more = typed.get(act, {"reason": "Het is anders."})
        self.try_(who, f"questions.{act}", question=data.draw(self.some(Question)), **more)

    @rule(who=WHO, circle=CIRCLE, capacity=st.sampled_from([10, 100]), space=st.sampled_from(["", "Alles open."]))
    def plan_dialogue(self, who: Player, circle: str, capacity: int, space: str) -> None:
        words = {
            "title": "Avond",
            "audience": "de buurt",
            "goal": "Horen.",
            "question": "Wat nu?",
            "organiser": "school",
        }
        more = {"kind": "community", "capacity": capacity, "decision_space": space, "stage": "how", "circle": circle}
        self.try_(who, "dialogues.plan", **words, **more)

    @rule(who=WHO, data=st.data(), act=st.sampled_from(
        ["change", "tick", "invite", "answer", "report", "promise", "follow_up", "cancel"]))  # fmt: skip
    def follow_dialogue(self, who: Player, data: st.DataObject, act: str) -> None:
        owner = {"owner_role": "chair", "due": "2026-11-24 12:00"}
        more: dict[str, dict[str, Any]] = {
            "change": {"capacity": data.draw(st.sampled_from([20, 90])), "seen": data.draw(st.none() | NUMBER)},
            "tick": {"step": data.draw(st.integers(0, 8)), "done": data.draw(st.sampled_from(["ja", "nee"]))},
            "invite": {"group": "ouders", "by_whom": "school", "number": 4},
            "answer": {"group": "ouders", "coming": 3},
            "report": {
                **{"attendance": 4, "mood_before": "1", "mood_after": "5", "themes": ["licht"], "middle_voice": "Moe."},
            },
            "promise": {"words": "Wij bellen.", **owner},
            "follow_up": {"title": "Bellen", **owner},
            "cancel": {"reason": data.draw(REASON)},
        }
        self.try_(who, f"dialogues.{act}", dialogue=data.draw(self.some(Dialogue)), **more[act])

    @rule(who=WHO, words=st.sampled_from(["Rustig.", "Onrustig.", "Jan de Vries"]), seen=st.none() | NUMBER)
    def assess(self, who: Player, words: str, seen: int | None) -> None:
        self.try_(who, "assessments.assess", facts=words, seen=seen)
        self.try_(who, "assessments.choose", strategy_text=words)

    @rule(who=WHO, circle=CIRCLE, words=st.sampled_from(["Druk.", ""]), data=st.data(), seen=st.none() | NUMBER,
          act=st.sampled_from(["draft", "edit", "set", "drop"]))  # fmt: skip
    def report(self, who: Player, circle: str, words: str, data: st.DataObject, seen: int | None, act: str) -> None:
        if act == "draft":
            return self.try_(who, "sitraps.draft", situation=words, circle=circle)
        typed: dict[str, Any] = {"seen": seen} if act in ("edit", "set") else {}
        typed |= {"situation": words} if act == "edit" else {}
        self.try_(who, f"sitraps.{act}", sitrap=data.draw(self.some(SituationReport)), **typed)

    def some(self, kind: type[Thing]) -> st.SearchStrategy[int]:
        """The number of something of this kind, now and then of something else."""
        known = list(self.board.incident[kind])
        return st.sampled_from(known) | NUMBER if known else NUMBER

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

    @invariant()
    def nothing_closes_while_a_measure_is_in_force(self) -> None:
        if hasattr(self, "board") and (closed := self.board.incident.closed):
            assert in_force(self.board.incident, closed.occurred_at) == []

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
