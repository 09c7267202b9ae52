"""Together the shipped scenarios do every act that people can do: each is shown and played at least once."""

from __future__ import annotations

from crisis.actions import ACTIONS
from crisis.scenario import FOLDER, load

#: Done by the product itself, or by who holds a link: opening before the first step, what became of a message.
BY_THE_PRODUCT = {"incident.open"} | {name for name, one in ACTIONS.items() if not one.by_hand}
#: A scenario holds words and no bytes: what it attached would be missing on the disk. See tests/web/test_attaching.py.
WITH_A_FILE = {"communications.attach", "communications.detach"}

#: A scenario is the script itself. Who leads people through one is tested in tests/scenario/test_exercising.py.
OF_THE_LEADER = {name for name in ACTIONS if name.startswith("exercise.")}


def test_the_shipped_scenarios_do_every_act() -> None:
    played = {step.do for path in FOLDER.glob("*.yaml") for step in load(path.stem).steps if step.refused is None}
    assert ACTIONS.keys() - played == BY_THE_PRODUCT | WITH_A_FILE | OF_THE_LEADER
