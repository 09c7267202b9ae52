"""Messages: bound to the exact words, agreed by another than who wrote, released once and never changed after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis.board.communications import Communication, promised, public_at
from crisis.board.communications.drafting import (
    CommunicationDrafted,
    CommunicationEdited,
    CommunicationFilled,
    CommunicationSubmitted,
    draft,
    edit,
    fill,
    submit,
)
from crisis.board.communications.releasing import (
    CommunicationReleased,
    CommunicationWithdrawn,
    correct,
    release,
    withdraw,
)
from crisis.board.communications.remarks import CommunicationCommented, comment
from crisis.board.communications.reviewing import (
    ChangesRequested,
    CommunicationApproved,
    CommunicationChecked,
    approve,
    approve_by_phone,
    call_me,
    check,
    request_changes,
)
from crisis.board.communications.thing import digest_of
from crisis.board.communications.weighing import FuelWeighed, delegate, weigh
from crisis.board.communications.wording import only_filled
from crisis.board.team.members import MemberJoined
from crisis.board.team.standing_in import StandInSet, stand_in
from crisis.incident import Fact
from tests.cast import ANNA, BRAM, CELIK, DIRK, FIRST, FLEUR, START, Player, given, joined, later, told

MAYOR = Player(7, "Gerda", None, ("mayor",))
TEXT = "Er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
FOR = ("residents",)
DIGEST = digest_of("Wat er is gebeurd", TEXT, FOR)


def drafted(**more) -> CommunicationDrafted:
    values = {"title": "Wat er is gebeurd", "product": "web_update", "words": TEXT, "audience": FOR, "author": BRAM.id}
    return CommunicationDrafted(**{**values, "author_name": "Bram", **more})


def submitted() -> Fact:
    return CommunicationSubmitted(FIRST, DIGEST)


def agreed(by_phone: bool = False) -> Fact:
    return CommunicationApproved(FIRST, DIGEST, "Gerda (burgemeester)", MAYOR.id, by_phone)


def it(facts) -> Communication:
    return facts[Communication][FIRST]


def test_a_message_is_for_team_and_mayor():
    typed = {"title": "Wat er is gebeurd", "product": "web_update", "audience": ["residents"], "words": TEXT}
    given().when(draft, BRAM, **typed).then(drafted())


def test_the_playbook_brings_its_messages_along():
    board = given()
    assert [one.key for one in board.incident[Communication].values()] == []


def test_another_text_ends_the_approval_and_says_so():
    after = given(drafted(), submitted(), agreed()).when(edit, BRAM, communication=FIRST, words="Anders.")
    now = it(after.then(CommunicationEdited(communication=FIRST, fields=("words",), words="Anders.")))
    assert (now.status, now.approval, now.voided) == ("draft", None, FIRST + 3)


def test_the_same_text_changes_nothing():
    given(drafted(), submitted(), agreed()).when(edit, BRAM, communication=FIRST, words=TEXT).then()


def test_nothing_is_handed_in_with_open_places():
    with_place = drafted(words="Er was iets bij {{plaats}}.")
    given(with_place).when(submit, BRAM, communication=FIRST).refused("Vul eerst in: plaats.")


def test_nothing_is_handed_in_without_a_text():
    given(drafted(words="")).when(submit, BRAM, communication=FIRST).refused("Er is nog geen tekst. Schrijf die eerst.")


def test_the_mayor_agrees_with_exactly_this_text():
    given(drafted(), submitted()).when(approve, MAYOR, communication=FIRST, digest=DIGEST).then(agreed())


def test_a_text_that_changed_meanwhile_is_read_again():
    given(drafted(), submitted()).when(approve, MAYOR, communication=FIRST, digest="oud").refused(
        "De tekst is intussen gewijzigd. Lees hem opnieuw."
    )


def test_who_wrote_does_not_agree():
    mine = drafted(author=ANNA.id, approver="chair")
    digest = digest_of(mine.title, mine.words, mine.audience)
    given(mine, CommunicationSubmitted(FIRST, digest)).when(approve, communication=FIRST, digest=digest).refused(
        "U schreef mee aan deze tekst. Een ander geeft akkoord."
    )


def test_who_is_not_asked_does_not_agree():
    given(drafted(), submitted()).when(approve, ANNA, communication=FIRST, digest=DIGEST).refused(
        "Over dit bericht beslist: burgemeester."
    )


def test_by_phone_somebody_else_writes_it_down_and_that_stays_visible():
    typed = {"communication": FIRST, "digest": DIGEST, "approver": "mayor"}
    after = given(drafted(), submitted()).when(approve_by_phone, DIRK, **typed)
    fact = CommunicationApproved(FIRST, DIGEST, "Burgemeester", None, by_phone=True)
    approval = it(after.then(fact)).approval
    assert approval
    assert approval.recorded_by == "Dirk"


def test_nobody_writes_down_their_own_word():
    typed = {"communication": FIRST, "digest": DIGEST, "approver": "mayor"}
    given(drafted(), submitted()).when(approve_by_phone, MAYOR, **typed).refused(
        "Dit is uw eigen akkoord. Geef het zelf, of laat een ander het vastleggen."
    )


def test_who_stands_in_agrees_only_in_that_time():
    period = StandInSet(FLEUR.id, "Fleur", later(hours=1), later(hours=9))
    there = (joined(FLEUR, "mayor"), period, drafted(), submitted())
    number, digest = FIRST + 2, DIGEST
    typed = {"communication": number, "digest": digest}
    late = (*there[:3], CommunicationSubmitted(number, digest))
    given(*late).when(approve, FLEUR, **typed).refused(
        "Uw waarneming van de burgemeester loopt nu niet. Laat die eerst instellen."
    )
    fact = CommunicationApproved(number, digest, "Fleur (burgemeester)", FLEUR.id)
    given(*late).when(approve, FLEUR, clock=later(hours=2), **typed).then(fact)


def test_standing_in_is_set_with_the_role():
    typed = {"person": FLEUR.id, "starts": START.isoformat(), "until": later(hours=8).isoformat()}
    given().when(stand_in, **typed).then(
        StandInSet(FLEUR.id, "Fleur", START, later(hours=8)), MemberJoined(FLEUR.id, "Fleur", "mayor")
    )


def test_standing_in_ends_after_it_began():
    typed = {"person": FLEUR.id, "starts": START.isoformat(), "until": START.isoformat()}
    given().when(stand_in, **typed).unreadable(until="Kies een moment na het begin, hoogstens 60 dagen later.")


def test_the_police_look_at_the_facts():
    asked = drafted(looks=(("police_liaison", "facts"), ("district_manager", "informed")))
    after = given(asked, submitted()).when(check, CELIK, communication=FIRST, digest=DIGEST)
    now = it(after.then(CommunicationChecked(FIRST, "police_liaison", "facts", DIGEST)))
    assert now.waiting_looks == []


def test_a_look_is_for_the_words_that_were_seen():
    asked = drafted(looks=(("police_liaison", "facts"),))
    seen = told(CommunicationChecked(FIRST, "police_liaison", "facts", DIGEST), CELIK)
    changed = CommunicationEdited(communication=FIRST, fields=("words",), words="Anders.")
    assert it(given(asked, submitted(), seen, changed).incident).waiting_looks


def test_who_was_not_asked_to_look_makes_a_remark():
    given(drafted(), submitted()).when(check, CELIK, communication=FIRST, digest=DIGEST).refused(
        "Van uw rol is geen controle gevraagd. Schrijf een opmerking."
    )


def test_not_agreed_goes_back_to_who_writes():
    after = given(drafted(), submitted()).when(request_changes, MAYOR, communication=FIRST, reason="Te hard van toon.")
    now = it(after.then(ChangesRequested(FIRST, "Te hard van toon.")))
    assert (now.status, now.asked_changes) == ("changes_requested", "Te hard van toon.")


def test_the_mayor_asks_to_be_called():
    after = given(drafted(), submitted()).when(call_me, MAYOR, communication=FIRST).facts()
    assert [type(one).__name__ for one in after] == ["CallAsked"]


def test_another_may_sign_as_well():
    facts = given(drafted(), submitted()).when(delegate, BRAM, communication=FIRST, role="chair", reason="In overleg.")
    after = facts.facts()
    assert after
    allowed = given(drafted(), submitted(), *after).when(approve, ANNA, communication=FIRST, digest=DIGEST)
    allowed.then(CommunicationApproved(FIRST, DIGEST, "Anna (voorzitter)", ANNA.id))


def test_only_what_was_agreed_goes_out():
    given(drafted(), submitted()).when(release, BRAM, communication=FIRST, channels=["website"]).refused(
        "Er is nog geen akkoord. Dien het bericht in."
    )


def test_what_was_agreed_goes_out_and_promises_more():
    more = later(hours=1)
    typed = {"communication": FIRST, "channels": ["website"], "next_update": more.isoformat()}
    after = given(drafted(), submitted(), agreed()).when(release, BRAM, **typed)
    incident = after.then(CommunicationReleased(FIRST, DIGEST, ("website",), more))
    assert promised(incident) is it(incident)
    assert public_at(incident, START) == [it(incident)]
    assert public_at(incident, START - timedelta(minutes=1)) == []


def test_what_is_out_does_not_change():
    out = CommunicationReleased(FIRST, DIGEST, ("website",))
    board = given(drafted(), submitted(), agreed(), out)
    board.when(edit, BRAM, communication=FIRST, words="Anders.").refused(
        "Dit bericht is uitgebracht en verandert niet meer. Maak een rectificatie."
    )


HOLDING = "Er was een incident bij {{plaats}}. Meer om {{volgende-update}}. Bel 112 bij gevaar."


def holding() -> CommunicationDrafted:
    return drafted(
        product="holding_statement", words=HOLDING, key="procesbericht", preapproved=True, author=None, author_name=""
    )


def test_a_holding_statement_goes_out_under_mandate_when_only_its_places_were_filled():
    values = ["de moskee", "20:00 uur"]
    words = "Er was een incident bij de moskee. Meer om 20:00 uur. Bel 112 bij gevaar."
    filled = CommunicationFilled(FIRST, words)
    given(holding()).when(fill, BRAM, communication=FIRST, values=values).then(filled)
    out = CommunicationReleased(FIRST, digest_of("Wat er is gebeurd", words, FOR), ("website",), mandate=True)
    given(holding(), filled).when(release, BRAM, communication=FIRST, channels=["website"]).then(out)


@pytest.mark.parametrize(
    "words",
    [
        "Er was een aanslag bij de moskee. Meer om 20:00 uur. Bel 112 bij gevaar.",
        "Er was een incident bij de moskee. Meer om 20:00 uur. Bel 112 bij gevaar. Het was erg.",
        "Er was een incident bij de moskee.\nHet was erg. Meer om 20:00 uur. Bel 112 bij gevaar.",
    ],
)
def test_who_changed_more_asks_first(words: str):
    changed = CommunicationEdited(communication=FIRST, fields=("words",), words=words)
    given(holding(), changed).when(release, BRAM, communication=FIRST, channels=["website"]).refused(
        "U wijzigde meer dan de invulplekken. Dan is akkoord nodig: dien het bericht in."
    )


def test_every_place_is_filled_in():
    given(holding()).when(fill, BRAM, communication=FIRST, values=["de moskee"]).unreadable(
        values="Vul elke plek in, één per regel: plaats, volgende-update."
    )


def test_what_people_expect_is_in_it_or_there_is_a_reason():
    bare = drafted(product="residents_letter", words="Beste bewoner, er was iets.")
    digest = digest_of(bare.title, bare.words, bare.audience)
    ready = (bare, CommunicationSubmitted(FIRST, digest), CommunicationApproved(FIRST, digest, "Gerda", MAYOR.id))
    typed = {"communication": FIRST, "channels": ["letter"]}
    given(*ready).when(release, BRAM, **typed).unreadable(
        despite="Er ontbreekt nog: waar hulp is (een telefoonnummer), hoe het met het besluit staat. "
        "Vul aan, of zeg waarom het kan."
    )
    out = CommunicationReleased(FIRST, digest, ("letter",), despite="Staat op de achterkant.")
    given(*ready).when(release, BRAM, **typed, despite="Staat op de achterkant.").then(out)


def test_who_is_directly_affected_hears_it_before_the_press():
    press = drafted(audience=("press",))
    digest = digest_of(press.title, TEXT, ("press",))
    family = drafted(title="Aan de familie", audience=("directly_affected",))
    ready = (press, CommunicationSubmitted(FIRST, digest), CommunicationApproved(FIRST, digest, "G", MAYOR.id), family)
    typed = {"communication": FIRST, "channels": ["press"]}
    given(*ready).when(release, BRAM, **typed).unreadable(
        order_reason="Direct betrokkenen horen het vóór de pers. Breng eerst ‘Aan de familie’ uit, "
        "of zeg waarom het anders kan."
    )
    facts = given(*ready).when(release, BRAM, **typed, order_reason="Het stond al in de krant.").facts()
    assert facts


def test_a_yes_to_fuel_asks_for_one_line():
    given(drafted()).when(weigh, BRAM, communication=FIRST, yes=["denial"]).unreadable(
        why="Bij een ja hoort één zin: waarom kan het toch?"
    )
    given(drafted()).when(weigh, BRAM, communication=FIRST).then(FuelWeighed(FIRST))


def test_a_correction_names_the_old_one_and_goes_to_the_same_people():
    out = CommunicationReleased(FIRST, DIGEST, ("website",))
    board = given(drafted(), submitted(), agreed(), out)
    facts = board.when(correct, BRAM, communication=FIRST, words="Het was om 19:00 uur.").facts()
    assert isinstance(facts[0], CommunicationDrafted)
    assert (facts[0].corrects, facts[0].audience, facts[0].product) == (FIRST, FOR, "correction_notice")
    number = FIRST + 4
    again = digest_of(facts[0].title, facts[0].words, FOR)
    done = (
        CommunicationSubmitted(number, again),
        CommunicationApproved(number, again, "Gerda (burgemeester)", MAYOR.id),
        CommunicationReleased(number, again, ("website",)),
    )
    after = given(drafted(), submitted(), agreed(), out, *facts, *done).incident
    assert (it(after).status, it(after).corrected_by) == ("corrected", number)
    assert [one.id for one in public_at(after, START)] == [number]


def test_what_is_taken_back_is_not_public_any_more():
    out = CommunicationReleased(FIRST, DIGEST, ("website",))
    board = given(drafted(), submitted(), agreed(), out)
    board.when(withdraw, BRAM, communication=FIRST, reason="Het klopt niet.").then(
        CommunicationWithdrawn(FIRST, "Het klopt niet.")
    )


def test_a_remark_is_for_the_team_and_not_for_the_mayors_office():
    given(drafted()).when(comment, CELIK, communication=FIRST, words="Dit is te vroeg.").then(
        CommunicationCommented(FIRST, "Dit is te vroeg.", "full_team")
    )


def test_a_remark_on_a_text_for_a_smaller_circle_stays_there():
    given(drafted(circle="core_team")).when(comment, CELIK, communication=FIRST, words="Te vroeg.").then(
        CommunicationCommented(FIRST, "Te vroeg.", "core_team")
    )


def test_who_wrote_does_not_write_down_that_the_mayor_agreed():
    typed = {"communication": FIRST, "digest": DIGEST, "approver": "mayor"}
    given(drafted(), submitted()).when(approve_by_phone, BRAM, **typed).refused(
        "U schreef mee aan deze tekst. Laat een ander vastleggen dat er akkoord is."
    )


def test_nobody_lets_themselves_stand_in():
    typed = {"person": ANNA.id, "starts": START.isoformat(), "until": later(hours=8).isoformat()}
    given().when(stand_in, **typed).refused("U kunt uzelf niet laten waarnemen. Vraag een ander om dit vast te leggen.")


@pytest.mark.parametrize(
    ("template", "text", "fine"),
    [
        ("Om {{tijd}}.", "Om 20:00 uur.", True),
        ("Om {{tijd}}.", "Om {{tijd}}.", True),
        ("Om {{tijd}}.", "Om .", False),
        ("Om {{tijd}}.", "Om 20:00\nuur.", False),
        ("Om {{tijd}}.", "Om {{hier.", False),
        ("Om {{tijd}}.", f"Om {'x' * 301}.", False),
        ("{{a}}{{b}}", "xy", True),
        ("{{a}}{{b}}", "x", False),
        (" ".join(f"{{{{plek-{number}}}}}" for number in range(12)), "woord " * 1500 + "\n", False),
        ("Zonder plek.", "Zonder plek.", True),
        ("Zonder plek.", "Zonder  plek.", False),
    ],
)
def test_only_the_places_may_differ_however_long_the_text(template: str, text: str, fine: bool):
    assert only_filled(template, text) is fine
