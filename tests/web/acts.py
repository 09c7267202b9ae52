"""Input for every act that is accepted, so that a test can spoil one field at a time."""

from __future__ import annotations

from typing import Any

from tests.cast import ANNA, BRAM, CELIK, FLEUR, Board


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
    "incident.close": {"reason": "Het is al een week rustig.", "despite": "Alles is overgedragen."},
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


_MADE = {
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
