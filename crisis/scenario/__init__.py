"""Scenarios: YAML files that play people through the product's own door, for demos, exercises and tests."""

from __future__ import annotations

from crisis.scenario.demo import Demo, InUse
from crisis.scenario.loading import FOLDER, Scenario, load
from crisis.scenario.playing import Stopped, play

__all__ = ["FOLDER", "Demo", "InUse", "Scenario", "Stopped", "load", "play"]
