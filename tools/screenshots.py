"""Play the demo in a home of its own and take the pictures for docs/beelden/."""

from __future__ import annotations

import os
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

from crisis.scenario.demo import PASSWORD
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
    Shot("logboek", "/incidents/1/log", 1440, 900),
    Shot("tijdreis", "/incidents/1?at=60", 1440, 900),
    Shot("tijdlijn", "/incidents/1/timeline", 1440, 900),
    Shot("draaiboeken", "/playbooks", 1440, 900),
    Shot("vooruit", "/playbooks/incident-gebedshuis/ahead?start=2026-11-28T15:30", 1440, 900),
)


def main(out: Path = OUT) -> int:
    """Make every picture anew."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        _demo(home) as address,
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for shot in SHOTS:
            _take(browser, shot, address, out)
        browser.close()
    return 0


def _take(browser: Browser, shot: Shot, address: str, out: Path) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )
    page.goto(f"{address}/login")
    page.fill("[name=email]", "anna@voorbeeld.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{address}{shot.path}")
    page.wait_for_load_state("load")
    page.wait_for_timeout(1000)
    page.screenshot(path=out / f"{shot.name}.png")
    page.close()
    print(f"{out / shot.name}.png")


@contextmanager
def _demo(home: str) -> Iterator[str]:
    """A served demo, at its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"CRISIS_HOME": home, "PORT": str(port)}
    subprocess.run([CRISIS, "demo"], env=environment, capture_output=True, check=True)
    server = subprocess.Popen([CRISIS, "serve"], env=environment)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


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
