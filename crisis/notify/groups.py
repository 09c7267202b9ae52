"""Groups of the municipality, such as a channel for chat, told by Apprise: an extra that is only loaded when asked."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any

from crisis.notify.channels import Letter, Unsure
from crisis.settings import BadSetting

#: Every other failure is not known to Apprise: it says that it did not work, not whether something was taken.
_UNSURE = "de dienst nam het niet aan of antwoordde niet"


@dataclass(frozen=True)
class Group:
    """One address of Apprise. Who is behind it is not known, so a message to it holds no link to answer by."""

    url: str
    _apprise: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            made = importlib.import_module("apprise").Apprise()
        except ImportError:
            raise BadSetting(
                "CRISIS_APPRISE_URLS vraagt om Apprise. Installeer het met: pip install 'crisis[apprise]'."
            ) from None
        if not made.add(self.url):
            scheme = self.url.partition("://")[0]
            raise BadSetting(f"Apprise kent een adres in CRISIS_APPRISE_URLS niet. Het begint met {scheme}://.")
        object.__setattr__(self, "_apprise", made)

    def __call__(self, letter: Letter) -> None:
        """Tell the group; raises Unsure when Apprise says that it did not work."""
        if not self._apprise.notify(title=letter.subject, body=letter.body, body_format="text"):
            raise Unsure(_UNSURE)
