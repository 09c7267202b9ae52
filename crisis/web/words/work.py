"""Words on the forms of tasks, log lines, phases and scale."""

from __future__ import annotations

from typing import Final

WORK: Final[dict[str, tuple[str, str]]] = {
    "title": ("Wat moet er gebeuren?", "Begin met een werkwoord."),
    "tasks.change.title": ("Titel", ""),
    "details": ("Toelichting", ""),
    "owner_role": ("Welke rol is eigenaar?", ""),
    "assignee": ("Wie doet het?", ""),
    "due": ("Klaar vóór", ""),
    "circle": ("Wie mag dit lezen?", ""),
    "reason": ("Reden", "Eén zin is genoeg."),
    "despite": (
        "Toch afsluiten, omdat",
        "Alleen nodig bij taken zonder eigenaar, open toezeggingen of open geruchten.",
    ),
    "result": ("Wat is het resultaat?", "Mag leeg blijven."),
    "text": ("Tekst", ""),
    "notes.add.text": ("Wat wilt u vastleggen?", "Eén of twee zinnen. Geen namen van personen."),
    "notes.correct.text": ("Verbeterde tekst", "De oude tekst blijft doorgestreept zichtbaar."),
    "tasks.comment.text": ("Opmerking", ""),
    "kind": ("Soort regel", ""),
    "source_type": ("Bron", ""),
    "source_note": ("Toelichting bij de bron", "Functie of organisatie, geen naam."),
    "verification": ("Hoe zeker is dit?", ""),
    "review_at": ("Wanneer opnieuw nagaan?", "Alleen voor een aanname."),
    "why": ("Waarom dit besluit?", "Alleen voor een besluit."),
    "options_rejected": ("Welke keuzes vielen af?", "Alleen voor een besluit. ‘Geen’ mag ook."),
    "decided_by": ("Wie besloot?", "Functie, bijvoorbeeld: voorzitter."),
    "decided_as": ("Namens wie of in welk overleg?", "Bijvoorbeeld: kernteam, driehoek."),
    "present": ("Wie waren erbij?", "Functies, één per regel."),
    "reached": ("Is het contact gelukt?", "Alleen voor een contactpoging."),
    "phase": ("Naar welke fase?", ""),
    "met": ("Wat is er vervuld?", "Niets aanvinken mag ook: dat staat dan in het logboek."),
    "level": ("Naar welke schaal?", ""),
    "name": ("Welk sleutelmoment?", ""),
    "at": ("Wanneer?", ""),
    "person": ("Wie?", ""),
    "role": ("Welke rol?", ""),
    "occurred_at": ("Wanneer gebeurde het?", "Leeg laten betekent: nu."),
}
