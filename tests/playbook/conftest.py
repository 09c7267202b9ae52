"""A small playbook that is right, and a way to write files and hear what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crisis import playbook

GOOD = """\
playbook: proef
version: 1
title: Proef
team:
  - {role: chair, core: true, acknowledge_within: 10m}
moments:
  - {moment: gebed, title: Het gebed}
phases:
  - phase: melding
    title: Melding
    kind: incident
    scale: 1
    meeting_every: 2h
    tasks:
      - task: bellen
        title: Bellen
        owner: chair
        due: T+30m
      - task: afspreken
        title: Afspreken
        owner: chair
        due: M-4h
        needs: [bellen]
    communications:
      - {communication: bericht, title: Bericht, product: qa, approved_by: mandate, text: "Om {{tijd}}."}
"""


@pytest.fixture
def good() -> str:
    return GOOD


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(text: str, name: str = "proef.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return written


@pytest.fixture
def errors(write: Callable[..., Path], tmp_path: Path) -> Callable[[str], list[str]]:
    """What is wrong with proef.yaml when it holds this text."""
    return lambda text: playbook.check(write(text), tmp_path)
