"""A meeting from opening to closing, with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from crisis.board.decisions import Decision
from crisis.board.meetings import Meeting
from crisis.board.tasks import Task
from tests.browser.seat import Seat, Sit
from tests.browser.test_keyboard import stop
from tests.cast import ANNA, BRAM, Board


def to(seat: Seat, where: str, most: int = 150) -> None:
    """Walk with Tab until what has the focus is this."""
    for _ in range(most):
        stop(seat)
        if seat.page.evaluate("(where) => document.activeElement.matches(where)", where):
            return
    raise AssertionError(f"Tab never comes to {where}")


def press(seat: Seat, where: str) -> None:
    to(seat, where)
    seat.page.keyboard.press("Enter")


def types(seat: Seat, name: str, text: str) -> None:
    to(seat, f"#dialog [name={name}]")
    seat.page.keyboard.type(text)


def test_a_meeting_with_the_keyboard_alone(sit: Sit, board: Board) -> None:
    meeting = board.does(ANNA, "meetings.plan", at="2099-01-01T10:00").last
    seat = sit(ANNA, f"/incidents/{board.id}/things/{meeting}").live()
    bram = sit(BRAM, f"/incidents/{board.id}/things/{meeting}").live()
    press(seat, "form[action$='/meetings/open'] button")
    press(seat, "#all-here")
    expect(seat.page.locator(".tag", has_text="Niet aanwezig")).to_have_count(0)

    for column, lines in (("picture", ("Vijftig mensen.", "Het regent.")), ("judgement", ("Het kan omslaan.",))):
        to(seat, f"#text-{column}")
        for line in lines:
            seat.page.keyboard.type(line)
            seat.page.keyboard.press("Enter")
            expect(seat.page.locator(f"section:has(#text-{column}) li", has_text=line)).to_be_visible()
            expect(seat.page.locator(f"#text-{column}")).to_be_focused()
    expect(bram.page.get_by_text("Het kan omslaan.").first).to_be_visible()

    press(seat, "#decide")
    expect(seat.page.locator("#dialog #act-form")).to_be_visible()
    for name, text in (("question", "Blijft het plein open?"), ("options", "geen"), ("chosen", "Het blijft open.")):
        types(seat, name, text)
    for name, text in (("why", "Het is rustig."), ("decided_by", "Voorzitter")):
        types(seat, name, text)
    press(seat, "#act-form .actions .button.primary")
    expect(seat.page.locator("#dialog")).to_be_hidden()
    expect(seat.page.locator("section:has(#decided-title) li")).to_contain_text("Het blijft open.")

    press(seat, "#assign")
    expect(seat.page.locator("#dialog #act-form")).to_be_visible()
    types(seat, "title", "Scholen bellen")
    types(seat, "assignee", "Bram")
    press(seat, "#act-form .actions .button.primary")
    expect(seat.page.locator("#dialog")).to_be_hidden()
    expect(seat.page.locator("section:has(#assigned-title)")).to_contain_text("Scholen bellen")

    press(seat, "a[href*='/meetings/close']")
    expect(seat.page.locator("#dialog #act-form")).to_be_visible()
    press(seat, "#act-form .actions .button.primary")
    expect(seat.page.locator(".tag", has_text="Gesloten")).to_be_visible()
    expect(bram.page.locator(".tag", has_text="Gesloten")).to_be_visible()

    found = board.incident[Meeting][meeting]
    assert (found.status, found.absent) == ("closed", ())
    assert [one.text for one in found.column("picture")] == ["Vijftig mensen.", "Het regent."]
    assert [one.chosen for one in board.incident[Decision].values()] == ["Het blijft open."]
    assert [one.title for one in board.incident[Task].values() if one.origin == meeting] == ["Scholen bellen"]
