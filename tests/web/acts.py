"""Input for every act that is accepted, so that a test can spoil one field at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from crisis.actions import ACTIONS
from crisis.board import measures
from crisis.board.communications import Communication
from crisis.board.sitraps import SituationReport
from crisis.board.team import Member, calling
from tests.attached import attached_to
from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board, list_function

#: What an exercise leader does, in an exercise alone: see tests/web/test_exercising.py.
LEADING = {name for name in ACTIONS if name.startswith("exercise.")}
#: The acts that people do on a form of the door.
BY_HAND = {name for name, one in ACTIONS.items() if one.by_hand} - {"incident.open"} - LEADING


def fitting(board: Board, act: str) -> dict[str, Any]:
    """Makes what the act needs on the board, and gives input that Anna may send."""
    made = _MADE.get(act)
    return made(board) if made else dict(_PLAIN[act])


def known() -> set[str]:
    """The acts that this module knows."""
    return {*_PLAIN, *_MADE}


_PLAIN: dict[str, dict[str, Any]] = {
    "notes.add": {"text": "Het is rustig op het plein."},
    "phases.enter": {"phase": "onrust", "reason": "Er staan groepen op straat."},
    "phases.set_moment": {"name": "vrijdaggebed", "at": "2027-01-15T13:30"},
    "proposals.propose": {"place": "Melding", "words": "Bel de buren eerder.", "reason": "Zij hoorden het laat."},
    "scale.set": {"level": "3", "reason": "De burgemeester wil dit zelf leiden."},
    "tasks.add": {"title": "Wijkagent bellen"},
    "team.assign": {"person": FLEUR.id, "role": "observer"},
}


def _task(board: Board) -> dict[str, Any]:
    return {"task": board.adds_task()}


def _stuck(board: Board) -> dict[str, Any]:
    task = board.adds_task()
    board.does(ANNA, "tasks.block", task=task, reason="Geen gehoor")
    return {"task": task}


def _finished(board: Board) -> dict[str, Any]:
    task = board.adds_task()
    board.does(BRAM, "tasks.report_done", task=task, result="Gebeld")
    return {"task": task}


def _member(board: Board) -> dict[str, Any]:
    board.does(ANNA, "team.assign", person=CELIK.id, role="observer")
    return {"person": CELIK.id, "role": "observer"}


def _closed(board: Board) -> dict[str, Any]:
    board.does(ANNA, "incident.close", reason="Het is al een week rustig.", despite="Alles is overgedragen.")
    return {"reason": "Het begint opnieuw te onrusten."}


WORDS = "Er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
_PLAIN |= {
    "communications.draft": {"title": "Bericht", "product": "web_update", "audience": ["residents"], "words": WORDS},
    "team.stand_in": {"person": FLEUR.id, "starts": "2026-01-15T13:30", "until": "2026-01-16T13:30"},
}


def _filling(board: Board) -> dict[str, Any]:
    given = {**_PLAIN["communications.draft"], "words": "Er was iets bij {{plaats}}."}
    return {"communication": board.does(BRAM, "communications.draft", **given).last, "values": ["het plein"]}


def _handed_in(**more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act about a text of Bram that waits for Anna."""

    def make(board: Board) -> dict[str, Any]:
        given = {**_PLAIN["communications.draft"], "approver": "chair"}
        number = board.does(BRAM, "communications.draft", **given).last
        board.does(BRAM, "communications.ask_look", communication=number, role="chair", on="tone")
        board.does(BRAM, "communications.submit", communication=number)
        shown = {"digest": board.incident[Communication][number].digest} if "digest" in more else {}
        return {"communication": number, **more, **shown}

    return make


def _by_phone(board: Board) -> dict[str, Any]:
    number = board.does(BRAM, "communications.draft", **_PLAIN["communications.draft"]).last
    board.does(BRAM, "communications.submit", communication=number)
    digest = board.incident[Communication][number].digest
    return {"communication": number, "digest": digest, "approver": "mayor"}


def _agreed(**more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act about a text that Anna agreed with."""

    def make(board: Board) -> dict[str, Any]:
        number = _handed_in()(board)["communication"]
        shown = {"communication": number, "digest": board.incident[Communication][number].digest}
        board.does(ANNA, "communications.check", **shown)
        board.does(ANNA, "communications.approve", **shown)
        return {"communication": number, **more}

    return make


def _out(**more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act about a text that is out."""

    def make(board: Board) -> dict[str, Any]:
        number = _agreed()(board)["communication"]
        board.does(BRAM, "communications.release", communication=number, channels=["website"])
        return {"communication": number, **more}

    return make


def _holding(board: Board) -> dict[str, Any]:
    """A role of Fleur that goes to Celik."""
    board.does(ANNA, "team.assign", person=FLEUR.id, role="observer")
    held = [one.id for one in board.incident[Member].values() if one.role == "observer" and one.until is None]
    return {"member": held[-1], "person": CELIK.id, "words": "De buurt is gebeld."}


def _standing(board: Board) -> dict[str, Any]:
    """A period in which Fleur stands in."""
    return {"stand_in": board.does(ANNA, "team.stand_in", **_PLAIN["team.stand_in"]).first}


#: Tomorrow, for what may not last long.
SOON = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M}"
SITRAP: dict[str, Any] = {"situation": "Er staan vijftig mensen op het plein.", "next_at": "2099-01-15T13:30"}
DECISION: dict[str, Any] = {"chosen": "Het plein blijft open.", "why": "Het is rustig.", "decided_by": "Voorzitter"}
_PLAIN |= {
    "decisions.take": {"question": "Blijft het plein open?", "options": ["openhouden", "afsluiten"], **DECISION},
    "meetings.plan": {"at": "2099-01-15T13:30"},
    "measures.impose": {
        "kind": "emergency_order",
        "area": "Binnenstad",
        "valid_from": "2026-01-15T13:30",
        "valid_until": "2099-01-15T13:30",
        "grounds": "Er wordt opgeroepen tot geweld.",
        "alternatives": "Extra toezicht is te licht.",
        "proportionality": "Alleen waar het misgaat.",
        "decided_by": "Burgemeester",
    },
    "promises.make": {
        "words": "Wij bellen morgen terug.",
        "to_whom": "Moskeebestuur",
        "owner_role": "district_manager",
        "due": "2099-01-15T13:30",
    },
    "contacts.record": {"group": "Moskeebestuur", "by_whom": "Wijkmanager", "heard": "Mensen zijn bang."},
    "dialogues.plan": {
        "title": "Avond over het plein",
        "kind": "neighbourhood",
        "audience": "de buurt",
        "goal": "Horen wat er leeft.",
        "question": "Wat hebt u nodig?",
        "organiser": "Bewonersgroep",
        "decision_space": "De inrichting ligt vast.",
        "stage": "how",
    },
    "rumours.hear": {"text": "Het plein wordt afgesloten."},
    "questions.ask": {"text": "Is het plein open?"},
    "questions.withhold": {"text": "Wie de melding deed."},
    "press.record": {"medium": "Regionale omroep", "question": "Gaat het gebed door?"},
    "environment.report": {"sources": ["youth_work"], "behaviour": "Mensen leggen bloemen.", "confidence": "medium"},
    "assessments.assess": {"facts": "Er is geklad op de deur."},
    "team.invite_guest": {"title": "Teamleider, COA", "role": "partner_liaison", "until": SOON},
    "displays.put": {"place": "crisisruimte", "until": SOON},
    "assessments.choose": {"strategy_text": "Rust bewaren en luisteren."},
    "tension.read": {"level": "3", "reason": "Groepen roepen naar elkaar.", "source_type": "resident"},
}


def _new(act: str, argument: str, **more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act about something that another act makes."""
    return lambda board: {argument: board.does(ANNA, act, **_PLAIN[act]).last, **more}


def _begun(**more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act in a meeting that is going on."""

    def make(board: Board) -> dict[str, Any]:
        meeting = board.does(ANNA, "meetings.plan", **_PLAIN["meetings.plan"]).last
        board.does(ANNA, "meetings.open", meeting=meeting)
        return {"meeting": meeting, **more}

    return make


def _answered(board: Board) -> dict[str, Any]:
    question = board.does(ANNA, "questions.ask", **_PLAIN["questions.ask"]).last
    board.does(ANNA, "questions.answer", question=question, answer="Ja, het plein is open.")
    return {"question": question, "reason": "Het plein gaat dicht."}


def _reported(board: Board) -> int:
    """Bram made it: Anna still has to see it."""
    return board.does(BRAM, "environment.report", **_PLAIN["environment.report"]).first


def _invited(board: Board) -> dict[str, Any]:
    dialogue = board.does(ANNA, "dialogues.plan", **_PLAIN["dialogues.plan"]).last
    board.does(ANNA, "dialogues.invite", dialogue=dialogue, group="ouders", by_whom="school", number=40)
    return {"dialogue": dialogue, "group": "ouders", "coming": 30}


def _to_read(board: Board) -> dict[str, Any]:
    """Bram wrote it and asks: Anna still has to read it."""
    board.does(ANNA, "team.assign", person=BRAM.id, role="log_keeper")
    note = board.writes(BRAM)
    board.does(BRAM, "readings.ask", what=note)
    return {"what": note}


def _callable(board: Board) -> dict[str, Any]:
    """Somebody who can be called: Anna herself, for a role that nobody has."""
    if running := calling.current(board.incident):
        board.does(ANNA, "team.stand_down", call_out=running.id, reason="Het is voorbij.")
    list_function(board.ledger, f"Teamleider {secrets.token_hex(4)}", ["enforcement"], ANNA)
    return {"roles": ["enforcement"], "place": "Stadskantoor"}


def _calling(**more: Any) -> Callable[[Board], dict[str, Any]]:
    def make(board: Board) -> dict[str, Any]:
        started = board.does(ANNA, "team.call_out", **_callable(board)).first
        return {"called": started + 1, **more}

    return make


def _following(board: Board) -> dict[str, Any]:
    """Somebody was called, and another one is next."""
    list_function(board.ledger, f"Waarnemer {secrets.token_hex(4)}", ["enforcement"])
    return {"call_out": _calling()(board)["called"] - 1, "role": "enforcement"}


def _report(**more: Any) -> Callable[[Board], dict[str, Any]]:
    """Input for an act about a draft report; there is one at a time."""

    def make(board: Board) -> dict[str, Any]:
        _no_draft(board)
        return {"sitrap": board.does(ANNA, "sitraps.draft", **SITRAP).last, **more}

    return make


def _no_draft(board: Board) -> dict[str, Any]:
    for one in board.incident[SituationReport].values():
        if one.draft:
            board.does(ANNA, "sitraps.drop", sitrap=one.id)
    return SITRAP


def _ending(board: Board) -> dict[str, Any]:
    return {"call_out": _calling()(board)["called"] - 1, "reason": "Het is voorbij."}


def _closable(board: Board) -> dict[str, Any]:
    for measure in measures.in_force(board.incident, board.ledger.now()):
        board.does(ANNA, "measures.withdraw", measure=measure.id, reason="De rust is terug.")
    return {"reason": "Het is al een week rustig.", "despite": "Alles is overgedragen."}


_MADE = {
    "incident.close": _closable,
    "team.call_out": _callable,
    "team.answer": _calling(answer="coming", minutes="10"),
    "team.record_call": _calling(outcome="no_answer"),
    "team.remind": _calling(),
    "team.call_next": _following,
    "team.stand_down": _ending,
    "sitraps.draft": _no_draft,
    "sitraps.edit": _report(expectation="Het blijft rustig."),
    "sitraps.set": _report(),
    "sitraps.drop": _report(),
    "readings.ask": lambda board: {"what": board.writes()},
    "readings.confirm": _to_read,
    "decisions.revise": _new("decisions.take", "decision", **DECISION),
    "decisions.withdraw": _new("decisions.take", "decision", reason="De situatie is anders."),
    "meetings.move": _new("meetings.plan", "meeting", at="2099-01-15T15:00"),
    "meetings.cancel": _new("meetings.plan", "meeting", reason="Niemand kan."),
    "meetings.open": _new("meetings.plan", "meeting"),
    "meetings.attend": _begun(person=BRAM.id),
    "meetings.minute": _begun(column="picture", text="Het is rustig op het plein."),
    "meetings.decide": _begun(question="Blijft het plein open?", options=["geen"], **DECISION),
    "meetings.assign": _begun(title="Scholen bellen", owner_role="education_liaison"),
    "meetings.close": _begun(),
    "measures.check": _new("measures.impose", "measure", reason="Er staan nog groepen."),
    "measures.withdraw": _new("measures.impose", "measure", reason="De rust is terug."),
    "promises.report_back": _new("promises.make", "promise", how="Gebeld met de secretaris."),
    "promises.drop": _new("promises.make", "promise", reason="Er is geen zaal."),
    "rumours.hear_again": _new("rumours.hear", "rumour"),
    "rumours.check": _new("rumours.hear", "rumour", with_whom="politie"),
    "rumours.settle": _new("rumours.hear", "rumour", outcome="refuted", finding="De politie weet van niets."),
    "rumours.decide": _new("rumours.hear", "rumour", decision="monitor", reason="Het gaat niet verder."),
    "questions.count": _new("questions.ask", "question"),
    "questions.assign": _new("questions.ask", "question", owner_role="spokesperson"),
    "questions.answer": _new("questions.ask", "question", answer="Ja, het plein is open."),
    "questions.withdraw": _answered,
    "questions.close": _new("questions.ask", "question", reason="Niemand vraagt het meer."),
    "questions.lift": _new("questions.withhold", "unsaid", reason="De politie heeft het zelf verteld."),
    "press.answer": _new("press.record", "inquiry", answer="Ja, het gebed gaat door."),
    "press.drop": _new("press.record", "inquiry", reason="De omroep belde zelf af."),
    "environment.see": lambda board: {"report": _reported(board)},
    "dialogues.tick": _new("dialogues.plan", "dialogue", step="1"),
    "dialogues.invite": _new("dialogues.plan", "dialogue", group="ouders", by_whom="school", number="40"),
    "dialogues.answer": _invited,
    "dialogues.report": _new(
        *("dialogues.plan", "dialogue"),
        **{"attendance": "38", "mood_before": "2", "mood_after": "4", "themes": ["veiligheid"]},
        middle_voice="Laat ons niet kiezen.",
    ),
    "dialogues.promise": _new(
        *("dialogues.plan", "dialogue"), words="Er komt licht.", owner_role="chair", due="2099-01-15T13:30"
    ),
    "dialogues.follow_up": _new("dialogues.plan", "dialogue", title="Lampen plaatsen", owner_role="chair"),
    "dialogues.cancel": _new("dialogues.plan", "dialogue", reason="De zaal is dicht."),
    "dialogues.change": _new("dialogues.plan", "dialogue", place="Buurthuis"),
    "notes.correct": lambda board: {"note": board.writes(), "text": "Het is nu echt rustig op het plein."},
    "notes.verify": lambda board: {"note": board.writes(), "verification": "confirmed"},
    "tasks.claim": _task,
    "tasks.assign": lambda board: {**_task(board), "assignee": BRAM.id},
    "tasks.start": _task,
    "tasks.block": lambda board: {**_task(board), "reason": "Geen gehoor"},
    "tasks.unblock": _stuck,
    "tasks.report_done": _task,
    "tasks.accept": _finished,
    "tasks.reopen": lambda board: {**_finished(board), "reason": "Toch niet klaar"},
    "tasks.drop": lambda board: {**_task(board), "reason": "Is niet meer nodig"},
    "tasks.comment": lambda board: {**_task(board), "text": "Ik bel straks nog eens."},
    "tasks.change": lambda board: {**_task(board), "title": "Wijkagent en buurtteam bellen"},
    "team.release": _member,
    "communications.edit": _new("communications.draft", "communication", words="Anders. Bel 112."),
    "communications.fill": _filling,
    "communications.submit": _new("communications.draft", "communication"),
    "communications.detach": lambda board: {
        "communication": board.does(BRAM, "communications.draft", **_PLAIN["communications.draft"]).last,
        "digest": attached_to(board, board.incident.seq).digest,
    },
    "communications.comment": _new("communications.draft", "communication", words="De tijd klopt niet."),
    "communications.ask_look": _new("communications.draft", "communication", role="police_liaison", on="facts"),
    "communications.weigh": _new("communications.draft", "communication", why="Het moet."),
    "communications.withdraw": _new("communications.draft", "communication", reason="Niet nodig."),
    "communications.delegate": _new("communications.draft", "communication", role="municipal_secretary", reason="Weg."),
    "communications.check": _handed_in(digest=""),
    "communications.request_changes": _handed_in(reason="Noem het plein."),
    "communications.approve": _handed_in(digest=""),
    "communications.call_me": _handed_in(),
    "communications.approve_by_phone": _by_phone,
    "communications.release": _agreed(channels=["website"]),
    "communications.correct": _out(words="Het was om 19:00 uur."),
    "team.hand_over": _holding,
    "team.revoke_guest": _new("team.invite_guest", "guest"),
    "team.end_stand_in": _standing,
    "displays.take_down": _new("displays.put", "display"),
    "incident.reopen": _closed,
}
