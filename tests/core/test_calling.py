"""Calling the team together: one message each, answers, who is next, and the end (domain rules 11 to 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crisis.board.team import Candidate, MemberJoined, Roster
from crisis.board.team.calling import Called, CallOut, acts, current, next_in_line, of, ran_out
from crisis.board.team.calling.facts import (
    CallAnswered,
    CallDelivered,
    CallOutEnded,
    CallOutStarted,
    CallOutWidened,
    CallReminded,
    RecipientCalled,
)
from crisis.incident import Fact, Incident
from crisis.refusals import NotAllowed, Refused
from tests.cast import (
    ANNA,
    BRAM,
    CELIK,
    DIRK,
    EVA,
    FIRST,
    FLEUR,
    Board,
    Player,
    given,
    joined,
    later,
    list_function,
    told,
)

CARE, GUARD, DEPUTY = (Candidate(1, "Zorg, GGD"), Candidate(2, "Handhaving, gemeente"), Candidate(3, "Plv. zorg, GGD"))
EVAS = Candidate(4, "Jurist, gemeente", EVA.id, "Eva")
CHAINS = {"care_liaison": (CARE, DEPUTY), "enforcement": (GUARD,), "legal_advisor": (EVAS,)}
ROSTER = Roster(CHAINS)
OUT = FIRST
LINK = Player(0, "Zorg, GGD", standing=("called",))
WAIT = "Voor deze rollen is er niemand meer om op te roepen, of er is al iemand onderweg."


def started(*roles: str, **more: Any) -> CallOutStarted:
    return CallOutStarted(roles, "Kamer 2", chains={role: CHAINS[role] for role in roles}, **more)


def calls(one: Candidate, *roles: str) -> RecipientCalled:
    return RecipientCalled(OUT, one.function, one.title, roles, one.person, one.person_name)


#: Care is called, as number OUT + 1; Eva for the law as number OUT + 2.
CALLED: tuple[Fact, ...] = (
    started("care_liaison", "legal_advisor"),
    calls(CARE, "care_liaison"),
    calls(EVAS, "legal_advisor"),
)
ENDED = CallOutEnded(OUT, "Loos alarm.", (OUT + 1, OUT + 2))


def roll(incident: Incident) -> list[tuple[str, str]]:
    return [(one.title, one.state) for one in of(incident, incident[CallOut][OUT])]


# --- calling ---


def test_the_first_in_line_is_called_and_the_line_is_kept():
    typed: dict[str, Any] = {"place": "Kamer 2", "roles": ["care_liaison", "enforcement"], "note": "Neem een trui mee."}
    after = given().when(acts.call_out, roster=ROSTER, **typed)
    begun = started("care_liaison", "enforcement", note="Neem een trui mee.")
    incident = after.then(begun, calls(CARE, "care_liaison"), calls(GUARD, "enforcement"))
    assert current(incident) == incident[CallOut][OUT]
    assert roll(incident) == [("Zorg, GGD", "queued"), ("Handhaving, gemeente", "queued")]
    assert begun.sentence(incident) == "Het team wordt opgeroepen: zorg, handhaving. Plaats: Kamer 2."
    assert calls(CARE, "care_liaison").sentence(incident) == "Opgeroepen: Zorg, GGD, als zorg."


def test_a_test_says_so():
    facts = given().when(acts.call_out, roster=ROSTER, place="Hier", roles=["enforcement"], test="ja").facts()
    assert facts[0].sentence(given().incident).startswith("TEST: het team wordt opgeroepen: ")


def test_one_function_for_two_roles_is_called_once():
    """Domain rule 11."""
    both = Roster({"care_liaison": (CARE,), "enforcement": (CARE,)})
    facts = given().when(acts.call_out, roster=both, place="Hier", roles=["care_liaison", "enforcement"]).facts()
    assert facts[1:] == [calls(CARE, "care_liaison", "enforcement")]


def test_one_person_with_two_functions_is_called_once():
    """Domain rule 11."""
    both = Roster({"care_liaison": (replace(CARE, person=EVA.id, person_name="Eva"),), "legal_advisor": (EVAS,)})
    facts = given().when(acts.call_out, roster=both, place="Hier", roles=["care_liaison", "legal_advisor"]).facts()
    assert [(one.function, one.roles) for one in facts[1:]] == [(CARE.function, ("care_liaison", "legal_advisor"))]


def test_the_core_team_of_the_playbook_is_called_and_the_broad_team_on_request():
    everybody = Roster({"log_keeper": (GUARD,), "care_liaison": (CARE,), "police_liaison": (CARE,)})
    facts = given().when(acts.call_out, roster=everybody, place="Hier").facts()
    assert facts[0].roles == ("log_keeper",)
    gone = given().when(acts.call_out, roster=everybody, place="Hier", broad="ja").facts()
    assert gone[0].roles == ("log_keeper",), "the others of the broad team are filled"


def test_a_role_that_nobody_can_fill_is_named():
    facts = given().when(acts.call_out, roster=ROSTER, place="Hier", roles=["enforcement", "youth_work"]).facts()
    assert (facts[0].missing, len(facts)) == (("youth_work",), 2)
    assert facts[0].sentence(given().incident).endswith("Niemand bekend voor: jongerenwerk.")


def test_when_nobody_can_be_called():
    nobody = "Voor deze rollen staat niemand in het adresboek. Vul het adresboek aan, of bel zelf."
    given().when(acts.call_out, place="Hier", roles=["enforcement"]).refused(nobody)
    filled = "Al deze rollen zijn bezet. Kies een andere rol."
    given().when(acts.call_out, roster=ROSTER, place="Hier", roles=["spokesperson"]).refused(filled)
    given().when(acts.call_out, roster=ROSTER, roles=["enforcement"]).unreadable(place="Vul dit in.")


# --- who is next ---


def test_who_is_next_was_fixed_at_the_start():
    """Whoever stands in the directory by now, the line of this call-out stays what it was."""
    other = Roster({"care_liaison": (Candidate(9, "Nieuw, GGD"),)})
    after = given(*CALLED).when(acts.call_out, roster=other, place="Hier", roles=["care_liaison"])
    assert roll(after.then(calls(DEPUTY, "care_liaison")))[-1] == ("Plv. zorg, GGD", "queued")


@pytest.mark.parametrize(
    "fact", [CallAnswered(OUT + 1, "coming"), CallAnswered(OUT + 1, "arrived"), joined(FLEUR, "care_liaison")]
)
def test_nobody_is_next_when_the_role_is_filled_or_somebody_comes(fact: Fact):
    there = given(*CALLED, fact)
    assert next_in_line(there.incident, there.incident[CallOut][OUT], "care_liaison") is None
    there.when(acts.call_out, roster=ROSTER, place="Hier", roles=["care_liaison"]).refused(WAIT)


def test_the_end_of_the_line():
    there = given(*CALLED, calls(DEPUTY, "care_liaison"))
    there.when(acts.call_out, roster=ROSTER, place="Hier", roles=["care_liaison"]).refused(WAIT)


def test_the_same_person_is_not_next_in_another_function():
    line = {"legal_advisor": (EVAS, replace(GUARD, person=EVA.id, person_name="Eva"))}
    begun = CallOutStarted(("legal_advisor",), "Kamer 2", chains=line)
    incident = given(begun, calls(EVAS, "legal_advisor"), CallAnswered(OUT + 1, "cannot")).incident
    assert next_in_line(incident, incident[CallOut][OUT], "legal_advisor") is None


def test_who_is_next_is_proposed_after_fifteen_minutes_or_a_no():
    """Domain rule 13: proposed, and never called by itself."""
    incident = given(*CALLED).incident
    assert not ran_out(incident, incident[CallOut][OUT], "care_liaison", later(minutes=14, seconds=59))
    assert ran_out(incident, incident[CallOut][OUT], "care_liaison", later(minutes=15))
    incident = given(*CALLED, CallAnswered(OUT + 1, "cannot")).incident
    assert ran_out(incident, incident[CallOut][OUT], "care_liaison", later(minutes=1))


def test_the_whole_team_again_leaves_those_with_time_left_their_time():
    line = {"log_keeper": (CARE, DEPUTY)}
    there = given(CallOutStarted(("log_keeper",), "Kamer 2", chains=line), calls(CARE, "log_keeper"))
    there.when(acts.call_out, place="Hier", clock=later(minutes=14)).refused(WAIT)
    there.when(acts.call_out, place="Hier", clock=later(minutes=15)).then(calls(DEPUTY, "log_keeper"))


def test_a_call_out_that_goes_on_can_be_for_more_roles():
    wider = CallOutWidened(
        OUT, ("enforcement", "youth_work"), ("youth_work",), {"enforcement": (GUARD,), "youth_work": ()}
    )
    after = given(*CALLED).when(acts.call_out, roster=ROSTER, place="Hier", roles=["enforcement", "youth_work"])
    incident = after.then(wider, calls(GUARD, "enforcement"))
    found = incident[CallOut][OUT]
    assert (found.roles[2:], found.missing) == (("enforcement", "youth_work"), ("youth_work",))
    assert wider.sentence(incident) == (
        "De oproep is nu ook voor: handhaving, jongerenwerk. Niemand bekend voor: jongerenwerk."
    )
    given(*CALLED).when(acts.call_out, place="Hier", roles=["enforcement"]).refused(WAIT)


# --- answering ---


def test_somebody_comes_by_the_link():
    after = given(*CALLED).when(
        acts.answer, by=LINK, called=OUT + 1, answer="coming", minutes="20", remark="Met trein."
    )
    said = CallAnswered(OUT + 1, "coming", later(minutes=20), "Met trein.")
    found = after.then(said)[Called][OUT + 1]
    assert (found.state, found.eta, found.remark) == ("coming", later(minutes=20), "Met trein.")
    assert said.sentence(after.incident) == "Zorg, GGD: komt, om ma 23 nov 14:20. Met trein."


def test_who_has_an_account_joins_the_team_in_each_role():
    both = (CallOutStarted(("care_liaison", "legal_advisor"), "Hier"), calls(EVAS, "care_liaison", "legal_advisor"))
    after = given(*both).when(acts.answer, by=LINK, called=OUT + 1, answer="coming")
    after.then(
        CallAnswered(OUT + 1, "coming", later()),
        MemberJoined(EVA.id, "Eva", "care_liaison"),
        MemberJoined(EVA.id, "Eva", "legal_advisor"),
    )
    again = given(*both, joined(EVA, "care_liaison")).when(acts.answer, by=LINK, called=OUT + 1, answer="coming")
    assert again.facts()[1:] == [MemberJoined(EVA.id, "Eva", "legal_advisor")]


def test_somebody_cannot():
    after = given(*CALLED).when(acts.answer, by=LINK, called=OUT + 2, answer="cannot", minutes="20")
    said = CallAnswered(OUT + 2, "cannot")
    assert roll(after.then(said))[1] == ("Jurist, gemeente", "cannot")
    assert said.sentence(after.incident) == "Jurist, gemeente: kan niet."


def test_who_cannot_names_a_function_that_comes_instead():
    typed = {"called": OUT + 1, "answer": "cannot", "deputy": "de plaatsvervanger"}
    after = given(*CALLED).when(acts.answer, by=LINK, **typed)
    said = CallAnswered(OUT + 1, "cannot", deputy="de plaatsvervanger")
    assert after.then(said)[Called][OUT + 1].deputy == "de plaatsvervanger"
    assert said.sentence(after.incident) == "Zorg, GGD: kan niet. Vervanger: de plaatsvervanger."
    comes = given(*CALLED).when(acts.answer, by=LINK, **{**typed, "answer": "coming"})
    assert comes.facts() == [CallAnswered(OUT + 1, "coming", later())], "who comes needs nobody instead"


def test_having_read_it_is_said_once_and_takes_no_answer_back():
    read = CallAnswered(OUT + 1, "acknowledged")
    after = given(*CALLED).when(acts.answer, by=LINK, called=OUT + 1, answer="acknowledged")
    assert after.then(read)[Called][OUT + 1].waiting
    assert read.sentence(after.incident) == "Zorg, GGD: heeft de oproep gelezen."
    for before in (read, CallAnswered(OUT + 1, "coming", later(minutes=5))):
        given(*CALLED, before).when(acts.answer, by=LINK, called=OUT + 1, answer="acknowledged").then()


def test_nobody_answers_for_another():
    given(*CALLED, joined(EVA, "observer"), joined(BRAM)).when(
        acts.answer, by=BRAM, called=OUT + 2, answer="coming"
    ).refused("Dit is de oproep van een ander. Leg vast wat die persoon aan de telefoon zei.")
    assert given(*CALLED, joined(EVA, "observer")).when(acts.answer, by=EVA, called=OUT + 2, answer="cannot").facts()


@pytest.mark.parametrize(
    "typed", [{"minutes": "1441"}, {"at": "2026-11-23 13:54"}, {"at": "2026-11-24 14:01"}], ids=str
)
def test_nobody_is_on_the_way_for_a_day(typed: dict[str, str]):
    wrong = dict.fromkeys(typed, "Kies een tijd binnen 24 uur.")
    given(*CALLED).when(acts.answer, by=LINK, called=OUT + 1, answer="coming", **typed).unreadable(**wrong)


def test_an_answer_is_one_of_three():
    given(*CALLED).when(acts.answer, by=LINK, called=OUT + 1, answer="arrived").unreadable(
        answer="Kies een van: Ik kom, Ik kan niet, Ik antwoord zo."
    )


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("no_answer", "gebeld, geen gehoor."),
        ("coming", "komt, om ma 23 nov 14:00 (telefonisch)."),
        ("cannot", "kan niet (telefonisch)."),
        ("arrived", "is er (telefonisch)."),
    ],
)
def test_a_telephone_call_counts_as_much(outcome: str, words: str):
    after = given(*CALLED).when(acts.record_call, called=OUT + 1, outcome=outcome)
    (said,) = after.facts()
    assert said.sentence(after.incident) == f"Zorg, GGD: {words}"
    found = after.incident[Called][OUT + 1]
    assert (found.state, found.waiting) == (outcome, outcome == "no_answer")
    assert (found.answered_at is None) == (outcome == "no_answer")
    assert (found.arrived_at is None) == (outcome != "arrived")


# --- after the end ---


def test_the_end_releases_who_was_awaited():
    after = given(*CALLED, CallAnswered(OUT + 1, "cannot")).when(acts.stand_down, call_out=OUT, reason="Loos alarm.")
    over = CallOutEnded(OUT, "Loos alarm.", (OUT + 2,))
    incident = after.then(over)
    assert current(incident) is None
    assert roll(incident) == [("Zorg, GGD", "cannot"), ("Jurist, gemeente", "released")]
    assert over.sentence(incident) == "De oproep is beëindigd. Reden: Loos alarm."
    given(*CALLED, ENDED).when(acts.stand_down, call_out=OUT, reason="Nog eens.").then()


def test_an_answer_after_the_end_is_kept_and_reopens_nothing():
    """Domain rule 12."""
    after = given(*CALLED, ENDED).when(acts.answer, by=LINK, called=OUT + 2, answer="coming", remark="Ik was laat.")
    said = CallAnswered(OUT + 2, "coming", later(), "Ik was laat.", late=True)
    incident = after.then(said)
    assert (roll(incident)[1][1], current(incident)) == ("released", None)
    assert said.sentence(incident).endswith("Ik was laat. Dit antwoord kwam na het einde van de oproep.")


def test_a_new_call_out_after_the_end_starts_anew():
    facts = given(*CALLED, ENDED).when(acts.call_out, roster=ROSTER, place="Hier", roles=["care_liaison"]).facts()
    assert isinstance(facts[0], CallOutStarted)


# --- messages and reminders ---


def test_a_reminder():
    after = given(*CALLED).when(acts.remind, called=OUT + 1)
    incident = after.then(CallReminded(OUT + 1))
    assert incident[Called][OUT + 1].reminded == 1
    assert incident.entry(incident.seq).fact.sentence(incident) == "Herinnering aan Zorg, GGD."
    given(*CALLED, CallAnswered(OUT + 1, "coming")).when(acts.remind, called=OUT + 1).refused(
        "Deze persoon heeft al geantwoord."
    )
    late = (*CALLED, CallOutEnded(OUT, "Loos alarm."))
    given(*late).when(acts.remind, called=OUT + 1).refused("Deze oproep is beëindigd.")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("sent", "verstuurd"), ("failed", "niet verstuurd"), ("uncertain", "misschien verstuurd: bel na")],
)
def test_what_became_of_a_message(outcome: str, words: str):
    after = given(*CALLED).when(acts.record_delivery, called=OUT + 1, outcome=outcome, channel="e-mail", detail="550")
    said = CallDelivered(OUT + 1, outcome, "e-mail", "550")
    assert roll(after.then(said))[0] == ("Zorg, GGD", outcome)
    assert said.sentence(after.incident) == f"Bericht aan Zorg, GGD {words}, per e-mail (550)."


def test_a_message_that_fails_takes_nothing_from_one_that_arrived_or_an_answer():
    sent, failed = CallDelivered(OUT + 1, "sent", "e-mail"), CallDelivered(OUT + 1, "failed", "alarmdienst")
    assert roll(given(*CALLED, sent, failed).incident)[0][1] == "sent"
    assert roll(given(*CALLED, CallAnswered(OUT + 1, "coming"), sent).incident)[0][1] == "coming"


def test_the_clock_of_an_arrival_is_that_of_the_arrival():
    early = told(CallAnswered(OUT + 1, "arrived"), at=later(minutes=9))
    assert given(*CALLED, early).incident[Called][OUT + 1].arrived_at == later(minutes=9)


# --- who may ---


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK], ids=lambda one: one.name)
def test_who_calls_nobody(opened: Board, player: Player):
    list_function(opened.ledger, f"Zorg bij {player.name} {opened.id}", ["care_liaison"])
    out = opened.does(ANNA, "team.call_out", place="Hier", roles=["care_liaison"])
    for act, typed in (
        ("call_out", {"place": "Hier"}),
        ("call_next", {"call_out": out.first, "role": "care_liaison"}),
        ("record_call", {"called": out.last, "outcome": "coming"}),
        ("remind", {"called": out.last}),
        ("stand_down", {"call_out": out.first, "reason": "Klaar."}),
    ):
        with pytest.raises(NotAllowed):
            opened.does(player, f"team.{act}", **typed)
    with pytest.raises(NotAllowed if player is DIRK else Refused):
        opened.does(player, "team.answer", called=out.last, answer="coming")
