"""Two people change one task from forms that are both old: nothing is lost, and nobody wins by being last."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, Board


def change(seat: Seat, board: Board, task: int) -> Seat:
    """Open the form to change a task, from the board."""
    seat.page.click(f"#open-{task}")
    seat.page.get_by_role("link", name="Taak wijzigen").click()
    expect(seat.page.locator("#dialog #f-title")).to_be_visible()
    return seat


def save(seat: Seat) -> None:
    """Send the form."""
    seat.page.locator("#dialog").get_by_role("button", name="Taak wijzigen").click()


def test_the_same_field_shows_both_texts_and_keeps_what_was_typed(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    anna, bram = sit(ANNA, board), sit(BRAM, board, rough=True)
    for seat in (anna, bram):
        change(seat, board, task)
    anna.page.fill("#f-title", "Wijkagent en jongerenwerk bellen")
    bram.page.fill("#f-title", "Wijkagent bellen voor 18 uur")
    save(anna)
    expect(anna.page.locator("#dialog")).to_be_hidden()
    save(bram)
    clash = bram.page.locator("#dialog .clash")
    expect(clash).to_contain_text("Titel is intussen gewijzigd door Anna")
    expect(clash.locator("dd")).to_have_text(["Wijkagent en jongerenwerk bellen", "Wijkagent bellen voor 18 uur"])
    expect(bram.page.locator("#f-title")).to_have_value("Wijkagent bellen voor 18 uur")
    expect(bram.page.locator("#dialog .error-summary")).to_be_focused()
    bram.page.fill("#f-title", "Wijkagent en jongerenwerk bellen voor 18 uur")
    save(bram)
    expect(bram.page.locator("#dialog")).to_be_hidden()
    expect(anna.card(task)).to_contain_text("Wijkagent en jongerenwerk bellen voor 18 uur")


def test_different_fields_are_both_kept(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    anna, bram = sit(ANNA, board), sit(BRAM, board)
    for seat in (anna, bram):
        change(seat, board, task)
    anna.page.fill("#f-title", "Wijkagent spreken")
    bram.page.fill("#f-details", "Vraag naar de sfeer op het plein.")
    save(anna)
    expect(anna.page.locator("#dialog")).to_be_hidden()
    save(bram)
    expect(bram.page.locator("#dialog")).to_be_hidden()
    bram.page.click(f"#open-{task}")
    expect(bram.page.locator("#dialog h1")).to_have_text("Wijkagent spreken")
    expect(bram.page.locator("#dialog dl")).to_contain_text("Vraag naar de sfeer op het plein.")


def test_a_form_on_a_page_of_its_own_does_not_forget_what_it_was_made_from(sit: Sit, board: Board) -> None:
    """The page keeps itself up to date; were its form to do so, the text of another would be lost without a word."""
    task = board.adds_task()
    bram = sit(BRAM, f"/incidents/{board.id}/tasks/change?task={task}", rough=True).live()
    bram.page.fill("#f-title", "Wijkagent bellen voor 18 uur")
    last = board.does(ANNA, "tasks.change", task=task, title="Wijkagent en jongerenwerk bellen").last
    bram.at(last)
    bram.until(f"document.querySelector('main').dataset.seq >= {last}")
    bram.page.get_by_role("button", name="Taak wijzigen").click()
    expect(bram.page.locator(".clash dd")).to_have_text(
        ["Wijkagent en jongerenwerk bellen", "Wijkagent bellen voor 18 uur"]
    )


def test_two_claims_at_once_give_one_owner_and_a_sentence(sit: Sit, board: Board) -> None:
    task = board.adds_task()
    bram = sit(BRAM, board, rough=True)
    bram.page.route("**/changes*", lambda route: route.abort())
    bram.page.evaluate("zaz.socket.off('parts')")
    board.does(ANNA, "tasks.claim", task=task)
    bram.page.click(f"#claim-{task}")
    expect(bram.page.locator("#dialog")).to_contain_text("Anna doet deze taak al.")


def test_pressing_twice_writes_once(sit: Sit, board: Board) -> None:
    bram = sit(BRAM, board)
    before = board.incident.seq
    bram.page.fill("#quick-text", "Maar één keer.")
    bram.page.evaluate("for (let i = 0; i < 4; i++) document.getElementById('quick').requestSubmit()")
    expect(bram.page.locator("#log > li").first).to_contain_text("Maar één keer.")
    bram.write("En dit erna.")
    expect(bram.page.locator("#log > li").first).to_contain_text("En dit erna.")
    assert board.incident.seq == before + 2
