"""A merged playbook as text, and where each of its parts came from; how a new one begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crisis import playbook
from crisis.cli.playbooks import playbook as command
from crisis.cli.trouble import Trouble
from crisis.playbook import FOLDER
from crisis.playbook.origins import origins
from crisis.playbook.showing import shown_whole

Crisis = Callable[..., Result]


@pytest.fixture
def crisis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crisis:
    """Run `crisis playbook` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(command, arguments, standalone_mode=False)


def test_where_each_part_came_from() -> None:
    found = origins(FOLDER / "incident-gebedshuis.yaml", FOLDER)
    assert found["tasks", "logboek-openen"] == "uit basis"
    assert found["tasks", "procesbericht-uit"] == "in plaats van basis"
    assert found["team", "mayor"] == "uit basis"
    assert found["contacts", "meldkamer"] == "uit basis"
    assert found["moments", "afschalen"] == "uit basis"
    assert found["communications", "woordvoeringslijn"] == "uit basis"
    assert ("tasks", "bel-bestuur") not in found
    assert ("phases", "melding") not in found


@pytest.mark.parametrize("name", playbook.names())
def test_every_part_is_shown_and_what_a_block_brought_is_marked(name: str) -> None:
    book = playbook.load(name)
    found = origins(FOLDER / f"{name}.yaml", FOLDER)
    lines = shown_whole(book, found).splitlines()
    for phase in book.phases:
        for kind in ("tasks", "dialogues", "communications"):
            for part in getattr(phase, kind):
                said = found.get((kind, part.key))
                ending = f"{part.title} ({said})" if said else part.title
                assert any(line.endswith(f": {ending}") for line in lines), part.key
        assert all(f"  Begint als: {one}" in lines for one in phase.enter_when)
        assert all(f"  Eindigt als: {one}" in lines for one in phase.leave_when)


def test_a_playbook_is_told_in_words() -> None:
    text = shown_whole(playbook.load("incident-gebedshuis"), origins(FOLDER / "incident-gebedshuis.yaml", FOLDER))
    for told in (
        "Incident bij een gebedshuis of levensbeschouwelijke plek (incident-gebedshuis, versie ",
        "  Wijkmanager, kern, 2 mensen\n",
        "  Burgemeester: volgt mee vanaf de start, beslist en geeft akkoord (uit basis)\n",
        "Fase Melding (melding; incident, schaal kernteam, overleg elke 2 uur)\n",
        "  Taak: Procesbericht uit (in plaats van basis)\n"
        "      Woordvoerder, 45 minuten na de start van de fase, verplicht\n"
        "      Klaar als: de politie heeft de feiten bevestigd, het bericht is geplaatst en de tijd is gelogd\n",
        "      Wacht op: De politie heeft de sporen vastgelegd en de plek vrijgegeven.\n",
        "      Politie, 4 uur vóór Eerstvolgend vrijdaggebed, dienst of sabbat, verplicht\n",
        "      Procesbericht, 45 minuten na de start van de fase, vooraf goedgekeurd\n"
        "      Keten: woordvoerder maakt het, politie kijkt mee (feiten), akkoord: burgemeester\n",
        "  Bijeenkomst: Tafel met besturen van gebedshuizen en Bondgenoten\n"
        "      Coördinator Bondgenoten regelt het, 5 dagen na de start van de fase\n"
        "      De gemeente ondersteunt, open\n",
    ):
        assert told in text


def test_show_prints_it_or_what_is_wrong(crisis: Crisis, good: str, tmp_path: Path) -> None:
    assert crisis("show", "incident-gebedshuis").output.startswith("Incident bij een gebedshuis")
    (tmp_path / "proef.yaml").write_text(good.replace("version: 1", "version: een"), "utf-8")
    trouble = crisis("show", "proef.yaml").exception
    assert isinstance(trouble, Trouble)
    assert str(trouble) == "proef.yaml:2: version: moet een heel getal zijn"
    assert trouble.status == 1


def test_a_new_playbook_is_small_and_right(crisis: Crisis, tmp_path: Path) -> None:
    assert crisis("new", "brand-bij-school").exception is None
    path = tmp_path / "brand-bij-school.yaml"
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=draaiboek.schema.json\n")
    assert (tmp_path / "draaiboek.schema.json").is_file()
    book = playbook.load(path)
    assert book.title == "Brand bij school"
    assert book.includes == ("basis",)
    said = crisis("check", "--strict", "brand-bij-school.yaml")
    assert (said.exception, said.output) == (None, "1 bestand nagekeken: geen fouten.\n")


def test_a_new_playbook_never_takes_the_place_of_another(crisis: Crisis, tmp_path: Path) -> None:
    (tmp_path / "proef.yaml").write_text("van mij", "utf-8")
    trouble = crisis("new", "proef").exception
    assert isinstance(trouble, Trouble)
    assert str(trouble) == "Het bestand proef.yaml is er al. Kies een andere naam."
    assert (tmp_path / "proef.yaml").read_text("utf-8") == "van mij"


@pytest.mark.parametrize("name", ["Mijn draaiboek", "../weg", "a.yaml", ""])
def test_a_name_that_cannot_be_is_refused(crisis: Crisis, tmp_path: Path, name: str) -> None:
    trouble = crisis("new", name).exception
    assert isinstance(trouble, Trouble)
    assert str(trouble).startswith("Gebruik voor de naam alleen kleine letters")
    assert list(tmp_path.iterdir()) == []
