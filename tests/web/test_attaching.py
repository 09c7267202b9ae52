"""Attachments over HTTP: one way in, which looks at the bytes, and one way out, on which nothing runs."""

from __future__ import annotations

import errno
import io
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from crisis.attachments import Shelf
from crisis.board.communications import Communication
from tests.attached import ALT, attached_to, document, paper, photo, picture
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.conftest import House

TEXT = "Er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."
DRAFT = {"title": "Wat er is gebeurd", "product": "web_update", "audience": ["residents"], "words": TEXT}


@pytest.fixture
def message(board: Board) -> int:
    """A message of Bram."""
    return board.does(BRAM, "communications.draft", **DRAFT).last


def now(board: Board, message: int) -> Communication:
    return board.incident[Communication][message]


def sends(
    house: House, board: Board, message: int, content: bytes, player: Player | None = BRAM, **more: Any
) -> TestResponse:
    """Somebody sends a file with the form on the page of the message."""
    name = more.pop("name", "kaart.png")
    data = {
        "once": secrets.token_hex(8),
        "alt": ALT,
        **more,
        "file": FileStorage(io.BytesIO(content), name, content_type="text/html"),
    }
    where = f"/incidents/{board.id}/communications/{message}/attachments"
    # Not by the client itself: it leaves a file of its own open when much is sent.
    boundary, body = encode_multipart(data)
    return house.visitor(player).post(where, body, content_type=f'multipart/form-data; boundary="{boundary}"')


def address(board: Board, message: int, digest: str) -> str:
    return f"/incidents/{board.id}/communications/{message}/attachments/{digest}"


def folder(house: House) -> Path:
    return house.database.settings.home / "attachments"


def on_disk(house: House) -> list[Path]:
    return [one for one in folder(house).rglob("*") if one.is_file()]


def test_a_picture_goes_in_and_comes_out(house: House, board: Board, message: int):
    answer = sends(house, board, message, photo(), name="../IMG 1.html")
    assert (answer.status_code, answer.location) == (303, f"/incidents/{board.id}/things/{message}#files")
    (one,) = now(board, message).attachments
    assert (one.name, one.media_type, one.alt) == ("IMG 1.html.jpg", "image/jpeg", ALT)
    shown = house.visitor(CELIK).get(address(board, message, one.digest))
    assert len(shown.data) == one.size
    assert b"CANARY" not in shown.data
    headers = {name: shown.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert headers == {"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert shown.headers["Content-Disposition"] == "inline; filename=\"bijlage.jpg\"; filename*=UTF-8''IMG%201.html.jpg"


@pytest.mark.parametrize("content", [paper(), document()])
def test_a_document_is_only_downloaded(house: House, board: Board, message: int, content: bytes):
    assert sends(house, board, message, content).status_code == 303
    (one,) = now(board, message).attachments
    shown = house.visitor(BRAM).get(address(board, message, one.digest))
    assert shown.headers["Content-Disposition"].startswith("attachment; ")
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_who_may_add_a_file(house: House, board: Board, message: int):
    expected = {ANNA: 303, BRAM: 303, CELIK: 303, DIRK: 403, EVA: 404, None: 401}
    found = {player: sends(house, board, message, picture(), player).status_code for player in expected}
    assert found == expected
    assert len(now(board, message).attachments) == 3


def test_who_may_look_at_a_file(house: House, board: Board, message: int):
    one = attached_to(board, message)
    expected = {ANNA: 200, BRAM: 200, CELIK: 200, DIRK: 200, EVA: 404, None: 303}
    where = address(board, message, one.digest)
    assert {player: house.visitor(player).get(where).status_code for player in expected} == expected


@pytest.mark.parametrize("player", [BRAM, CELIK, DIRK, EVA, FLEUR], ids=lambda player: player.name)
def test_a_file_of_another_circle_does_not_exist(house: House, board: Board, player: Player):
    hidden = board.does(ANNA, "communications.draft", **DRAFT, circle="restricted").last
    if player.name == "Celik":
        board.does(ANNA, "team.release", person=CELIK.id, role="police_liaison")
        board.does(ANNA, "team.assign", person=CELIK.id, role="care_liaison")
    content = picture()
    digest = Shelf(house.database.settings.home).keep(content)
    given = {"digest": digest, "name": "kanarie.png", "media_type": "image/png", "size": len(content)}
    board.does(ANNA, "communications.attach", communication=hidden, **given, alt="Kanarie op het plein")
    visitor, base = house.visitor(player), f"/incidents/{board.id}"
    for where in (address(board, hidden, digest), f"{base}/things/{hidden}", f"{base}/communications/{hidden}.docx"):
        answer = visitor.get(where)
        assert answer.status_code == 404
        assert "Dit bestaat niet, of u mag het niet zien." in answer.text
    assert sends(house, board, hidden, picture(), player).status_code == 404
    for where in ("", "/log", "/communications", "/public", "/log.jsonl", f"/changes?since={hidden - 1}"):
        assert "anarie" not in visitor.get(f"{base}{where}").text
        assert digest not in visitor.get(f"{base}{where}").text


def test_only_what_went_along_with_this_message_is_given(house: House, board: Board, message: int):
    elsewhere = house.board(title="Ander incident")
    theirs = elsewhere.does(BRAM, "communications.draft", **DRAFT).last
    one = attached_to(elsewhere, theirs)
    visitor = house.visitor(BRAM)
    assert visitor.get(address(elsewhere, theirs, one.digest)).status_code == 200
    assert visitor.get(address(board, message, one.digest)).status_code == 404
    assert visitor.get(address(board, board.adds_task(), one.digest)).status_code == 404
    assert visitor.get(address(board, message, "..%2F..%2Fcrisis.db")).status_code == 404


def test_a_hash_is_no_way_to_the_file_of_others(house: House, board: Board, message: int):
    """The door of all acts takes no file: who could name a hash there would read what others attached."""
    elsewhere = house.board(title="Ander incident")
    one = attached_to(elsewhere, elsewhere.does(BRAM, "communications.draft", **DRAFT).last)
    for player in (ANNA, BRAM):
        visitor = house.visitor(player)
        answer = visitor.does(board, "communications.attach", communication=str(message), **vars(one))
        assert answer.status_code == 404
        assert visitor.get(f"/incidents/{board.id}/communications/attach?communication={message}").status_code == 404
    assert now(board, message).attachments == ()


def test_what_was_attached_then(house: House, board: Board, message: int):
    one = attached_to(board, message, alt="Eerst deze kaart")
    then = board.incident.seq
    board.does(BRAM, "communications.detach", communication=message, digest=one.digest)
    other = attached_to(board, message, alt="Toen die kaart")
    visitor, page = house.visitor(BRAM), f"/incidents/{board.id}/things/{message}"
    assert f'alt="{other.alt}"' in visitor.get(page).text
    assert f'alt="{one.alt}"' not in visitor.get(page).text
    past = visitor.get(f"{page}?at={then}").text
    assert f'alt="{one.alt}"' in past
    assert f"/attachments/{one.digest}?at={then}" in past
    assert "Weghalen" not in past
    assert visitor.get(f"{address(board, message, one.digest)}?at={then}").status_code == 200
    assert visitor.get(f"{address(board, message, one.digest)}?at={message}").status_code == 404
    assert visitor.get(f"{address(board, message, other.digest)}?at={then}").status_code == 404
    assert visitor.get(address(board, message, one.digest)).status_code == 200, "what went along once can be read"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", "Dit soort bestand kan niet."),
        (b"", "Dit bestand is leeg."),
        (picture() + bytes(6 * 1024 * 1024), "Dit bestand is te groot. Er past 5 MB."),
        (paper(b"/OpenAction << /S /JavaScript >>"), "In deze pdf zit meer dan tekst en beeld."),
    ],
)
def test_what_is_refused_leaves_what_was_typed(house: House, board: Board, message: int, content: bytes, sentence: str):
    answer = sends(house, board, message, content, alt="Getypt & bewaard")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Getypt &amp; bewaard"' in answer.text
    assert now(board, message).attachments == ()
    assert on_disk(house) == []


def test_a_description_is_needed(house: House, board: Board, message: int):
    for alt, sentence in (("", "Vul dit in."), ("kort", "Schrijf wat meer: ten minste 5 tekens.")):
        answer = sends(house, board, message, picture(), alt=alt)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "Kies daarna het bestand opnieuw." in answer.text
    assert now(board, message).attachments == ()


def test_a_name_with_a_number_of_a_citizen_is_refused(house: House, board: Board, message: int):
    answer = sends(house, board, message, picture(), name="brief 111222333.png")
    assert answer.status_code == 422
    assert "111222333 lijkt een burgerservicenummer." in answer.text


def test_what_looks_personal_can_be_kept_with_a_reason(house: House, board: Board, message: int):
    answer = sends(house, board, message, picture(), alt="Bel 06-12345678 voor hulp")
    assert answer.status_code == 422
    assert 'name="kept"' in answer.text
    kept = sends(house, board, message, picture(), alt="Bel 06-12345678 voor hulp", kept="Het nummer van het team.")
    assert kept.status_code == 303


def test_a_request_that_is_much_too_large_is_not_read(house: House, board: Board, message: int):
    answer = sends(house, board, message, bytes(17 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Dit bestand is te groot." in answer.text
    elsewhere = house.visitor(BRAM).post(f"/incidents/{board.id}/notes/add", {"text": "x" * 300_000})
    assert elsewhere.status_code == 413, "for everything else the limit is what it was"


def test_fields_are_small(house: House, board: Board, message: int):
    assert sends(house, board, message, picture(), alt="x" * 100_000).status_code == 413
    many = {f"veld{number}": "x" for number in range(50)}
    assert sends(house, board, message, picture(), **many).status_code == 413


def test_no_file_and_no_form(house: House, board: Board, message: int):
    where = f"/incidents/{board.id}/communications/{message}/attachments"
    answer = house.visitor(BRAM).post(where, {"alt": "Zonder bestand"})
    assert answer.status_code == 422
    assert "Kies eerst een bestand." in answer.text
    assert house.visitor(BRAM).post(where, b"{}", content_type="application/json").status_code == 422


def test_another_site_cannot_send_a_file(house: House, board: Board, message: int):
    where = f"/incidents/{board.id}/communications/{message}/attachments"
    data = {"alt": ALT, "file": (io.BytesIO(picture()), "a.png")}
    answer = house.visitor(BRAM).post(where, data, headers={"Origin": "https://kwaad.example"})
    assert answer.status_code == 403


def test_the_same_form_twice_is_one_file(house: House, board: Board, message: int):
    content = picture()
    for _ in range(2):
        assert sends(house, board, message, content, once="sleutel-van-bram").status_code == 303
    assert sends(house, board, message, picture(), once="sleutel-van-bram").status_code == 422
    assert len(now(board, message).attachments) == 1


def test_a_full_disk_is_told_and_nothing_is_recorded(
    house: House, board: Board, message: int, monkeypatch: pytest.MonkeyPatch
):
    def full(self: Shelf, content: bytes) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Shelf, "keep", full)
    answer = sends(house, board, message, picture(), alt="Getypt en bewaard")
    assert answer.status_code == 503
    assert "Het bestand is niet bewaard: de schijf is vol" in answer.text
    assert 'value="Getypt en bewaard"' in answer.text
    assert now(board, message).attachments == ()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"iets anders")])
def test_a_file_that_is_missing_is_told(house: House, board: Board, message: int, spoil: Callable[[Path], Any]):
    one = attached_to(board, message)
    spoil(on_disk(house)[0])
    answer = house.visitor(BRAM).get(address(board, message, one.digest))
    assert answer.status_code == 404
    assert "Dit bestand ontbreekt op de schijf. Bel functioneel beheer." in answer.text
    assert "Bestand ontbreekt" in house.visitor(BRAM).get(f"/incidents/{board.id}/things/{message}").text


def test_what_is_out_takes_no_file(house: House, board: Board, message: int):
    one = attached_to(board, message)
    board.does(BRAM, "communications.submit", communication=message)
    digest = now(board, message).digest
    given = {"communication": message, "digest": digest, "approver": "mayor"}
    board.does(ANNA, "communications.approve_by_phone", **given)
    board.does(BRAM, "communications.release", communication=message, channels=["website"])
    answer = sends(house, board, message, picture())
    assert answer.status_code == 409
    assert "Dit bericht is uitgebracht en verandert niet meer." in answer.text
    gone = house.visitor(BRAM).does(board, "communications.detach", communication=str(message), digest=one.digest)
    assert gone.status_code == 409
    page = house.visitor(BRAM).get(f"/incidents/{board.id}/things/{message}").text
    assert f'alt="{one.alt}"' in page
    assert "Weghalen" not in page
    assert len(on_disk(house)) == 1


def test_a_closed_incident_takes_no_file(house: House, board: Board, message: int):
    board.does(ANNA, "incident.close", reason="Het is al een week rustig.", despite="Alles is overgedragen.")
    answer = sends(house, board, message, picture())
    assert answer.status_code == 409
    assert "Dit incident is afgesloten. Heropen het eerst." in answer.text


def test_who_may_not_change_the_text_sees_the_file_and_no_form(house: House, board: Board, message: int):
    one = attached_to(board, message)
    page = house.visitor(DIRK).get(f"/incidents/{board.id}/things/{message}", follow_redirects=True).text
    assert f'alt="{one.alt}"' in page
    assert 'type="file"' not in page
    assert "Weghalen" not in page


def test_words_of_a_file_are_never_markup(house: House, board: Board, message: int):
    assert sends(house, board, message, picture(), alt='"><script>alert(1)</script>').status_code == 303
    page = house.visitor(BRAM).get(f"/incidents/{board.id}/things/{message}").text
    assert "<script>alert" not in page


def test_the_document_names_what_goes_along(house: House, board: Board, message: int):
    attached_to(board, message)
    made = house.visitor(BRAM).get(f"/incidents/{board.id}/communications/{message}.docx").data
    words = [one.text for one in Document(io.BytesIO(made)).paragraphs]
    assert words[-2:] == ["Bijlagen", f"kaart.png: {ALT}"]
