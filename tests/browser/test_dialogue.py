"""A dialogue meeting in the browser: from plan to invitation to report, and a promise that is reported back."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from crisis.board.dialogues import Dialogue
from crisis.board.promises import Promise
from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, FLEUR, Board
from tests.web.acts import _PLAIN


def fill(seat: Seat, typed: dict[str, str]) -> None:
    """Fill in the form in the dialog, whatever the fields are, and send it."""
    dialog = seat.page.locator("#dialog")
    expect(dialog.locator("#act-form")).to_be_visible()
    for fold in dialog.locator("details.fold:not([open]) > summary").all():
        fold.click()
    for name, value in typed.items():
        _set(dialog.locator(f"[name={name}]"), value)
    dialog.locator("#act-form .actions .button.primary").click()
    expect(dialog).to_be_hidden()


def _set(found: Locator, value: str) -> None:
    kind = found.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        found.and_(found.page.locator(f"[value='{value}']")).check()
    elif kind.startswith("select"):
        found.select_option(value)
    else:
        found.fill(value)


def test_from_plan_to_a_promise_reported_back(sit: Sit, board: Board) -> None:
    fleur, anna = (sit(who, f"/incidents/{board.id}/dialogues").live() for who in (FLEUR, ANNA))
    fleur.page.get_by_role("link", name="Bijeenkomst plannen").click()
    later = {name: _PLAIN["dialogues.plan"][name] for name in ("decision_space", "stage")}
    fill(fleur, {name: value for name, value in _PLAIN["dialogues.plan"].items() if name not in later})
    title = _PLAIN["dialogues.plan"]["title"]
    expect(anna.page.get_by_role("link", name=title)).to_be_visible()
    fleur.page.goto(f"{fleur.address}/incidents/{board.id}/things/{_dialogue(board).id}")
    fleur.live()

    expect(fleur.page.get_by_text("Uitnodigen kan nog niet.")).to_be_visible()
    expect(fleur.page.get_by_role("link", name="Groep uitnodigen")).to_have_count(0)
    fleur.page.get_by_role("link", name="Aanvullen").click()
    more = {"at": "2099-01-15T19:30", "place": "Buurthuis", "host": "Buurthuis", "moderator": "Jongerenwerk"}
    fill(fleur, {**more, **later, "communication_owner": "spokesperson"})
    fleur.page.get_by_role("link", name="Groep uitnodigen").click()
    fill(fleur, {"group": "ouders", "by_whom": "school", "number": "40"})
    expect(fleur.page.get_by_role("row", name="ouders")).to_contain_text("40")

    fleur.page.get_by_role("link", name="Verslag maken").click()
    said = {"attendance": "38", "mood_before": "2", "mood_after": "4", "themes": "veiligheid"}
    fill(fleur, {**said, "middle_voice": "Laat ons niet kiezen."})
    expect(fleur.page.locator("#report-title")).to_be_visible()
    fleur.page.get_by_role("link", name="Toezegging", exact=True).click()
    fill(fleur, {"words": "Er komt licht.", "owner_role": "district_manager", "due": "2099-01-15T13:30"})
    expect(fleur.page.locator("section:has(#promises-title)")).to_contain_text("Nog terugmelden")

    promise = anna.page.locator("section:has(#promises-title) li", has_text="Er komt licht.")
    promise.get_by_role("link", name="Terugmelden").click()
    fill(anna, {"how": "Gebeld met de ouders."})
    expect(promise.get_by_role("link", name="Terugmelden")).to_have_count(0)
    expect(fleur.page.locator("section:has(#promises-title)")).to_contain_text("Teruggemeld")
    assert [one.open for one in board.incident[Promise].values()] == [False]
    assert _dialogue(board).status == "held"


def _dialogue(board: Board) -> Dialogue:
    return next(iter(board.incident[Dialogue].values()))
