"""The ways out that are set up, by the name under which they stand in the log."""

from __future__ import annotations

from crisis.notify.channels import Alarm, Files, Mail, Send
from crisis.notify.groups import Group
from crisis.settings import Settings

MAIL, FILES, ALARM = "e-mail", "bestand", "alarmdienst"


def ways(settings: Settings) -> dict[str, Send]:
    """Always one of mail and files, the alarm service when there is one, and each group; raises BadSetting."""
    found: dict[str, Send] = (
        {MAIL: Mail(settings.smtp, settings.mail_from)} if settings.smtp else {FILES: files(settings)}
    )
    if settings.alarm:
        found[ALARM] = Alarm(settings.alarm)
    for number, url in enumerate(settings.apprise, 1):
        # Each has a name and a line of its own: one that took a message does not get it again for another.
        found["apprise" if len(settings.apprise) == 1 else f"apprise {number}"] = Group(url)
    return found


def files(settings: Settings) -> Files:
    """Where messages lie without a mail server."""
    return Files(settings.home / "outbox", settings.mail_from)
