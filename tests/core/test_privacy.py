"""What looks like personal data: refused (BSN) or asked about (the rest); public numbers are left alone. Rule 25."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import privacy


def elfproef(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return total != 0 and total % 11 == 0


NINE = st.text("0123456789", min_size=9, max_size=9)


@given(NINE)
def test_exactly_the_numbers_that_pass_the_elfproef_are_found(digits: str):
    assert (privacy.bsn(f"nummer {digits}.") == digits) is elfproef(digits)


@given(st.integers(0, 99_999_999))
def test_every_start_has_a_number_that_is_found(start: int):
    """Of ten numbers with the same first eight digits at most one passes."""
    found = [last for last in range(10) if privacy.bsn(f"{start:08d}{last}")]
    assert len(found) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "111222333",
        "BSN 111222333",
        "bsn:111222333",
        "BSN111222333",
        "bsn-111222333",
        "nr.111222333",
        "(111222333)",
        "111 222 333",
        "1112.22.333",
        "111-222-333",
        "111222333,",
        "111222333.",
        "tel 12 of 111222333?",
        "in 2026 111222333",
        "1 111222333",
        "1985 11122 111222333",
        "eerst 123456789 en dan 111222333",
        "111222333x",
    ],
)
def test_a_bsn_is_found_however_it_is_written(text: str):
    assert privacy.bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "112",
        "123456789",
        "000000000",
        "1112223334",
        "0612345678",
        "14078",
        "INC-20261123-1430",
        "2026-11-23 14:30",
        "3.111222333",
        "NL91ABNA0417164300",
        "6f1d2c3b-4a59-4e68-8b77-90a1b2c3d4e5",
        "€ 1.112.223.334",
    ],
)
def test_what_is_no_bsn_is_left_alone(text: str):
    assert privacy.bsn(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bel 06-12345678.", "telefoonnummer"),
        ("Bel 0612345678", "telefoonnummer"),
        ("Bel 06 12 34 56 78", "telefoonnummer"),
        ("Bel 06.12.34.56.78", "telefoonnummer"),
        ("Bel 06/12345678", "telefoonnummer"),
        ("Bel +31 6 12345678", "telefoonnummer"),
        ("Bel +31 (0)6 12345678", "telefoonnummer"),
        ("Bel 0031612345678", "telefoonnummer"),
        ("Bel 078-6398989", "telefoonnummer"),
        ("Bel (078) 639 89 89", "telefoonnummer"),
        ("Mail j.jansen+x@voorbeeld.co.nl!", "e-mailadres"),
        ("NL91ABNA0417164300", "rekeningnummer (IBAN)"),
        ("NL91 ABNA 0417 1643 00", "rekeningnummer (IBAN)"),
        ("nl91 abna 0417 1643 00", "rekeningnummer (IBAN)"),
        ("Auto met AB-12-CD.", "kenteken"),
        ("Auto met G-001-BB", "kenteken"),
        ("Auto met 12-ABC-3", "kenteken"),
        ("Auto met ab-12-cd", "kenteken"),
        ("Volgens @relschopper gaat het los", "accountnaam"),
        ("(@rel_schopper)", "accountnaam"),
    ],
)
def test_personal_data_is_found(text: str, what: str):
    assert [one.what for one in privacy.findings(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112.",
        "Bel 14 078.",
        "Bel 14078.",
        "Bel 0800-8844 of 0800 1234.",
        "Bel 0900-8844 of 0900 1234567.",
        "Bel 088-1234567.",
        "Om 14:30 op 23-11-2026.",
        "Op 2026-11-23 om 14:30.",
        "INC-20261123-1430",
        "Van 0 naar 3 en 12 mensen.",
        "Tussen 20.00 en 22.30 uur, 1.250 bezoekers.",
        "A16 en N3, lijn 10",
        "GRIP-1 of COVID-19",
        "Zie #412 en @ de hoek",
        "15 - 20 jongeren, 2 x 3 auto's",
        "Postbus 8, 3300 AA Dordrecht",
    ],
)
def test_ordinary_text_and_public_numbers_are_left_alone(text: str):
    assert privacy.findings(text) == []


def test_several_findings_stand_in_one_text():
    found = privacy.findings("Mail a@b.nl of bel 0612345678 over AB-12-CD")
    assert {one.words for one in found} == {"a@b.nl", "0612345678", "AB-12-CD"}


AROUND = st.characters(exclude_categories=["L", "N", "Cs"], exclude_characters="@.-_+/()#")


@given(st.text(AROUND, max_size=200), st.sampled_from(["a@b.nl", "06-12345678", "AB-12-CD", "@relschopper"]))
def test_words_around_it_hide_nothing(around: str, words: str):
    assert words in [one.words for one in privacy.findings(f"{around} {words} {around}")]


@given(st.text(max_size=2000))
def test_any_text_can_be_looked_through(text: str):
    assert privacy.bsn(text) is None or any(sign.isdigit() for sign in text)
    assert all(one.words in text for one in privacy.findings(text))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["a" * 2000, "a." * 1000, "-A1" * 700, "0 " * 1000, "@" * 2000, "NL91 " * 400])
def test_no_text_takes_long(text: str):
    for _ in range(20):
        privacy.findings(text)
        privacy.bsn(text)
