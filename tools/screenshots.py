"""Play the demo in a home of its own and take the pictures for docs/beelden/."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tools.vendor import ROOT

OUT = ROOT / "docs" / "beelden"
CRISIS = str(ROOT / ".venv" / "bin" / "crisis")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
]


class Shot(NamedTuple):
    """One picture: what it is called, which page, how wide and high, light or dark."""

    name: str
    path: str
    width: int
    height: int
    scheme: str = "light"


SHOTS = (
    Shot("bord", "/incidents/1", 1440, 900),
    Shot("bord-nacht", "/incidents/1", 1440, 900, "dark"),
    Shot("bord-telefoon", "/incidents/1", 390, 844),
)


def main(out: Path = OUT) -> int:
    """Make every picture anew."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        _demo(home) as (address, email, password),
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for shot in SHOTS:
            _take(browser, shot, address, (email, password), out)
        browser.close()
    return 0


def _take(browser: Browser, shot: Shot, address: str, account: tuple[str, str], out: Path) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )
    page.goto(f"{address}/login")
    page.fill("[name=email]", account[0])
    page.fill("[name=password]", account[1])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{address}{shot.path}")
    page.wait_for_load_state("load")
    page.wait_for_timeout(1000)
    page.screenshot(path=out / f"{shot.name}.png")
    page.close()
    print(f"{out / shot.name}.png")


@contextmanager
def _demo(home: str) -> Iterator[tuple[str, str, str]]:
    """A served demo: its address, and the account from SCREENSHOT_ACCOUNT or else the first it printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"CRISIS_HOME": home, "PORT": str(port)}
    told = subprocess.run([CRISIS, "demo"], env=environment, capture_output=True, text=True, check=True).stdout
    email, password = _account(told)
    server = subprocess.Popen([CRISIS, "serve"], env=environment)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}", email, password
    finally:
        server.terminate()
        server.wait(20)


def _account(told: str) -> tuple[str, str]:
    given = os.environ.get("SCREENSHOT_ACCOUNT", "")
    if ":" in given:
        email, _, password = given.partition(":")
        return email, password
    email_found = re.search(r"\S+@\S+", told)
    password_found = re.search(r"wachtwoord\W+(\S+)", told, re.IGNORECASE)
    if not (email_found and password_found):
        raise SystemExit("Geen account gevonden; geef er een: SCREENSHOT_ACCOUNT=adres:wachtwoord make screenshots")
    return email_found[0], password_found[1]


def _wait(port: int, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("De demo kwam niet op gang.")


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))


if __name__ == "__main__":
    sys.exit(main())
