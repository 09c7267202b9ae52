"""What `crisis playbook check` finds beyond form: each fault seeded in a good playbook is found on its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crisis.playbook import BrokenPlaybook
from crisis.playbook.advice import findings
from crisis.playbook.beginning import beginning
from crisis.playbook.finding import Finding

TODAY = date(2026, 11, 28)
#: What is changed in a good playbook: the text that goes, what comes, and what is said of it.
FAULTS = {
    "owner nobody holds": ("owner: police_liaison", "owner: council_registry", "griffie zit niet in het team"),
    "drafter nobody holds": ("drafted_by: spokesperson", "drafted_by: youth_work", "jongerenwerk zit niet in het team"),
    "checker nobody holds": ("{role: police_liaison, on", "{role: observer, on", "meekijker zit niet in het team"),
    "no approver": ("        approved_by: mayor\n", "", "niemand geeft akkoord"),
    "not preapproved": ("product: holding_statement", "product: press_release", "alleen een procesbericht"),
    "never begins": (
        "    enter_when:\n      - Er is een dag lang geen nieuwe melding geweest.\n",
        "",
        "deze fase begint nooit",
    ),
    "waits for what comes later": ("due: T+30m\n", "due: T+30m\n        needs: [overdracht]\n", "in een latere fase"),
    "outside in the small circle": (
        "  - {role: legal_advisor,",
        "  - {role: partner_liaison, restricted: true, when: soms}\n  - {role: legal_advisor,",
        "leest de kleinste kring nooit",
    ),
}
HINTS = {
    "vague criterion": ("Het eerste bericht is geplaatst.", "De sfeer is goed genoeg.", "ziet ieder anders"),
    "question as criterion": ("Het eerste bericht is geplaatst.", "Is het bericht geplaatst?", "dit is een vraag"),
    "short criterion": ("Het eerste bericht is geplaatst.", "Bericht geplaatst.", "schrijf een hele zin"),
    "word to avoid": (
        "Wat willen wij in deze fase",
        "Wat willen de relschoppers in deze fase",
        "vermijd 'relschoppers'",
    ),
    "zaak": ("Wat willen wij in deze fase", "Wat wil deze zaak in deze fase", "vermijd 'zaak'"),
    "slot with a typo": ("{{volgende-update}}", "{{volgnde-update}}", "bedoelt u 'volgende-update'?"),
    "long sentence": (
        "De politie onderzoekt wat er is gebeurd.",
        "De politie onderzoekt samen met heel veel anderen in de stad en ook daarbuiten wat er op die ene plek nu "
        "precies allemaal is gebeurd.",
        "een lange zin",
    ),
    "hard word": ("De politie onderzoekt", "De politie onderzoekt momenteel", "een moeilijk woord: 'momenteel'"),
    "no done_when": ("        done_when: het antwoord van de wijkagent is gelogd\n", "", "done_when"),
    "no deadline": ("        due: T+30m\n", "", "geen termijn"),
    "long title": ("Wijkagent bellen over wat er leeft", "Wijkagent bellen " * 5, "deze naam is lang"),
    "late review": ("includes: [basis]", "includes: [basis]\nreview_before: 2026-11-28", "al opnieuw bekeken"),
}


@pytest.fixture
def found(tmp_path: Path, folder: Path):
    def look(text: str) -> list[Finding]:
        path = tmp_path / "proef.yaml"
        path.write_text(text, "utf-8")
        return findings(path, folder, TODAY)

    return look


@pytest.fixture
def folder() -> Path:
    from crisis.playbook import FOLDER

    return FOLDER


def changed(before: str, after: str) -> str:
    good = beginning("proef")
    assert before in good
    return good.replace(before, after, 1)


def test_a_new_playbook_is_right(found) -> None:
    assert found(beginning("proef")) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(found, name: str) -> None:
    before, after, told = FAULTS[name]
    faults = [one for one in found(changed(before, after)) if one.level == "fout"]
    assert [one for one in faults if told in one.told()], [one.told() for one in faults]


@pytest.mark.parametrize("name", HINTS)
def test_a_hint_is_given(found, name: str) -> None:
    before, after, told = HINTS[name]
    everything = found(changed(before, after))
    assert [one.told() for one in everything if one.level == "fout"] == []
    assert [one for one in everything if told in one.told()], [one.told() for one in everything]


def test_a_finding_stands_on_its_line(found) -> None:
    text = changed("owner: police_liaison", "owner: council_registry")
    line = next(at for at, one in enumerate(text.splitlines(), 1) if "owner: council_registry" in one)
    (one,) = found(text)
    assert one.told() == (
        f"proef.yaml:{line}: phases.1.tasks.1.owner: fout: griffie zit niet in het team; "
        "zet de rol bij team of kies een andere"
    )


def test_words_that_only_look_like_it_are_fine(found) -> None:
    assert found(changed("Wat willen wij", "Is het noodzaak of oorzaak, en wat willen wij")) == []


def test_work_of_a_block_is_told_in_its_own_file(found) -> None:
    """`basis` asks for the secretary; a playbook cannot take that role out of the team, but a block can lack it."""
    text = changed("includes: [basis]", "includes: []")
    faults = [one for one in found(text) if one.level == "fout"]
    assert {one.file for one in faults} == {"proef.yaml"}
    assert any("woordvoerder zit niet in het team" in one.told() for one in faults)


def test_a_file_that_is_wrong_in_form_is_not_looked_into(found) -> None:
    with pytest.raises(BrokenPlaybook):
        found("playbook: proef\n")
