"""The phone numbers of the municipality in the texts of a playbook: from the settings, never typed in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crisis.playbook.items import Communication
from crisis.playbook.model import Playbook

#: The slots that the product fills by itself: the number of the municipality, of the police, and for emergencies.
NUMBERS: Final = ("telefoon-gemeente", "telefoon-politie", "telefoon-spoed")


def with_numbers(playbook: Playbook, numbers: Mapping[str, str]) -> Playbook:
    """The playbook with these numbers in its messages; `numbers` by the name of their slot."""
    phases = tuple(
        phase.model_copy(update={"communications": tuple(_filled(one, numbers) for one in phase.communications)})
        for phase in playbook.phases
    )
    return playbook if phases == playbook.phases else playbook.model_copy(update={"phases": phases})


def _filled(message: Communication, numbers: Mapping[str, str]) -> Communication:
    text = message.text or ""
    for name, number in numbers.items():
        text = text.replace(f"{{{{{name}}}}}", number)
    return message if text == (message.text or "") else message.model_copy(update={"text": text})
