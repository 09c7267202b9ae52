"""Attachments on the board: part of what is agreed, and fixed once a message is out."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from crisis import access, privacy
from crisis.board.communications import LARGEST, Attachment, AttachmentAdded, Communication, attached, digest_of
from crisis.board.communications.attaching import AttachmentRemoved, attach, detach
from crisis.board.communications.drafting import CommunicationDrafted, CommunicationSubmitted
from crisis.board.communications.releasing import CommunicationReleased, CommunicationWithdrawn, release
from crisis.board.communications.reviewing import CommunicationApproved, CommunicationChecked, approve
from crisis.board.communications.weighing import LookAsked
from crisis.ledger import Ledger
from crisis.refusals import NotAllowed, NotFound, Refused
from tests.cast import ANNA, BRAM, DIRK, EVA, FIRST, Player, given, open_board, told

MAYOR = Player(7, "Gerda", None, ("mayor",))
TEXT = "Er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
FOR = ("residents",)
BARE = digest_of("Wat er is gebeurd", TEXT, FOR)
ONE = Attachment("ab" * 32, "kaart.png", "image/png", 2048, "Een kaart van het plein")
TYPED = {**vars(ONE), "communication": FIRST}
ADDED = AttachmentAdded(FIRST, *vars(ONE).values())
REMOVED = AttachmentRemoved(FIRST, ONE.digest, ONE.name)


def drafted(**more: Any) -> CommunicationDrafted:
    values = {"title": "Wat er is gebeurd", "product": "web_update", "words": TEXT, "audience": FOR, "author": BRAM.id}
    return CommunicationDrafted(**{**values, "author_name": "Bram", **more})


def agreed(digest: str = BARE) -> tuple[CommunicationSubmitted, CommunicationApproved]:
    return CommunicationSubmitted(FIRST, digest), CommunicationApproved(FIRST, digest, "Gerda", MAYOR.id)


def with_one(one: Attachment = ONE) -> str:
    return digest_of("Wat er is gebeurd", TEXT, FOR, (one,))


def test_a_file_goes_along():
    after = given(drafted()).when(attach, BRAM, **TYPED).then(ADDED)
    assert after[Communication][FIRST].attachments == (ONE,)
    assert ADDED.sentence(after) == (
        "Bijlage bij ‘Wat er is gebeurd’: kaart.png (plaatje, 2 kB). Een kaart van het plein"
    )


def test_without_attachments_an_approval_binds_to_what_it_did_before():
    """Logs of earlier versions hold this hash."""
    assert hashlib.sha256(f"Wat er is gebeurd\0{TEXT}\0residents".encode()).hexdigest() == BARE


@pytest.mark.parametrize("field", ["digest", "name", "media_type", "alt"])
def test_every_part_of_a_file_is_part_of_what_is_agreed(field: str):
    assert len({BARE, with_one(), with_one(Attachment(**{**vars(ONE), field: "iets anders"}))}) == 3


def test_two_files_are_not_one():
    other = Attachment("cd" * 32, "b.png", "image/png", 1, "Iets anders")
    found = {digest_of("T", TEXT, FOR, files) for files in ((ONE,), (ONE, other), (other, ONE), (other,))}
    assert len(found) == 4


def test_a_file_more_ends_the_approval_and_says_so():
    now = given(drafted(), *agreed()).when(attach, BRAM, **TYPED).then(ADDED)[Communication][FIRST]
    assert (now.status, now.approval, now.voided) == ("draft", None, FIRST + 3)


def test_a_file_less_ends_the_approval_and_says_so():
    before = given(drafted(), ADDED, *agreed(with_one()))
    now = before.when(detach, BRAM, communication=FIRST, digest=ONE.digest).then(REMOVED)[Communication][FIRST]
    assert (now.status, now.approval, now.voided, now.attachments) == ("draft", None, FIRST + 4, ())


def test_who_looked_before_looks_again():
    looked = CommunicationChecked(FIRST, "police_liaison", "facts", BARE)
    before = given(drafted(), LookAsked(FIRST, "police_liaison", "facts"), looked)
    assert before.incident[Communication][FIRST].waiting_looks == []
    assert before.when(attach, BRAM, **TYPED).then(ADDED)[Communication][FIRST].waiting_looks


def test_the_mayor_agrees_with_what_was_shown():
    before = given(drafted(), ADDED, CommunicationSubmitted(FIRST, with_one()))
    before.when(approve, MAYOR, communication=FIRST, digest=BARE).refused(
        "De tekst is intussen gewijzigd. Lees hem opnieuw."
    )
    before.when(approve, MAYOR, communication=FIRST, digest=with_one()).then(
        CommunicationApproved(FIRST, with_one(), "Gerda (burgemeester)", MAYOR.id)
    )


def test_who_attaches_does_not_agree():
    facts = (drafted(approver="chair"), told(ADDED, ANNA), CommunicationSubmitted(FIRST, with_one()))
    given(*facts).when(approve, ANNA, communication=FIRST, digest=with_one()).refused(
        "U schreef mee aan deze tekst. Een ander geeft akkoord."
    )


def test_a_file_is_not_agreed_beforehand():
    holding = drafted(preapproved=True, key="proces")
    assert given(holding).when(release, BRAM, communication=FIRST, channels=["website"]).facts()
    given(holding, ADDED).when(release, BRAM, communication=FIRST, channels=["website"]).refused(
        "Een bijlage is niet vooraf goedgekeurd. Dan is akkoord nodig: dien het bericht in."
    )


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (
            CommunicationReleased(FIRST, BARE, ("website",)),
            "Dit bericht is uitgebracht en verandert niet meer. Maak een rectificatie.",
        ),
        (CommunicationWithdrawn(FIRST, "Niet nodig."), "Dit bericht is ingetrokken."),
    ],
)
def test_what_is_over_stays_as_it_is(end: Any, sentence: str):
    before = given(drafted(), ADDED, end)
    before.when(attach, BRAM, **{**TYPED, "digest": "cd" * 32}).refused(sentence)
    before.when(detach, BRAM, communication=FIRST, digest=ONE.digest).refused(sentence)


def test_the_same_file_comes_once():
    given(drafted(), ADDED).when(attach, BRAM, **TYPED).then()
    given(drafted(), ADDED).when(attach, BRAM, **{**TYPED, "alt": "Iets anders"}).refused(
        "Dit bestand zit er al bij. Haal het eerst weg als de naam of de beschrijving anders moet."
    )


def test_what_is_gone_goes_once():
    given(drafted(), ADDED, REMOVED).when(detach, BRAM, communication=FIRST, digest=ONE.digest).then()


def test_ten_go_along_and_no_more():
    ten = [AttachmentAdded(FIRST, f"{number:064x}", "a.png", "image/png", 9, "Een plaatje") for number in range(10)]
    given(drafted(), *ten).when(attach, BRAM, **TYPED).refused(
        "Er passen 10 bijlagen bij een bericht. Haal er eerst een weg."
    )


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("alt", "", "Vul dit in."),
        ("alt", "kort", "Schrijf wat meer: ten minste 5 tekens."),
        ("alt", "x" * 301, "Dit is te lang: 301 tekens. Er passen er 300."),
        ("size", 0, "Vul een getal van nul of hoger in."),
        ("size", LARGEST + 1, "Dit getal is te groot."),
        ("digest", "../../etc/passwd", "Dit kan hier niet. Kijk na wat u hebt ingevuld."),
        ("digest", "AB" * 32, "Dit kan hier niet. Kijk na wat u hebt ingevuld."),
        ("name", "../kaart.png", "Een bestandsnaam heeft geen schuine streep."),
        (
            "name",
            "111222333.png",
            "111222333 lijkt een burgerservicenummer. Dat mag hier niet staan: dit logboek gaat niet over personen.",
        ),
    ],
)
def test_what_is_wrong_is_said(field: str, typed: Any, sentence: str):
    given(drafted()).when(attach, BRAM, **{**TYPED, field: typed}).unreadable(**{field: sentence})


@pytest.mark.parametrize(
    "media_type", ["image/svg+xml", "text/html", "application/vnd.ms-word.document.macroEnabled.12"]
)
def test_only_what_does_nothing_is_taken(media_type: str):
    given(drafted()).when(attach, BRAM, **{**TYPED, "media_type": media_type}).unreadable(
        media_type="Kies een van: plaatje, foto, plaatje, pdf, Word-document."
    )


def test_a_hash_with_nine_digits_is_no_citizen():
    digest = "a111222333b".ljust(64, "c")
    assert privacy.bsn(digest)
    assert given(drafted()).when(attach, BRAM, **{**TYPED, "digest": digest}).facts()


def test_what_went_along_stays_known():
    board = given(drafted(), ADDED, REMOVED).incident
    assert attached(board, FIRST) == {ONE.digest: ONE}
    assert board[Communication][FIRST].attachments == ()


def test_on_paper_stand_its_name_its_words_and_its_hash():
    board = given(drafted(), ADDED).incident
    rows = [text for label, text in board[Communication][FIRST].rows(board) if label == "Bijlage"]
    assert rows == [f"kaart.png (plaatje, 2 kB): Een kaart van het plein\nSHA-256: {ONE.digest}"]


def test_a_playbook_that_denies_messages_denies_files():
    """The act is not among those of the forms, yet what takes `communications.*` away takes it along."""
    denied = (("spokesperson", (), ("communications.*",)),)
    assert access._audience(frozenset({"spokesperson"}), frozenset(), ()).may("communications.attach")
    assert not access._audience(frozenset({"spokesperson"}), frozenset(), denied).may("communications.attach")


def test_on_each_database(ledger: Ledger):
    board = open_board(ledger)
    message = board.does(BRAM, "communications.draft", title="T", product="web_update", audience=["residents"]).last
    board.does(BRAM, "communications.attach", **{**TYPED, "communication": message})
    board.does(BRAM, "communications.detach", communication=message, digest=ONE.digest)
    assert board.incident[Communication][message].version == 3
    for player, no in ((DIRK, NotAllowed), (EVA, NotFound)):
        with pytest.raises(no):
            board.does(player, "communications.attach", **{**TYPED, "communication": message})


def test_many_at_once_stay_within_ten(ledger: Ledger):
    board = open_board(ledger)
    message = board.does(BRAM, "communications.draft", title="T", product="web_update", audience=["residents"]).last

    def one(number: int) -> bool:
        try:
            board.does(BRAM, "communications.attach", **{**TYPED, "communication": message, "digest": f"{number:064x}"})
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(16))) == 10
    assert len(board.incident[Communication][message].attachments) == 10
