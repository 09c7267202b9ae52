"""The environment, read once into a frozen value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: Where templates/, static/ and playbooks/ stand: the checkout, or the data inside an installed wheel.
ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


class BadSetting(ValueError):
    """A setting has a value the product cannot run with; the message says which and why, in Dutch."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides.

    >>> Settings.read({"PORT": "9000"}).port
    9000
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = ""
    redis_url: str = ""
    public_url: str = ""
    municipality: str = "Gemeente Voorbeeld"
    #: Where the municipality tells its residents more.
    website: str = ""
    sockets: int = 256
    #: How many proxies of our own stand in front, each of which names who it speaks for.
    proxies: int = 0
    exchange_seconds: float = 1.0
    #: The mail server, who mail is from, and the address of the municipality's own alarm service.
    smtp: str = ""
    mail_from: str = "zij-aan-zij@localhost"
    alarm: str = ""
    #: Groups that are told by Apprise; each address has a way out of its own.
    apprise: tuple[str, ...] = ()
    #: The municipality's own site, and a workflow of Teams, that are told what is released.
    site: str = ""
    teams: str = ""
    #: The municipality's own playbooks, in a folder of its own.
    playbooks: Path | None = None
    #: The numbers that people may call, on the sheet for the contact centre.
    phone_city: str = "14 0xx"
    phone_police: str = "0800-8844"
    phone_emergency: str = "112"

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; raises BadSetting when a value cannot be used."""
        home = Path(environ.get("CRISIS_HOME") or "instance").resolve()
        return cls(
            home=home,
            host=environ.get("HOST") or "127.0.0.1",
            port=_whole("PORT", environ.get("PORT") or "8000"),
            database_url=_database(environ.get("CRISIS_DATABASE_URL") or f"sqlite:///{home / 'crisis.db'}"),
            redis_url=environ.get("CRISIS_REDIS_URL") or "",
            public_url=(environ.get("CRISIS_PUBLIC_URL") or "").rstrip("/"),
            municipality=environ.get("CRISIS_MUNICIPALITY") or "Gemeente Voorbeeld",
            website=environ.get("CRISIS_WEBSITE") or "",
            smtp=_scheme("CRISIS_SMTP_URL", environ.get("CRISIS_SMTP_URL") or "", "smtp://", "smtps://"),
            mail_from=environ.get("CRISIS_MAIL_FROM") or "zij-aan-zij@localhost",
            alarm=_scheme("CRISIS_ALARM_URL", environ.get("CRISIS_ALARM_URL") or "", "http://", "https://"),
            apprise=_groups(environ.get("CRISIS_APPRISE_URLS") or ""),
            site=_scheme("CRISIS_RELEASE_URL", environ.get("CRISIS_RELEASE_URL") or "", "http://", "https://"),
            teams=_scheme("CRISIS_TEAMS_URL", environ.get("CRISIS_TEAMS_URL") or "", "http://", "https://"),
            playbooks=Path(environ["CRISIS_PLAYBOOKS"]).resolve() if environ.get("CRISIS_PLAYBOOKS") else None,
            phone_city=environ.get("CRISIS_PHONE_CITY") or "14 0xx",
            phone_police=environ.get("CRISIS_PHONE_POLICE") or "0800-8844",
            phone_emergency=environ.get("CRISIS_PHONE_EMERGENCY") or "112",
            proxies=_whole("CRISIS_PROXIES", environ.get("CRISIS_PROXIES") or "0"),
            sockets=_whole("CRISIS_SOCKETS", environ.get("CRISIS_SOCKETS") or "256"),
        )

    @property
    def address(self) -> str:
        """Where visitors find the product, for links in messages."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def numbers(self) -> dict[str, str]:
        """The phone numbers, by the slot that they fill in the messages of a playbook."""
        return {
            "telefoon-gemeente": self.phone_city,
            "telefoon-politie": self.phone_police,
            "telefoon-spoed": self.phone_emergency,
        }

    @property
    def secure(self) -> bool:
        """Whether visitors come in over HTTPS, so that cookies and headers may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def on_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def _scheme(name: str, value: str, *schemes: str) -> str:
    if value and not value.startswith(schemes):
        raise BadSetting(f"Instelling {name} moet beginnen met {' of '.join(schemes)}.")
    return value


def _groups(value: str) -> tuple[str, ...]:
    urls = tuple(dict.fromkeys(value.split()))
    if any("://" not in url for url in urls):
        raise BadSetting("Zet in CRISIS_APPRISE_URLS adressen van Apprise, met een spatie ertussen.")
    if urls and find_spec("apprise") is None:
        raise BadSetting("CRISIS_APPRISE_URLS vraagt om Apprise. Installeer het met: pip install 'crisis[apprise]'.")
    return urls


def _database(url: str) -> str:
    path = url.removeprefix("sqlite:///")
    if url.startswith("sqlite") and (path == url or not path or path.startswith((":", "file:")) or "?" in path):
        raise BadSetting("CRISIS_DATABASE_URL moet een bestand noemen, zoals sqlite:////var/lib/crisis/crisis.db.")
    return url


def _whole(name: str, value: str) -> int:
    if not value.isdigit():
        raise BadSetting(f"Instelling {name} moet een heel getal zijn, niet '{value}'.")
    return int(value)
