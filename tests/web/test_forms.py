"""Forms: sent twice, on something changed meanwhile, with something wrong in them. What was typed is never lost."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.cast import ANNA, BRAM, FLEUR, Board
from tests.web.acts import fitting
from tests.web.conftest import House, Visitor

#: Passes the elfproef of a burgerservicenummer.
BSN = "111222333"


def seen_by(visitor: Visitor, board: Board, task: int) -> str:
    """The `seen` of a form that is opened now."""
    page = visitor.get(f"/incidents/{board.id}/tasks/change?task={task}").text
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def typed_in(page: str, name: str) -> str:
    """What stands in a field of a form."""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    if area:
        return unescape(area[1])
    line = re.search(rf'<input(?=[^>]*name="{name}")[^>]*value="([^"]*)"', page)
    return unescape(line[1]) if line else ""


def test_a_form_sent_twice_counts_once(house: House, board: Board):
    anna = house.visitor(ANNA)
    first, second = (anna.does(board, "notes.add", text="Eén keer graag.", once="sleutel-0001") for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    texts = [entry.fact.text for entry in board.incident.entries() if entry.fact.kind == "note_added"]
    assert texts == ["Eén keer graag."]


def test_the_same_key_with_another_text_is_refused(house: House, board: Board):
    anna = house.visitor(ANNA)
    anna.does(board, "notes.add", text="De eerste tekst.", once="sleutel-0002")
    before = house.rows()
    again = anna.does(board, "notes.add", text="Een andere tekst.", once="sleutel-0002")
    assert again.status_code == 422
    assert typed_in(again.text, "text") == "Een andere tekst."
    assert anna.does(board, "tasks.add", title="Iets anders", once="sleutel-0002").status_code == 422
    assert house.visitor(BRAM).does(board, "notes.add", text="De eerste tekst.", once="sleutel-0002").status_code == 422
    assert house.rows()["entry"] == before["entry"]


def test_a_refused_form_may_be_sent_again_with_its_key(house: House, board: Board):
    anna = house.visitor(ANNA)
    assert anna.does(board, "notes.add", text="", once="sleutel-0003").status_code == 422
    assert anna.does(board, "notes.add", text="Nu met tekst.", once="sleutel-0003").status_code == 303


def test_a_repeat_is_answered_also_after_it_would_be_refused(house: House, board: Board):
    task = board.adds_task()
    bram = house.visitor(BRAM)
    assert bram.does(board, "tasks.report_done", task=task, once="sleutel-0004").status_code == 303
    board.does(ANNA, "tasks.accept", task=task)
    assert bram.does(board, "tasks.report_done", task=task, once="sleutel-0004").status_code == 303


@pytest.mark.parametrize("key", ["kort", "x" * 81, "met spatie erin", "<script>", "a\0bcdefgh"])
def test_a_key_that_cannot_be_ours(house: House, board: Board, key: str):
    answer = house.visitor(ANNA).does(board, "notes.add", text="Hallo", once=key)
    assert answer.status_code == 422
    assert "Laad de pagina opnieuw" in answer.text


def test_two_people_open_the_same_incident_form_twice(house: House):
    anna = house.visitor(ANNA)
    form = {"playbook": "incident-gebedshuis", "title": "Bekladding", "once": "openen-00001"}
    first, second = (anna.post("/incidents", form) for _ in range(2))
    assert first.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(house.rows()["incident"]) == 1


def test_two_stale_forms_on_the_same_field_show_both_texts(house: House, board: Board):
    task = board.adds_task(title="Oude titel")
    anna, bram = house.visitor(ANNA), house.visitor(BRAM)
    seen = seen_by(anna, board, task)
    assert bram.does(board, "tasks.change", task=task, title="Titel van Bram", seen=seen).status_code == 303
    board.does(FLEUR, "tasks.comment", task=task, text="Ik zeg er iets tussendoor.")
    answer = anna.does(board, "tasks.change", task=task, title="Titel van Anna", details="Ook iets", seen=seen)
    assert answer.status_code == 409
    assert "Titel van Bram" in answer.text
    assert "Titel van Anna" in answer.text
    assert typed_in(answer.text, "title") == "Titel van Anna"
    assert typed_in(answer.text, "details") == "Ook iets"
    assert "gewijzigd door Bram" in unescape(re.sub(r"<[^>]+>|\s+", " ", answer.text)).replace("  ", " ")
    assert board.incident.thing(task).title == "Titel van Bram"
    chosen = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert anna.does(board, "tasks.change", task=task, title="Titel van Anna", seen=chosen).status_code == 303
    assert board.incident.thing(task).title == "Titel van Anna"


def test_two_stale_forms_on_different_fields_are_merged(house: House, board: Board):
    task = board.adds_task(title="Oude titel", details="Oude uitleg")
    anna, bram = house.visitor(ANNA), house.visitor(BRAM)
    seen = seen_by(anna, board, task)
    bram.does(board, "tasks.change", task=task, title="Nieuwe titel", details="Oude uitleg", seen=seen)
    answer = anna.does(board, "tasks.change", task=task, title="Oude titel", details="Nieuwe uitleg", seen=seen)
    assert answer.status_code == 303
    found = board.incident.thing(task)
    assert (found.title, found.details) == ("Nieuwe titel", "Nieuwe uitleg")


def test_the_same_change_twice_is_no_conflict(house: House, board: Board):
    task = board.adds_task(title="Oude titel")
    seen = seen_by(house.visitor(ANNA), board, task)
    for player in (ANNA, BRAM):
        answer = house.visitor(player).does(board, "tasks.change", task=task, title="Dezelfde titel", seen=seen)
        assert answer.status_code == 303


def test_a_refusal_by_the_incident_keeps_the_text(house: House, board: Board):
    task = board.adds_task()
    board.does(BRAM, "tasks.report_done", task=task)
    answer = house.visitor(BRAM).does(board, "tasks.block", task=task, reason="Een lang verhaal over waarom.")
    assert answer.status_code == 409
    assert typed_in(answer.text, "reason") == "Een lang verhaal over waarom."
    assert "Heropen de taak eerst" in answer.text


@pytest.mark.parametrize(
    "act",
    [
        "notes.add",
        "tasks.add",
        "tasks.change",
        "tasks.block",
        "tasks.comment",
        "notes.correct",
        "phases.enter",
        "scale.set",
    ],
)
def test_what_was_typed_comes_back_with_what_is_wrong(house: House, board: Board, act: str):
    given = fitting(board, act)
    name = next(one for one in ("text", "reason", "title") if one in given)
    text = 'Een "lang" <verhaal> & meer,\nover ‘alles’ – 😀 مرحبا ' + "x" * 2100
    before = board.incident.seq
    answer = house.visitor(ANNA).does(board, act, **{**given, name: text})
    assert answer.status_code == 422
    back = typed_in(answer.text, name)
    assert back.split() == text.split()
    assert "te lang" in answer.text
    assert 'role="alert"' in answer.text
    assert f'id="f-{name}-error"' in answer.text
    assert f'aria-describedby="f-{name}' in answer.text
    assert board.incident.seq == before


def test_every_field_comes_back(house: House, board: Board):
    typed = {
        "text": "",
        "kind": "decision",
        "source_note": "wijkteam",
        "why": "Omdat de buurt het vraagt",
        "options_rejected": "Niets doen",
        "decided_by": "voorzitter",
        "decided_as": "kernteam",
        "present": "politie\nwijkteam",
        "occurred_at": "2026-01-02T03:04",
        "source_type": "resident",
        "circle": "core_team",
    }
    page = house.visitor(ANNA).does(board, "notes.add", **typed).text
    for name in ("source_note", "why", "options_rejected", "decided_by", "decided_as", "present", "occurred_at"):
        assert typed_in(page, name) == typed[name], name
    for name in ("kind", "source_type", "circle"):
        assert re.search(rf'value="{typed[name]}"(?: id="[^"]*")? (selected|checked)', page), name


@pytest.mark.parametrize("words", [BSN, "111.222.333", "1112 22 333", f"Het nummer is {BSN}.", f"bsn:{BSN}"])
@pytest.mark.parametrize("act", ["notes.add", "tasks.add", "tasks.comment", "phases.enter"])
def test_a_bsn_is_refused_with_a_reason_and_stays_on_screen(house: House, board: Board, act: str, words: str):
    given = fitting(board, act)
    name = next(one for one in ("text", "reason", "title") if one in given)
    text = f"Bewoner belde, {words}"
    for kept in ("", "Het moet van de burgemeester"):
        answer = house.visitor(ANNA).does(board, act, **{**given, name: text, "kept": kept})
        assert answer.status_code == 422
        assert "burgerservicenummer" in answer.text
        assert typed_in(answer.text, name) == text
    assert "111222333" not in repr(house.rows()).replace(".", "").replace(" ", "")


def test_a_bsn_in_the_reason_for_keeping_is_refused_too(house: House, board: Board):
    answer = house.visitor(ANNA).does(board, "notes.add", text="Bel 06-12345678", kept=f"want {BSN}")
    assert answer.status_code == 422
    assert "burgerservicenummer" in answer.text


@pytest.mark.parametrize(
    "words", ["06-12345678", "jan@voorbeeld.nl", "NL91ABNA0417164300", "AB-123-C", "@buurtbewoner", "+31 6 12345678"]
)
def test_personal_data_asks_for_a_choice(house: House, board: Board, words: str):
    anna = house.visitor(ANNA)
    text = f"Te bereiken via {words}"
    asked = anna.does(board, "notes.add", text=text)
    assert asked.status_code == 422
    assert typed_in(asked.text, "text") == text
    assert 'name="kept"' in asked.text
    assert anna.does(board, "notes.add", text=text, kept="Dit is het nummer van de piketdienst").status_code == 303
    entry = board.incident.entry(board.incident.seq)
    assert (entry.fact.text, entry.kept) == (text, "Dit is het nummer van de piketdienst")
    assert "piketdienst" in anna.get(f"/incidents/{board.id}/log").text
    assert anna.does(board, "notes.add", text="Te bereiken via de balie").status_code == 303


@pytest.mark.parametrize(
    "fine", ["Bel 112", "Bel 14 078", "0800-1234 is open", "Om 14:30 met 200 mensen", "Zaak 2026-000123"]
)
def test_what_is_no_personal_data_goes_through(house: House, board: Board, fine: str):
    assert house.visitor(ANNA).does(board, "notes.add", text=fine).status_code == 303


@pytest.mark.parametrize(
    ("back", "lands"),
    [
        ("/incidents/1", "/incidents/1"),
        ("/incidents/1/log", "/incidents/1/log"),
        ("/incidents/1/things/5", "/incidents/1/things/5"),
        ("https://kwaad.example", "/incidents/1"),
        ("//kwaad.example", "/incidents/1"),
        ("/\\kwaad.example", "/incidents/1"),
        ("javascript:alert(1)", "/incidents/1"),
        ("/incidents/2", "/incidents/1"),
        ("/incidents/1/../../login", "/incidents/1"),
        ("/incidents/1\n", "/incidents/1"),
        ("/logout", "/incidents/1"),
        ("", "/incidents/1"),
    ],
)
def test_afterwards_one_is_back_on_this_incident(house: House, board: Board, back: str, lands: str):
    assert board.id == 1
    answer = house.visitor(ANNA).does(board, "notes.add", text="Hallo", back=back)
    assert (answer.status_code, answer.headers["Location"]) == (303, lands)
    for page in (
        house.visitor(ANNA).get(f"/incidents/{board.id}/notes/add", query_string={"back": back}).text,
        house.visitor(ANNA).does(board, "notes.add", text="", back=back).text,
    ):
        links = [unescape(one) for one in re.findall(r'(?:href|action)="([^"]*)"', page)]
        assert not [one for one in links if "kwaad" in one or one.startswith(("javascript:", "//"))]


def test_a_script_gets_the_changed_parts(house: House, board: Board):
    anna = house.visitor(ANNA)
    since = board.incident.seq
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    answer = anna.does(board, "notes.add", headers=headers, text="Voor het scherm.", since=since)
    assert answer.status_code == 200
    assert (answer.json["since"], answer.json["seq"]) == (since, since + 1)
    assert any("Voor het scherm." in (part["html"] or "") for part in answer.json["parts"])
    caught = anna.get(f"/incidents/{board.id}/changes?since={since}").json
    assert caught["parts"] == answer.json["parts"]


def test_a_closed_incident_takes_nothing_but_reopening(house: House, board: Board):
    given = fitting(board, "incident.reopen")
    anna = house.visitor(ANNA)
    answer = anna.does(board, "notes.add", text="Nog een regel.")
    assert answer.status_code == 409
    assert typed_in(answer.text, "text") == "Nog een regel."
    assert "afgesloten" in answer.text
    assert "Ik doe dit" not in anna.get(f"/incidents/{board.id}").text
    assert anna.does(board, "incident.reopen", **given).status_code == 303
    assert anna.does(board, "notes.add", text="Nog een regel.").status_code == 303
