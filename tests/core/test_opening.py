"""The beginning and the end of an incident: domain rules 5 and 6, and what a closed incident refuses."""

from __future__ import annotations

import pytest

from crisis.board import opening, phases, scale
from crisis.board.measures import MeasureImposed, MeasureWithdrawn
from crisis.board.opening import Closed, Opened, Reopened
from crisis.board.promises import PromiseDropped, PromiseMade, PromiseReported
from crisis.board.tasks.facts import TaskAdded, TaskDropped
from crisis.board.team import Roster, calling
from crisis.board.team.calling.facts import CallOutStarted, RecipientCalled
from crisis.incident import By, Fact, Incident
from crisis.ledger import Ledger
from crisis.refusals import NotAllowed, Refused, Unreadable
from tests.cast import ANNA, BRAM, FIRST, START, Board, fold, given, klein, later, task_added

ALL = ("restricted", "core_team", "full_team", "mayor", "partners", "public")
WHY = "Alles is overgedragen aan de lijn."


def opening_facts(title: str = "Bekladding moskee") -> tuple[Incident, list[Fact]]:
    incident, facts = Incident(), []
    anna = By(ANNA.id, ANNA.name, frozenset({"chair"}), ALL, START, START)
    for fact in opening.open_incident(incident, anna, Roster(), title, "INC-1", klein().document()):
        fold([fact], incident)
        facts.append(fact)
    return incident, facts


def test_opening_makes_who_opens_it_chair_and_starts_the_first_phase_at_its_scale():
    kinds = [fact.kind for fact in opening_facts()[1]]
    assert kinds[:4] == ["incident_opened", "member_joined", "scale_set", "phase_entered"]


def test_opening_brings_the_tasks_of_the_first_phase():
    added = [fact.key for fact in opening_facts()[1] if isinstance(fact, TaskAdded)]
    assert added == ["bel-bestuur", "toezicht-gebed"]


def test_opening_is_at_the_scale_of_the_first_phase():
    assert scale.current(opening_facts()[0]).level == "1"


def test_opening_keeps_the_playbook_whole():
    assert opening_facts()[0].playbook == klein()


def test_the_classification_is_that_of_the_playbook():
    assert opening_facts()[0].classification == "vertrouwelijk"


def test_an_incident_says_on_which_playbook_it_was_opened():
    fact = Opened("Proef", "INC-1", klein().document())
    assert fact.sentence(Incident()) == "Incident ‘Proef’ geopend op draaiboek ‘Klein draaiboek, versie 3’."


def test_an_exercise_says_so_in_its_first_line():
    fact = Opened("Proef", "OEF-1", klein().document(), exercise=True)
    assert fact.sentence(Incident()).startswith("Oefening ‘Proef’")


def test_closing_before_aftercare_is_said_aloud():
    after = given().when(opening.close, reason=WHY).then(Closed(WHY, before_aftercare=True))
    assert after.entry(after.seq).fact.sentence(after).endswith(" Er was nog geen nazorg.")


def test_closing_from_aftercare_needs_no_such_words():
    in_aftercare = phases.PhaseEntered("nazorg", "Nazorg", "aftercare", "Een week rustig.")
    given(in_aftercare).when(opening.close, reason=WHY).then(Closed(WHY))


def test_closing_needs_a_reason_of_some_length():
    given().when(opening.close, reason="Klaar.").unreadable(reason="Schrijf wat meer: ten minste 10 tekens.")


def test_a_task_of_nobody_stands_in_the_way_of_closing():
    given(task_added()).when(opening.close, reason=WHY).refused(
        "Er zijn nog taken zonder eigenaar: ‘Wijkagent bellen’. Geef ze een eigenaar, of zeg waarom het toch kan."
    )


def test_a_task_with_an_owner_role_does_not_stand_in_the_way():
    given(task_added(owner_role="chair")).when(opening.close, reason=WHY).then(Closed(WHY, True))


def test_a_dropped_task_does_not_stand_in_the_way():
    given(task_added(), TaskDropped(FIRST, "Dubbel.")).when(opening.close, reason=WHY).then(Closed(WHY, True))


def measure(circle: str = "full_team") -> MeasureImposed:
    words = ("Geweld.", "Te licht.", "Klein gebied.", "Burgemeester")
    return MeasureImposed("emergency_order", "Binnenstad", START, later(days=2), *words, circle)


def promise(words: str = "Wij bellen.", circle: str = "full_team") -> PromiseMade:
    return PromiseMade(words, "de buurt", "chair", later(days=1), circle)


NOT_WHILE = "Er is nog een maatregel van kracht: ‘Noodbevel (art. 175 Gemeentewet), Binnenstad’. Trek die eerst in."


@pytest.mark.parametrize("despite", ["", "De burgemeester wil het zo."])
def test_nothing_closes_while_a_measure_is_in_force(despite: str):
    given(measure()).when(opening.close, reason=WHY, despite=despite).refused(NOT_WHILE)


def test_a_measure_that_still_has_to_begin_is_in_force_as_well():
    given(measure()).when(opening.close, reason=WHY, clock=later(hours=-1)).refused(NOT_WHILE)


def test_a_measure_that_ended_or_was_withdrawn_does_not_stand_in_the_way():
    given(measure()).when(opening.close, reason=WHY, clock=later(days=2)).then(Closed(WHY, True))
    given(measure(), MeasureWithdrawn(FIRST, "Rustig.")).when(opening.close, reason=WHY).then(Closed(WHY, True))


def test_an_open_promise_stands_in_the_way_unless_there_is_a_reason():
    waiting = given(promise(), promise("Er komt licht."))
    waiting.when(opening.close, reason=WHY).refused(
        "Er zijn nog toezeggingen: ‘Wij bellen.’, ‘Er komt licht.’. Meld ze eerst terug, of zeg waarom het toch kan."
    )
    waiting.when(opening.close, reason=WHY, despite="De wijk meldt terug.").then(
        Closed(f"{WHY} Toch, want: De wijk meldt terug.", True)
    )


@pytest.mark.parametrize("end", [PromiseReported(FIRST, "Gebeld."), PromiseDropped(FIRST, "Kan niet.")])
def test_a_promise_that_was_reported_back_does_not_stand_in_the_way(end: Fact):
    given(promise(), end).when(opening.close, reason=WHY).then(Closed(WHY, True))


def test_who_may_close_reads_no_names_of_another_circle():
    """Only the chair closes, but a playbook may grant it to somebody who reads less."""
    bram = By(BRAM.id, BRAM.name, frozenset({"spokesperson"}), ALL[1:], START, START)
    for fact, words in (
        (measure("restricted"), f"van kracht: #{FIRST}. Trek"),
        (promise(circle="restricted"), f"toezeggingen: #{FIRST}. Meld"),
        (task_added(circle="restricted"), f"zonder eigenaar: #{FIRST}. Geef"),
    ):
        with pytest.raises(Refused) as refusal:
            list(opening.close(given(fact).incident, bram, WHY))
        assert words in refusal.value.sentence


def test_one_may_close_despite_tasks_of_nobody_with_a_reason():
    after = given(task_added()).when(opening.close, reason=WHY, despite="De wijk neemt het over.")
    after.then(Closed(f"{WHY} Toch, want: De wijk neemt het over.", True))


def test_a_closed_incident_can_be_opened_again():
    after = given(Closed(WHY)).when(opening.reopen, reason="Er is toch weer onrust.")
    assert after.then(Reopened("Er is toch weer onrust.")).closed is None


def test_an_open_incident_cannot_be_opened_again():
    given().when(opening.reopen, reason="Er is toch weer onrust.").refused("Dit incident is niet afgesloten.")


def test_a_closed_incident_refuses_every_act_but_reopening(opened: Board):
    opened.does(ANNA, "incident.close", reason=WHY)
    with pytest.raises(Refused, match=r"^Dit incident is afgesloten\. Heropen het eerst\.$"):
        opened.writes(ANNA)
    assert opened.does(ANNA, "incident.reopen", reason="Er is toch weer onrust.").incident.closed is None


def test_only_the_chair_closes(opened: Board):
    with pytest.raises(NotAllowed):
        opened.does(BRAM, "incident.close", reason=WHY)


def test_opening_without_a_title_leaves_nothing(ledger: Ledger):
    with pytest.raises(Unreadable) as refusal:
        ledger.open(ANNA.credential, klein(), "  ")
    assert refusal.value.fields == {"title": "Vul dit in."}


def test_who_is_no_coordinator_opens_nothing(ledger: Ledger):
    with pytest.raises(NotAllowed):
        ledger.open(BRAM.credential, klein(), "Bekladding moskee")


def test_closing_ends_the_call_out_that_goes_on():
    started = CallOutStarted(("enforcement",), "Stadskantoor")
    called = RecipientCalled(FIRST, 7, "Teamleider", ("enforcement",))
    when = given(started, called).when(
        opening.close, reason="Het is een week rustig.", despite="Alles is overgedragen."
    )
    kinds = [fact.kind for fact in when.facts()]
    assert kinds == ["call_out_ended", "incident_closed"]
    assert calling.current(when.incident) is None
