"""The ways out: mail by SMTP, files when there is no SMTP, and the municipality's own alarm service by a webhook."""

from __future__ import annotations

import http.client
import json
import os
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

#: Seconds that a mail server or an alarm service may take.
PATIENCE: Final = 20


@dataclass(frozen=True)
class Letter:
    """One message to one function: where to, and what."""

    id: str
    email: str
    phone: str
    subject: str
    body: str
    #: Whether it cannot wait, as mail programs may show.
    urgent: bool = True
    #: What a webhook is handed instead of a subject and a body, as JSON.
    content: str = ""


class Unsure(Exception):
    """Whether a message went out is not known; it is not sent again."""


class NotSent(Exception):
    """A message certainly did not go out; `again` tells whether to try later."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.again = again


Send = Callable[[Letter], None]


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as mail. Its Message-ID follows from the log, so that a double would show as one."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["From"], mail["To"] = letter.subject, sender, letter.email
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = f"<{letter.id}@zijaanzij>"
    mail["Auto-Submitted"] = "auto-generated"
    if letter.urgent:
        mail["X-Priority"] = "1"
    mail.set_content(letter.body)
    return mail


@dataclass(frozen=True)
class Mail:
    """By the mail server of the municipality: `smtp://user:password@host:587?starttls=1`."""

    url: str
    sender: str

    def __call__(self, letter: Letter) -> None:
        """Send it; raises NotSent when it certainly was not, anything else when that is uncertain."""
        if not letter.email:
            raise NotSent("geen e-mailadres", again=False)
        try:
            server = self._connected()
        except OSError as error:  # also everything that smtplib raises
            raise NotSent("mailserver niet bereikbaar of weigert", again=True) from error
        try:
            self._hand_over(server, letter)
        finally:
            # After the server took a message its goodbye says nothing about that message.
            with suppress(OSError):
                server.quit()
            server.close()

    def _hand_over(self, server: smtplib.SMTP, letter: Letter) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            _agreed(server.mail(self.sender))
            _agreed(server.rcpt(letter.email))
        except OSError as error:
            raise NotSent("mailserver viel weg", again=True) from error
        try:
            # From here on silence is no answer: the server may have taken it, so that is left to the caller.
            _agreed(server.data(bytes(written(letter, self.sender))))
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code) from error

    def _connected(self) -> smtplib.SMTP:
        to = urlsplit(self.url)
        context = ssl.create_default_context()
        if to.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                to.hostname or "", to.port or 465, timeout=PATIENCE, context=context
            )
        else:
            server = smtplib.SMTP(to.hostname or "", to.port or 25, timeout=PATIENCE)
        try:
            if "starttls=1" in to.query:
                server.starttls(context=context)
            if to.username:
                server.login(unquote(to.username), unquote(to.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def _agreed(reply: tuple[int, bytes]) -> None:
    if reply[0] not in (250, 251):
        raise _refusal(reply[0])


def _refusal(code: int) -> NotSent:
    return NotSent(f"mailserver zegt {code}", again=code < 500)


@dataclass(frozen=True)
class Files:
    """Without a mail server the messages lie in a folder, as mail that any mail program opens."""

    folder: Path
    sender: str

    def __call__(self, letter: Letter) -> None:
        """Write it; raises NotSent when the disk does not take it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = self.folder / f".{letter.id}.half"
            half.touch(mode=0o600)
            half.write_bytes(bytes(written(letter, self.sender)))
            os.replace(half, self.folder / f"{letter.id}.eml")
        except OSError as error:
            raise NotSent("schijf weigert", again=True) from error

    def text(self, name: str) -> str | None:
        """The text of a message that lies here."""
        try:
            mail = message_from_bytes((self.folder / f"{name}.eml").read_bytes(), policy=SMTP)
        except OSError:
            return None
        return str(mail.get_content()).replace("\r\n", "\n").strip()


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A service that stands elsewhere did not get the message: followed, a POST would become a GET without it."""

    def redirect_request(self, *given: object) -> None:
        """Do not go there."""


STRAIGHT: Final = urllib.request.build_opener(_NoDetour)


@dataclass(frozen=True)
class Alarm:
    """The municipality's own alarm or SMS service: one POST of JSON per message, with an idempotency key."""

    url: str

    def __call__(self, letter: Letter) -> None:
        """Hand it over; raises NotSent when the service says no or is not there, Unsure when it may have it."""
        if not letter.phone:
            raise NotSent("geen telefoonnummer", again=False)
        content = json.dumps({"to": letter.phone, "subject": letter.subject, "text": letter.body, "id": letter.id})
        headers = {"Content-Type": "application/json", "Idempotency-Key": letter.id}
        asked = urllib.request.Request(self.url, content.encode(), headers)  # noqa: S310  (set by the operator)
        try:
            with STRAIGHT.open(asked, timeout=PATIENCE):
                return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code >= 500 and error.code != 503:
                raise Unsure(f"alarmdienst zegt {error.code}") from error
            raise NotSent(f"alarmdienst zegt {error.code}", again=error.code in (429, 503)) from error
        except urllib.error.URLError as error:  # it could not be handed over at all
            raise NotSent("alarmdienst niet bereikbaar", again=True) from error
        except (OSError, http.client.HTTPException) as error:  # it was, and then there was silence
            raise Unsure("alarmdienst antwoordt niet") from error
