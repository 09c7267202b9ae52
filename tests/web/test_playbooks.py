"""The library of playbooks: what stands there, what of a broken file, who may read and who decides on proposals."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crisis import people
from crisis.board.tasks import Task
from crisis.notify import Notifier
from crisis.playbook import FOLDER, load
from tests.cast import ANNA, BRAM, CAST, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.conftest import House

NAME = "incident-gebedshuis"


@pytest.fixture
def folder(house: House, tmp_path: Path) -> Path:
    """A folder of the municipality's own, as CRISIS_PLAYBOOKS names it."""
    library = house.app.extensions["crisis"].playbooks
    library.own, library.kept = tmp_path, tmp_path / "kept"
    return tmp_path


def edition(folder: Path, version: int = 2, **changed: str) -> Path:
    """The shipped playbook as a file of the municipality, with some words changed."""
    text = (FOLDER / f"{NAME}.yaml").read_text("utf-8").replace("version: 1", f"version: {version}", 1)
    for before, after in changed.items():
        text = text.replace(before.replace("_", " "), after, 1)
    path = folder / f"{NAME}.yaml"
    path.write_text(text, "utf-8")
    return path


def new_task(text: str) -> str:
    """The same playbook with one more task in its first phase."""
    added = "    tasks:\n      - {task: buren-bellen, title: Buren bellen, owner: district_manager, due: T+2h}\n"
    return text.replace("    tasks:\n", added, 1)


def running(house: House) -> Board:
    """An incident on the shipped playbook, with the team."""
    done = house.ledger.open(ANNA.credential, load(NAME), "Leuzen")
    board = Board(house.ledger, done.incident.id)
    for player in (BRAM, CELIK, FLEUR):
        board.does(ANNA, "team.assign", person=player.id, role=player.role)
    return board


@pytest.mark.parametrize("player", CAST[:5], ids=lambda one: one.name)
def test_every_colleague_reads_what_it_is_for_and_what_not(house: House, player: Player):
    page = house.visitor(player).get("/playbooks").text
    assert "Incident bij een gebedshuis" in page
    assert "Niet voor: Een aangekondigde demonstratie" in page
    assert house.visitor(player).get(f"/playbooks/{NAME}").status_code == 200


def test_a_guest_reads_none(house: House, board: Board):
    with house.database.write() as connection:
        number = people.add_guest(connection, board.id, "Gast", datetime(2099, 1, 1, tzinfo=UTC))
    visitor = house.visitor(Player(number, "Gast"))
    for path in ("/playbooks", f"/playbooks/{NAME}", f"/playbooks/{NAME}/ahead", f"/playbooks/{NAME}.pdf"):
        assert visitor.get(path).status_code == 403


def test_the_whole_playbook_can_be_read(house: House):
    page = house.visitor(BRAM).get(f"/playbooks/{NAME}").text
    for words in ("Bestuur van het gebedshuis bellen", "Wie bel ik?", "Wat eerder fout ging", "Vragen voor de duiding"):
        assert words in page
    assert "Op {{datum}} rond {{tijd}}" in page, "the text of a message is there, with its slots"
    assert "<desc" in page, "the picture has its words"
    assert page.count("(uit basis)") > 10
    assert "(in plaats van basis)" in page


def test_the_picture_holds_every_phase(house: House):
    page = house.visitor(BRAM).get(f"/playbooks/{NAME}").text
    picture = page[page.index('class="phasemap"') : page.index("</svg>", page.index('class="phasemap"'))]
    assert re.findall(r'font-weight="700"[^>]*>(\d+)\.', picture) == ["1", "2", "3", "4", "5"]


def test_the_first_day_counts_from_the_moment_that_was_asked(house: House):
    path = f"/playbooks/{NAME}/ahead?start=2026-11-28T15:30&phase=melding"
    page = house.visitor(EVA).get(path).text
    assert re.search(r"16:00</td><td[^>]*><span>Bestuur van het gebedshuis bellen", page)
    assert "zondag 29 november" not in page
    assert "Tafel met besturen" in page.split("<h2>Later</h2>")[1]


def test_what_hangs_on_a_moment_waits_for_it(house: House):
    path = f"/playbooks/{NAME}/ahead?start=2026-11-27T09:00&phase=symbolische-momenten"
    without = house.visitor(EVA).get(path).text
    assert "Aanwezigheid afspreken met het bestuur: 4 uur vóór" in without
    late = house.visitor(EVA).get(f"{path}&m-vrijdaggebed=2026-11-27T10:00").text
    assert "Vóór het begin: doe dit meteen" in late
    assert "Sleutelmoment: " in late
    known = house.visitor(EVA).get(f"{path}&m-vrijdaggebed=2026-11-27T13:30").text
    assert re.search(r"09:30</td><td[^>]*><span>Aanwezigheid afspreken", known)


@pytest.mark.parametrize("typed", ["gisteren", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_bad_moment_says_so_and_shows_now(house: House, typed: str):
    page = house.visitor(EVA).get(f"/playbooks/{NAME}/ahead?start={typed}")
    assert page.status_code == 200
    assert "field-error" in page.text


def test_a_pdf_of_the_playbook(house: House):
    answer = house.visitor(CELIK).get(f"/playbooks/{NAME}.pdf")
    assert answer.data.startswith(b"%PDF-")
    assert f"draaiboek-{NAME}-versie-1.pdf" in answer.headers["Content-Disposition"]


def test_the_municipality_has_a_version_of_its_own(house: House, folder: Path):
    edition(folder, 2)
    page = house.visitor(ANNA).get("/playbooks").text
    assert "Versie 2" in page
    assert "Van Gemeente Voorbeeld" in page
    edition(folder, 3)
    assert "Versie 3" in house.visitor(ANNA).get("/playbooks").text, "read again when it changed"


def test_a_broken_file_leaves_the_last_good_version_and_says_so(house: House, folder: Path):
    path = edition(folder, 2)
    house.visitor(ANNA).get("/playbooks")
    path.write_text(path.read_text("utf-8").replace("owner: district_manager", "owner: wijkbaas", 1), "utf-8")
    page = house.visitor(ANNA).get("/playbooks").text
    assert "Versie 2 van eerder blijft in gebruik" in page
    assert f"{NAME}.yaml:" in page
    assert "wijkbaas" not in house.visitor(BRAM).get("/playbooks").text, "only who can mend it sees the mistake"
    assert house.visitor(BRAM).get(f"/playbooks/{NAME}").status_code == 200
    fresh = type(house.app.extensions["crisis"].playbooks)(FOLDER, folder, folder / "kept")
    assert fresh.find(NAME).version == 2, "also after a restart"


def test_a_file_that_never_was_right_opens_nothing(house: House, folder: Path):
    (folder / "eigen.yaml").write_text("playbook: eigen\nversion: nul\n", "utf-8")
    (folder / f"{NAME}.yaml").write_text("playbook: half", "utf-8")
    (folder / ".x.yaml").write_text("", "utf-8")
    assert "Dit bestand heeft een fout" in house.visitor(ANNA).get("/playbooks").text
    assert house.visitor(BRAM).get(f"/playbooks/{NAME}").status_code == 200, "what came along is not taken away"
    assert ">eigen<" not in house.visitor(BRAM).get("/playbooks").text
    assert house.visitor(ANNA).get("/playbooks/eigen").status_code == 404
    where = f"/playbooks/{NAME}/proposals/{10**21}"
    assert house.visitor(ANNA).post(where, {"verdict": "adopted", "why": "Goed."}).status_code == 404


def test_a_review_that_is_due_is_shown_to_who_looks_after_it(house: House, folder: Path):
    edition(folder, 2, **{"includes:_[basis]": "includes: [basis]\nreview_before: 2020-01-01"})
    assert "Tijd om opnieuw te bekijken" in house.visitor(ANNA).get("/playbooks").text
    assert "Tijd om opnieuw te bekijken" not in house.visitor(BRAM).get("/playbooks").text


def test_a_newer_version_adds_and_loses_nothing(house: House, folder: Path):
    board = running(house)
    board.does(FLEUR, "tasks.report_done", task=number_of(board, "bel-bestuur"), result="Gebeld.")
    path = edition(folder, 2)
    path.write_text(new_task(path.read_text("utf-8")), "utf-8")
    before = {task.key for task in tasks(board)}
    shown = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    assert "Taak: Buren bellen" in shown
    assert "versie 2" in shown
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/playbook/adopt", {"edition": given(shown)})
    assert answer.status_code == 303
    after = {task.key: task for task in tasks(board)}
    assert after.keys() - before == {"buren-bellen"}
    assert after["bel-bestuur"].status == "done"
    assert board.incident.plan.version == 2
    assert "gaat van versie 1 naar versie 2" in house.visitor(BRAM).get(f"/incidents/{board.id}/log").text
    again = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    assert "Er is geen verschil" in again


def test_what_was_not_shown_is_not_taken(house: House, folder: Path):
    board = running(house)
    edition(folder, 2)
    shown = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    edition(folder, 3)
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/playbook/adopt", {"edition": given(shown)})
    assert answer.status_code == 409
    assert "Intussen is er weer een andere versie" in answer.text
    assert board.incident.plan.version == 1


@pytest.mark.parametrize(("player", "status"), [(BRAM, 403), (CELIK, 403), (DIRK, 403), (EVA, 404), (None, 401)])
def test_only_the_chair_adopts(house: House, folder: Path, player: Player | None, status: int):
    board = running(house)
    edition(folder, 2)
    shown = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    answer = house.visitor(player).post(f"/incidents/{board.id}/playbook/adopt", {"edition": given(shown)})
    assert answer.status_code == status
    assert board.incident.plan.version == 1


def test_a_browser_cannot_make_up_a_playbook(house: House):
    board = running(house)
    sent: dict[str, Any] = {"playbook": '{"playbook": "x"}', "edition": "x"}
    assert house.visitor(ANNA).post(f"/incidents/{board.id}/playbook/adopt", sent).status_code == 409
    assert board.incident.plan.version == 1


def test_a_lesson_becomes_a_proposal_and_is_decided_on(house: House, folder: Path):
    board = running(house)
    lesson = {"place": "Melding", "words": "Bel <b>de buren</b> eerder.", "reason": "Zij hoorden het laat."}
    assert house.visitor(BRAM).does(board, "proposals.propose", **lesson).status_code == 303
    notifier = Notifier(house.ledger)
    notifier.tick()
    notifier.tick()
    page = house.visitor(ANNA).get(f"/playbooks/{NAME}/proposals").text
    assert page.count("Bel &lt;b&gt;de buren&lt;/b&gt; eerder.") == 1, "taken in once"
    assert "Bram" not in page, "the function, not the person"
    number = re.search(r"/proposals/(\d+)\"", page)
    assert number
    where = f"/playbooks/{NAME}/proposals/{number[1]}"
    for player, status in ((BRAM, 403), (CELIK, 403), (DIRK, 403), (EVA, 403), (None, 401)):
        sent = {"verdict": "adopted", "why": "Goed idee."}
        assert house.visitor(player).post(where, sent).status_code == status
    empty = house.visitor(ANNA).post(where, {"verdict": "adopted", "why": ""})
    assert empty.status_code == 422
    assert "Zeg waarom" in empty.text
    assert house.visitor(ANNA).post(where, {"verdict": "adopted", "why": "Goed idee."}).status_code == 303
    assert house.visitor(ANNA).post(where, {"verdict": "declined", "why": "Toch niet."}).status_code == 409
    key = f"les-{number[1]}"
    mine = house.visitor(BRAM).get(f"/incidents/{board.id}/playbook").text
    assert "Overgenomen" in mine
    assert "Goed idee." in mine
    assert f"lesson: {key}" in house.visitor(ANNA).get(f"/playbooks/{NAME}/proposals").text
    edition(folder, 2, **{"includes:_[basis]": f"includes: [basis]\nlessons: [{{lesson: {key}, text: Buren eerder}}]"})
    assert "Verwerkt in versie 2" in house.visitor(ANNA).get(f"/playbooks/{NAME}/proposals").text
    assert "Lessen in deze versie" in house.visitor(EVA).get(f"/playbooks/{NAME}").text


def test_a_version_that_does_not_fit_breaks_no_page(house: House, folder: Path):
    board = running(house)
    more = "".join(
        f"  - {{phase: f{at}, title: Fase, kind: incident, enter_when: [Het gebeurt nu.]}}\n" for at in range(18)
    )
    rest = "  - {phase: na, title: Nazorg, kind: aftercare}\n  - {phase: ev, title: Evaluatie, kind: evaluation}\n"
    text = (FOLDER / f"{NAME}.yaml").read_text("utf-8").replace("version: 1", "version: 2", 1)
    (folder / f"{NAME}.yaml").write_text(f"{text[: text.index('phases:')]}phases:\n{more}{rest}", "utf-8")
    assert house.visitor(BRAM).get(f"/incidents/{board.id}/playbook").status_code == 200
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/playbook").status_code == 200
    assert house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").status_code == 409


def test_a_guest_does_not_come_to_read_more_by_a_new_version(house: House, folder: Path):
    board = running(house)
    board.does(ANNA, "team.invite_guest", title="Zorg, GGD", role="care_liaison", until=tomorrow(house))
    path = edition(folder, 2)
    text = path.read_text("utf-8").replace("role: care_liaison", "role: care_liaison\n    core: true", 1)
    path.write_text(text, "utf-8")
    shown = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/playbook/adopt", {"edition": given(shown)})
    assert answer.status_code == 409
    assert "leest in deze versie mee met het kernteam" in answer.text


def test_a_version_that_locks_the_chair_out_is_refused(house: House, folder: Path):
    board = running(house)
    path = edition(folder, 2)
    text = path.read_text("utf-8").replace("{role: chair, core: true,", "{role: chair, denies: ['*'], core: true,", 1)
    path.write_text(text, "utf-8")
    shown = house.visitor(ANNA).get(f"/incidents/{board.id}/playbook/adopt").text
    answer = house.visitor(ANNA).post(f"/incidents/{board.id}/playbook/adopt", {"edition": given(shown)})
    assert answer.status_code == 409
    assert board.incident.plan.version == 1


def tomorrow(house: House) -> str:
    """A moment within the time that a guest may stay."""
    return (house.ledger.now() + timedelta(days=1)).isoformat()


def given(page: str) -> str:
    """The edition that a page shows."""
    found = re.search(r'name="edition" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def tasks(board: Board) -> list[Any]:
    """The tasks of a board."""
    return list(board.incident[Task].values())


def number_of(board: Board, key: str) -> int:
    """The number of a task of the playbook."""
    return next(task.id for task in tasks(board) if task.key == key)
