"""The municipality's own site and its workflow in Teams: one POST of JSON for what is released, nothing by default."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import ClassVar, Final

from crisis.notify.channels import PATIENCE, STRAIGHT, Letter, NotSent, Unsure

_UNSURE: Final = "geen antwoord, terwijl het bericht misschien wel aankwam"


@dataclass(frozen=True)
class Webhook:
    """An address of the operator's that is told what is released. It is not followed to another address."""

    name: ClassVar[str]
    url: str

    def __call__(self, letter: Letter) -> None:
        """Hand it over; raises NotSent when it certainly was not taken, Unsure when nobody can tell."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": letter.id}
        asked = urllib.request.Request(self.url, letter.content.encode(), headers)  # noqa: S310  (set by the operator)
        try:
            with STRAIGHT.open(asked, timeout=PATIENCE):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise NotSent(f"{self.name} zegt {error.code}", again=error.code >= 500 or error.code == 429) from error
        except urllib.error.URLError as error:  # while connecting or sending
            raise NotSent(f"{self.name} niet bereikbaar", again=True) from error
        except (OSError, HTTPException) as error:  # while waiting for the answer
            raise Unsure(_UNSURE) from error


@dataclass(frozen=True)
class Site(Webhook):
    """The site where residents read what is released."""

    name = "website"


@dataclass(frozen=True)
class Teams(Webhook):
    """A workflow that puts a card in a channel of Teams."""

    name = "Teams"
