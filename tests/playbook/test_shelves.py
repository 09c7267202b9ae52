"""The library of a municipality: its own folder goes before what comes along, and a mistake breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crisis.playbook import FOLDER
from crisis.playbook.shelves import Library

SMALL = """\
playbook: eigen
version: {version}
title: Eigen draaiboek
team: [{{role: chair}}]
phases: [{{phase: start, title: Start, kind: incident}}]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "eigen"
    folder.mkdir()
    return folder


@pytest.fixture
def library(own: Path, tmp_path: Path) -> Library:
    return Library(FOLDER, own, tmp_path / "kept")


def put(own: Path, version: int | str) -> Path:
    path = own / "eigen.yaml"
    path.write_text(SMALL.format(version=version), "utf-8")
    return path


def test_what_comes_along_and_what_is_of_their_own(library: Library, own: Path) -> None:
    put(own, 1)
    names = {one.name: one.own for one in library.volumes()}
    assert names["eigen"]
    assert not names["incident-gebedshuis"]
    assert "basis" not in names


def test_a_change_is_seen_at_the_next_question(library: Library, own: Path) -> None:
    put(own, 1)
    assert library.find("eigen").version == 1
    put(own, 22)
    assert library.find("eigen").version == 22


def test_a_file_that_broke_leaves_the_last_good_version(library: Library, own: Path, tmp_path: Path) -> None:
    put(own, 3)
    assert library.find("eigen").version == 3
    put(own, "veel")
    volume = library.volume("eigen")
    assert volume.playbook is not None
    assert volume.playbook.version == 3
    assert "eigen.yaml:2: version" in volume.errors[0]
    again = Library(FOLDER, own, tmp_path / "kept")
    assert again.find("eigen").version == 3


def test_a_file_that_never_was_right_is_listed_and_opens_nothing(library: Library, own: Path) -> None:
    put(own, "veel")
    assert library.volume("eigen").playbook is None
    with pytest.raises(KeyError):
        library.find("eigen")


def test_a_file_that_was_taken_away_is_gone(library: Library, own: Path) -> None:
    path = put(own, 1)
    assert library.find("eigen")
    path.unlink()
    with pytest.raises(KeyError):
        library.find("eigen")


def test_a_folder_that_is_gone_leaves_everything_in_use_and_says_so(library: Library, own: Path) -> None:
    path = put(own, 4)
    assert library.find("eigen")
    path.unlink()
    own.rmdir()
    volume = library.volume("eigen")
    assert volume.playbook is not None
    assert volume.playbook.version == 4
    assert volume.errors


def test_what_is_kept_may_be_damaged(library: Library, own: Path, tmp_path: Path) -> None:
    put(own, 1)
    assert library.find("eigen")
    kept = tmp_path / "kept" / "eigen.json"
    assert json.loads(kept.read_text("utf-8"))["version"] == 1
    kept.write_text("{", "utf-8")
    put(own, "veel")
    fresh = Library(FOLDER, own, tmp_path / "kept")
    assert fresh.volume("eigen").playbook is None


def test_an_own_version_goes_before_the_one_that_comes_along(library: Library, own: Path) -> None:
    text = (FOLDER / "incident-gebedshuis.yaml").read_text("utf-8").replace("version: 1", "version: 7", 1)
    (own / "incident-gebedshuis.yaml").write_text(text, "utf-8")
    assert library.find("incident-gebedshuis").version == 7
    assert library.volume("incident-gebedshuis").own
