"""The box in which people write together: the caret stays, one undoes only one's own words, and it can be saved."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.paper import BOX, Write, alike, caret, joined, text
from tests.browser.seat import NARROW, Sit
from tests.cast import ANNA, BRAM, CELIK, DIRK, Board

WHERE = "[document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]"


def test_the_caret_stays_where_it_is(write: Write, board: Board) -> None:
    task = board.adds_task(details="Eerste zin. Tweede zin.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    caret(bram, 12, 18)
    caret(anna, 0)
    anna.page.keyboard.type("Vooraf. ")
    alike(anna, bram)
    assert bram.page.evaluate(WHERE) == ["f-details", 20, 26]
    caret(anna, len(text(anna)))
    anna.page.keyboard.type(" Slot.")
    alike(anna, bram)
    assert bram.page.evaluate(WHERE) == ["f-details", 20, 26]
    caret(anna, 8, 12)
    anna.page.keyboard.press("Delete")
    alike(anna, bram)
    assert bram.page.evaluate(WHERE) == ["f-details", 16, 22]


def test_a_box_without_the_focus_does_not_take_it(write: Write, board: Board) -> None:
    task = board.adds_task(details="Begin.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    bram.page.focus("#f-title")
    caret(anna, 0)
    anna.page.keyboard.type("Nu. ")
    assert alike(anna, bram) == "Nu. Begin."
    assert bram.page.evaluate("document.activeElement.id") == "f-title"


def test_names_above_the_box(write: Write, board: Board) -> None:
    task = board.adds_task(details="een\ntwee\ndrie")
    anna, bram = write(ANNA, task), write(BRAM, task)
    above = anna.page.locator(f"{BOX} >> xpath=preceding-sibling::p[2]")
    caret(bram, len("een\ntwee\ndr"))
    expect(above).to_have_text("Ook in deze tekst: Bram (regel 3).")
    caret(anna, 0)
    anna.page.keyboard.type("nul\n")
    expect(above).to_have_text("Ook in deze tekst: Bram (regel 4).")
    bram.go(f"/incidents/{board.id}")
    expect(above).to_have_text("Alleen u bent in deze tekst.")


def test_undo_takes_back_only_ones_own_words(write: Write, board: Board) -> None:
    task = board.adds_task(details="Begin.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    caret(anna, 6)
    anna.page.keyboard.type(" Anna.")
    alike(anna, bram)
    caret(bram, 0)
    bram.page.keyboard.type("Bram. ")
    alike(anna, bram)
    anna.page.keyboard.press("Control+z")
    assert alike(anna, bram) == "Bram. Begin."
    anna.page.keyboard.press("Control+Shift+z")
    assert alike(anna, bram) == "Bram. Begin. Anna."


def test_while_a_character_is_composed_nothing_moves(write: Write, board: Board) -> None:
    """As with an accent or a phone's keyboard: the browser forgets the composition when the box changes."""
    task = board.adds_task(details="Begin.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    caret(bram, 6)
    keys = bram.page.context.new_cdp_session(bram.page)
    keys.send("Input.imeSetComposition", {"text": " caf", "selectionStart": 4, "selectionEnd": 4})
    caret(anna, 0)
    anna.page.keyboard.type("Nu. ")
    alike(anna)
    bram.page.wait_for_timeout(800)
    assert text(bram) == "Begin. caf"
    keys.send("Input.insertText", {"text": " café"})
    assert alike(anna, bram) == "Nu. Begin. café"


def test_both_save_and_nobody_is_refused(write: Write, board: Board) -> None:
    """Who saw the words of the other in the box has seen them; a version by somebody outside is another matter."""
    task = board.adds_task(details="Begin.")
    anna, bram = write(ANNA, task), write(BRAM, task)
    caret(anna, 6)
    anna.page.keyboard.type(" Anna.")
    alike(anna, bram)
    anna.page.get_by_role("button", name="Taak wijzigen").click()
    seen = "Number(document.querySelector('[data-shared-seen]').value)"
    bram.until(f"{seen} >= {task + 1}")
    caret(bram, len(text(bram)))
    bram.page.keyboard.type(" Bram.")
    joined(bram)
    bram.page.get_by_role("button", name="Taak wijzigen").click()
    bram.until("Number(document.querySelector('main').dataset.seq) >= 0")
    expect(bram.page.locator(".clash")).to_have_count(0)
    details = [getattr(entry.fact, "details", None) for entry in board.incident.history(task)]
    assert details[1:] == ["Begin. Anna.", "Begin. Anna. Bram."]
    board.does(CELIK, "tasks.change", task=task, details="Van buiten de tekst.")
    bram.page.wait_for_timeout(1500)
    caret(bram, 0)
    bram.page.keyboard.type("Nog iets. ")
    joined(bram)
    bram.page.get_by_role("button", name="Taak wijzigen").click()
    expect(bram.page.locator(".clash dd")).to_have_text(["Van buiten de tekst.", "Nog iets. Begin. Anna. Bram."])
    expect(bram.page.locator(BOX)).to_have_value("Nog iets. Begin. Anna. Bram.")


def test_who_may_no_longer_keeps_what_was_typed(write: Write, board: Board) -> None:
    task = board.adds_task(details="Begin.")
    anna, celik = write(ANNA, task), write(CELIK, task)
    caret(celik, 6)
    celik.page.keyboard.type(" Van Celik.")
    alike(anna, celik)
    board.does(ANNA, "team.assign", person=CELIK.id, role="observer")
    board.does(ANNA, "team.release", person=CELIK.id, role="police_liaison")
    expect(celik.page.locator(BOX)).to_have_attribute("data-shared", "over")
    expect(celik.page.get_by_text("U kunt hier niet meer samen schrijven. Wat u typte staat er nog.")).to_be_visible()
    caret(anna, 0)
    anna.page.keyboard.type("Kanarie ")
    alike(anna)
    celik.page.wait_for_timeout(500)
    assert "Kanarie" not in celik.page.content()
    assert text(celik) == "Begin. Van Celik."


def test_a_text_of_twenty_thousand_is_pasted(write: Write, board: Board) -> None:
    task = board.adds_task(details="")
    anna, bram = write(ANNA, task), write(BRAM, task)
    for sign in ("€", "👍"):
        caret(anna, 0, len(text(anna)))
        anna.page.keyboard.insert_text(sign * (20_000 // len(sign.encode("utf-16-le")) * 2))
        assert len(alike(anna, bram, within=30)) == 20_000 // len(sign.encode("utf-16-le")) * 2


def test_who_may_not_write_has_an_ordinary_box(sit: Sit, board: Board) -> None:
    """Even when a page would mark it as shared by mistake."""
    task = board.adds_task(details="Begin.", circle="public")
    dirk = sit(DIRK, board)
    dirk.page.evaluate(
        """(task) => {
          const box = document.createElement("textarea");
          box.id = "f-details";
          document.querySelector("main").append(box);
          box.dataset.sharedText = task;
        }""",
        task,
    )
    dirk.page.evaluate("zaz.share(document)")
    dirk.page.wait_for_timeout(800)
    dirk.page.fill(BOX, "Alleen hier.")
    expect(dirk.page.locator(BOX)).to_have_value("Alleen hier.")
    expect(dirk.page.locator(BOX)).not_to_have_attribute("data-shared", "ok")


def test_on_a_narrow_phone(write: Write, board: Board) -> None:
    task = board.adds_task(details="Begin.")
    anna, bram = write(ANNA, task, size=NARROW), write(BRAM, task)
    caret(bram, 0)
    bram.page.keyboard.type("Hallo. ")
    alike(anna, bram)
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
