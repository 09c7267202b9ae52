"""Somebody behind a real browser: one page, who sits there, and what went wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.cast import Board, Player
from tests.server import Product

#: Generous, because the machine may be busy; nothing waits this long when all is well.
PATIENCE: Final = 20_000
WIDE: Final = (1440, 900)
PHONE: Final = (390, 844)
NARROW: Final = (320, 640)


class Sit(Protocol):
    """Makes a seat: `sit(BRAM, board)`; what is given after it are the options of `take`."""

    def __call__(self, player: Player | None, at: Board | str | None = None, **options: object) -> Seat: ...


@dataclass
class Seat:
    """A browser window of somebody. With `rough` on, refused and failed requests are part of the test."""

    page: Page
    address: str
    rough: bool = False
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def go(self, path: str) -> Seat:
        """Open a page."""
        self.page.goto(f"{self.address}{path}")
        return self

    def watch(self, board: Board) -> Seat:
        """Open the board and wait until it is live."""
        return self.go(f"/incidents/{board.id}").live()

    def live(self) -> Seat:
        """Wait until the page has a connection and has caught up."""
        expect(self.page.locator("html")).to_have_attribute("data-connection", "ok", timeout=PATIENCE)
        return self

    def at(self, seq: int) -> Seat:
        """Wait until the page says that it shows this entry, or a later one."""
        self.until(f"Number(document.getElementById('asof-seq').textContent) >= {seq}")
        return self

    def until(self, script: str, within: int = PATIENCE) -> None:
        """Wait until an expression is true; `wait_for_function` would evaluate it where the page's CSP forbids that."""
        left = within
        while not self.page.evaluate(script):
            assert left > 0, f"not within {within} ms: {script}"
            self.page.wait_for_timeout(50)
            left -= 50

    def card(self, task: int) -> Locator:
        """A task on the board."""
        return self.page.locator(f"#item-{task}")

    def line(self, seq: int) -> Locator:
        """A line of the log on the board."""
        return self.page.locator(f"#line-{seq}")

    def write(self, text: str) -> None:
        """Type a line in the quick entry and send it with Enter."""
        self.page.fill("#quick-text", text)
        self.page.press("#quick-text", "Enter")

    def stand(self) -> None:
        """Leave; everything that went wrong is told."""
        self.page.context.close()
        assert not self.trouble, f"in the browser: {self.trouble[:5]}"

    def _console(self, message: ConsoleMessage) -> None:
        resource = message.text.startswith(("Failed to load resource", "WebSocket connection to"))
        if message.type in ("error", "warning") and not (self.rough and resource):
            self.trouble.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if not self.rough and request.failure != "net::ERR_ABORTED":
            self.trouble.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if not self.rough and response.status >= 400:
            self.trouble.append(f"{response.status}: {response.url}")


def take(
    browser: Browser,
    product: Product,
    player: Player | None,
    *,
    port: int | None = None,
    size: tuple[int, int] = WIDE,
    rough: bool = False,
    **options: object,
) -> Seat:
    """A new browser, signed in as somebody; `port` is that of a cable between it and the server."""
    address = f"http://127.0.0.1:{port or product.port}"
    settings: dict[str, object] = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "service_workers": "block"}
    settings |= {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    if player:
        cookie = product.cookie(player, "browser")
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookie.items()])
    return Seat(context.new_page(), address, rough)
