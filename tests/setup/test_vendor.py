"""The browser parts: what stands in static/vendor/ is what vendor.toml names, unchanged."""

import io
import json
import re
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from tools import vendor

FAKE_NPM = """
import pathlib, shutil, sys
shutil.copy({tarball!r}, pathlib.Path(sys.argv[sys.argv.index("--pack-destination") + 1]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout with only what the check reads."""
    for name in (*vendor.SOURCES, str(vendor.VENDOR)):
        source, target = vendor.ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return tmp_path


def _npm_that_brings(folder: Path, name: str, content: dict[str, bytes]) -> list[str]:
    """A stand-in for npm that always brings this package."""
    with tarfile.open(folder / name, "w:gz") as archive:
        for path, data in content.items():
            about = tarfile.TarInfo(f"package/{path}")
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    script = folder / "npm.py"
    script.write_text(FAKE_NPM.format(tarball=str(folder / name)))
    return [sys.executable, str(script)]


def test_what_stands_there_is_what_was_asked() -> None:
    assert vendor.check() == []


def test_the_manifest_names_every_part_with_its_licence() -> None:
    manifest = json.loads((vendor.ROOT / vendor.MANIFEST).read_text("utf-8"))
    assert manifest["parts"].keys() == {part.name for part in vendor.parts()}
    licences = (vendor.ROOT / vendor.VENDOR / "LICENTIES.txt").read_text("utf-8")
    assert all(f"{part.name} {part.version} ({part.licence})" in licences for part in vendor.parts())


def test_modules_name_each_other_by_where_they_are() -> None:
    """Yjs is no single file; what it needs must be there, and be found without a name."""
    seen, waiting = set(), [vendor.ROOT / vendor.VENDOR / "yjs.js"]
    while waiting:
        module = waiting.pop().resolve()
        if module not in seen:
            seen.add(module)
            lines = module.read_text("utf-8").splitlines()
            named = [one for line in lines for one in re.findall(r"^(?:import|export)\b.* from '([^']+)'", line)]
            assert all(name.startswith("./") or name.startswith("../") for name in named), module
            waiting += [module.parent / name for name in named]
    folder = next((vendor.ROOT / vendor.VENDOR).glob("lib0-*"))
    assert seen == {vendor.ROOT / vendor.VENDOR / "yjs.js", *folder.rglob("*.js")}


def test_one_changed_byte_is_found(copy: Path) -> None:
    target = copy / vendor.VENDOR / "idiomorph.min.js"
    target.write_bytes(target.read_bytes() + b" ")
    assert vendor.check(copy) == ["idiomorph.min.js is gewijzigd"]


def test_a_missing_and_a_strange_file_are_found(copy: Path) -> None:
    (copy / vendor.VENDOR / "idiomorph.min.js").rename(copy / vendor.VENDOR / "x.js")
    found = vendor.check(copy)
    assert found == ["idiomorph.min.js ontbreekt", "x.js staat niet in static/vendor/manifest.json"]


def test_another_vendor_toml_asks_for_set_up(copy: Path) -> None:
    with (copy / "vendor.toml").open("a") as file:
        file.write("# nieuw\n")
    assert "draai 'make setup'" in vendor.check(copy)[0]


@pytest.mark.parametrize(
    ("licence", "integrity", "complaint"),
    [("MIT", "sha512-AAAA", "de controlesom klopt niet"), ("GPL-3.0", None, "dat past niet bij vendor.toml")],
)
def test_a_wrong_package_is_refused_and_nothing_is_touched(
    tmp_path: Path, licence: str, integrity: str | None, complaint: str
) -> None:
    about = json.dumps({"name": "part", "version": "1.0.0", "license": licence}).encode()
    npm = _npm_that_brings(tmp_path, "part-1.0.0.tgz", {"package.json": about, "LICENSE": b"MIT", "a.js": b"1"})
    digest = integrity or vendor.integrity((tmp_path / "part-1.0.0.tgz").read_bytes())
    (tmp_path / "vendor.toml").write_text(
        f'[[part]]\nname = "part"\nversion = "1.0.0"\nlicence = "MIT"\nlicence_file = "LICENSE"\n'
        f'integrity = "{digest}"\n[part.files]\n"a.js" = "static/vendor/a.js"\n'
    )
    with pytest.raises(vendor.BadPart, match=complaint):
        vendor.fetch(npm, tmp_path)
    assert not (tmp_path / vendor.VENDOR).exists()
