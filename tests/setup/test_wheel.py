"""The wheel runs without the checkout: it holds the folders that stand beside the package."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import vendor

ROOT = vendor.ROOT
FOLDERS = ("templates", "static", "playbooks", "scenarios", "migrations")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel, built from a copy so that nothing in the checkout moves."""
    copy, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in ("pyproject.toml", "setup.py", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in ("crisis", *FOLDERS):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        return wheel.namelist()


def _beside(folder: Path) -> set[str]:
    return {
        f"crisis/_data/{path.relative_to(ROOT)}"
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_holds_the_folder_whole(names: list[str], folder: str) -> None:
    assert _beside(ROOT / folder) <= set(names)


def test_the_wheel_holds_the_browser_parts(names: list[str]) -> None:
    assert {"crisis/_data/static/vendor/socket.io.min.js", "crisis/_data/static/vendor/theme.css"} <= set(names)


def test_the_wheel_holds_every_module(names: list[str]) -> None:
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "crisis").rglob("*.py") if "_data" not in path.parts}
    assert modules <= set(names)


def test_the_wheel_holds_no_tests_and_no_tools(names: list[str]) -> None:
    assert not [name for name in names if name.startswith(("tests/", "tools/", "bench/", "build/"))]
