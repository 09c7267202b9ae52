"""What is on paper is what is in the log: for the operator all of it, for others what they may read."""

from __future__ import annotations

import io
import json

import pytest

from crisis import chain, exchange
from crisis.board.notes import Note
from tests.cast import ANNA, CELIK, DIRK, FLEUR
from tests.report.conftest import CANARY, Evening
from tests.report.paper import Paper, squeezed


def test_every_entry_is_there_in_order(whole: Paper, evening: Evening):
    view = evening.view(ANNA)
    log = whole.text[whole.text.rindex(squeezed("Logboek Alle regels")) :]
    start = 0
    for entry in view.incident.entries():
        note = view.incident[Note].get(entry.seq)
        said = squeezed(note.text if note else view.line(entry).sentence)
        number = log.index(f"#{entry.seq}", start)
        start = log.index(said, number)
        assert start - number < 400, f"#{entry.seq} and its words belong together"


def test_every_writer_has_name_and_function(whole: Paper):
    assert squeezed("Melding · Celik, Politie · niet bevestigd") in whole.text
    assert squeezed("Bram, Woordvoerder") in whole.text


def test_a_corrected_line_stays_and_says_by_what_it_was_replaced(whole: Paper, evening: Evening):
    old, new = evening.first, evening.better
    assert squeezed("Twintig jongeren op het plein.") in whole.text
    assert squeezed(f"Vervangen door #{new}. Reden: verkeerd geteld") in whole.text
    assert squeezed(f"verbetert #{old}") in whole.text
    assert _strokes(evening.paper(ANNA, at=new)) == _strokes(evening.paper(ANNA, at=new - 1)) + 1


def test_a_late_line_says_so(whole: Paper):
    assert squeezed("achteraf vastgelegd, gebeurd") in whole.text


def test_a_decision_tells_what_why_and_who(whole: Paper, evening: Evening):
    part = whole.text[whole.text.rindex("Besluiten", 0, whole.text.rindex("LogboekAlleregels")) :]
    for words in (
        f"#{evening.decision}",
        "Het avondgebed gaat door.",
        "Waarom: Sluiten voelt als straf.",
        "Verworpen: Verplaatsen naar het buurthuis",
        "Besloten door: Anna, als voorzitter namens de burgemeester",
        "Aanwezig: Celik (politie), bestuur",
    ):
        assert squeezed(words) in part


def test_phases_and_scale_tell_why_and_on_which_criteria(whole: Paper):
    for words in (
        "De filmpjes gaan rond en bewoners bellen.",
        "Vervuld: groepen op straat",
        "Niet vervuld: er is een tweede incident",
        "Meer mensen nodig voor de avond.",
        "besloten door Anna (Voorzitter)",
    ):
        assert squeezed(words) in whole.text


def test_a_task_tells_whose_when_and_what_came_of_it(whole: Paper):
    assert squeezed("Klaar, nog niet afgerond · Fleur (Wijkmanager) · geen termijn · ad hoc") in whole.text
    assert squeezed("Resultaat: Afspraak om 17:00 in het buurthuis.") in whole.text
    assert squeezed("Klaar als: contact gehad, afspraak om terug te bellen") in whole.text


def test_the_cover_holds_the_hash_in_groups_of_four(whole: Paper, evening: Evening):
    head = evening.board.incident.head
    assert " ".join(head[start : start + 4] for start in range(0, 32, 4)) in " ".join(whole.pages[0].split())
    assert squeezed(head) in squeezed(whole.pages[0])
    assert "Vertrouwelijk" in whole.pages[0]
    assert squeezed("Niets. Dit is het hele logboek.") in squeezed(whole.pages[0])


@pytest.mark.parametrize("paper", ["whole", "fleurs"])
def test_an_exercise_is_marked_on_every_page(paper: str, request: pytest.FixtureRequest):
    assert all("OEFENING" in page for page in request.getfixturevalue(paper).pages)


def test_the_canary_sings_only_for_the_small_circle(whole: Paper, fleurs: Paper, evening: Evening):
    assert CANARY.encode() in whole.everything
    assert CANARY in whole.log
    for paper in (fleurs, evening.paper(DIRK)):
        assert CANARY not in "".join(paper.pages)
        assert CANARY not in paper.log
        assert CANARY.encode() not in paper.everything
        assert CANARY.encode("utf-16-be") not in paper.everything
    assert CANARY.encode() in evening.paper(CELIK).everything


def test_what_is_left_out_is_said(fleurs: Paper, evening: Evening):
    hidden = [e.seq for e in evening.board.incident.entries() if not evening.view(FLEUR).audience.reads(e.circle)]
    assert hidden
    log = fleurs.text[fleurs.text.rindex(squeezed("Logboek Alle regels")) :]
    for first, last in _runs(hidden):
        which = f"#{first}" if first == last else f"#{first} t/m #{last}"
        assert squeezed(f"{which}: afgeschermd") in log
    cover = squeezed(fleurs.pages[0])
    assert squeezed(f"{len(hidden)} regels. Wie deze pdf maakte, leest niet mee in de kring") in cover


def test_the_partial_log_still_proves_the_sequence(fleurs: Paper, evening: Evening):
    genesis, links, seq, head = exchange.read(io.StringIO(fleurs.log))
    assert json.loads(fleurs.log.splitlines()[0])["partial"] is True
    verdict = chain.verify(genesis, links, head=head, anchors={seq: head}, partial=True)
    assert verdict.whole
    assert verdict.head == evening.board.incident.head
    readable = evening.view(FLEUR).audience
    for link, entry in zip(links, evening.board.incident.entries(), strict=True):
        assert bool(link.parts) == readable.reads(entry.circle)


def test_an_earlier_state_knows_nothing_of_later(evening: Evening):
    paper = evening.paper(ANNA, at=evening.first)
    assert squeezed("Twintig jongeren op het plein.") in paper.text
    assert "Twaalf" not in paper.text
    assert "Vervangen" not in paper.text
    assert squeezed(evening.board.incident.entry(evening.first).hash) in squeezed(paper.pages[0])
    assert exchange.verify_file(io.StringIO(paper.log)).entries == evening.first
    assert list(paper.attachments) == [f"logboek-{evening.board.incident.code}-tm-{evening.first}.jsonl"]


def _strokes(paper: Paper) -> int:
    """How many lines are drawn on the pages of the log."""
    pages = [page.get_contents() for page in paper.reader.pages]
    return sum(page.get_data().count(b" l\nS\n") for page in pages if page is not None)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
