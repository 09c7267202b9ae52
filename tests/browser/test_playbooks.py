"""A policy officer: reads the playbook, starts an exercise from it, adopts a new version halfway, and looks back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from crisis.playbook import FOLDER
from tests.browser.conftest import stumbles
from tests.browser.seat import NARROW, PHONE, Seat, take
from tests.cast import ANNA
from tests.server import Product, running

NAME = "incident-gebedshuis"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The municipality's own playbooks."""
    own = tmp_path / "draaiboeken"
    own.mkdir()
    return own


@pytest.fixture
def office(settled_sqlite: Path, tmp_path: Path, folder: Path) -> Iterator[Product]:
    """A server that reads those."""
    with running(settled_sqlite, tmp_path / "home", CRISIS_PLAYBOOKS=str(folder)) as started:
        yield started
        assert not stumbles(started.log), started.log[-3000:]


def edition(folder: Path) -> None:
    """A second version, with a task that the first had not."""
    text = (FOLDER / f"{NAME}.yaml").read_text("utf-8").replace("version: 1", "version: 2", 1)
    task = "      - {task: buren-bellen, title: Buren bellen, owner: district_manager, due: T+2h}\n"
    (folder / f"{NAME}.yaml").write_text(text.replace("    tasks:\n", f"    tasks:\n{task}", 1), "utf-8")


def test_from_reading_to_looking_back(browser: Browser, office: Product, folder: Path) -> None:
    anna = take(browser, office, ANNA)
    page = anna.page
    _reads(anna)
    page.click("text=Oefenen met dit draaiboek")
    page.fill("#title", "Oefening in Crabbehof")
    expect(page.locator("[name=exercise]")).to_be_checked()
    page.get_by_role("button", name="Incident openen").click()
    expect(page.locator(".exercise-bar")).to_contain_text("OEFENING")
    board = page.url.removeprefix(anna.address)
    _leads(anna, board)
    edition(folder)
    _adopts(anna, board)
    _looks_back(anna, board)
    anna.stand()


def _reads(anna: Seat) -> None:
    anna.go("/").page.click("text=Draaiboeken")
    anna.page.click("text=Incident bij een gebedshuis")
    expect(anna.page.locator("h1")).to_contain_text("gebedshuis")
    anna.page.click("text=De eerste 24 uur")
    anna.page.fill("#start", "2026-11-28T15:30")
    anna.page.click("text=Toon")
    expect(anna.page.locator("table")).to_contain_text("16:00")
    anna.page.go_back()
    anna.page.go_back()


def _leads(anna: Seat, board: str) -> None:
    page = anna.page
    page.click(".exercise-bar a")
    expect(page.locator("main")).to_contain_text("nog geen oefenleider")
    anna.go(f"{board}/team/assign")
    page.select_option("[name=person]", label="Anna")
    page.select_option("[name=role]", label="Oefenleider")
    page.get_by_role("button", name="Rol geven").click()
    anna.go(f"{board}/exercise").live()
    page.get_by_role("button", name="Oefening beginnen").click()
    expect(page.locator("#exercise")).to_contain_text("Nog te komen")
    page.get_by_role("button", name="Nu geven").first.click()
    expect(page.locator("#exercise")).to_contain_text("Gegeven")
    page.get_by_role("button", name="Stilzetten").click()
    expect(page.locator("#exercise")).to_contain_text("Staat stil")
    page.click("text=Inject toevoegen")
    page.check("[name=kind][value=report]") if page.locator("[name=kind][type=radio]").count() else page.select_option(
        "[name=kind]", "report"
    )
    page.fill("[name=words]", "Er staat een groep bij de school.")
    page.locator("dialog").get_by_role("button", name="Inject toevoegen").click()
    expect(page.locator("#exercise")).to_contain_text("Er staat een groep bij de school.")


def _adopts(anna: Seat, board: str) -> None:
    page = anna.page
    anna.go(f"{board}/playbook")
    page.click("text=Bekijk wat er anders is")
    expect(page.locator("main")).to_contain_text("Taak: Buren bellen")
    page.get_by_role("button", name="Verder met versie 2").click()
    expect(page.locator("main")).to_contain_text("Versie 2")
    anna.go(f"{board}?show=open")
    expect(page.locator("#work")).to_contain_text("Buren bellen")
    expect(page.locator("#work")).to_contain_text("Bestuur van het gebedshuis bellen")


def _looks_back(anna: Seat, board: str) -> None:
    page = anna.page
    anna.go(f"{board}/exercise").live()
    page.get_by_role("link", name="Oefening beëindigen").click()
    page.locator("dialog").get_by_role("button", name="Oefening beëindigen").click()
    expect(page.locator("#exercise")).to_contain_text("Klaar")
    anna.go(f"{board}/debrief")
    expect(page.locator("h1")).to_have_text("Terugkijken op de oefening")
    expect(page.locator("table").first).to_contain_text("Melding via de meldkamer")
    expect(page.locator("table").nth(1)).to_contain_text("Buren bellen")


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
@pytest.mark.parametrize("path", ["/playbooks", f"/playbooks/{NAME}", f"/playbooks/{NAME}/ahead"])
def test_on_a_phone_without_javascript_nothing_runs_off(
    browser: Browser, product: Product, size: tuple[int, int], path: str
) -> None:
    anna = take(browser, product, ANNA, size=size, java_script_enabled=False)
    anna.go(path)
    assert anna.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    anna.stand()
