"""What changed between two versions of a playbook, in words."""

from __future__ import annotations

from crisis.playbook.model import Playbook


def differences(old: Playbook, new: Playbook) -> list[str]:
    """What the newer version changes; empty when they are the same."""
    return [] if old == new else [f"Versie {old.version} wordt versie {new.version}."]
