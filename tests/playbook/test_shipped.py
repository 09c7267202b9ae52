"""The playbooks that come with the product: complete, consistent, and fit to read out in a hurry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crisis import playbook
from crisis.playbook.advice import findings

BASE = {
    "logboek-openen": ("chair", "T+10m"),
    "burgemeester-informeren": ("public_order_advisor", "T+15m"),
    "eerste-beeld": ("information_coordinator", "T+30m"),
    "driehoek-nodig": ("public_order_advisor", "T+30m"),
    "omgevingsanalyse": ("environment_analyst", "T+60m"),
    "woordvoeringslijn-kcc": ("communications_advisor", "T+60m"),
    "wie-ontbreekt": ("chair", "T+60m"),
    "duiding": ("chair", "T+90m"),
    "scenarios": ("information_coordinator", "T+2h"),
    "hulp-vragen": ("public_order_advisor", "T+2h"),
    "rooster": ("municipal_secretary", "T+4h"),
    "privacy-nalopen": ("privacy_officer", "T+1d"),
}
WORK = {
    "melding": BASE
    | {
        "bel-bestuur": ("district_manager", "T+30m"),
        "procesbericht-uit": ("spokesperson", "T+45m"),
        "motief-lijn": ("information_coordinator", "T+60m"),
        "burgemeester-bezoek": ("mayors_office", "T+2h"),
        "politie-toezicht": ("police_liaison", "T+2h"),
        "gebed-bepalen": ("district_manager", "T+2h"),
        "gebedshuizen-informeren": ("allies_coordinator", "T+3h"),
        "leuzen-verwijderen": ("enforcement", "T+6h"),
    },
    "onrust": {
        "jongerenwerk-aanwezig": ("youth_work", "T+4h"),
        "schouw-gebouw": ("district_manager", "T+2d"),
    },
    "symbolische-momenten": {"aanwezigheid-afspreken": ("police_liaison", "M-4h(vrijdaggebed)")},
    "nazorg": {
        "overdracht": ("chair", "M+4h(afschalen)"),
        "nazorgplan": ("aftercare_coordinator", "T+1d"),
        "nazorg-eigen-mensen": ("municipal_secretary", "T+1d"),
        "terugkoppeling": ("allies_coordinator", "T+2d"),
        "feitenrelaas": ("information_coordinator", "T+3d"),
        "nazorgpeiling-week": ("aftercare_coordinator", "T+7d"),
        "nazorgpeiling-maand": ("aftercare_coordinator", "T+35d"),
        "bezoek-week": ("mayor", "T+7d"),
        "bezoek-maand": ("district_manager", "T+35d"),
    },
    "evaluatie": {
        "nabespreking": ("evaluator", "T+2wd"),
        "evaluatiebijeenkomst": ("evaluator", "T+21d"),
        "evaluatierapport": ("evaluator", "T+42d"),
        "draaiboek-aanpassen": ("public_order_advisor", "T+56d"),
        "dossier": ("records_officer", "T+56d"),
    },
}
MESSAGES = {
    "procesbericht": ("T+45m", "mayor"),
    "verklaring-burgemeester": ("T+3h", "mayor"),
    "bericht-bondgenoten": ("T+3h", "chair"),
    "bewonersbrief": ("T+1d", "mayor"),
    "raadsbericht": ("T+1d", "mayor"),
    "woordvoeringslijn": ("T+60m", "mayor"),
    "feitenrelaas-raad": ("T+4d", "mayor"),
}
KINDS = {
    "melding": "incident",
    "onrust": "unrest",
    "symbolische-momenten": "threat",
    "nazorg": "aftercare",
    "evaluatie": "evaluation",
}
NOT_NEUTRAL = re.compile(r"\btuig|relschopper|probleemgroep|allochto|autochto|haatbaard|wappie|\bzaak\b|casus", re.I)
#: Every playbook that section 11 of the domain names, and the general one.
ALL = (
    *("algemeen", "demonstratie-tegendemonstratie", "ernstig-geweldsincident", "incident-gebedshuis"),
    *("internationaal-conflict", "online-oproep-rellen", "opvang-azc", "schoolincident-polarisatie"),
    "zedenzaak-of-terugkeer",
)


@pytest.fixture(scope="module")
def book() -> playbook.Playbook:
    return playbook.load("incident-gebedshuis")


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", sorted(playbook.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_is_right(path: Path) -> None:
    assert playbook.check(path) == []


def test_what_can_be_opened() -> None:
    assert "incident-gebedshuis" in playbook.names()
    assert "basis" not in playbook.names()


def test_phases(book: playbook.Playbook) -> None:
    assert {phase.key: phase.kind for phase in book.phases} == KINDS
    assert all(phase.enter_when and phase.leave_when and phase.strategy_prompt for phase in book.phases)
    assert [phase.scale for phase in book.phases] == ["1", "2", "1", "0", "0"]
    assert str(book.first_phase.meeting_every) == "2h"


@pytest.mark.parametrize("phase", WORK)
def test_every_task_is_there_with_owner_and_deadline(book: playbook.Playbook, phase: str) -> None:
    assert {task.key: (task.owner, str(task.due)) for task in book.phase(phase).tasks} == WORK[phase]


def test_every_task_says_when_it_is_done(book: playbook.Playbook) -> None:
    tasks = [task for phase in book.phases for task in phase.tasks]
    assert [task.key for task in tasks if not task.done_when] == []
    assert [task.title for task in tasks if len(task.title) > 70] == []
    assert book.phase("melding").tasks[-1].release


def test_every_owner_is_in_the_team(book: playbook.Playbook) -> None:
    owners = {task.owner for phase in book.phases for task in phase.tasks}
    messages = [message for phase in book.phases for message in phase.communications]
    writers = {role for one in messages for role in (one.drafted_by, one.approved_by, *(c.role for c in one.checks))}
    assert (owners | writers) - {member.role for member in book.team} == set()
    assert book.core_roles == {
        "chair",
        "public_order_advisor",
        "police_liaison",
        "communications_advisor",
        "district_manager",
        "allies_coordinator",
        "log_keeper",
    }


def test_every_message_has_a_text_a_chain_and_a_deadline(book: playbook.Playbook) -> None:
    messages = [message for phase in book.phases for message in phase.communications]
    assert {one.key: (str(one.due), one.approved_by) for one in messages} == MESSAGES
    assert all(one.text and one.slots and one.drafted_by and one.checks for one in messages)
    assert [one.key for one in messages if one.preapproved] == ["procesbericht"]


def test_every_meeting_can_be_convened(book: playbook.Playbook) -> None:
    meetings = [meeting for phase in book.phases for meeting in phase.dialogues]
    assert [one.key for one in meetings] == ["gesprek-bestuur", "tafel-besturen", "open-huis"]
    assert all(one.decision_space and one.communication_owner and one.goal and one.due for one in meetings)
    assert all(one.closed_because for one in meetings if one.openness == "closed")


def test_assessment_contacts_and_lessons(book: playbook.Playbook) -> None:
    assert None not in book.assessment.model_dump().values()
    assert {"bestuur-gebedshuis", "meldkamer"} <= {contact.key for contact in book.contacts}
    assert book.trigger
    assert book.not_for
    assert book.mistakes
    assert book.sources
    assert {moment.key for moment in book.moments} == {"vrijdaggebed", "afschalen"}


def test_all_nine_are_there() -> None:
    assert tuple(sorted(playbook.names())) == ALL


@pytest.mark.parametrize("name", ALL)
def test_the_words_are_neutral_and_nobody_is_named(name: str) -> None:
    everything = [text for text in texts(playbook.load(name).document()) if text != "zaakvertrouwelijk"]
    assert [text for text in everything if NOT_NEUTRAL.search(text)] == []
    assert [text for text in everything if re.search(r"@|\b0[1-7]\d[ -]?\d{6,}", text)] == []


@pytest.mark.parametrize("name", ALL)
def test_sentences_are_short(name: str) -> None:
    sentences = [part for text in texts(playbook.load(name).document()) for part in re.split(r"[.?!:;\n]+", text)]
    assert [one for one in sentences if len(one.split()) > 24] == []


@pytest.mark.parametrize("name", ALL)
def test_each_is_complete(name: str) -> None:
    """What section 11 asks of every playbook, whatever it is about."""
    book = playbook.load(name)
    assert book.trigger
    assert book.not_for
    assert book.principles
    assert book.sources
    assert book.mistakes
    assert None not in book.assessment.model_dump().values()
    assert {"meldkamer", "burgemeester"} <= {contact.key for contact in book.contacts}
    assert {"aftercare", "evaluation"} <= {phase.kind for phase in book.phases}
    assert all(phase.enter_when and phase.strategy_prompt for phase in book.phases)
    tasks = [task for phase in book.phases for task in phase.tasks]
    assert all(task.done_when and task.due for task in tasks)
    messages = [one for phase in book.phases for one in phase.communications]
    assert any(one.preapproved for one in messages), "a holding statement that is ready to go out"
    assert all(one.text and one.approved_by for one in messages)
    assert all(one.decision_space and one.goal for phase in book.phases for one in phase.dialogues)


@pytest.mark.parametrize("path", sorted(playbook.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_is_found_beyond_form(path: Path) -> None:
    found = findings(path, playbook.FOLDER, date(2026, 11, 28))
    assert [one.told() for one in found] == []


def test_the_small_circle_is_small() -> None:
    book = playbook.load("zedenzaak-of-terugkeer")
    assert book.circle == "restricted"
    assert book.restricted_roles.isdisjoint({"mayors_office", "partner_liaison", "district_manager"})
    assert all(task.circle in (None, "restricted") for task in book.first_phase.tasks)
