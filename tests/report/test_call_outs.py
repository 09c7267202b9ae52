"""The call-out on paper: the roll with its norms and figures, for who may read it."""

from __future__ import annotations

import pytest

from crisis import access
from crisis.board.team.calling.facts import CallAnswered, CallOutEnded
from crisis.report import call_outs, pdf
from crisis.view import View
from tests.cast import ANNA, CAST, START, Player, later, list_function, open_board, told
from tests.core.test_rolls import NORMS, OUT, TWO, given
from tests.report.conftest import Evening
from tests.report.paper import Paper, squeezed


def view(player: Player, *facts: object) -> View:
    incident = given(*TWO, *facts, number=2, **NORMS).incident  # type: ignore[arg-type]
    held = access.roles(incident, player.id, frozenset(player.standing))
    return View(incident, access.audience(incident, held), START)


COMES = told(CallAnswered(OUT + 1, "arrived", remark="Met de fiets."), at=later(minutes=20))
CANNOT = CallAnswered(OUT + 2, "cannot", deputy="de plaatsvervanger")


def test_the_roll_with_its_figures():
    (one,) = call_outs.call_outs(view(ANNA, COMES, CANNOT, CallOutEnded(OUT, "Klaar")))
    assert one["title"] == "Oproep van ma 23 nov 14:00"
    assert one["rows"] == [
        [
            "Jongerenwerker 1 (jongerenwerk)",
            "Is er\nMet de fiets.",
            "antwoord na 20 min (norm 10 min): te laat",
            "er na 20 min (norm 45 min): op tijd",
        ],
        [
            "Jongerenwerker 2 (jongerenwerk)",
            "Kan niet\nVervanger: de plaatsvervanger",
            "antwoord na 0 min (norm 10 min): op tijd",
            "niet vastgelegd",
        ],
    ]
    assert "De eerste was er 20 min na het eerste signaal." in one["figures"]
    assert one["figures"][-1] == "Beëindigd: Klaar."


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_who_reads_it(player: Player):
    """A stranger has no view at all; the team, and who watches for the mayor, read the roll."""
    found = call_outs.call_outs(view(player, COMES))
    assert len(found) == (0 if player.name == "Eva" else 1)


def test_an_incident_without_a_call_out_has_no_chapter(evening: Evening, whole: Paper):
    assert call_outs.call_outs(evening.view(ANNA)) == []
    assert squeezed("De norm komt uit het draaiboek.") not in whole.text


def test_the_chapter_is_on_paper_as_a_table_with_headers(evening: Evening):
    board = open_board(evening.ledger, "Oproep op papier")
    list_function(evening.ledger, "Teamleider zorg", ["care_liaison"])
    out = board.does(ANNA, "team.call_out", place="Kamer 2", roles=["care_liaison"])
    board.does(ANNA, "team.record_call", called=out.last, outcome="arrived")
    audience = evening.ledger.audience(board.incident, ANNA.account)
    paper = Paper(pdf.log_for(evening.ledger, View(board.incident, audience, later())))
    for words in ("Wie Stand Antwoord Aankomst", "Teamleider zorg, dienst (zorg)", "Per rol: zorg 1 van 1."):
        assert squeezed(words) in paper.text
    assert b"/TH" in paper.everything
