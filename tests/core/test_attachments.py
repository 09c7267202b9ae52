"""Files from outside: known by their bytes, made clean, refused when they do something, and kept whole."""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from crisis.attachments import BadFile, Shelf, check, cleaned, shelf
from crisis.board.communications import LARGEST
from tests.attached import document, paper, part, photo, picture, repacked, sha

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND = "Dit soort bestand kan niet. Kies een plaatje (PNG, JPEG of WebP), een pdf of een Word-document."
BROKEN = "Dit bestand is geen goed plaatje. Sla het opnieuw op en probeer het nog eens."
BROKEN_WORD = "Dit bestand is geen goed Word-document. Sla het opnieuw op en probeer het nog eens."
BROKEN_PDF = "Dit bestand is geen goed pdf-bestand. Sla het opnieuw op en probeer het nog eens."
POINTS = "Dit plaatje heeft te veel beeldpunten. Maak het kleiner en probeer het opnieuw."
MORE = "In deze pdf zit meer dan tekst en beeld. Maak er een gewone pdf van, bijvoorbeeld met afdrukken."
MACROS = "In dit document zit meer dan tekst en beeld, zoals macro’s. Sla het op als gewoon .docx of als pdf."
OUTSIDE = "Dit document haalt iets van buiten op. Maak er een pdf van."
REMARKS = "In dit document staan nog opmerkingen of bijgehouden wijzigingen. Verwerk die eerst."
EVIL = b"<html><script>alert(1)</script>"


def points(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGB").tobytes()


def refused(content: bytes) -> str:
    with pytest.raises(BadFile) as refusal:
        check(content)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("JPEG", progressive=True), "image/jpeg"),
        (picture("JPEG", restart_marker_blocks=1), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("WEBP", lossless=True), "image/webp"),
        (paper(), "application/pdf"),
        (document(), WORD),
    ],
    # Not the bytes: an encoder may write them otherwise in each process, and the workers compare the names.
    ids=["png", "jpeg", "jpeg-progressive", "jpeg-restarting", "webp", "webp-lossless", "pdf", "word"],
)
def test_what_a_file_is_stands_in_its_bytes(content: bytes, media_type: str):
    checked = check(content)
    assert checked.media_type == media_type
    assert check(checked.content) == checked, "what was cleaned is clean"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_keeps_its_points_and_loses_what_the_camera_wrote(kind: str):
    given = photo(kind)
    assert b"CANARY" in given
    kept = check(given).content
    assert b"CANARY" not in kept
    assert points(kept) == points(given)
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.getexif().get_ifd(0x8825) == {}


def test_a_photo_stays_the_right_way_up():
    with Image.open(io.BytesIO(check(photo(orientation=6)).content)) as opened:
        assert dict(opened.getexif()) == {0x0112: 6}


def test_colours_stay():
    with Image.open(io.BytesIO(check(picture("JPEG", icc_profile=b"profiel" * 20)).content)) as opened:
        assert opened.info["icc_profile"] == b"profiel" * 20


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_stands_behind_a_picture_is_gone(kind: str):
    given = picture(kind)
    assert check(given + EVIL + document()).content == check(given).content


def test_remarks_in_a_picture_are_gone():
    hidden = picture("JPEG", comment=EVIL)
    assert EVIL in hidden
    assert EVIL not in check(hidden).content


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("left", [5, 13, 30, 0.5, 0.9, -1])
def test_half_a_picture_is_refused(kind: str, left: float):
    given = picture(kind)
    assert refused(given[: int(len(given) * left) if isinstance(left, float) else left]) in (BROKEN, KIND)


def test_a_picture_that_was_tampered_with_is_refused():
    given = bytearray(picture("PNG"))
    given[45] ^= 1
    assert refused(bytes(given)) == BROKEN


def test_a_small_file_does_not_open_into_a_huge_picture():
    given = picture("PNG")
    head = struct.pack(">II", 60_000, 60_000) + given[24:29]
    huge = given[:16] + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + given[33:]
    assert refused(huge) == POINTS


def test_what_moves_is_refused():
    made = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:])
    assert refused(made.getvalue()) == "Dit plaatje beweegt. Kies een plaatje dat stilstaat."


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        EVIL,
        b"GIF89a" + EVIL,
        b"MZ\x90\0",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"\n%PDF-1.7",
        b"BM" + bytes(60),
    ],
)
def test_other_files_are_refused(content: bytes):
    assert refused(content) == KIND


def test_nothing_and_too_much_are_refused():
    assert refused(b"") == "Dit bestand is leeg. Kies een ander bestand."
    too_much = picture("PNG") + bytes(LARGEST)
    assert refused(too_much) == "Dit bestand is te groot. Er past 5 MB. Maak het kleiner, of maak er twee van."


@pytest.mark.parametrize(
    "more",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61vaScript >>",
        b"/AA << /O << /JS (x) >> >>",
        b"/AA << /O << /#4a#53<00> >> >>",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/Names << /EmbeddedFiles 9 0 R >>",
        b"/AcroForm << /XFA 9 0 R >>",
        b"/RichMedia 1",
    ],
)
def test_a_pdf_that_does_something_is_refused(more: bytes):
    assert refused(paper(more)) == MORE
    assert refused(paper(packed=b"5 0 << " + more + b" >>")) == MORE
    assert refused(paper(packed=b"5 0 << " + more + b" >>", about=b"/Type /Obj#53tm /N 1 /First 4")) == MORE


def test_a_locked_pdf_is_refused():
    told = "Deze pdf is beveiligd. Maak een pdf zonder wachtwoord of beveiliging."
    assert refused(paper(b"/Encrypt 9 0 R")) == told


def test_a_pdf_with_something_behind_it_is_refused():
    assert refused(paper() + EVIL) == BROKEN_PDF
    assert refused(paper()[:-10]) == BROKEN_PDF


def test_a_pdf_that_grows_is_refused():
    told = "Deze pdf wordt bij het openen te groot. Maak hem kleiner."
    assert refused(paper(packed=bytes(70 * 1024 * 1024))) == told
    assert refused(b"%PDF-1.7\n" + b"stream\n" * 30_000 + b"%%EOF") == told


def test_a_pdf_of_many_small_streams_takes_no_time():
    one = b"stream\n" + zlib.compress(b"q Q") + b"\nendstream\n"
    started = time.process_time()
    check(b"%PDF-1.7\n" + one * 15_000 + b"%%EOF")
    assert time.process_time() - started < 10


def test_a_pdf_packed_in_an_odd_way_is_refused():
    about = b"/Type /ObjStm /N 1 /First 4 /DecodeParms << /Predictor 12 >>"
    assert "op een vreemde manier ingepakt" in refused(paper(packed=b"5 0 << >>", about=about))


def test_a_link_in_a_pdf_may_stay():
    assert check(paper(b"/OpenAction [3 0 R /Fit] /Annots [<< /A << /S /URI /URI (https://voorbeeld.nl) >> >>]"))


def test_a_letter_loses_who_made_it():
    kept = check(document(author="CANARYAUTHOR")).content
    assert b"CANARYAUTHOR" not in b"".join(part(kept, name) for name in zipfile.ZipFile(io.BytesIO(kept)).namelist())
    assert b"Beste bewoner" in part(kept, "word/document.xml")


def test_the_same_letter_is_the_same_file():
    letter = document()
    assert check(letter) == check(letter)


TYPES = part(document(), "[Content_Types].xml")
RELS = part(document(), "word/_rels/document.xml.rels")
BODY = part(document(), "word/document.xml")
FROM = b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
FIELD = b"<w:instrText> DDE</w:instrText><w:r/><w:instrText>AUTO c</w:instrText>"


def linked(kind: bytes, target: bytes = b"https://kwaad.example/x", mode: bytes = b'TargetMode="External"') -> bytes:
    one = FROM + kind + b'" Target="' + target + b'" ' + mode + b"/></Relationships>"
    return RELS.replace(b"</Relationships>", one)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word__vbaProject.bin": b"x"}, MACROS),
        ({"word__embeddings__oleObject1.xml": b"<x/>"}, MACROS),
        ({"word__activeX__activeX1.xml": b"<x/>"}, MACROS),
        ({"[Content_Types].xml": TYPES.replace(b"</Types>", b'<a b="x.macroEnabled.y"/></Types>')}, MACROS),
        ({"word___rels__document.xml.rels": linked(b"attachedTemplate")}, OUTSIDE),
        ({"word___rels__document.xml.rels": linked(b"attachedTemplate", b"x>y")}, OUTSIDE),
        ({"word___rels__document.xml.rels": linked(b"image", mode=b'TargetMode="Ext&#101;rnal"')}, OUTSIDE),
        ({"word___rels__document.xml.rels": linked(b"image", mode=b"TargetMode = 'External'")}, OUTSIDE),
        ({"word___rels__document.xml.rels": linked(b"oleObject", b"x", b"")}, MACROS),
        ({"word__document.xml": BODY.replace(b"Beste", FIELD)}, MACROS),
        ({"word__document.xml": BODY.replace(b"<w:p>", b"<w:ins w:author='X'><w:p></w:p></w:ins><w:p>")}, REMARKS),
        ({"word__document.xml": b"<!DOCTYPE x [<!ENTITY a 'aaa'>]>" + BODY}, BROKEN_WORD),
        ({"word__document.xml": BODY.decode().encode("utf-16")}, BROKEN_WORD),
        ({"..__..__kwaad.xml": b"<x/>"}, BROKEN_WORD),
        ({"__etc__passwd": b"x"}, BROKEN_WORD),
        ({"word__document.xml": None}, "Dit is geen gewoon Word-document. Sla het op als .docx of als pdf."),
        ({"[Content_Types].xml": b"<Types/>"}, "Dit is geen gewoon Word-document. Sla het op als .docx of als pdf."),
    ],
)  # fmt: skip
def test_a_letter_that_does_something_is_refused(parts: dict[str, bytes | None], sentence: str):
    assert refused(repacked(document(), **parts)) == sentence


def test_a_link_in_a_letter_may_stay():
    assert check(
        repacked(
            document(), word___rels__document__xml=None, **{"word___rels__document.xml.rels": linked(b"hyperlink")}
        )
    )


def test_a_letter_that_grows_is_refused():
    bomb = repacked(document(), word__media__a=bytes(60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refused(bomb) == "Dit document wordt bij het openen te groot. Maak het kleiner."


def test_a_letter_with_endless_links_is_refused():
    endless = RELS + b"<" * (2 * 1024 * 1024)
    assert refused(repacked(document(), **{"word___rels__document.xml.rels": endless})) == BROKEN_WORD


def test_a_letter_of_a_thousand_parts_is_refused():
    assert refused(repacked(document(), **{f"word__a{number}": b"" for number in range(1001)})) == BROKEN_WORD


def test_what_stands_before_or_behind_a_letter_is_gone():
    letter = document()
    assert check(letter + EVIL).content == check(letter).content
    assert refused(EVIL + letter) == KIND


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("kaart.png", "kaart.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\wij\\foto.jpeg", "foto.png"),
        ("foto.png.exe", "foto.png.exe.png"),
        ("foto.PNG.png", "foto.png"),
        ("foto\u202egnp.exe", "fotognp.exe.png"),
        ('"><script>\r\nSet-Cookie: x', "scriptSet-Cookie x.png"),
        ("", "bijlage.png"),
        (".htaccess", "htaccess.png"),
        ("x" * 300, "x" * 80 + ".png"),
        ("Überzicht plein (2).png", "Überzicht plein (2).png"),
    ],
)
def test_a_name_is_cleaned(name: str, kept: str):
    assert cleaned(name, "image/png") == kept


def test_a_file_lies_under_its_hash_for_nobody_else(tmp_path: Path):
    kept = Shelf(tmp_path)
    digest = kept.keep(b"bytes")
    place = tmp_path / "attachments" / digest[:2] / digest
    assert (digest, place.read_bytes(), kept.read(digest)) == (sha(b"bytes"), b"bytes", b"bytes")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert kept.holds(digest, 5)
    assert kept.keep(b"bytes") == digest
    assert [one.name for one in place.parent.iterdir()] == [digest]


def test_two_at_once_keep_one_file(tmp_path: Path):
    kept = Shelf(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(kept.keep, [b"bytes" * 1000] * 32))
    assert len(digests) == 1
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_a_file_that_changed_or_went_is_missing_and_can_be_brought_back(tmp_path: Path):
    kept = Shelf(tmp_path)
    digest = kept.keep(b"bytes")
    (tmp_path / "attachments" / digest[:2] / digest).write_bytes(b"other")
    assert kept.read(digest) is None
    assert kept.keep(b"bytes") == digest
    assert kept.read(digest) == b"bytes"
    assert kept.read("../../crisis.db") is None
    assert not kept.holds("ff" * 32, 5)


@pytest.mark.parametrize("step", ["write", "fsync"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((shelf, "_write") if step == "write" else (os, "fsync")), full)
    with pytest.raises(OSError, match="No space"):
        Shelf(tmp_path).keep(b"bytes")
    monkeypatch.undo()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]
