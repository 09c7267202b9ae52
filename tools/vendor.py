"""Fetch the browser parts that vendor.toml names, and check what stands in static/vendor/."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools import theme

ROOT = Path(__file__).resolve().parent.parent
VENDOR = Path("static/vendor")
RAW = Path(".setup-parts")
MANIFEST = VENDOR / "manifest.json"
#: A change in one of these means that the parts must be fetched or the theme built again.
SOURCES = ("vendor.toml", "tools/theme.py")


class BadPart(Exception):
    """A part is not what vendor.toml says; the message says so in Dutch."""


@dataclass(frozen=True)
class Part:
    """One package from npm: what it must be, and which of its files go where."""

    name: str
    version: str
    licence: str
    licence_file: str
    integrity: str
    files: dict[str, str]
    #: In its modules: what names of other modules begin with, and the place that this stands for.
    imports: dict[str, str] = field(default_factory=dict)

    @property
    def spec(self) -> str:
        """The package as npm names it."""
        return f"{self.name}@{self.version}"

    @property
    def tarball(self) -> str:
        """The file name `npm pack` gives the package."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


def parts(root: Path = ROOT) -> list[Part]:
    """The parts named in vendor.toml."""
    return [Part(**part) for part in tomllib.loads((root / "vendor.toml").read_text("utf-8"))["part"]]


def fetch(npm: Sequence[str], root: Path = ROOT) -> None:
    """Bring every part in, checked, build the theme and write the manifest."""
    wanted = parts(root)
    with tempfile.TemporaryDirectory() as folder:
        _pack(npm, wanted, folder)
        files = [_unpack(part, Path(folder) / part.tarball) for part in wanted]
    _clear(root)
    for path, content in (pair for found in files for pair in found.items()):
        _write(root / path, content)
    _write(root / VENDOR / "LICENTIES.txt", _licences(wanted, root / RAW).encode())
    theme.build(root / RAW, root / VENDOR)
    _write_manifest(wanted, root)


def check(root: Path = ROOT) -> list[str]:
    """What is wrong with static/vendor/, in Dutch; needs no network."""
    if not (root / MANIFEST).is_file():
        return [f"{MANIFEST} ontbreekt; draai 'make setup'"]
    manifest = json.loads((root / MANIFEST).read_text("utf-8"))
    if manifest["made_from"] != _made_from(root):
        return [f"{VENDOR} is gemaakt met een andere vendor.toml of theme.py; draai 'make setup'"]
    listed, found = manifest["files"], _digests(root)
    return [
        *(f"{name} ontbreekt" for name in listed if name not in found),
        *(f"{name} staat niet in {MANIFEST}" for name in found if name not in listed),
        *(f"{name} is gewijzigd" for name in listed if found.get(name, listed[name]) != listed[name]),
    ]


def integrity(package: bytes) -> str:
    """The checksum of a package, written as npm does."""
    return "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()


def is_fresh(root: Path = ROOT) -> bool:
    """Whether static/vendor/ needs nothing done."""
    return not check(root)


def _pack(npm: Sequence[str], wanted: Iterable[Part], folder: str) -> None:
    command = [*npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder]
    done = subprocess.run([*command, *(part.spec for part in wanted)], capture_output=True, text=True)
    if done.returncode:
        raise BadPart(f"npm kon de onderdelen niet ophalen:\n{done.stderr.strip() or done.stdout.strip()}")


def _unpack(part: Part, tarball: Path) -> dict[str, bytes]:
    digest = integrity(tarball.read_bytes())
    if digest != part.integrity:
        raise BadPart(f"{part.spec}: de controlesom klopt niet met vendor.toml (gekregen: {digest})")
    with tarfile.open(tarball) as archive:
        about = json.loads(_member(archive, part, "package.json"))
        told = (about.get("name"), about.get("version"), about.get("license"))
        if told != (part.name, part.version, part.licence):
            raise BadPart(f"{part.spec}: het pakket noemt zich {told}, dat past niet bij vendor.toml")
        files = {to: _placed(part, _member(archive, part, name)) for name, to in part.files.items()}
        files[_licence_path(part)] = _member(archive, part, part.licence_file)
    return files


def _member(archive: tarfile.TarFile, part: Part, name: str) -> bytes:
    try:
        content = archive.extractfile(f"package/{name}")
    except KeyError:
        content = None
    if content is None:
        raise BadPart(f"{part.spec}: bestand {name} zit niet in het pakket")
    return content.read()


def _placed(part: Part, content: bytes) -> bytes:
    """A module that names other modules by their place, since a browser does not know them by name."""
    for name, place in part.imports.items():
        found = re.compile(b"(from ')" + re.escape(name).encode() + b"([^']+)'")
        content = found.sub(lambda one, place=place: one[1] + place.encode() + one[2] + b".js'", content)  # type: ignore[misc]
    return content


def _licence_path(part: Part) -> str:
    return f"{RAW}/licences/{part.tarball}.txt"


def _licences(wanted: Iterable[Part], raw: Path) -> str:
    """Every licence text once, under the names of the parts it covers."""
    texts: dict[str, list[str]] = {}
    for part in wanted:
        text = (raw / "licences" / f"{part.tarball}.txt").read_text("utf-8")
        texts.setdefault(text, []).append(f"{part.name} {part.version} ({part.licence})")
    return f"\n{'=' * 72}\n\n".join("\n".join([*names, "", text]) for text, names in texts.items())


def _clear(root: Path) -> None:
    for folder in (root / VENDOR, root / RAW):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_manifest(wanted: Iterable[Part], root: Path) -> None:
    manifest = {
        "made_from": _made_from(root),
        "parts": {part.name: {"version": part.version, "licence": part.licence} for part in wanted},
        "files": _digests(root),
    }
    _write(root / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def _made_from(root: Path) -> str:
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in SOURCES)).hexdigest()


def _digests(root: Path) -> dict[str, str]:
    folder = root / VENDOR
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != root / MANIFEST)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main(arguments: Sequence[str]) -> int:
    """`python -m tools.vendor check` or `fetch`."""
    if list(arguments) == ["fetch"]:
        fetch(["npm"])
    problems = check()
    print("\n".join(problems) if problems else f"{VENDOR}: in orde")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
