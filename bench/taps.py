"""The five commonest jobs by hand on a phone, against the same job in a WhatsApp group.

A real Chromium of 390 by 844 does each job in the product, signed in, from the page where one is at that moment; the
page counts what a thumb does (a tap on a button, link or field) and the characters that are typed. The floor is counted
on paper, for a phone with the group open: a tap in the field, the text, a tap to send. What the group leaves undone
(nobody knows which tasks are open, who agreed with which text, or who comes) is not counted.

Seconds: 1.2 for a tap and 0.28 for a character, after the keystroke-level model (Card, Moran and Newell, 1980: to point
and press, and an average typist at a keyboard; a thumb types slower), plus, for the product, what this machine took.
The ratio is of the seconds.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bench.product import Office, office
from bench.servers import HOST, Running, running
from bench.table import Row
from crisis import people
from crisis.asking import Asked
from crisis.board.team.calling import Called
from crisis.directory import Keeper, add_function, add_organisation

TITLE = "Five jobs by hand"
_PHONE = {"width": 390, "height": 844}
_TAP, _CHARACTER = 1.2, 0.28
_COUNTING = "window.addEventListener('pointerdown', () => window.tapped(), true)"
#: The product fills in the date, the time and the next update.
_PLACES = {"Plaats": "het Admiraalsplein", "Webadres": "www.dordrecht.nl"}
_LINE = "Het is rustig op het plein; de wijkagent loopt een ronde."
_HOLDING = (
    "Er was vanavond een incident bij het gebedshuis aan het Admiraalsplein. Wij zoeken uit wat er is gebeurd. "
    "Wij vertellen meer om 21:30 uur. Is er direct gevaar? Bel 112."
)


@dataclass(frozen=True)
class Work:
    """What a job takes: taps, characters typed, and seconds that the machine took."""

    taps: int
    characters: int
    machine: float = 0.0

    @property
    def seconds(self) -> float:
        """About how long it takes somebody."""
        return self.taps * _TAP + self.characters * _CHARACTER + self.machine

    def __str__(self) -> str:
        typed = f", {self.characters} characters" if self.characters else ""
        return f"{self.taps} {'tap' if self.taps == 1 else 'taps'}{typed}, {self.seconds:.0f} s"


class Thumb:
    """Who does a job on a phone; everything touched is counted by the page itself."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = self.characters = 0
        page.expose_function("tapped", self._tapped)
        page.add_init_script(_COUNTING)

    def types(self, field: Locator, text: str) -> None:
        """Tap a field and type in it."""
        field.click()
        self.page.keyboard.type(text)
        self.characters += len(text)

    def _tapped(self) -> None:
        self.taps += 1


@dataclass
class _Stage:
    """A server with an evening on it, and a browser."""

    bench: Office
    id: int
    server: Running
    browser: Browser
    mayor: int

    def does(self, name: str, **given: object) -> int:
        """Anna acts without a screen; gives the number of the first entry."""
        return self.bench.ledger.perform(self.id, self.bench.credential(self.bench.anna), Asked(name, given)).first

    def job(self, person: int | None, path: str, work: Callable[[Thumb], None]) -> Work:
        """Somebody does a job from the page where it begins."""
        address = f"http://{HOST}:{self.server.port}"
        context = self.browser.new_context(viewport=_PHONE, locale="nl-NL", service_workers="block")
        if person is not None:
            context.add_cookies([{"name": "sid", "value": self.bench.token(person), "url": address}])
        thumb = Thumb(context.new_page())
        thumb.page.goto(f"{address}{path}")
        thumb.page.wait_for_load_state("networkidle")
        start = time.monotonic()
        work(thumb)
        took = Work(thumb.taps, thumb.characters, time.monotonic() - start)
        context.close()
        return took


def measure() -> Iterator[Row]:
    """Each job once: the counts are the same every time."""
    with office(1) as bench, running("product", bench.home) as server, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        stage = _staged(bench, server, browser)
        yield _row("log a line", _logs(stage), Work(2, len(_LINE)))
        yield _row("finish a task of one's own", _finishes(stage), Work(2, len("De wijkagent is gebeld.")))
        yield _row("release a holding statement", _releases(stage), Work(4, len(_HOLDING)))
        yield _row("approve a text", _approves(stage), Work(2, len("Akkoord")))
        yield _row("answer a call-out", _answers(stage), Work(2, len("Ik kom, over 20 minuten")))
        browser.close()


def _staged(bench: Office, server: Running, browser: Browser) -> _Stage:
    id = bench.incident()
    with bench.ledger.database.write() as connection:
        mayor = people.add(connection, "b@voorbeeld.example", "Burgemeester", password=None, standing=["mayor"])
        anna = people.by_id(connection, bench.anna)
        assert anna
        keeper = Keeper(connection, anna, bench.ledger.now())
        home = add_organisation(keeper, "Zorg en welzijn", ["care_liaison"])
        given = {"title": "Piket", "roles": ["care_liaison"], "phone": "06-55501234", "email": "piket@dienst.example"}
        add_function(keeper, home, given)
    stage = _Stage(bench, id, server, browser, mayor)
    stage.does("team.assign", person=bench.others[0], role="spokesperson")
    return stage


def _row(what: str, product: Work, floor: Work) -> Row:
    return Row(what, str(product), str(floor), product.seconds / floor.seconds)


def _logs(stage: _Stage) -> Work:
    def work(thumb: Thumb) -> None:
        thumb.page.locator(".thumb [data-zone=log]").click()
        thumb.types(thumb.page.locator("#quick-text"), _LINE)
        thumb.page.locator("#quick button.primary").click()
        expect(thumb.page.locator("#log")).to_contain_text(_LINE)

    return stage.job(stage.bench.anna, f"/incidents/{stage.id}", work)


def _finishes(stage: _Stage) -> Work:
    task = stage.does("tasks.add", title="Wijkagent bellen", assignee=stage.bench.anna)

    def work(thumb: Thumb) -> None:
        thumb.page.locator(".thumb [data-zone=work]").click()
        thumb.page.locator(f"#done-{task}").click()
        expect(thumb.page.locator(f"#done-{task}")).to_have_count(0)

    return stage.job(stage.bench.anna, f"/incidents/{stage.id}", work)


def _releases(stage: _Stage) -> Work:
    """From the board, with the text that the playbook brought along."""

    def work(thumb: Thumb) -> None:
        page, dialog = thumb.page, thumb.page.locator("#dialog")
        page.locator(".thumb").get_by_role("link", name="Meer").click()
        page.locator("#menu").get_by_role("link", name="Berichten").click()
        page.get_by_role("link", name="Procesbericht", exact=True).click()
        for place, told in _PLACES.items():
            thumb.types(page.get_by_label(place, exact=True), told)
        page.get_by_role("button", name="Invullen").click()
        page.get_by_role("link", name="Uitbrengen").click()
        dialog.locator("[name=channels][value=website]").check()
        dialog.locator("#act-form .actions .button.primary").click()
        expect(page.locator("#thing .tag", has_text="Uitgebracht").first).to_be_visible()

    return stage.job(stage.bench.others[0], f"/incidents/{stage.id}", work)


def _approves(stage: _Stage) -> Work:
    """From the link in the mail, signed in."""
    typed = {"title": "Brief", "product": "web_update", "audience": ["residents"], "words": _HOLDING}
    spokesperson = stage.bench.credential(stage.bench.others[0])
    drafted = stage.bench.ledger.perform(stage.id, spokesperson, Asked("communications.draft", typed)).first
    stage.bench.ledger.perform(stage.id, spokesperson, Asked("communications.submit", {"communication": drafted}))

    def work(thumb: Thumb) -> None:
        thumb.page.locator("#approve").click()
        expect(thumb.page.locator("#thing .tag", has_text="Akkoord").first).to_be_visible()

    return stage.job(stage.mayor, f"/incidents/{stage.id}/things/{drafted}", work)


def _answers(stage: _Stage) -> Work:
    """From the link in the message, without signing in."""
    out = stage.does("team.call_out", roles=["care_liaison"], place="Stadskantoor, kamer 2")
    called = next(one for one in stage.bench.ledger.load(stage.id)[Called].values() if one.call_out == out)

    def work(thumb: Thumb) -> None:
        thumb.page.get_by_role("button", name="Over 20 min").click()
        expect(thumb.page.locator(".panel .notice")).to_contain_text("Uw antwoord is vastgelegd")

    return stage.job(None, _link(stage, called.id), work)


def _link(stage: _Stage, called: int) -> str:
    """The way to answer, out of the message that lies in the outbox."""
    letter = stage.bench.home / "outbox" / f"{stage.bench.ledger.load(stage.id).uuid}-{called}-bestand.eml"
    end = time.monotonic() + 30
    while not letter.exists() and time.monotonic() < end:
        time.sleep(0.1)
    found = re.search(r"/oproep/[\w-]+", letter.read_text())
    assert found
    return found[0]


def _chromium() -> str | None:
    """Where Chromium is, as in the tests: None is the one that Playwright brought."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return os.environ.get("CHROMIUM") or next(found, None)
