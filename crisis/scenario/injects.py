"""What comes to a team from outside during an exercise: reports, rumours, questions, and somebody who does not come."""

from __future__ import annotations

from typing import Final

#: The acts by which something from outside gets on the board, with what the list of an exercise leader calls it.
INJECTS: Final[dict[str, str]] = {
    "notes.add": "Melding",
    "rumours.hear": "Gerucht",
    "rumours.hear_again": "Gerucht, nog eens",
    "questions.ask": "Vraag",
    "questions.count": "Vraag, nog eens",
    "press.record": "Persvraag",
    "tension.read": "Spanning",
    "team.answer": "Antwoord op de oproep",
    "team.record_call": "Gebeld",
}
