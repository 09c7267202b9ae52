"""The text of a message: what is asked, where, as whom and how to answer. Nothing about people or the case."""

from __future__ import annotations

from crisis.board.team.calling import Called, CallOut
from crisis.glossary import spoken
from crisis.incident import Incident

#: Above the text and in the subject, so that nobody takes an exercise for the real thing.
_MARKS = {"test": "TEST", "exercise": "OEFENING"}


def subject(incident: Incident, call_out: CallOut, reminder: bool) -> str:
    """The subject: code word and what is asked."""
    again = "Herinnering: " if reminder else ""
    return f"{mark(incident, call_out)}{again}oproep {incident.code}"


def body(incident: Incident, call_out: CallOut, called: Called, address: str) -> str:
    """The text, with the link to answer by when there is one."""
    roles = " en ".join(spoken(role) for role in called.roles)
    answer = f"Antwoord hier, ook op uw telefoon:\n{address}" if address else "Bel de voorzitter om te antwoorden."
    lines = [
        f"{mark(incident, call_out)}U wordt opgeroepen als {roles}.",
        f"Code: {incident.code}",
        f"Waar: {call_out.place}",
        *([call_out.note] if call_out.note else []),
        "",
        answer,
        "",
        "Is er direct gevaar? Bel 112.",
        "Zet dit bericht niet door. Deel geen namen en geen details.",
    ]
    return "\n".join(lines)


def mark(incident: Incident, call_out: CallOut) -> str:
    """TEST or OEFENING before everything else, when it is one."""
    if call_out.test:
        return f"{_MARKS['test']}: "
    return f"{_MARKS['exercise']}: " if incident.exercise else ""
