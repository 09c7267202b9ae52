"""Input for every act that is accepted, so that a test can spoil one field at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from crisis.board import measures
from crisis.board.team import calling
from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board, list_function


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
    "assessments.assess": {"facts": "Er is geklad op de deur."},
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
    "team.record_delivery": _calling(outcome="sent", channel="e-mail"),
    "team.remind": _calling(),
    "team.stand_down": _ending,
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
    "incident.reopen": _closed,
}
