"""The ways out that are set up, by the name under which they stand in the log."""

from __future__ import annotations

from crisis.notify.channels import Alarm, Files, Mail, Send
from crisis.notify.groups import Group
from crisis.notify.webhooks import Site, Teams
from crisis.settings import Settings

MAIL, FILES, ALARM = "e-mail", "bestand", "alarmdienst"
#: Who is told what is released, as a whole and not as a person.
SITE, TEAMS = "website", "teams"


def ways(settings: Settings) -> dict[str, Send]:
    """Always one of mail and files; the alarm service, the site, Teams and groups when set; raises BadSetting."""
    found: dict[str, Send] = (
        {MAIL: Mail(settings.smtp, settings.mail_from)} if settings.smtp else {FILES: files(settings)}
    )
    if settings.alarm:
        found[ALARM] = Alarm(settings.alarm)
    if settings.site:
        found[SITE] = Site(settings.site)
    if settings.teams:
        found[TEAMS] = Teams(settings.teams)
    for number, url in enumerate(settings.apprise, 1):
        # Each has a name and a line of its own: one that took a message does not get it again for another.
        found["apprise" if len(settings.apprise) == 1 else f"apprise {number}"] = Group(url)
    return found


def files(settings: Settings) -> Files:
    """Where messages lie without a mail server."""
    return Files(settings.home / "outbox", settings.mail_from)
