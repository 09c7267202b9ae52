"""What a checkout holds: locked packages, no addresses, nothing of others in git."""

import re
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tools import vendor

ROOT = vendor.ROOT
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]
REQUIREMENT = re.compile(r"^([a-z0-9-]+)==(\S+)( ;[^\\]*)?", re.MULTILINE)
#: Written in pieces, for this file is tracked too.
HOSTS = [".".join(parts) for parts in (("npmjs", "org"), ("npmjs", "com"), ("pypi", "org"), ("pythonhosted", "org"))]


def _pins(lock: str) -> set[tuple[str, str, str]]:
    return set(REQUIREMENT.findall((ROOT / lock).read_text("utf-8")))


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("dit is geen git-checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-[-a-z]", text.replace("    --hash=sha256:", ""), re.MULTILINE)
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert blocks
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)


def test_the_test_lock_holds_the_very_versions_of_the_product() -> None:
    assert _pins("requirements.lock") <= _pins("requirements-dev.lock")


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = {re.split(r"[<>=\[]", line)[0].replace(".", "-").lower() for line in wanted}
    assert names <= {name for name, _, _ in _pins("requirements.lock")}


def test_no_tracked_file_names_a_registry() -> None:
    for path in _tracked():
        text = path.read_text("utf-8", errors="ignore").lower()
        assert not [host for host in HOSTS if host in text], path


def test_no_part_of_others_is_tracked() -> None:
    assert not [path for path in _tracked() if path.is_relative_to(ROOT / vendor.VENDOR)]
