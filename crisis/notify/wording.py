"""The text of a message: what is asked, where, as whom and how to answer. Nothing about people or the case."""

from __future__ import annotations

from typing import Final

from crisis.board.team.calling import Called, CallOut
from crisis.directory import Function
from crisis.glossary import ROLES, spoken
from crisis.incident import Incident

#: Above the text and in the subject, so that nobody takes an exercise for the real thing.
EXERCISE: Final = "OEFENING"
_TEST: Final = "TEST"
_DANGER: Final = "Is er direct gevaar? Bel 112."
YEARLY: Final = "Klopt dit nog? Uw gegevens in het adresboek"


def subject(incident: Incident, call_out: CallOut, reminder: bool = False, *, ended: bool = False) -> str:
    """The subject: code word and what is asked."""
    if ended:
        return f"{mark(incident, call_out)}u hoeft niet meer te komen, oproep {incident.code}"
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
        _DANGER,
        "Zet dit bericht niet door. Deel geen namen en geen details.",
    ]
    return "\n".join(lines)


def released(incident: Incident, call_out: CallOut) -> str:
    """For who was called and is not there yet: one does not have to come any more. Not why; that stands in the log."""
    lines = (f"{mark(incident, call_out)}U hoeft niet meer te komen.", f"Code: {incident.code}", "", _DANGER)
    return "\n".join(lines)


def group_called(incident: Incident, call_out: CallOut) -> str:
    """For a group: that there is a call-out. Who was called, and the link to answer by, are for those people alone."""
    lines = [
        f"{mark(incident, call_out)}Het team wordt opgeroepen.",
        f"Code: {incident.code}",
        f"Waar: {call_out.place}",
        "",
        "Bent u opgeroepen? Dan kreeg u zelf ook een bericht. Antwoord daar, of bel de voorzitter.",
        _DANGER,
    ]
    return "\n".join(lines)


def group_released(incident: Incident, call_out: CallOut) -> str:
    """For a group: that the call-out ended."""
    lines = [
        f"{mark(incident, call_out)}De oproep is beëindigd. Wie nog onderweg is, hoeft niet meer te komen.",
        f"Code: {incident.code}",
        "",
        _DANGER,
    ]
    return "\n".join(lines)


def yearly(municipality: str, function: Function, address: str) -> str:
    """What stands in the directory for a function, and where to say whether that is still right."""
    roles = ", ".join(word for role, word in ROLES.items() if role in function.roles)
    lines = [
        f"Uw functie staat in het adresboek van {municipality}.",
        "Daarmee roepen wij mensen op als er spanningen zijn in de samenleving. Klopt dit nog?",
        "",
        f"Functie: {function.title}",
        f"Organisatie: {function.organisation}",
        f"Rollen: {roles or 'nog geen'}",
        f"Telefoon: {function.phone or 'geen'}",
        f"E-mail: {function.email or 'geen'}",
        *([f"Ook te bereiken via: {function.other}"] if function.other else []),
        "",
        "Zeg hier of het klopt, of wat er anders is:",
        address,
        "",
        "De link werkt 30 dagen. Wij vragen dit één keer per jaar.",
    ]
    return "\n".join(lines)


def mark(incident: Incident, call_out: CallOut) -> str:
    """TEST or OEFENING before everything else, when it is one."""
    if call_out.test:
        return f"{_TEST}: "
    return f"{EXERCISE}: " if incident.exercise else ""
