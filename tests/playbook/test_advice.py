"""What `crisis playbook check` finds beyond form: each fault seeded in a good playbook is found on its line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from crisis.cli.playbooks import playbook as command
from crisis.cli.trouble import Trouble
from crisis.playbook import FOLDER, BrokenPlaybook
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
    "waits for what never comes": (
        "kind: incident",
        "kind: tension",
        "in dit draaiboek niet",
        "due: T+30m\n",
        "due: T+30m\n        needs: [rooster]\n",
    ),
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
    "criterion without a verb": (
        "Het eerste bericht is geplaatst.",
        "Nog meer onrust in de wijk.",
        "schrijf een hele zin",
    ),
    "word to avoid": (
        "Wat willen wij in deze fase",
        "Wat willen de relschoppers in deze fase",
        "vermijd 'relschoppers'",
    ),
    "zaak": ("Wat willen wij in deze fase", "Wat wil deze zaak in deze fase", "vermijd 'zaak'"),
    "slot with a typo": ("{{volgende-update}}", "{{volgnde-update}}", "bedoelt u 'volgende-update'?"),
    "slot with one brace": ("om {{volgende-update}}", "om {volgende-update}", "is geen invulplek"),
    "slot where nobody fills it": ("title: Melding", "title: Melding {{plaats}}", "kan alleen bij text"),
    "long sentence": (
        "De politie onderzoekt wat er is gebeurd.",
        "De politie onderzoekt samen met heel veel anderen in de stad en ook daarbuiten wat er op die ene plek nu "
        "precies allemaal is gebeurd.",
        "een lange zin",
    ),
    "hard word": ("De politie onderzoekt", "De politie onderzoekt momenteel", "een moeilijk woord: 'momenteel'"),
    "a phone number": (
        "Is er direct gevaar?",
        "Bel de politie: 0900-8844. Is er direct gevaar?",
        "{{telefoon-politie}}",
    ),
    "no done_when": ("        done_when: het antwoord van de wijkagent is gelogd\n", "", "done_when"),
    "no deadline": ("        due: T+30m\n", "", "geen termijn"),
    "no deadline of a message": ("        due: T+45m\n", "", "dit bericht heeft geen termijn"),
    "long title of a phase": ("title: Melding\n", f"title: {'Melding ' * 10}\n", "deze naam is lang (79 tekens)"),
    "evaluation before aftercare": (
        "kind: aftercare",
        "kind: evaluation",
        "deze fase staat na de fase Nazorg (evaluatie); zet hem ervoor",
        "    kind: evaluation\n    scale: 0\n    enter_when:\n      - De voorzitter besluit om af te sluiten.",
        "    kind: aftercare\n    scale: 0\n    enter_when:\n      - De voorzitter besluit om af te sluiten.",
    ),
    "long title": ("Wijkagent bellen over wat er leeft", "Wijkagent bellen " * 5, "deze naam is lang"),
    "late review": ("includes: [basis]", "includes: [basis]\nreview_before: 2026-11-28", "al opnieuw bekeken"),
}


Found = Callable[[str], list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What is found in proef.yaml when it holds this text."""

    def look(text: str) -> list[Finding]:
        path = tmp_path / "proef.yaml"
        path.write_text(text, "utf-8")
        return findings(path, FOLDER, TODAY)

    return look


def changed(before: str, after: str, *more: str) -> str:
    text = beginning("proef")
    for old, new in zip((before, *more[::2]), (after, *more[1::2]), strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_new_playbook_is_right(found: Found) -> None:
    assert found(beginning("proef")) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(found: Found, name: str) -> None:
    before, after, told, *more = FAULTS[name]
    faults = [one for one in found(changed(before, after, *more)) if one.level == "fout"]
    assert [one for one in faults if told in one.told()], [one.told() for one in faults]


@pytest.mark.parametrize("name", HINTS)
def test_a_hint_is_given(found: Found, name: str) -> None:
    before, after, told, *more = HINTS[name]
    everything = found(changed(before, after, *more))
    assert [one.told() for one in everything if one.level == "fout"] == []
    assert [one for one in everything if told in one.told()], [one.told() for one in everything]


#: What is changed, the words that the line must hold on which it is told, and the place.
LINES = {
    "owner": ("owner: police_liaison", "owner: council_registry", "owner: council_registry", "phases.1.tasks.1.owner"),
    "checker": (
        "{role: police_liaison, on",
        "{role: observer, on",
        "observer",
        "phases.1.communications.1.checks.1.role",
    ),
    "approver": ("approved_by: mayor\n        ", "", "- communication: procesbericht", "phases.1.communications.1"),
    "needs": ("due: T+30m\n", "due: T+30m\n        needs: [overdracht]\n", "needs:", "phases.1.tasks.1.needs.1"),
    "phase": (
        "    enter_when:\n      - De voorzitter besluit om af te sluiten.\n",
        "",
        "- phase: evaluatie",
        "phases.3",
    ),
    "criterion": ("Het eerste bericht is geplaatst.", "De sfeer is goed.", "De sfeer", "phases.1.leave_when.1"),
    "word": (
        "strategy_prompt: Wat",
        "strategy_prompt: Wat is de casus, en wat",
        "casus",
        "phases.1.strategy_prompt",
    ),
    "title": ("Wijkagent bellen over wat er leeft", "Bellen " * 11, "title: Bellen", "phases.1.tasks.1.title"),
    "review": ("version: 1", "version: 1\nreview_before: 2026-11-01", "review_before", "review_before"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_finding_stands_on_its_line(found: Found, name: str) -> None:
    before, after, on_line, place = LINES[name]
    text = changed(before, after)
    (one,) = found(text)
    file, line, where, *_ = one.told().split(": ")[0].split(":") + one.told().split(": ")[1:]
    assert (file, where) == ("proef.yaml", place)
    assert on_line in text.splitlines()[int(line) - 1]


def test_a_finding_is_told_on_one_line_with_its_level(found: Found) -> None:
    (one,) = found(changed("owner: police_liaison", "owner: council_registry"))
    assert re.fullmatch(
        r"proef\.yaml:\d+: phases\.1\.tasks\.1\.owner: fout: griffie zit niet in het team; "
        "zet de rol bij team of kies een andere",
        one.told(),
    )


def test_words_that_only_look_like_it_are_fine(found: Found) -> None:
    assert found(changed("Wat willen wij", "Is het noodzaak of oorzaak, en wat willen wij")) == []


def test_a_playbook_without_an_end_is_worth_a_look(good: str, found: Found) -> None:
    """No shared block asks for these phases here."""
    told = [one.told() for one in found(good) if "geen fase" in one.told()]
    assert told == [
        "proef.yaml:8: phases: let op: er is geen fase van de soort ‘Nazorg’ (aftercare) en ‘Evaluatie’ (evaluation); "
        "voeg die toe"
    ]


def test_two_slots_that_are_singular_and_plural_are_both_meant(found: Found) -> None:
    assert found(changed("bij {{plaats}}.", "bij {{plaats}}. {{besluit}} {{besluiten}} {{besluiten}}")) == []


def test_a_role_that_only_a_block_brings_is_missed_without_it(found: Found) -> None:
    faults = [one.told() for one in found(changed("includes: [basis]", "includes: []")) if one.level == "fout"]
    assert all(one.startswith("proef.yaml:") for one in faults)
    assert any("woordvoerder zit niet in het team" in one for one in faults)


BLOCK = """\
playbook: blok
version: 1
title: Blok
shared: true
attach:
  - to: kind:incident,threat
    tasks:
      - {task: vragen, title: Vragen stellen, owner: evaluator, due: T+1h, done_when: er is gevraagd}
    communications:
      - {communication: kort, title: Kort bericht, product: qa, approved_by: mayor, due: T+1h}
"""


@pytest.fixture
def block(tmp_path: Path) -> Callable[..., list[Finding]]:
    """What is found in a block with these changes, or in a playbook that includes it."""

    def look(*changes: str, within: str = "") -> list[Finding]:
        text = BLOCK
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "blok.yaml").write_text(text, "utf-8")
        path = tmp_path / ("proef.yaml" if within else "blok.yaml")
        if within:
            path.write_text(within, "utf-8")
        return findings(path, FOLDER, TODAY)

    return look


def test_a_fault_of_a_block_is_told_on_the_line_of_the_block(block: Callable[..., list[Finding]]) -> None:
    """The block is right in itself: only this playbook has nobody for its work, as `evaluator` comes with basis."""
    assert block() == []
    alone = changed("includes: [basis]", "includes: [blok]", "team:\n", "team:\n  - {role: mayor, when: altijd}\n")
    told = [one.told() for one in block(within=alone) if one.file == "blok.yaml"]
    assert told == [
        "blok.yaml:8: attach.1.tasks.1.owner: fout: evaluator zit niet in het team; "
        "zet de rol bij team of kies een andere"
    ]
    assert block(within=changed("includes: [basis]", "includes: [basis, blok]")) == []


BLOCKS = {
    "skipped everywhere": (
        ("due: T+1h, done_when", "required: true, skip_when: [incident, threat], due: T+1h, done_when"),
        "blok.yaml:8: attach.1.tasks.1.skip_when: fout: dit vervalt in elke soort fase waar het hoort",
    ),
    "never due": (
        ("due: T+1h, done_when", "due_when: {tension: T+1h}, done_when"),
        "blok.yaml:8: attach.1.tasks.1.due_when: fout: geen van deze termijnen geldt ooit",
    ),
    "deadline for nothing": (
        ("due: T+1h, done_when", "due: T+1h, due_when: {tension: T+1h}, done_when"),
        "blok.yaml:8: attach.1.tasks.1.due_when.tension: let op: deze termijn geldt nooit",
    ),
    "no approver": (
        ("approved_by: mayor, ", ""),
        "blok.yaml:10: attach.1.communications.1: fout: niemand geeft akkoord",
    ),
    "not preapproved": (
        ("approved_by: mayor, ", "approved_by: mayor, preapproved: true, "),
        "blok.yaml:10: attach.1.communications.1.preapproved: fout: alleen een procesbericht",
    ),
    "outside in the small circle": (
        ("attach:", "team: [{role: mayors_office, restricted: true}]\nattach:"),
        "blok.yaml:5: team.1.restricted: fout: deze rol leest de kleinste kring nooit",
    ),
    "no done_when": ((", done_when: er is gevraagd", ""), "blok.yaml:8: attach.1.tasks.1: let op: zeg met done_when"),
    "word to avoid": (
        ("Vragen stellen", "Deze casus bespreken"),
        "blok.yaml:8: attach.1.tasks.1.title: let op: vermijd",
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_shared_block_is_looked_at_by_itself(block: Callable[..., list[Finding]], name: str) -> None:
    changes, told = BLOCKS[name]
    (one,) = block(*changes)
    assert one.told().startswith(told)


def test_work_for_the_first_phase_can_be_skipped_in_every_kind(block: Callable[..., list[Finding]]) -> None:
    kinds = "[monitoring, tension, threat, incident, unrest, aftercare, evaluation]"
    (one,) = block("to: kind:incident,threat", "to: first", "due: T+1h, done", f"skip_when: {kinds}, due: T+1h, done")
    assert one.level == "fout"


def test_a_file_full_of_slots_is_looked_at_in_no_time(found: Found) -> None:
    many = "".join(f"{{{{plek-nummer-{at}}}}} " for at in range(450))
    message = (
        "      - {{communication: c{0}, title: Bericht, product: qa, approved_by: mayor, due: T+1h, text: '{1}'}}\n"
    )
    texts = "".join(message.format(at, many.replace("nummer", f"n{at}")) for at in range(20))
    started = time.perf_counter()
    found(changed("    communications:\n", f"    communications:\n{texts}"))
    assert time.perf_counter() - started < 60


def test_a_file_that_is_wrong_in_form_is_not_looked_into(found: Found) -> None:
    with pytest.raises(BrokenPlaybook):
        found("playbook: proef\n")


def checked(*arguments: str) -> tuple[int, str]:
    """The exit code of `crisis playbook check`, and what it says."""
    result = CliRunner().invoke(command, ["check", *arguments], standalone_mode=False)
    trouble = result.exception
    assert trouble is None or isinstance(trouble, Trouble)
    return (trouble.status, f"{result.output}{trouble}") if trouble else (0, result.output)


def test_a_hint_is_no_mistake_unless_strict(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(changed("        due: T+30m\n", ""), "utf-8")
    status, said = checked(str(path))
    assert status == 0
    assert "let op: deze taak heeft geen termijn" in said
    assert said.endswith("1 bestand nagekeken: geen fouten. Let op: 1 hint.\n")
    status, said = checked(str(path), "--strict")
    assert status == 1
    assert said.endswith("0 fouten gevonden. Let op: 1 hint.")


def test_faults_of_form_and_beyond_are_counted_together(tmp_path: Path) -> None:
    proef, ander = tmp_path / "proef.yaml", tmp_path / "ander.yaml"
    proef.write_text(changed("owner: police_liaison", "owner: council_registry", "        due: T+30m\n", ""), "utf-8")
    ander.write_text(beginning("ander").replace("version: 1", "version: een"), "utf-8")
    status, said = checked(str(proef), str(ander))
    assert status == 1
    assert "griffie zit niet in het team" in said
    assert "ander.yaml:4: version: moet een heel getal zijn" in said
    assert said.endswith("2 fouten gevonden. Let op: 1 hint.")


@pytest.mark.parametrize("name", ["incident-gebedshuis", "basis"])
def test_what_is_shipped_has_no_faults(name: str) -> None:
    status, said = checked(str(FOLDER / f"{name}.yaml"))
    assert (status, said) == (0, "1 bestand nagekeken: geen fouten.\n")
