"""Log lines: what they say, how sure they are, who reads them, and how they are corrected. Rules 22, 24 and 31."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisis.board import notes
from crisis.board.notes import NOTE_KINDS, SOURCES, VERIFICATIONS, Note, NoteAdded, NoteCorrected, NoteVerified
from crisis.refusals import NotAllowed, NotFound, Refused, Unreadable
from tests.cast import ANNA, BRAM, CELIK, FIRST, FLEUR, Board, given, later


def added(note_kind: str, text: str, circle: str, **said: object) -> NoteAdded:
    return NoteAdded(note_kind=note_kind, text=text, circle=circle, **said)  # type: ignore[arg-type]


def corrected(note_kind: str, text: str, circle: str, **said: object) -> NoteCorrected:
    return NoteCorrected(note_kind=note_kind, text=text, circle=circle, **said)  # type: ignore[arg-type]


LINE = added("note", "Het is rustig.", "full_team")
REPORT = added("report", "Ruit ingegooid.", "full_team", verification="unverified")
ASSUMED = added("assumption", "Het blijft droog.", "full_team", verification="unverified", review_at=later(hours=2))


# --- writing ---


def test_a_line_is_one_field():
    given().when(notes.add, by=FLEUR, text="Het is rustig.").then(LINE)


def test_its_sentence_is_the_line_itself():
    assert LINE.sentence(given().incident) == "Het is rustig."


@pytest.mark.parametrize(
    ("kind", "sure"),
    [
        ("note", None),
        ("report", "unverified"),
        ("fact", "confirmed"),
        ("assumption", "unverified"),
        ("rumour", "unverified"),
        ("assessment", None),
        ("opinion", None),
        ("contact_attempt", None),
        ("handover", None),
    ],
)
def test_each_kind_has_its_usual_certainty(kind: str, sure: str | None):
    given().when(notes.add, text="Tekst.", kind=kind).then(added(kind, "Tekst.", "full_team", verification=sure))


def test_certainty_can_be_said():
    given().when(notes.add, text="Tekst.", kind="rumour", verification="refuted").then(
        added("rumour", "Tekst.", "full_team", verification="refuted")
    )


def test_an_assumption_says_when_to_ask_again():
    given().when(notes.add, text="Het blijft droog.", kind="assumption", review_at="2026-11-23 16:00").then(ASSUMED)


def test_other_kinds_are_not_asked_again():
    given().when(notes.add, text="Het is rustig.", review_at="2026-11-23 16:00").then(LINE)


def test_a_failed_contact_is_recorded():
    given().when(notes.add, text="Bestuur gebeld.", kind="contact_attempt", reached="nee").then(
        added("contact_attempt", "Bestuur gebeld.", "full_team", reached=False)
    )


def test_a_decision_says_why_and_who():
    typed = {"why": "Veiligheid.", "decided_by": "Voorzitter", "decided_as": "kernteam", "options_rejected": "geen"}
    given().when(notes.add, text="Plein afgesloten.", kind="decision", present=["OOV", "Politie"], **typed).then(
        added("decision", "Plein afgesloten.", "full_team", present=("OOV", "Politie"), **typed)
    )


def test_a_decision_without_reason_or_decider_is_not_saved():
    given().when(notes.add, text="Plein afgesloten.", kind="decision").unreadable(
        why="Schrijf op waarom dit is besloten.", decided_by="Schrijf op wie dit heeft besloten."
    )


@pytest.mark.parametrize("empty", ["", "   ", "\n", "\t \r\n"])
def test_an_empty_line_is_not_saved(empty: str):
    given().when(notes.add, text=empty).unreadable(text="Vul dit in.")


def test_a_line_has_its_limit():
    given().when(notes.add, text="x" * 2001).unreadable(text="Dit is te lang: 2001 tekens. Er passen er 2000.")


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800"])
def test_signs_that_cannot_be_kept_are_refused(sign: str):
    given().when(notes.add, text=f"a{sign}b").unreadable(text="Hier staat een teken in dat niet kan. Typ het opnieuw.")


def test_line_ends_are_the_same_from_every_machine():
    given().when(notes.add, text="een\r\ntwee\rdrie").then(added("note", "een\ntwee\ndrie", "full_team"))


@pytest.mark.parametrize("words", [NOTE_KINDS, SOURCES, VERIFICATIONS])
def test_every_choice_has_words(words: dict[str, str]):
    assert all(words.values())


# --- circles ---


def test_what_the_police_says_goes_to_the_small_circle():
    after = given().when(notes.add, by=CELIK, text="Aanhouding.", source_type="police")
    assert after.facts()[0].circle == "restricted"


def test_what_the_police_says_may_be_shared_on_purpose():
    after = given().when(notes.add, by=CELIK, text="Aanhouding.", source_type="police", circle="full_team")
    assert after.facts()[0].circle == "full_team"


def test_who_cannot_read_the_small_circle_does_not_write_in_it():
    after = given().when(notes.add, by=FLEUR, text="Van de wijkagent.", source_type="police")
    assert after.facts()[0].circle == "full_team"


@pytest.mark.parametrize(
    ("player", "circle"), [(FLEUR, "restricted"), (FLEUR, "core_team"), (BRAM, "restricted")], ids=str
)
def test_one_may_not_write_in_a_circle_that_one_may_not_read(opened: Board, player: object, circle: str):
    with pytest.raises(Refused, match=r"^U kunt niet schrijven in een kring die u zelf niet leest\.$"):
        opened.writes(player, circle=circle)  # type: ignore[arg-type]


@pytest.mark.parametrize(("player", "circle"), [(CELIK, "restricted"), (BRAM, "core_team"), (FLEUR, "public")], ids=str)
def test_one_may_write_in_a_circle_that_one_may_read(opened: Board, player: object, circle: str):
    number = opened.writes(player, circle=circle)  # type: ignore[arg-type]
    assert opened.incident.entry(number).circle == opened.incident[Note][number].circle == circle


def test_a_restricted_line_is_not_found_by_who_may_not_read_it(opened: Board):
    number = opened.writes(CELIK, source_type="police")
    with pytest.raises(NotFound):
        opened.does(FLEUR, "notes.correct", note=number, text="Anders.")


def test_about_a_restricted_line_nothing_wider_is_written():
    after = given(added("note", "Stil.", "restricted"), NoteVerified(FIRST, "confirmed")).incident
    assert after.entry(FIRST + 1).circle == "restricted"


# --- correcting ---


def test_a_correction_is_a_new_line_that_supersedes():
    given(LINE).when(notes.correct, note=FIRST, text="Het is onrustig.", reason="Verkeerd gehoord.").then(
        corrected("note", "Het is onrustig.", "full_team", note=FIRST, reason="Verkeerd gehoord.")
    )


def test_both_lines_stay_visible_and_know_each_other():
    better = corrected("note", "Het is onrustig.", "full_team", note=FIRST, reason="Verkeerd gehoord.")
    old, new = given(LINE, better).incident[Note].values()
    assert (old.text, old.superseded_by, old.correction_reason) == ("Het is rustig.", new.id, "Verkeerd gehoord.")
    assert (new.text, new.supersedes) == ("Het is onrustig.", old.id)


def test_a_correction_keeps_circle_kind_and_source():
    police = added("report", "Aanhouding.", "restricted", source_type="police", verification="unverified")
    given(police).when(notes.correct, by=CELIK, note=FIRST, text="Twee aanhoudingen.").then(
        corrected(
            "report", "Twee aanhoudingen.", "restricted", source_type="police", verification="unverified", note=FIRST
        )
    )


def test_a_correction_can_be_corrected():
    better = corrected("note", "Het is onrustig.", "full_team", note=FIRST)
    after = given(LINE, better).when(notes.correct, note=FIRST + 1, text="Het is wisselend.")
    assert after.facts()[0].note == FIRST + 1


def test_a_corrected_line_is_corrected_at_its_last_version():
    better = corrected("note", "Het is onrustig.", "full_team", note=FIRST)
    given(LINE, better).when(notes.correct, note=FIRST, text="Anders.").refused(
        f"Deze regel is al verbeterd. Verbeter #{FIRST + 1}."
    )


def test_a_correction_that_changes_nothing_is_refused():
    given(LINE).when(notes.correct, note=FIRST, text=" Het is rustig. ").refused(
        "De nieuwe tekst is dezelfde als de oude."
    )


def test_the_log_says_what_was_corrected_and_why():
    better = corrected("note", "Het is onrustig.", "full_team", note=FIRST, reason="Verkeerd gehoord.")
    said = better.sentence(given(LINE).incident)
    assert said == f"Het is onrustig. (Verbetert #{FIRST}. Reden: Verkeerd gehoord.)"


# --- verifying ---


def test_a_line_is_verified_with_its_source():
    after = given(REPORT).when(notes.verify, note=FIRST, verification="confirmed", source_note="Wijkagent")
    assert after.then(NoteVerified(FIRST, "confirmed", "Wijkagent"))[Note][FIRST].verification == "confirmed"


def test_verifying_the_same_again_records_nothing():
    given(REPORT).when(notes.verify, note=FIRST, verification="unverified").then()


def test_an_assumption_can_be_asked_again_later():
    after = given(ASSUMED).when(
        notes.verify, note=FIRST, verification="unverified", review_at="2026-11-23 18:00", source_note="Nog droog"
    )
    after.facts()
    assert after.incident[Note][FIRST].review_at == later(hours=4)


def test_a_corrected_line_is_verified_at_its_last_version():
    better = corrected("report", "Twee ruiten.", "full_team", note=FIRST)
    given(REPORT, better).when(notes.verify, note=FIRST, verification="confirmed").refused(
        f"Deze regel is verbeterd door #{FIRST + 1}. Ga die na."
    )


def test_a_refuted_rumour_keeps_its_history():
    rumour = added("rumour", "Er komt een bus.", "full_team", verification="unverified")
    incident = given(rumour, NoteVerified(FIRST, "refuted")).incident
    assert [entry.fact.kind for entry in incident.history(FIRST)] == ["note_added", "note_verified"]
    assert incident.entry(FIRST).fact.verification == "unverified"


def test_a_plain_member_verifies_nothing(opened: Board):
    number = opened.writes(ANNA, kind="report")
    with pytest.raises(NotAllowed):
        opened.does(FLEUR, "notes.verify", note=number, verification="confirmed")


# --- time ---


@pytest.mark.parametrize(("minutes", "late"), [(30, False), (31, True), (0, False)])
def test_a_line_recorded_well_after_it_happened_is_late(opened: Board, minutes: int, late: bool):
    now = opened.ledger.now()
    opened.ledger.now = lambda: now  # type: ignore[method-assign]
    number = opened.writes(ANNA, occurred_at=now.replace(microsecond=0) - timedelta(minutes=minutes, seconds=-1))
    assert opened.incident.entry(number).late is late


def test_a_line_cannot_happen_in_the_future(opened: Board):
    with pytest.raises(Unreadable) as refusal:
        opened.writes(ANNA, occurred_at=opened.ledger.now() + timedelta(minutes=5))
    assert refusal.value.fields == {"occurred_at": "Dit tijdstip ligt in de toekomst. Vul in wanneer het gebeurde."}


def test_a_clock_that_is_a_little_ahead_is_forgiven(opened: Board):
    number = opened.writes(ANNA, occurred_at=opened.ledger.now() + timedelta(seconds=40))
    entry = opened.incident.entry(number)
    assert entry.occurred_at == entry.recorded_at


# --- personal data ---


def test_a_bsn_is_refused_with_an_explanation():
    given().when(notes.add, text="Het gaat om 111222333.").unreadable(
        text="111222333 lijkt een burgerservicenummer. Dat mag hier niet staan: dit logboek gaat niet over personen."
    )


def test_a_bsn_is_refused_also_with_a_reason():
    with pytest.raises(Unreadable):
        given().when(notes.add, text="Het gaat om 111222333.", kept="Nodig.").facts()


def test_a_bsn_is_refused_in_the_reason_itself():
    with pytest.raises(Unreadable) as refusal:
        given().when(notes.add, text="Rustig.", kept="bsn 111222333").facts()
    assert list(refusal.value.fields) == ["kept"]


def test_a_phone_number_asks_for_a_choice():
    given().when(notes.add, text="Bel 06-12345678.").unreadable(
        text="Dit lijkt een persoonsgegeven: telefoonnummer (06-12345678). "
        "Schrijf het anders, of zeg waarom het moet blijven."
    )


def test_a_phone_number_may_stay_with_a_reason_that_is_kept(opened: Board):
    number = opened.writes(ANNA, "Bel 06-12345678.", kept="Nummer van de piketdienst.")
    assert opened.incident.entry(number).kept == "Nummer van de piketdienst."


@pytest.mark.parametrize("kept", ["", "  ", "x"])
def test_keeping_personal_data_takes_a_real_reason(kept: str):
    with pytest.raises(Unreadable):
        given().when(notes.add, text="Bel 06-12345678.", kept=kept).facts()


@pytest.mark.parametrize("field", ["source_note", "why", "options_rejected", "decided_by", "decided_as", "present"])
def test_every_text_is_looked_through(field: str):
    typed = {"why": "Omdat.", "decided_by": "Voorzitter", field: "mail jan@voorbeeld.nl"}
    with pytest.raises(Unreadable) as refusal:
        given().when(notes.add, text="Besluit.", kind="decision", **typed).facts()
    assert list(refusal.value.fields) == [field]
