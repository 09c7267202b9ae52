"""The field's words: identifiers in English, what a user reads in Dutch (domain glossary, sections 2 and 9)."""

from __future__ import annotations

from typing import Final

#: Roles held per incident, in the order in which a team is read out.
ROLES: Final[dict[str, str]] = {
    "chair": "Voorzitter",
    "public_order_advisor": "OOV-adviseur",
    "log_keeper": "Verslaglegger",
    "police_liaison": "Politie",
    "communications_advisor": "Communicatieadviseur",
    "spokesperson": "Woordvoerder",
    "environment_analyst": "Omgevingsanalist",
    "information_coordinator": "Informatiecoördinator",
    "radicalisation_officer": "Dossierhouder radicalisering",
    "district_manager": "Wijkmanager",
    "youth_work": "Jongerenwerk",
    "education_liaison": "Onderwijs",
    "care_liaison": "Zorg",
    "allies_coordinator": "Coördinator Bondgenoten",
    "prosecution_liaison": "Openbaar Ministerie",
    "legal_advisor": "Jurist openbare orde",
    "enforcement": "Handhaving",
    "municipal_secretary": "Gemeentesecretaris",
    "mayor": "Burgemeester",
    "mayors_office": "Kabinet burgemeester",
    "aftercare_coordinator": "Nazorgcoördinator",
    "evaluator": "Evaluator",
    "council_registry": "Griffie",
    "partner_liaison": "Liaison partner",
    "community_ally": "Bondgenoot",
    "observer": "Meekijker",
    "exercise_leader": "Oefenleider",
    "records_officer": "Informatiebeheerder",
    "privacy_officer": "Privacy officer",
}

_PROPER: Final = ("Openbaar",)


def spoken(role: str) -> str:
    """A role as it stands in the middle of a sentence: 'voorzitter', but 'OOV-adviseur'."""
    words = ROLES[role]
    keeps = words.startswith(_PROPER) or words[1:2].isupper()
    return words if keeps else words[0].lower() + words[1:]


def lowered(text: str) -> str:
    """Words as they stand in the middle of a sentence; what is all capitals stays so: 'KCC'."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def quoted(words: str) -> str:
    """Words as a name of what they are about: between quotation marks, at most 80 characters.

    >>> quoted("Rustig op het plein")
    '‘Rustig op het plein’'
    """
    return f"‘{words if len(words) <= 80 else words[:79].rstrip() + '…'}’"


def ended(text: str) -> str:
    """Somebody's words as a sentence of their own: with one full stop behind them, unless they end otherwise."""
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."


def persons(count: int) -> str:
    """How many people: '1 persoon', '12 personen'."""
    return f"{count} {'persoon' if count == 1 else 'personen'}"


#: Roles that hang on the account instead of on one incident.
STANDING: Final[dict[str, str]] = {
    "coordinator": "Crisiscoördinator",
    "mayor": "Burgemeester",
    "mayors_office": "Kabinet burgemeester",
    "records_officer": "Informatiebeheerder",
    "privacy_officer": "Privacy officer",
    "admin": "Functioneel beheer",
}

#: What a phase is, whatever a playbook calls it.
PHASE_KINDS: Final[dict[str, str]] = {
    "monitoring": "Volgen",
    "tension": "Oplopende spanning",
    "threat": "Concrete dreiging",
    "incident": "Incident",
    "unrest": "Aanhoudende onrust",
    "aftercare": "Nazorg",
    "evaluation": "Evaluatie",
}

#: How much organisation is put on it; G1 to G5 are declared by the region and only recorded.
SCALES: Final[dict[str, str]] = {
    "0": "Lijn",
    "1": "Kernteam",
    "2": "Breed team",
    "3": "Beleidsteam",
    "G1": "GRIP 1",
    "G2": "GRIP 2",
    "G3": "GRIP 3",
    "G4": "GRIP 4",
    "G5": "GRIP 5",
}

#: Circles of readers, from the smallest to the widest; each contains the ones before it.
CIRCLES: Final[dict[str, str]] = {
    "restricted": "Afgeschermd",
    "core_team": "Kernteam",
    "full_team": "Hele team",
    "mayor": "Team en burgemeester",
    "partners": "Team, burgemeester en partners",
    "public": "Iedereen bij dit incident",
}

#: The circle of the exercise leader alone, inside all others. Nobody chooses it: it holds the script of an exercise.
EXERCISE_CIRCLE: Final = "exercise"

#: Confidentiality of an incident (the ZGW list of vertrouwelijkheidaanduidingen).
CLASSIFICATIONS: Final[dict[str, str]] = {
    "openbaar": "Openbaar",
    "beperkt_openbaar": "Beperkt openbaar",
    "intern": "Intern",
    "zaakvertrouwelijk": "Zaakvertrouwelijk",
    "vertrouwelijk": "Vertrouwelijk",
    "confidentieel": "Confidentieel",
    "geheim": "Geheim",
    "zeer_geheim": "Zeer geheim",
}

#: Where a task stands in Dordrecht's three lines of action.
LINES: Final[dict[str, str]] = {
    "signaleren": "Signaleren",
    "voorkomen": "Voorkomen",
    "interveniëren": "Interveniëren",
}

#: Kinds of lines in the log that the board records; those that people write stand with the notes.
BOARD_LINES: Final[dict[str, str]] = {
    "task": "Taak",
    "meeting": "Overleg",
    "measure": "Maatregel",
    "promise": "Toezegging",
    "contact": "Gesprek",
    "dialogue": "Bijeenkomst",
    "question": "Vraag",
    "press": "Persvraag",
    "environment": "Omgevingsanalyse",
    "sitrap": "Situatierapport",
    "tension": "Spanning",
    "phase": "Fase en schaal",
    "communication": "Bericht",
    "team": "Team",
    "exercise": "Oefening",
    "incident": "Incident",
}

#: What lines that the board records are counted as, by kind of line; the empty kind is all others.
COUNTED: Final[dict[str, tuple[str, str]]] = {
    "task": ("taak", "taken"),
    "communication": ("bericht", "berichten"),
    "": ("regel", "regels"),
}

#: Communication products (section 4.3).
PRODUCTS: Final[dict[str, str]] = {
    "holding_statement": "Procesbericht",
    "key_message": "Kernboodschap",
    "qa": "Vragen en antwoorden",
    "spokesperson_line": "Woordvoeringslijn",
    "press_release": "Persbericht",
    "mayor_statement": "Verklaring burgemeester",
    "residents_letter": "Bewonersbrief",
    "social_post": "Bericht sociale media",
    "web_update": "Bericht website",
    "allies_message": "Bericht aan Bondgenoten",
    "school_message": "Bericht aan scholen en ouders",
    "staff_message": "Bericht aan medewerkers",
    "executive_notice": "Bericht aan het college",
    "council_letter": "Raadsinformatiebrief",
    "partner_notice": "Bericht aan partners",
    "meeting_invitation": "Uitnodiging bijeenkomst",
    "meeting_report": "Verslag bijeenkomst",
    "correction_notice": "Rectificatie",
    "rumour_response": "Reactie op een gerucht",
}

#: Who a message is for; `directly_affected` comes before `press`.
AUDIENCES: Final[dict[str, str]] = {
    "directly_affected": "Direct betrokkenen",
    "neighbours": "Omwonenden",
    "residents": "Inwoners",
    "press": "Pers",
    "allies": "Bondgenoten",
    "congregations": "Besturen van gebedshuizen",
    "schools": "Scholen",
    "parents": "Ouders",
    "businesses": "Ondernemers",
    "contact_centre": "KCC en balies",
    "staff": "Medewerkers",
    "partners": "Partners",
    "executive": "College",
    "council": "Gemeenteraad",
    "participants": "Deelnemers",
}
#: What somebody looks at in a text of another.
CHECKS: Final[dict[str, str]] = {"facts": "Feiten", "legal": "Juridisch", "tone": "Toon", "informed": "Op de hoogte"}
