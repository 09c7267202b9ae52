"""Makes the golden files: `python -m tests.golden.make`. Look at the difference before you commit it.

`role-act-matrix.txt` and `sentences.txt` are remade every time. `log-<version>.jsonl` is made once, with `--log`,
and never again: every later version of the product must read it, replay it and find it whole.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from crisis import access, exchange, people, store
from crisis.actions import ACTIONS
from crisis.asking import Asked
from crisis.board.communications import Communication
from crisis.board.team import Member
from crisis.board.team.standing_in import StandIn
from crisis.database import Database
from crisis.glossary import ROLES
from crisis.incident import FACTS, Incident
from crisis.ledger import Ledger
from crisis.notify.sending import MYSELF
from crisis.people import Account
from crisis.settings import Settings
from crisis.version import __version__
from tests.cast import ANNA, BRAM, CELIK, EVA, FLEUR, START, Board, Player, klein, list_function, settle

HERE = Path(__file__).parent
WHY = "Er staan groepen op straat."


def matrix() -> str:
    """Per role the circles it reads and the acts it may do, as the product grants them without a playbook."""
    lines = []
    exercise = Incident()
    exercise.exercise = True  # else the exercise leader reads nothing and may do nothing
    for role in ROLES:
        audience = access.audience(exercise, frozenset({role}))
        lines += [f"{role} (leest: {', '.join(audience.circles)})"]
        lines += [
            f"  {'x' if audience.may(name) else '.'} {name}" for name in sorted(ACTIONS.keys() - {"incident.open"})
        ]
    return "\n".join(lines) + "\n"


def played(ledger: Ledger) -> Board:
    """A scripted exercise in which everything happens once."""
    clock = [START]

    def after(minutes: int) -> None:
        clock[0] += timedelta(minutes=minutes)

    ledger.now = lambda: clock[0]  # type: ignore[method-assign]
    opened = ledger.open(ANNA.credential, klein(), "Bekladding moskee", exercise=True, simulated=True, at=START)
    board = Board(ledger, opened.incident.id)

    def does(minutes: int, player: Player, act: str, /, **typed: object) -> int:
        after(minutes)
        return board.does(player, act, clock=clock[0], **typed).last

    _team(does)
    _work(does, board)
    _log(does)
    _meet(does, board)
    _report(does)
    _talk(does, board)
    _call(does, board, clock)
    _hear(does)
    _visit(does, board, clock)
    _speak(does, board)
    _rehearse(does, board, clock)
    _end(does)
    return board


def _team(does: Callable[..., int]) -> None:
    for player in (BRAM, CELIK, FLEUR):
        does(1, ANNA, "team.assign", person=player.id, role=player.role)
    does(0, ANNA, "team.assign", person=EVA.id, role="log_keeper")
    does(5, ANNA, "team.release", person=EVA.id, role="log_keeper")


def _work(does: Callable[..., int], board: Board) -> None:
    task = does(2, ANNA, "tasks.add", title="Bewoners bellen", owner_role="spokesperson", due="2026-11-23 16:00")
    does(1, BRAM, "tasks.claim", task=task)
    does(1, BRAM, "tasks.start", task=task)
    does(1, BRAM, "tasks.block", task=task, reason="Niemand neemt op.")
    does(9, BRAM, "tasks.unblock", task=task)
    does(1, BRAM, "tasks.change", task=task, title="Bewoners langsgaan", details="Bel aan.", circle="core_team")
    does(1, ANNA, "tasks.comment", task=task, text="Neem de wijkagent mee.")
    does(30, BRAM, "tasks.report_done", task=task, result="Vier gesprekken gehad.")
    does(1, ANNA, "tasks.reopen", task=task, reason="Eén adres ontbreekt.")
    does(9, BRAM, "tasks.report_done", task=task)
    does(1, ANNA, "tasks.accept", task=task)
    spare = does(1, ANNA, "tasks.add", title="Persbericht", assignee=BRAM.id)
    does(1, ANNA, "tasks.drop", task=spare, reason="Er is geen vraag van de pers.")
    does(1, ANNA, "phases.set_moment", name="vrijdaggebed", at="2026-11-27 13:00")
    does(1, ANNA, "phases.set_moment", name="vrijdaggebed", at="2026-11-27 13:30")


def _log(does: Callable[..., int]) -> None:
    does(1, FLEUR, "notes.add", text="Het is rustig op het plein. 👍")
    report = does(1, CELIK, "notes.add", text="Ruit ingegooid.", kind="report", source_type="police")
    does(1, CELIK, "notes.verify", note=report, verification="confirmed", source_note="Wijkagent")
    does(1, CELIK, "notes.correct", note=report, text="Twee ruiten ingegooid.", reason="Nagekeken.")
    does(1, ANNA, "notes.add", text="Het blijft rustig.", kind="assumption", review_at="2026-11-23 20:00")
    does(1, FLEUR, "notes.add", text="Bestuur gebeld.", kind="contact_attempt", reached="nee")
    decision = {"why": "De buurt vraagt erom.", "decided_by": "Voorzitter", "decided_as": "kernteam"}
    rest = {"options_rejected": "geen", "present": ["Voorzitter", "Politie"]}
    does(1, ANNA, "notes.add", text="Extra toezicht.", kind="decision", **decision, **rest)
    does(1, BRAM, "notes.add", text="Piket: bel 06-12345678.", kept="Nummer van de piketdienst.")
    school = does(60, FLEUR, "notes.add", text="Toeloop bij de school.", occurred_at=START + timedelta(minutes=30))
    does(1, ANNA, "readings.ask", what=school)
    does(1, BRAM, "readings.confirm", what=school)


def _meet(does: Callable[..., int], board: Board) -> None:
    """A meeting with its decisions and assignments, the situation as it is read, and measures."""
    does(1, ANNA, "assessments.assess", facts="Er is geklad.", poles="‘Veilig’ tegenover ‘welkom’.", middle="Moe.")
    does(1, ANNA, "assessments.choose", strategy_text="Rust bewaren en luisteren.")
    meeting = does(1, ANNA, "meetings.plan", at="2026-11-23 17:00", place="Kamer 2")
    does(1, ANNA, "meetings.move", meeting=meeting, at="2026-11-23 17:15")
    does(9, ANNA, "meetings.open", meeting=meeting)
    does(1, ANNA, "meetings.attend", meeting=meeting, person=BRAM.id)
    does(1, ANNA, "meetings.minute", meeting=meeting, column="picture", text="Er staan twintig mensen.")
    does(1, ANNA, "meetings.minute", meeting=meeting, column="judgement", text="Het blijft klein.")
    weighed = {"question": "Blijft het plein open?", "options": ["open", "dicht"], "decided_by": "voorzitter"}
    does(1, ANNA, "meetings.decide", meeting=meeting, chosen="Het plein blijft open.", why="Het is klein.", **weighed)
    does(1, ANNA, "meetings.assign", meeting=meeting, title="Scholen bellen", assignee=BRAM.id)
    does(9, ANNA, "meetings.close", meeting=meeting, next_at="2026-11-24 09:00")
    does(1, ANNA, "meetings.cancel", meeting=board.incident.seq, reason="De driehoek komt bijeen.")
    decision = does(1, ANNA, "decisions.take", chosen="Extra toezicht", why="De buurt vraagt erom", **weighed)
    again = {"chosen": "Extra toezicht tot 22.00 uur", "why": "Er is genoeg politie", "decided_by": "burgemeester"}
    revised = does(1, ANNA, "decisions.revise", decision=decision, **again)
    does(1, ANNA, "decisions.withdraw", decision=revised, reason="Het is rustig.")
    span = {"valid_from": "2026-11-23 18:00", "valid_until": "2026-11-25 18:00", "decided_by": "burgemeester"}
    why = {"grounds": "Er wordt opgeroepen tot geweld.", "alternatives": "Toezicht is te licht."}
    imposed = {"kind": "emergency_ordinance", "area": "de binnenstad", "proportionality": "Alleen waar het misgaat."}
    measure = does(1, ANNA, "measures.impose", evidence="#20, #21", **span, **why, **imposed) - 4
    does(9, ANNA, "measures.check", measure=measure, reason="Er staan nog groepen.")
    does(9, ANNA, "measures.withdraw", measure=measure, reason="De rust is terug.")


def _report(does: Callable[..., int]) -> None:
    """Situation reports: one set, one dropped."""
    told = {"situation": "Het is rustig op het plein.", "next_at": "2026-11-23 20:00"}
    report = does(1, ANNA, "sitraps.draft", **told)
    does(1, ANNA, "sitraps.edit", sitrap=report, expectation="Het blijft klein.", next_at="2026-11-23 21:00")
    does(1, ANNA, "sitraps.set", sitrap=report)
    does(1, ANNA, "sitraps.drop", sitrap=does(1, ANNA, "sitraps.draft", situation="Nog rustig."))


def _talk(does: Callable[..., int], board: Board) -> None:
    """Conversations in the city, what was promised there, and a meeting from plan to report."""
    heard = {"group": "het moskeebestuur", "by_whom": "wijkmanager", "heard": "Mensen zijn bang"}
    promised = {"promised": "Wij bellen morgen terug.", "promised_by": "district_manager"}
    promise = does(1, FLEUR, "contacts.record", **heard, **promised, promised_before="2026-11-24 12:00")
    does(9, FLEUR, "promises.report_back", promise=promise, how="Gebeld met de secretaris.")
    owned = {"owner_role": "district_manager", "due": "2026-11-25 12:00"}
    spare = does(1, FLEUR, "promises.make", words="Er komt licht", to_whom="de buurt", **owned)
    does(9, ANNA, "promises.drop", promise=spare, reason="Er is geen stroom. Verteld aan de deur.")
    about = {"audience": "de buurt", "goal": "Horen wat er leeft.", "question": "Wat hebt u nodig?"}
    evening = {"title": "Avond over het plein", "kind": "neighbourhood", "organiser": "de bewonersgroep"}
    dialogue = board.incident.seq + 1
    does(1, FLEUR, "dialogues.plan", at="2026-11-30 19:00", capacity=80, **about, **evening)
    does(1, FLEUR, "dialogues.change", dialogue=dialogue, decision_space="De plek ligt vast.", stage="how")
    does(1, FLEUR, "dialogues.tick", dialogue=dialogue, step=0)
    does(1, FLEUR, "dialogues.tick", dialogue=dialogue, step=0, done="nee")
    does(1, FLEUR, "dialogues.invite", dialogue=dialogue, group="ouders", by_whom="school", number=40)
    does(1, FLEUR, "dialogues.answer", dialogue=dialogue, group="ouders", coming=1)
    told = {"attendance": 38, "mood_before": "2", "mood_after": "4", "themes": ["veiligheid.", "licht"]}
    does(9, FLEUR, "dialogues.report", dialogue=dialogue, **told, middle_voice="Laat ons niet kiezen.")
    report = does(1, FLEUR, "dialogues.promise", dialogue=dialogue, words="Wij komen terug.", **owned)
    does(1, FLEUR, "promises.report_back", promise=report, how="Wij waren er weer.")
    does(1, FLEUR, "dialogues.follow_up", dialogue=dialogue, title="Lampen plaatsen", owner_role="enforcement")
    closed = {"organiser_mode": "organise", "openness": "closed", "closed_because": "Slachtoffers praten vrij."}
    other = {"title": "Gesprek met slachtoffers", "kind": "community", **about, **closed}
    does(1, FLEUR, "dialogues.cancel", dialogue=does(1, FLEUR, "dialogues.plan", **other), reason="Te vroeg.")


def _call(does: Callable[..., int], board: Board, clock: list[datetime]) -> None:
    """The team is called together: one comes, one cannot, and then it is over."""
    list_function(board.ledger, "Teamleider handhaving", ["enforcement"])
    list_function(board.ledger, "Teamleider zorg", ["care_liaison"])
    list_function(board.ledger, "Teamleider jeugd", ["youth_work"])
    wanted = ["enforcement", "care_liaison", "legal_advisor"]
    last = does(1, ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=wanted, note="Neem een trui mee.")
    told = Asked("team.record_delivery", {"called": last, "outcome": "sent", "channel": "e-mail"}, at=clock[0])
    board.ledger.perform(board.id, lambda connection: MYSELF, told)
    does(6, ANNA, "team.remind", called=last)
    does(1, ANNA, "team.record_call", called=last, outcome="no_answer")
    does(1, ANNA, "team.record_call", called=last - 1, outcome="coming", minutes=20)
    does(1, ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=["youth_work", "allies_coordinator"])
    does(1, ANNA, "team.stand_down", call_out=last - 2, reason="Het is rustig.")
    group = Asked("team.record_group", {"call_out": last - 2, "outcome": "sent", "channel": "apprise"}, at=clock[0])
    board.ledger.perform(board.id, lambda connection: MYSELF, group)
    does(1, ANNA, "team.record_call", called=last, outcome="cannot")


def _hear(does: Callable[..., int]) -> None:
    """A rumour that is true, questions that are answered and closed, the press, and the environment report."""
    rumour = does(1, FLEUR, "rumours.hear", text="Er rijden bussen naar de stad.", via="resident")
    it = {"rumour": rumour}
    does(1, BRAM, "rumours.check", **it, with_whom="politie")
    does(1, BRAM, "rumours.hear_again", **it)
    does(1, BRAM, "rumours.decide", **it, decision="monitor", reason="De politie kijkt mee.")
    does(1, BRAM, "rumours.settle", **it, outcome="refuted", finding="De politie ziet geen bussen.")
    question = does(1, FLEUR, "questions.ask", text="Is de les vanavond veilig?")
    does(1, BRAM, "questions.count", question=question)
    does(1, BRAM, "questions.assign", question=question, owner_role="district_manager")
    does(1, BRAM, "questions.answer", question=question, answer="Ja, de les gaat door.", outside="ja")
    does(1, BRAM, "questions.withdraw", question=question, reason="De school is nu dicht.")
    does(1, BRAM, "questions.close", question=question, reason="Niemand vraagt het meer.")
    unsaid = does(1, BRAM, "questions.withhold", text="Wie de melding deed.", instead="Daar gaat de politie over.")
    does(1, BRAM, "questions.lift", unsaid=unsaid, reason="Dat is nu bekend.")
    promised = {"medium": "Regionale omroep", "promised_at": "2026-11-24 10:00"}
    first = does(1, BRAM, "press.record", **promised, question="Gaat het gebed door?")
    does(1, BRAM, "press.answer", inquiry=first, answer="Ja.")
    second = does(1, BRAM, "press.record", **promised, question="Wie deed dit?")
    does(1, BRAM, "press.drop", inquiry=second, reason="Daar gaat de politie over.")
    words = {"behaviour": "Mensen leggen bloemen neer.", "sources": ["allies"], "confidence": "medium"}
    does(1, BRAM, "environment.report", **words)


def _speak(does: Callable[..., int], board: Board) -> None:
    """A message is written, looked at, sent back, agreed on the telephone, released and corrected."""
    does(1, ANNA, "team.stand_in", person=EVA.id, starts="2026-11-23 14:00", until="2026-11-24 14:00")
    words = "Er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
    about = {"product": "web_update", "audience": ["residents"], "words": words}
    number = does(1, BRAM, "communications.draft", title="Wat er is gebeurd", **about)
    it = {"communication": number}

    def digest() -> str:
        return board.incident[Communication][number].digest

    does(1, BRAM, "communications.submit", **it)
    does(1, CELIK, "communications.comment", **it, words="De tijd klopt niet.")
    does(1, EVA, "communications.call_me", **it)
    does(1, EVA, "communications.request_changes", **it, reason="Noem het plein.")
    does(1, BRAM, "communications.edit", **it, words=f"{words} Het was op het plein.")
    file = {"name": "kaart van het plein.png", "media_type": "image/png", "size": 123_456}
    does(1, BRAM, "communications.attach", **it, digest="ab" * 32, **file, alt="Waar u niet langs kunt")
    does(1, BRAM, "communications.attach", **it, digest="cd" * 32, **file, alt="Dezelfde kaart, groter")
    does(1, BRAM, "communications.detach", **it, digest="ab" * 32)
    does(1, BRAM, "communications.submit", **it)
    does(1, BRAM, "communications.delegate", **it, role="municipal_secretary", reason="Niemand neemt op.")
    does(1, BRAM, "communications.weigh", **it, yes=["denial"], why="Wij ontkennen niets.")
    does(1, ANNA, "communications.approve_by_phone", **it, digest=digest(), approver="mayor")
    does(1, BRAM, "communications.release", **it, channels=["website", "press"], next_update="2026-11-23 22:00")
    wrong = does(5, BRAM, "communications.correct", **it, words="Het was om 19:00 uur, en niet om 20:00 uur.")
    does(1, BRAM, "communications.withdraw", communication=wrong, reason="De tijd klopte toch.")
    other = does(1, BRAM, "communications.draft", title="Brief", **{**about, "product": "residents_letter"})
    open_place = {**about, "words": "Er was iets op {{plaats}}."}
    holding = does(1, BRAM, "communications.draft", title="Procesbericht", **open_place)
    does(1, BRAM, "communications.fill", communication=holding, values=["het plein"])
    does(1, BRAM, "communications.ask_look", communication=other, role="police_liaison", on="facts")
    shown = board.incident[Communication][other].digest
    does(1, CELIK, "communications.check", communication=other, digest=shown)
    does(1, ANNA, "team.end_stand_in", stand_in=next(iter(board.incident[StandIn])))


def _visit(does: Callable[..., int], board: Board, clock: list[datetime]) -> None:
    """A guest comes in and goes, a screen hangs on the wall, a role goes to somebody else."""
    until = "2026-11-24 12:00"
    guest = does(1, ANNA, "team.invite_guest", title="Teamleider, COA", role="partner_liaison", until=until)

    def arriving(connection: Connection) -> Account:
        number = people.add_guest(connection, board.id, "Teamleider, COA", clock[0] + timedelta(hours=9))
        return Account(number, "", "Teamleider, COA", frozenset({"arriving"}), guest_of=board.id)

    board.ledger.perform(board.id, arriving, Asked("team.enter", {"guest": guest}, at=clock[0]))
    does(1, ANNA, "team.make_link", thing=guest)
    does(1, ANNA, "team.revoke_guest", guest=guest)
    screen = does(1, ANNA, "displays.put", place="crisisruimte", until=until)
    does(1, ANNA, "displays.take_down", display=screen)
    mine = next(one.id for one in board.incident[Member].values() if one.person == FLEUR.id)
    does(1, FLEUR, "team.hand_over", member=mine, person=EVA.id, words="De buurt is gebeld.")


def _rehearse(does: Callable[..., int], board: Board, clock: list[datetime]) -> None:
    """A script runs, is stopped, changed and ended; then a lesson, and a newer version of the playbook."""
    does(1, ANNA, "team.assign", person=EVA.id, role="exercise_leader")
    told = {"after": 60, "act": "notes.add", "given": {"text": "Er staan mensen."}, "words": "Er staan mensen."}
    injects = [told, {**told, "after": 7200, "words": "Er komen er meer."}]
    run = does(1, EVA, "exercise.start", title="Kleine oefening", injects=injects, speed="2")
    it = {"exercise": run}
    world = Account(0, "", "Oefening", frozenset({"outside_world"}))
    made = board.ledger.perform(board.id, lambda _: world, Asked("notes.add", told["given"], at=clock[0])).last
    given = Asked("exercise.record", {**it, "number": 1, "made": made}, at=clock[0])
    board.ledger.perform(board.id, lambda _: world, given)
    does(1, EVA, "exercise.pause", **it)
    does(1, EVA, "exercise.resume", **it, speed="5")
    does(1, EVA, "exercise.add", **it, kind="rumour", words="Er rijden bussen.", expects="Iemand gaat het na.")
    does(1, EVA, "exercise.hurry", **it, number=2)
    does(1, EVA, "exercise.skip", **it, number=2)
    does(1, EVA, "exercise.end", **it)
    does(1, ANNA, "team.release", person=EVA.id, role="exercise_leader")
    why = {"words": "Bel de buren eerder.", "reason": "Zij hoorden het van de pers."}
    does(1, ANNA, "proposals.propose", place="Melding", **why)
    newer = klein().model_copy(update={"version": 4})
    does(1, ANNA, "playbook.adopt", playbook=newer.document())


def _end(does: Callable[..., int]) -> None:
    does(1, ANNA, "phases.enter", phase="onrust", reason=WHY, met=["0", "2"])
    does(1, ANNA, "scale.set", level="2", reason=WHY, met=["meer groepen"])
    does(60, ANNA, "phases.enter", phase="melding", reason="Het is weer rustig geworden.")
    does(60, ANNA, "phases.enter", phase="onrust", reason=WHY)
    does(60, ANNA, "scale.set", level="0", reason="De lijn neemt het over.")
    does(1, ANNA, "incident.close", reason="Alles is overgedragen aan de lijn.", despite="De rest doet de wijk.")
    does(9, ANNA, "incident.reopen", reason="Er is toch weer onrust.")
    does(9, ANNA, "phases.enter", phase="nazorg", reason="Een week rustig gebleven.")
    does(9, EVA, "tension.read", level="2", reason="Er is nog rumoer.", source_type="resident", area="Crabbehof")


def sentences(incident: Incident) -> str:
    """The log of an incident, one line per entry."""
    lines = []
    for entry in incident.entries():
        late = " [achteraf]" if entry.late else ""
        kept = f" [bewaard: {entry.kept}]" if entry.kept else ""
        told = entry.fact.sentence(incident)
        lines.append(f"#{entry.seq} {entry.fact.kind} ({entry.circle}) {entry.actor.name}: {told}{late}{kept}")
    return "\n".join(lines) + "\n"


def missing(incident: Incident) -> set[str]:
    """Kinds of facts that the scripted exercise has not seen."""
    return FACTS.keys() - {entry.fact.kind for entry in incident.entries()} - {"withheld"}


def on_scratch(use: Callable[[Ledger], None]) -> None:
    """Give a ledger with the cast, in a database that goes away."""
    with tempfile.TemporaryDirectory() as home:
        database = Database(Settings.read({"CRISIS_HOME": home}))
        database.migrate()
        with database.write() as connection:
            settle(connection)
        use(Ledger(database))
        database.dispose()


def export(board: Board) -> str:
    """The whole log with its salts."""
    with board.ledger.database.read() as connection:
        head = store.existing(connection, board.id)
        return "".join(exchange.lines(head.genesis, store.links(connection, board.id), head.seq, head.head))


def main(arguments: list[str]) -> None:
    """Write the files."""

    def write(ledger: Ledger) -> None:
        board = played(ledger)
        (HERE / "role-act-matrix.txt").write_text(matrix(), encoding="utf-8")
        (HERE / "sentences.txt").write_text(sentences(board.incident), encoding="utf-8")
        if "--log" in arguments:
            assert not missing(board.incident), missing(board.incident)
            with (HERE / f"log-{__version__}.jsonl").open("x", encoding="utf-8") as log:
                log.write(export(board))

    on_scratch(write)


if __name__ == "__main__":
    main(sys.argv[1:])
