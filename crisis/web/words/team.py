"""Words on the forms of the team: calling, guests, screens, handing over."""

from __future__ import annotations

from typing import Final

TEAM: Final[dict[str, tuple[str, str]]] = {
    # Oproep
    "team.call_out.place": ("Waar en hoe doet men mee?", "Adres, zaal of vergaderlink. Geen namen, geen details."),
    "team.call_out.roles": ("Of alleen deze rollen?", "Laat leeg voor het hele kernteam of brede team."),
    "broad": ("Het brede team?", "Ja: alle rollen uit het draaiboek. Nee: het kernteam."),
    "note": ("Wat moeten zij weten?", "Kort. Geen namen en geen details van mensen."),
    "test": ("Is dit een test?", "Dan staat er TEST in elk bericht."),
    "answer": ("Kunt u komen?", ""),
    "minutes": ("Over hoeveel minuten?", "Leeg betekent: nu."),
    "team.answer.at": ("Of om hoe laat?", ""),
    "remark": ("Wilt u iets zeggen?", "Bijvoorbeeld: ik kom met de trein."),
    "deputy": ("Kunt u niet? Wie vervangt u?", "Functie, geen naam."),
    "outcome": ("Wat kwam eruit?", ""),
    "team.record_delivery.outcome": ("Hoe ging het?", ""),
    "team.record_group.outcome": ("Hoe ging het?", ""),
    "channel": ("Langs welke weg?", ""),
    "detail": ("Bijzonderheden", ""),
    # Gasten, schermen en overdracht
    "team.invite_guest.title": (
        "Wie?",
        "Functie en organisatie, geen naam.",
    ),
    "team.invite_guest.role": ("In welke rol?", "Rollen die afgeschermde regels lezen kunnen niet als gast."),
    "until": ("Tot wanneer?", ""),
    "displays.put.place": ("Waar hangt het scherm?", "Bijvoorbeeld: crisisruimte, tweede verdieping."),
    "team.hand_over.person": ("Wie neemt het over?", ""),
    "team.hand_over.words": (
        "Wat moet de ander weten?",
        "Dit staat nu open. Vul aan en haal weg wat niet klopt.",
    ),
    "starts": ("Vanaf wanneer?", ""),
}
